import type { ApiAnswer, WecomCall, WecomRoute } from '../api.ts';
import type { Emulation } from '../emulation.ts';
import { addAccount, addContactWay, changeServicers, getCustomers, listAccounts, listServicers } from './accounts.ts';
import { sendMsgOnEvent } from './send-on-event.ts';
import { sendMsg } from './send-msg.ts';
import { getServiceState, transServiceState } from './service-state.ts';
import { syncMsg } from './sync-msg.ts';

export function kfRoutes(emulation: Emulation): WecomRoute[] {
  const post = (path: string, run: (emulation: Emulation, call: WecomCall) => ApiAnswer): WecomRoute => ({
    path: `cgi-bin/kf/${path}`,
    method: 'POST',
    run: (call) => run(emulation, call),
  });
  return [
    post('sync_msg', syncMsg),
    post('send_msg', sendMsg),
    post('send_msg_on_event', sendMsgOnEvent),
    post('service_state/get', getServiceState),
    post('service_state/trans', transServiceState),
    post('account/add', addAccount),
    { path: 'cgi-bin/kf/account/list', method: 'ANY', run: (call) => listAccounts(emulation, call) },
    { path: 'cgi-bin/kf/servicer/list', method: 'GET', run: (call) => listServicers(emulation, call) },
    post('servicer/add', (parts, call) => changeServicers(parts, call, 'add')),
    post('servicer/del', (parts, call) => changeServicers(parts, call, 'del')),
    post('customer/batchget', getCustomers),
    post('add_contact_way', addContactWay),
  ];
}
