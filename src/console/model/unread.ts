import { ownerChannels } from '../contract.ts';
import type { OwnerItem, StaffItem } from '../contract.ts';

/** How many items of a list its reader has had on the screen, by list name. */
export type Seen = Record<string, number>;

export const ownerListName = (personId: string, channel: OwnerItem['channel']) => `owner/${personId}/${channel}`;
export const staffListName = (userId: string) => `staff/${userId}`;

export function itemsOf(items: OwnerItem[] | undefined, channel: OwnerItem['channel']): OwnerItem[] {
  return (items ?? []).filter((item) => item.channel === channel);
}

/**
 * Counts what others have added since the list was last looked at. A count above the list's length comes
 * from before the sandbox was reset, so nothing of this list has been seen.
 */
export function unreadOf(items: (OwnerItem | StaffItem)[], seen: number | undefined): number {
  const start = seen === undefined || seen > items.length ? 0 : seen;
  return items.slice(start).filter((item) => item.from !== 'owner' && item.from !== 'staff').length;
}

/** All lists of one owner together. */
export function ownerUnread(personId: string, items: OwnerItem[] | undefined, seen: Seen): number {
  return ownerChannels
    .map((channel) => unreadOf(itemsOf(items, channel), seen[ownerListName(personId, channel)]))
    .reduce((sum, count) => sum + count, 0);
}

export function staffUnread(userId: string, items: StaffItem[] | undefined, seen: Seen): number {
  return unreadOf(items ?? [], seen[staffListName(userId)]);
}
