import { openReply } from './core/callback-crypto.ts';
import { officialMode, type Receiver } from './core/receivers.ts';
import type { DeliveryRow } from './core/state.ts';
import { parseXml } from './core/xml.ts';
import type { Emulation } from './emulation.ts';
import { replaceButton, replaceCard } from './wecom/card-updates.ts';
import { cardText } from './wecom/message-content.ts';
import { readPascalCard } from './wecom/pascal-card.ts';

const SYSTEM_TIP = '该公众号暂时无法提供服务，请稍后再试';

/** What the platform does with the body of a 200 answer to a callback (C9, C10). */
export function handleReply(emulation: Emulation, delivery: DeliveryRow, receiver: Receiver, body: string): void {
  const text = body.trim();
  if (text === '' || text === 'success') return;
  const inner = readReply(delivery, receiver, text);
  if (inner === undefined) return reportMalformed(emulation, delivery, text);
  const target = delivery.reply;
  if (target === undefined) return;
  const honoured = target.honoured || (target.type === 'member' && emulation.switches.passiveReplyToCardEvent);
  emulation.recorder.add({
    kind: 'note',
    api: 'passive_reply',
    request: { delivery: delivery.name, reply: inner },
    answer: null,
    effect: honoured,
  });
  if (!honoured) return;
  if (target.type === 'person') showToPerson(emulation, delivery, target.personId, inner);
  else showToMember(emulation, delivery, target.userId, target.cardKey, inner);
}

/** The reply's fields: from the encrypted envelope, or plain for an account in plain mode. */
function readReply(delivery: DeliveryRow, receiver: Receiver, text: string): Record<string, unknown> | undefined {
  const outer = parseXml(text);
  if (outer === undefined) return undefined;
  const isPlain = delivery.receiver.type === 'official-account' && officialMode(receiver.config) === 'plain';
  if (isPlain) return typeof outer['MsgType'] === 'string' ? outer : undefined;
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = outer;
  if (typeof Encrypt !== 'string' || typeof MsgSignature !== 'string') return undefined;
  const keys = { token: receiver.config.token, aesKey: receiver.config.aesKey, receiveId: receiver.receiveId };
  const envelope = { Encrypt, MsgSignature, TimeStamp: String(TimeStamp), Nonce: String(Nonce) };
  const inner = parseXml(openReply(envelope, keys) ?? '');
  return typeof inner?.['MsgType'] === 'string' ? inner : undefined;
}

/** Only Official Account users see that something is wrong. */
function reportMalformed(emulation: Emulation, delivery: DeliveryRow, body: string): void {
  emulation.recorder.add({
    kind: 'note',
    api: 'malformed_reply',
    request: { delivery: delivery.name, receiver: delivery.receiver },
    answer: body.slice(0, 2000),
    effect: delivery.receiver.type === 'official-account',
  });
  const { receiver, reply } = delivery;
  if (receiver.type !== 'official-account' || reply?.type !== 'person' || !reply.honoured) return;
  emulation.inboxes.showPerson(reply.personId, {
    channel: 'official-account',
    direction: 'received',
    from: 'system',
    appId: receiver.appId,
    msgtype: 'tip',
    text: SYSTEM_TIP,
    payload: {},
  });
}

function showToPerson(
  emulation: Emulation,
  delivery: DeliveryRow,
  personId: string,
  reply: Record<string, unknown>,
): void {
  const msgtype = String(reply['MsgType']);
  if (delivery.receiver.type !== 'official-account' || msgtype === 'transfer_customer_service') return;
  emulation.inboxes.showPerson(personId, {
    channel: 'official-account',
    direction: 'received',
    from: 'business',
    appId: delivery.receiver.appId,
    msgtype,
    text: plainText(reply, msgtype),
    payload: reply,
    passive: true,
  });
}

function showToMember(
  emulation: Emulation,
  delivery: DeliveryRow,
  userId: string,
  cardKey: string | undefined,
  reply: Record<string, unknown>,
): void {
  if (delivery.receiver.type !== 'app') return;
  const { corpId, agentId } = delivery.receiver;
  const msgtype = String(reply['MsgType']);
  if (msgtype === 'update_button' || msgtype === 'update_template_card') {
    const card = emulation.state.cards.get(cardKey ?? '');
    const item = emulation.inboxes.memberItem(card?.views[userId.toLowerCase()] ?? '');
    if (item?.card === undefined) return;
    const replaced = readPascalCard(reply, msgtype);
    if (typeof replaced === 'string') replaceButton(item.card, replaced);
    else replaceCard(item, item.card, replaced);
    emulation.inboxes.memberItemChanged(item);
    return;
  }
  emulation.inboxes.showMember({
    corpId,
    agentId,
    userId,
    direction: 'received',
    msgtype,
    text: msgtype === 'template_card' ? cardText(reply) : plainText(reply, msgtype),
    payload: reply,
    passive: true,
  });
}

function plainText(reply: Record<string, unknown>, msgtype: string): string {
  return typeof reply['Content'] === 'string' ? reply['Content'] : `[${msgtype}]`;
}
