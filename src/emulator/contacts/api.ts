import type { WecomCall, WecomRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { tagRoutes } from '../wecom/tags.ts';
import { addContactWay, deleteContactWay, getContactWay, listContactWays, updateContactWay } from './contact-ways.ts';
import { getByUser, getCustomer, listCustomers, listFollowUsers } from './customers.ts';
import {
  cancelGroupSend,
  getGroupSendResult,
  getGroupSendTask,
  listGroupSends,
  remindGroupSend,
} from './group-send-results.ts';
import { addGroupSend } from './group-send.ts';
import { markTag, setRemark } from './remarks.ts';
import { transferCustomers, transferResult } from './transfers.ts';
import { sendWelcome } from './welcome.ts';

type Handler = (emulation: Emulation, call: WecomCall) => Record<string, unknown>;

const GET: Record<string, Handler> = {
  list: listCustomers,
  get: getCustomer,
  get_follow_user_list: listFollowUsers,
};
const POST: Record<string, Handler> = {
  'batch/get_by_user': getByUser,
  remark: setRemark,
  mark_tag: markTag,
  add_contact_way: addContactWay,
  get_contact_way: getContactWay,
  list_contact_way: listContactWays,
  update_contact_way: updateContactWay,
  del_contact_way: deleteContactWay,
  send_welcome_msg: sendWelcome,
  add_msg_template: addGroupSend,
  get_groupmsg_task: getGroupSendTask,
  get_groupmsg_send_result: getGroupSendResult,
  get_groupmsg_list_v2: listGroupSends,
  remind_groupmsg_send: remindGroupSend,
  cancel_groupmsg_send: cancelGroupSend,
  transfer_customer: transferCustomers,
  transfer_result: transferResult,
};

/** 客户联系: all paths below externalcontact/. */
export function contactRoutes(emulation: Emulation): WecomRoute[] {
  const route = (method: 'GET' | 'POST', name: string, run: Handler): WecomRoute => ({
    path: `cgi-bin/externalcontact/${name}`,
    method,
    run: (call) => {
      if (call.app.externalContact === false) throw new PlatformError(48002, 'api forbidden');
      return run(emulation, call);
    },
  });
  return [
    ...Object.entries(GET).map(([name, run]) => route('GET', name, run)),
    ...Object.entries(POST).map(([name, run]) => route('POST', name, run)),
    ...tagRoutes(emulation),
  ];
}
