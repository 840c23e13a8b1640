import { buildXml, type XmlFields } from '../core/xml.ts';
import type { FollowerRow, OfficialAccountRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { nextMsgId } from '../core/msgid.ts';

/** Posts a user's message to the account's callback. @returns its MsgId */
export function publishMessage(
  emulation: Emulation,
  account: OfficialAccountRow,
  row: FollowerRow,
  fields: XmlFields & { MsgType: string },
): string {
  const msgid = nextMsgId(emulation.ids);
  publish(emulation, account, row, fields.MsgType, { ...fields, MsgId: BigInt(msgid) }, true);
  return msgid;
}

/** Posts an event of a user to the account's callback. */
export function publishOfficialEvent(
  emulation: Emulation,
  account: OfficialAccountRow,
  row: FollowerRow,
  fields: XmlFields & { Event: string },
): void {
  // Nothing can be answered to somebody who just left, or to a receipt or consent.
  const event = fields.Event;
  const replyable = event !== 'unsubscribe' && event !== 'TEMPLATESENDJOBFINISH' && !event.startsWith('subscribe_msg_');
  publish(emulation, account, row, event, { MsgType: 'event', ...fields }, replyable);
}

function publish(
  emulation: Emulation,
  account: OfficialAccountRow,
  row: FollowerRow,
  name: string,
  fields: XmlFields,
  honoured: boolean,
): void {
  emulation.deliveries.send({
    receiver: { type: 'official-account', appId: account.appId },
    name,
    openId: row.openId,
    reply: { type: 'person', personId: row.personId, openId: row.openId, honoured },
    xml: buildXml({
      ToUserName: account.originalId,
      FromUserName: row.openId,
      CreateTime: emulation.clock.seconds(),
      ...fields,
    }),
  });
}
