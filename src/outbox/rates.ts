import type { Clock } from '../clock.ts';
import type { Database, Db } from '../database/database.ts';
import type { OutboxRow } from './transmit.ts';

/** What the store says about messages that we send of our own accord. */
export interface RateRules {
  /** How many may leave on one channel in any minute; undefined: no limit. */
  perMinute(storeId: string, channel: string): Promise<number | undefined>;
  /** Takes back what its owner does not want any more. @returns whether it was */
  withdraw(row: OutboxRow): Promise<boolean>;
  /** Whether its owner wants nothing of it any more; for one that may have left already. */
  isUnwanted(row: OutboxRow): Promise<boolean>;
  /** What can't wait for tomorrow. */
  isUrgent(row: OutboxRow): Promise<boolean>;
  /** The instant itself, or the end of the quiet hours that it falls into. */
  outsideQuietHours(storeId: string, at: Date): Promise<Date>;
}

/** It may leave; not before an instant; not this way today, and it can't wait; or nobody wants it any more. */
export type Leave = 'now' | 'nextRung' | 'withdrawn' | Date;

/** A lease is used up or forgotten within this time, so that no process sits on what others could send. */
const LEASE_MS = 2000;
const MINUTE_MS = 60_000;
/** Slots are given out this far ahead; who comes later asks again then. */
const AHEAD_MS = 2 * MINUTE_MS;

/** What may leave at once, and how fast it comes again, so that no minute ever holds more than the limit. */
function bucketFor(perMinute: number): { capacity: number; perSecond: number } {
  const capacity = Math.max(perMinute < 4 ? 1 : 2, Math.floor(perMinute / 20));
  // A token may be used up to a lease after it was taken: that is part of the minute.
  const perSecond = Math.max(perMinute - capacity, perMinute / 2) / ((MINUTE_MS + LEASE_MS) / 1000);
  return { capacity, perSecond };
}

/** One bucket a store, channel and account. */
const bucketKey = (row: Pick<OutboxRow, 'storeId' | 'channel' | 'accountId'>): string =>
  `${row.storeId}:${row.channel}:${row.accountId}`;
const closedKey = (key: string): string => `${key}:closed`;

/** Messages that we send of our own accord. Answers, alarms and what staff wait for never wait for a bucket. */
const isProactive = (row: Pick<OutboxRow, 'channel' | 'reminderId'>): boolean =>
  row.reminderId !== null || row.channel === 'groupSend';

interface Local {
  leased: number;
  leaseEndsAt: number;
  nextSlotAt: number;
  askedAt: number;
  /** Nothing was left when it asked. */
  emptyUntil: number;
  /** The quota of the day is used up. */
  closedUntil: Date | undefined;
  asking: Promise<void> | undefined;
}

export interface Rates {
  /** Takes one message's token; what is no business of ours may leave. */
  take(row: OutboxRow): Promise<Leave>;
  /** Whether a call without an answer may be repeated; or when; or that its owner has had enough meanwhile. */
  repeat(row: OutboxRow): Promise<'now' | 'unwanted' | Date>;
  /** The platform said that the quota of the day is used up: all processes stop there until then. */
  close(row: OutboxRow, until: Date): Promise<Leave>;
}

/**
 * Token buckets below the platform's limits, in the database for all processes of a store. A process takes what it needs
 * for two seconds at once; who finds none is told a time of their own, so that they do not come back all at once.
 */
