import { Fields, type OfficialCall } from '../api.ts';
import { followerKey } from '../core/keys.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { FollowerRow, OfficialAccountRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { addConsent, consentsOf, publishList } from './consents.ts';
import { requireRelation } from './followers.ts';
import { fillTemplate } from './template-values.ts';

/** Beyond 2^53, as the platform's are. */
const FIRST_MSGID = 1_700_827_132_819_554_304n;

/**
 * message/subscribe/bizsend: one message for each accept, to followers and others (O8).
 *
 * @throws {PlatformError} 40003, 40037, 47003, 43101 when no accept is left
 */
export function sendSubscription(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const { account } = call;
  const relation = requireRelation(emulation, account, fields.text('touser'));
  const templates = account.subscriptionTemplates ?? [];
  const template = templates.find((one) => one.templateId === fields.text('template_id'));
  if (template === undefined) throw new PlatformError(40037, 'invalid template_id');
  const data = fields.object('data') ?? {};
  const rendered = fillTemplate(template, data, account.testAccount === true);
  if (consentsOf(emulation, relation, template.templateId) === 0) {
    throw new PlatformError(43101, 'user refuse to accept the msg');
  }
  addConsent(emulation, relation, template.templateId, -1);
  const msgid = String(FIRST_MSGID + BigInt(emulation.ids.next('subscription-msgid')));
  const outcome = scheduleSentEvent(emulation, account, relation, { templateId: template.templateId, msgid });
  call.effect = outcome === '0';
  if (outcome === '0') {
    const page = fields.text('page');
    emulation.inboxes.showPerson(relation.personId, {
      // Followers read it in the account's chat, others under 服务通知.
      channel: relation.subscribed ? 'official-account' : 'service-notice',
      direction: 'received',
      from: 'business',
      appId: account.appId,
      msgtype: 'subscription',
      templateId: template.templateId,
      title: template.title,
      fields: rendered.fields,
      text: rendered.text,
      payload: { data, miniprogram: fields.object('miniprogram') ?? null },
      msgid,
      ...(page === '' ? {} : { url: page }),
    });
  }
  return emulation.switches.oaBizsendTellsMsgid ? { msgid } : {};
}

/**
 * subscribe_msg_sent_event for an accepted message: scripted, or by what the user set (O9).
 *
 * @returns the ErrorCode that will be told, '0' for delivered
 */
function scheduleSentEvent(
  emulation: Emulation,
  account: OfficialAccountRow,
  relation: FollowerRow,
  sent: { templateId: string; msgid: string },
): string {
  const key = `subscription-receipt/${account.appId}`;
  const script = emulation.state.facts.get(key);
  let outcome =
    relation.blocksNotices === true ? { code: '1003', status: 'user block' } : { code: '0', status: 'success' };
  if (script !== undefined) {
    outcome = { code: String(script['errorCode']), status: String(script['errorStatus']) };
    const times = Number(script['times'] ?? Infinity) - 1;
    if (times <= 0) emulation.state.facts.delete(key);
    else if (Number.isFinite(times)) emulation.state.facts.put(key, { ...script, times });
  }
  const data = { appId: account.appId, openId: relation.openId, ...sent, ...outcome };
  emulation.timers.after(Number(script?.['delaySeconds'] ?? 0), 'subscription-receipt', data);
  return outcome.code;
}

export function registerSubscriptionTimers(emulation: Emulation): void {
  emulation.timers.handle('subscription-receipt', (data) => {
    const account = emulation.state.officialAccounts.get(String(data['appId']));
    const relation = emulation.state.followers.get(followerKey(String(data['appId']), String(data['openId'])));
    if (account === undefined || relation === undefined) return;
    publishList(emulation, account, relation, 'subscribe_msg_sent_event', [
      {
        TemplateId: String(data['templateId']),
        MsgID: BigInt(String(data['msgid'])),
        ErrorCode: String(data['code']),
        ErrorStatus: String(data['status']),
      },
    ]);
  });
}
