import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { readKfContent } from './content.ts';
import { acceptMessage, readMsgid } from './send-msg.ts';
import { requireAccount, requireSession, saveSession } from './sessions.ts';

/** kf/send_msg_on_event: one message for each code, in its time and while its state holds (K11, K12). */
export function sendMsgOnEvent(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const code = emulation.state.kfCodes.get(fields.text('code'));
  const refused = new PlatformError(emulation.switches.kfEventCodeErrcode, 'invalid code');
  if (code === undefined) throw refused;
  const account = requireAccount(emulation, call.app, code.openKfId);
  // A repeat with the same msgid must learn that it was accepted, although the code is used by then.
  const msgid = readMsgid(emulation, account, fields);
  if (code.used === true || code.expiresAt <= emulation.clock.now()) throw refused;
  const session = requireSession(emulation, account, code.externalUserId);
  if (code.purpose !== 'welcome' && code.stateSerial !== session.stateSerial) throw refused;
  const msgtype = fields.text('msgtype');
  const allowed = code.purpose === 'welcome' || code.purpose === 'end' ? ['text', 'msgmenu'] : ['text'];
  if (!allowed.includes(msgtype)) throw new PlatformError(95030, 'message type not allowed for this code');
  const content = readKfContent(emulation, account.corpId, msgtype, fields, 10);
  emulation.state.kfCodes.put(code.code, { ...code, used: true });
  if (code.purpose === 'welcome')
    saveSession(emulation, Object.assign(session, { lastWelcomeAt: emulation.clock.now() }));
  acceptMessage(emulation, call, { account, session, msgid, msgtype, content, named: fields.text('msgid') !== '' });
  return { msgid };
}