export function createRates(options: { database: Database; clock: Clock; rules: RateRules }): Rates {
  const { database, clock, rules } = options;
  const locals = new Map<string, Local>();

  function localOf(key: string): Local {
    const known = locals.get(key);
    if (known !== undefined) return known;
    const fresh: Local = {
      leased: 0,
      leaseEndsAt: 0,
      nextSlotAt: 0,
      askedAt: 0,
      emptyUntil: 0,
      closedUntil: undefined,
      asking: undefined,
    };
    locals.set(key, fresh);
    return fresh;
  }

  async function lease(key: string, local: Local, perMinute: number): Promise<void> {
    const { capacity, perSecond } = bucketFor(perMinute);
    const now = clock.now();
    const wanted = Math.max(1, Math.floor((perSecond * LEASE_MS) / 1000));
    const closed = await database.client.rateBucket.findUnique({ where: { key: closedKey(key) } });
    local.closedUntil = closed !== null && closed.refilledAt > now ? closed.refilledAt : undefined;
    if (local.closedUntil !== undefined) return;
    const { taken, left } = await takeTokens(database, { key, now, wanted, capacity, perSecond });
    local.askedAt = now.getTime();
    local.leased = taken;
    local.leaseEndsAt = now.getTime() + LEASE_MS;
    local.emptyUntil = taken > 0 ? 0 : now.getTime() + ((1 - left) / perSecond) * 1000;
  }

  async function whenClosed(row: OutboxRow, until: Date): Promise<Leave> {
    if (await rules.isUrgent(row)) return 'nextRung';
    return rules.outsideQuietHours(row.storeId, until);
  }

  /** @returns false when nothing is left now */
  async function takeToken(key: string, local: Local, perMinute: number): Promise<boolean> {
    for (;;) {
      const now = clock.now().getTime();
      if (local.closedUntil !== undefined && local.closedUntil.getTime() > now) return false;
      if (local.leased > 0 && now < local.leaseEndsAt) {
        local.leased -= 1;
        return true;
      }
      // A clock that went back (the sandbox) must not leave anybody waiting for the old time.
      if (local.askedAt <= now && now < local.emptyUntil) return false;
      local.asking ??= lease(key, local, perMinute).finally(() => {
        local.asking = undefined;
      });
      await local.asking;
    }
  }

  /** The instant itself by day. */
  async function awakeAt(row: OutboxRow): Promise<Date> {
    const now = clock.now();
    return row.reminderId === null ? now : rules.outsideQuietHours(row.storeId, now);
  }

  return {
    async repeat(row) {
      if (!isProactive(row)) return 'now';
      if (await rules.isUnwanted(row)) return 'unwanted';
      const awake = await awakeAt(row);
      return awake > clock.now() ? awake : 'now';
    },
    async take(row) {
      if (!isProactive(row)) return 'now';
      if (await rules.withdraw(row)) return 'withdrawn';
      // A retry, a second sending, what a stopped service left behind: put there by day, it must not leave by night.
      const awake = await awakeAt(row);
      if (awake > clock.now()) return awake;
      const perMinute = await rules.perMinute(row.storeId, row.channel);
      if (perMinute === undefined) return 'now';
      const key = bucketKey(row);
      const local = localOf(key);
      if (await takeToken(key, local, perMinute)) return 'now';
      if (local.closedUntil !== undefined) return whenClosed(row, local.closedUntil);
      const now = clock.now().getTime();
      const first = Math.max(local.emptyUntil, now);
      const next = local.nextSlotAt + 1000 / bucketFor(perMinute).perSecond;
      if (next > now + AHEAD_MS && next < now + 2 * AHEAD_MS) return new Date(now + AHEAD_MS);
      local.nextSlotAt = next < first || next > now + AHEAD_MS ? first : next;
      return new Date(Math.ceil(local.nextSlotAt));
    },
    async close(row, until) {
      await closeUntil(database.client, row, until);
      const local = localOf(bucketKey(row));
      local.closedUntil = until;
      local.leased = 0;
      return whenClosed(row, until);
    },
  };
}

async function takeTokens(
  database: Database,
  ask: { key: string; now: Date; wanted: number; capacity: number; perSecond: number },
): Promise<{ taken: number; left: number }> {
  const { key, now, wanted, capacity, perSecond } = ask;
  return database.transaction(async (tx) => {
    await tx.rateBucket.createMany({ data: [{ key, tokens: capacity, refilledAt: now }], skipDuplicates: true });
    const [bucket] = await tx.$queryRaw<{ tokens: number; refilled_at: Date }[]>`
      SELECT tokens, refilled_at FROM rate_bucket WHERE key = ${key} FOR UPDATE`;
    const elapsedMs = bucket === undefined ? 0 : now.getTime() - bucket.refilled_at.getTime();
    // Processes' clocks differ by a little, and then nothing was refilled; by much: the sandbox went back in time.
    const refilledAt = elapsedMs < 0 && elapsedMs > -MINUTE_MS && bucket !== undefined ? bucket.refilled_at : now;
    const tokens = Math.min(capacity, (bucket?.tokens ?? 0) + (Math.max(0, elapsedMs) / 1000) * perSecond);
    const taken = Math.min(wanted, Math.floor(tokens));
    await tx.rateBucket.update({ where: { key }, data: { tokens: tokens - taken, refilledAt } });
    return { taken, left: tokens - taken };
  });
}

/** The platform's quota of the day is used up: nothing of ours goes out there until then. Known to all processes. */
async function closeUntil(
  db: Db,
  row: Pick<OutboxRow, 'storeId' | 'channel' | 'accountId'>,
  until: Date,
): Promise<void> {
  const key = closedKey(bucketKey(row));
  await db.rateBucket.upsert({
    where: { key },
    create: { key, tokens: 0, refilledAt: until },
    update: { refilledAt: until },
  });
}

/** Until when an account's quota is used up, by channel of the outbox; absent: open. */
export async function closedUntil(db: Db, storeId: string, now: Date): Promise<Map<string, Date>> {
  const rows = await db.rateBucket.findMany({
    where: { key: { startsWith: `${storeId}:`, endsWith: ':closed' }, refilledAt: { gt: now } },
  });
  return new Map(rows.map((row) => [row.key.split(':')[1] ?? '', row.refilledAt]));
}
