import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { KfAccountRow, KfSessionRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import type { MessageContent } from '../wecom/message-content.ts';
import { readKfContent } from './content.ts';
import { publishSendFail } from './events.ts';
import { isWindowOpen, requireAccount, requireSession, saveSession, WINDOW_MESSAGES } from './sessions.ts';

/** kf/send_msg (K7–K10, K17, K18). */
export function sendMsg(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const account = requireAccount(emulation, call.app, fields.text('open_kfid'));
  const msgid = readMsgid(emulation, account, fields);
  const session = requireSession(emulation, account, fields.text('touser'));
  const msgtype = fields.text('msgtype');
  const content = readKfContent(emulation, account.corpId, msgtype, fields);
  if (session.beyondConsultLimit === true) throw new PlatformError(95003, 'consult count of unverified corp limited');
  if (session.state !== 0 && session.state !== 1) throw new PlatformError(95018, 'session state not allow send msg');
  if (!isWindowOpen(emulation, session)) throw new PlatformError(95002, 'send msg out of 48 hours');
  if (session.sentInWindow >= WINDOW_MESSAGES) throw new PlatformError(95001, 'send msg count limit');
  session.sentInWindow += 1;
  saveSession(emulation, session);
  acceptMessage(emulation, call, { account, session, msgid, msgtype, content, named: fields.text('msgid') !== '' });
  return { msgid };
}

/**
 * The caller's msgid, or a fresh one.
 *
 * @throws {PlatformError} malformed (switch, default 40058); 95033 when the account used it before (K9)
 */
export function readMsgid(emulation: Emulation, account: KfAccountRow, fields: Fields): string {
  const given = fields.text('msgid');
  if (given === '') return emulation.ids.fresh('kf-msgid', 32);
  if (!/^[0-9a-zA-Z_-]{1,32}$/.test(given)) throw new PlatformError(emulation.switches.kfMsgidErrcode, 'invalid msgid');
  if (emulation.state.facts.get(msgidKey(account, given)) !== undefined)
    throw new PlatformError(95033, 'msgid duplicate');
  return given;
}

/** Shows an accepted message to the owner, unless a scripted or real refusal makes it fail later (K10). */
export function acceptMessage(
  emulation: Emulation,
  call: WecomCall,
  message: {
    account: KfAccountRow;
    session: KfSessionRow;
    msgid: string;
    msgtype: string;
    content: MessageContent;
    /** The msgid came from the caller. */
    named: boolean;
  },
): void {
  const { account, session, msgid, msgtype, content } = message;
  emulation.state.facts.put(msgidKey(account, msgid), { at: emulation.clock.now() });
  const failure = takeFailure(emulation, account, session);
  if (failure !== undefined) {
    call.effect = false;
    const { openKfId, externalUserId } = session;
    publishSendFail(emulation, { openKfId, externalUserId, msgid, ...failure });
    return;
  }
  const item = emulation.inboxes.showPerson(session.personId, {
    channel: 'kf',
    direction: 'received',
    from: 'business',
    openKfId: account.openKfId,
    msgtype,
    text: content.text,
    payload: content.payload,
    msgid,
    ...(message.named ? { idempotencyKey: msgid } : {}),
  });
  if (msgtype === 'msgmenu') saveSession(emulation, Object.assign(session, { lastMenuItemId: item.id }));
}

function msgidKey(account: KfAccountRow, msgid: string): string {
  return `kf-msgid/${account.openKfId}/${msgid}`;
}

function takeFailure(
  emulation: Emulation,
  account: KfAccountRow,
  session: KfSessionRow,
): { failType: number; delaySeconds: number } | undefined {
  const key = `kf-send-fail/${account.openKfId}`;
  const script = emulation.state.facts.get(key);
  const aimed = script?.['personId'] === undefined || script['personId'] === session.personId;
  if (script !== undefined && aimed) {
    const times = Number(script['times']) - 1;
    if (times <= 0) emulation.state.facts.delete(key);
    else emulation.state.facts.put(key, { ...script, times });
    return { failType: Number(script['failType']), delaySeconds: Number(script['delaySeconds']) };
  }
  return session.rejecting === true ? { failType: 10, delaySeconds: 0 } : undefined;
}
