import { byteLength, Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { ContactRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { readAttachments } from './attachments.ts';
import { findContact } from './relations.ts';

const CODE_SECONDS = 20;

/** A code that lives 20 s for one message (X1). */
export function issueWelcomeCode(emulation: Emulation, contact: ContactRow): string {
  const code = emulation.ids.fresh('welcome-code', 43);
  const { corpId, userId, externalUserId } = contact;
  const expiresAt = emulation.clock.now() + CODE_SECONDS * 1000;
  emulation.state.welcomeCodes.put(code, { code, corpId, userId, externalUserId, expiresAt });
  return code;
}

/**
 * send_welcome_msg.
 *
 * @throws {PlatformError} 41050 unknown or late, 41051 chat begun or already welcomed, 41096 another app is at it
 */
export function sendWelcome(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const row = emulation.state.welcomeCodes.get(fields.text('welcome_code'));
  const text = new Fields(fields.object('text') ?? {}).text('content');
  const attachments = readAttachments(emulation, call.app.corpId, fields);
  if (text === '' && attachments.length === 0) throw new PlatformError(40058, 'text or attachments missing');
  if (byteLength(text) > 4000) throw new PlatformError(45002, 'content size out of limit');
  if (row === undefined || row.corpId !== call.app.corpId) throw new PlatformError(41050, 'invalid welcome code');
  const contact = findContact(emulation, row.corpId, row.userId, row.externalUserId);
  if (row.used === true || contact?.lastChatAt !== undefined) {
    throw new PlatformError(41051, 'chat already started or welcome already sent');
  }
  if (row.expiresAt <= emulation.clock.now() || contact === undefined) {
    throw new PlatformError(41050, 'welcome code expired');
  }
  if (row.claimed === true) throw new PlatformError(41096, 'welcome message is being sent by another app');
  emulation.state.welcomeCodes.put(row.code, { ...row, used: true });
  emulation.inboxes.showPerson(contact.personId, {
    channel: 'wecom-contact',
    direction: 'received',
    from: 'business',
    servicerUserId: contact.userId,
    msgtype: 'welcome',
    text: [text, ...attachments.map((one) => one.text)].filter((one) => one !== '').join('\n'),
    payload: { text: { content: text }, attachments: attachments.map((one) => one.wire) },
  });
  return {};
}
