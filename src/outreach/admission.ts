import type { Db } from '../database/database.ts';
import { closedUntil, type OutboxChannel } from '../outbox/index.ts';
import type { OutreachChannel, Rules } from '../stores/index.ts';
import { perMinuteOf } from './rate-rules.ts';

/** A reminder may take its rung; it waits for the next run; or the rung is closed for today. */
export type Admitted = 'yes' | 'full' | { closedUntil: Date };

/** How much of each channel one run may still fill: about what leaves in a minute, so that nothing piles up in the outbox. */
export interface Admission {
  admit(channel: OutreachChannel): Admitted;
  /** One more of them is in the outbox. */
  took(channel: OutreachChannel): void;
}

const CARRIERS: Partial<Record<OutreachChannel, OutboxChannel>> = {
  officialAccountTemplate: 'officialAccountTemplate',
  subscriptionNotice: 'subscriptionNotice',
  kf: 'kfMessage',
  sms: 'sms',
};
const MINUTE_MS = 60_000;

/** What is left of a minute's worth on each channel, after what waits in the outbox already. */
export async function openAdmission(db: Db, storeId: string, rules: Rules, now: Date): Promise<Admission> {
  const waiting = await db.$queryRaw<{ channel: string; count: number }[]>`
    SELECT channel, count(*)::int AS count FROM outbox_message
    WHERE status IN ('pending', 'sending', 'unknown') AND store_id = ${storeId} AND reminder_id IS NOT NULL
      AND (not_before_at IS NULL OR not_before_at <= ${new Date(now.getTime() + MINUTE_MS)})
    GROUP BY channel`;
  const closed = await closedUntil(db, storeId, now);
  const left = new Map<OutreachChannel, number>();
  for (const [channel, carrier] of Object.entries(CARRIERS) as [OutreachChannel, OutboxChannel][]) {
    const perMinute = perMinuteOf(rules, carrier);
    if (perMinute === undefined) continue;
    left.set(channel, perMinute - (waiting.find((row) => row.channel === carrier)?.count ?? 0));
  }
  return {
    admit(channel) {
      const until = closed.get(CARRIERS[channel] ?? '');
      if (until !== undefined) return { closedUntil: until };
      return (left.get(channel) ?? 1) > 0 ? 'yes' : 'full';
    },
    took(channel) {
      const before = left.get(channel);
      if (before !== undefined) left.set(channel, before - 1);
    },
  };
}
