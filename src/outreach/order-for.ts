import { type OutreachChannel, type Rules, rulesForKind } from '../stores/index.ts';
import { isNeverCalled, lawfulOrder, type ReminderKindKey } from './kinds.ts';
import type { PassedRung } from './ladder.ts';

/**
 * The rungs for one reminder, in their order: the store's, of those that may carry the kind, with the owner's own wish
 * first. Rungs that were passed stand before the one that failed, whatever owner or store have changed since: none is
 * tried twice, none left out. Pure.
 *
 * @param passed rungs passed before; the last is the one that failed
 */
export function orderFor(
  kind: ReminderKindKey,
  rules: Rules,
  preferred: string | null,
  passed: readonly PassedRung[] = [],
): OutreachChannel[] {
  const own = rulesForKind(rules, kind);
  const lawful = lawfulOrder(
    kind,
    own !== undefined && own.channels.length > 0 ? own.channels : rules.outreach.channelOrder,
  );
  const wish = lawful.find((channel) => channel === preferred && !(channel === 'callTask' && isNeverCalled(kind)));
  const order = wish === undefined ? lawful : [wish, ...lawful.filter((channel) => channel !== wish)];
  const tried = passed.filter(({ waits }) => waits !== true).map(({ channel }) => channel);
  const failed = tried.at(-1);
  const before = order.filter((channel) => channel !== failed && tried.includes(channel));
  const last = order.filter((channel) => channel === failed);
  return [...before, ...last, ...order.filter((channel) => !tried.includes(channel))];
}

/** Said with the rung that an owner's wish brought to the front. */
export const AS_WISHED = '车主希望优先用这个渠道';
