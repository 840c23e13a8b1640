import { dayOf } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { rankOf } from './ways.ts';

/** A reminder that its owner has, and since when. */
export interface GoneOut {
  reminder: Reminder;
  at: Date;
}

export const GONE_OUT = ['sending', 'sent', 'delivered'];
/** What names a kind when there were several. */
const NAMED: readonly (readonly [words: RegExp, kinds: readonly string[]])[] = [
  [/保养|机油|首保/, ['firstMaintenance', 'regularMaintenance']],
  [/保险|续保|交强|商业险|车险|车船税/, ['insuranceRenewal', 'vehicleTax']],
  [/年检|年审|审车|检车|验车/, ['annualInspection']],
  [/驾照|驾驶证|换证/, ['licenceRenewal']],
  [/质保|延保/, ['warrantyEnd']],
];

/**
 * What went to one owner since then by whichever channel, latest first. A 企业群发 counts once its member can send it: the
 * owner may answer before the platform is asked how it went.
 */
export async function goneOutTo(
  tx: Transaction,
  { storeId, customerId, since }: { storeId: string; customerId: number; since: Date },
): Promise<GoneOut[]> {
  const rows = await tx.reminder.findMany({
    where: {
      storeId,
      customerId,
      status: { in: GONE_OUT },
      OR: [{ sentAt: { gte: since } }, { sentAt: null, groupSendId: { not: null } }],
    },
  });
  const groupIds = rows.flatMap(({ sentAt, groupSendId }) =>
    sentAt === null && groupSendId !== null ? groupSendId : [],
  );
  const groups = await tx.groupSend.findMany({ where: { id: { in: groupIds }, msgId: { not: null } } });
  return rows
    .flatMap((reminder) => {
      const group = groups.find(({ id }) => id === reminder.groupSendId);
      const at = reminder.sentAt ?? group?.confirmedAt ?? group?.createdAt;
      return at === undefined || at < since ? [] : [{ reminder, at }];
    })
    .toSorted((left, right) => right.at.getTime() - left.at.getTime() || left.reminder.id - right.reminder.id);
}

/** The last one, and what went out with it: in the same message or on the same day. */
export function lastTogether(all: readonly GoneOut[]): GoneOut[] {
  const [last] = all;
  if (last === undefined) return [];
  const { outboxId } = last.reminder;
  return all.filter(
    ({ reminder, at }) => dayOf(at) === dayOf(last.at) || (outboxId !== null && reminder.outboxId === outboxId),
  );
}

/** Of several that went out together: the one that is named, else one that is booked, else what a yes can book. */
export function answeredOf(together: readonly GoneOut[], text: string): GoneOut | undefined {
  const kinds = NAMED.flatMap(([words, of]) => (words.test(text) ? of : []));
  const named = together.find(({ reminder }) => kinds.includes(reminder.kind));
  const booked = together.find(({ reminder }) => reminder.bookedAt !== null);
  return (
    named ?? booked ?? together.toSorted((left, right) => rankOf(left.reminder.kind) - rankOf(right.reminder.kind))[0]
  );
}

/** Whether these words name what a reminder of this kind is about. */
export const isNamed = (kind: string, text: string): boolean =>
  NAMED.some(([words, kinds]) => kinds.includes(kind) && words.test(text));
