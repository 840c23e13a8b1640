import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { grouped, type OutboxChannel, type RateRules } from '../outbox/index.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { isUrgent } from './priority.ts';
import { quietUntil } from './quiet-hours.ts';
import { UNWANTED } from './unwanted.ts';
import { withdrawUnwanted } from './withdraw-unwanted.ts';

/** A changed rule is in force within this time. */
const REMEMBER_MS = 10_000;

const RATES: Partial<Record<OutboxChannel, keyof Rules['rates']>> = {
  officialAccountTemplate: 'officialAccountTemplatePerMinute',
  subscriptionNotice: 'subscriptionNoticePerMinute',
  kfMessage: 'kfPerMinute',
  sms: 'smsPerMinute',
  groupSend: 'groupSendPerMinute',
};

/** What may leave on a channel of the outbox in a minute; undefined: no limit of ours. */
export function perMinuteOf(rules: Pick<Rules, 'rates'>, channel: string): number | undefined {
  const key = RATES[channel as OutboxChannel];
  return key === undefined ? undefined : rules.rates[key];
}

/** The sender's view of each store's rules. */
export function createRateRules({ database, clock }: { database: Database; clock: Clock }): RateRules {
  const known = new Map<string, { rules: Rules; readAt: number }>();

  async function rulesFor(storeId: string): Promise<Rules> {
    const now = clock.now().getTime();
    const present = known.get(storeId);
    if (present !== undefined && Math.abs(now - present.readAt) < REMEMBER_MS) return present.rules;
    const rules = rulesOf(await getStore(database.client, storeId));
    known.set(storeId, { rules, readAt: now });
    return rules;
  }

  /** Which owner may want nothing of a message any more. */
  const unwantedBy = grouped<number, number | undefined>(async (ids) => {
    const unwanted = await database.client.$queryRaw<{ outbox_id: number; customer_id: number }[]>`
      SELECT reminder.outbox_id, reminder.customer_id FROM reminder JOIN customer ON customer.id = reminder.customer_id
        LEFT JOIN vehicle ON vehicle.id = reminder.vehicle_id
      WHERE reminder.outbox_id = ANY(${[...ids]}::int[]) AND ${UNWANTED} IS NOT NULL`;
    return ids.map((id) => unwanted.find((row) => row.outbox_id === id)?.customer_id);
  });

  return {
    perMinute: async (storeId, channel) => perMinuteOf(await rulesFor(storeId), channel),
    async withdraw({ reminderId, storeId, id }) {
      if (reminderId === null) return false;
      const customerId = await unwantedBy(id);
      if (customerId === undefined) return false;
      await withdrawUnwanted({ database, clock, storeId }, customerId);
      const row = await database.client.outboxMessage.findUnique({ where: { id }, select: { status: true } });
      return row?.status === 'withdrawn';
    },
    async isUnwanted({ id }) {
      const [wanted] = await database.client.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM reminder JOIN customer ON customer.id = reminder.customer_id
          LEFT JOIN vehicle ON vehicle.id = reminder.vehicle_id
        WHERE reminder.outbox_id = ${id} AND ${UNWANTED} IS NULL`;
      return wanted?.count === 0;
    },
    async isUrgent({ reminderId }) {
      if (reminderId === null) return false;
      const reminder = await database.client.reminder.findUnique({
        where: { id: reminderId },
        select: { priority: true },
      });
      return reminder !== null && isUrgent(reminder);
    },
    outsideQuietHours: async (storeId, at) => quietUntil((await rulesFor(storeId)).outreach, at) ?? at,
  };
}
