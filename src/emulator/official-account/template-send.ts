import { Fields, type OfficialCall } from '../api.ts';
import { dayOf } from '../core/days.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { FollowerRow, OfficialAccountRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { requireRelation } from './followers.ts';
import { templateQuotaKey, templatesOfToday } from './quota-reset.ts';
import { scheduleReceipt } from './receipts.ts';
import { fillTemplate } from './template-values.ts';

const CLIENT_MSG_ID_SECONDS = 600;
const FIRST_MSGID = 200_228_332;

/** message/template/send (O1–O5). */
export function sendTemplate(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const { account } = call;
  const relation = requireRelation(emulation, account, fields.text('touser'));
  const template = (account.templates ?? []).find((one) => one.templateId === fields.text('template_id'));
  if (template === undefined) throw new PlatformError(40037, 'invalid template_id');
  if (!relation.subscribed) throw new PlatformError(43004, 'require subscribe');
  const clientMsgId = fields.text('client_msg_id');
  const earlier = findEarlier(emulation, relation, clientMsgId);
  if (earlier !== undefined) {
    call.effect = false;
    const errcode = emulation.switches.oaDuplicateClientMsgIdErrcode;
    if (errcode !== 0) throw new PlatformError(errcode, 'client_msg_id duplicate');
    return { msgid: earlier };
  }
  takeScriptedFault(emulation, relation);
  const rendered = fillTemplate(template, fields.object('data') ?? {}, account.testAccount === true);
  countDay(emulation, account);
  const msgid = FIRST_MSGID + emulation.ids.next('template-msgid') - 1;
  if (clientMsgId !== '') {
    emulation.state.facts.put(clientKey(relation, clientMsgId), { at: emulation.clock.now(), msgid });
  }
  const status = scheduleReceipt(emulation, account, relation, msgid);
  call.effect = status === 'success';
  if (status !== 'success') return { msgid };
  const url = fields.text('url');
  emulation.inboxes.showPerson(relation.personId, {
    channel: 'service-notice',
    direction: 'received',
    from: 'business',
    appId: account.appId,
    msgtype: 'template',
    templateId: template.templateId,
    title: template.title,
    fields: rendered.fields,
    text: rendered.text,
    payload: { data: fields.object('data') ?? {}, miniprogram: fields.object('miniprogram') ?? null },
    msgid: String(msgid),
    ...(url === '' ? {} : { url }),
    ...(clientMsgId === '' ? {} : { idempotencyKey: clientMsgId }),
  });
  return { msgid };
}

function findEarlier(emulation: Emulation, relation: FollowerRow, clientMsgId: string): unknown {
  if (clientMsgId === '') return undefined;
  const known = emulation.state.facts.get(clientKey(relation, clientMsgId));
  if (known === undefined) return undefined;
  return emulation.clock.now() - Number(known['at']) < CLIENT_MSG_ID_SECONDS * 1000 ? known['msgid'] : undefined;
}

function clientKey(relation: FollowerRow, clientMsgId: string): string {
  return `client-msgid/${relation.appId}/${relation.openId}/${clientMsgId}`;
}

/** A refusal that the control API asked for: 43117 and the like (O5). */
function takeScriptedFault(emulation: Emulation, relation: FollowerRow): void {
  const key = `template-fault/${relation.appId}`;
  const script = emulation.state.facts.get(key);
  if (script === undefined) return;
  if (script['openId'] !== undefined && script['openId'] !== relation.openId) return;
  const times = Number(script['times']) - 1;
  if (times <= 0) emulation.state.facts.delete(key);
  else emulation.state.facts.put(key, { ...script, times });
  throw new PlatformError(Number(script['errcode']), 'scripted refusal');
}

/** The account's quota of the Shanghai day (O5). */
function countDay(emulation: Emulation, account: OfficialAccountRow): void {
  const count = templatesOfToday(emulation, account.appId);
  if (count >= emulation.switches.oaDailyTemplateQuota)
    throw new PlatformError(45009, 'reach max api daily quota limit');
  const day = dayOf(emulation.clock.now());
  emulation.state.facts.put(templateQuotaKey(account.appId), { day, count: count + 1 });
}
