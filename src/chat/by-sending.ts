import type { InboxEvent } from '../database/generated/client.ts';
import { parseXml, type XmlFields, xmlText } from '../platform/callback.ts';

/**
 * Compares two waiting events of one person by when the platform says they were sent: the second, then the message id, which
 * grows; without either, by how they came. What sync_msg brought stands in its order already.
 */
export function bySending(left: InboxEvent, right: InboxEvent): number {
  const came = left.id - right.id;
  if (left.channel === 'kf' || right.channel === 'kf') return came;
  const [a, b] = [fieldsOf(left), fieldsOf(right)];
  if (a === undefined || b === undefined) return came;
  const seconds = Number(xmlText(a, 'CreateTime')) - Number(xmlText(b, 'CreateTime'));
  if (Number.isNaN(seconds)) return came;
  return seconds === 0 ? byMessageId(a, b) || came : seconds;
}

function byMessageId(left: XmlFields, right: XmlFields): number {
  const [a, b] = [xmlText(left, 'MsgId'), xmlText(right, 'MsgId')];
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return 0;
  // They exceed what a number holds.
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** One that can't be read is not first in any order: its turn says what is wrong with it. */
function fieldsOf(event: InboxEvent): XmlFields | undefined {
  try {
    return parseXml(event.payload);
  } catch {
    return undefined;
  }
}
