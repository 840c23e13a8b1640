import { addDays, dateToDay, type Day, dayToDate, instantAt } from '../../src/calendar.ts';
import { type Clock, FixedClock } from '../../src/clock.ts';
import { type Context, nothingConnected, systemActor } from '../../src/context.ts';
import type { Database } from '../../src/database/database.ts';
import type { Reminder } from '../../src/database/generated/client.ts';
import type { Emulator } from '../../src/emulator/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { offerNextNotices } from '../../src/outreach/index.ts';
import { planDay } from '../../src/reminders/index.ts';
import { buildSampleStore, type SampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { sampleSubscriptionTemplateIds } from '../../src/sandbox/templates.ts';
import { openTestDatabase } from '../support/database.ts';

/** A Monday without a holiday near. */
export const DAY: Day = '2026-11-23';
/** Of the store: low, so that it takes minutes until all has left. */
export const PER_MINUTE = { officialAccountTemplatePerMinute: 60, smsPerMinute: 60 };

/** Owners by the rung that is open to them: every 6th of the sample store, from that index on (see sample-store/people.ts). */
export const owners = {
  template: Array.from({ length: 16 }, (_, nth) => 6 + nth * 2),
  kf: Array.from({ length: 10 }, (_, nth) => 7 + nth * 6),
  subscription: Array.from({ length: 10 }, (_, nth) => 9 + nth * 6),
  groupSend: Array.from({ length: 12 }, (_, nth) => 67 + nth * 6),
  sms: Array.from({ length: 6 }, (_, nth) => 11 + nth * 6),
  callTask: Array.from({ length: 6 }, (_, nth) => 47 + nth * 6),
};

/** The sample store on that day, with rules that let everything go out at once. */
export function buildDay(): SampleStore {
  const sample = buildSampleStore({ seed: 1, today: DAY });
  const off = { enabled: false };
  sample.definition.rules = {
    conversation: { quietGapSeconds: 0 },
    rates: { ...PER_MINUTE, ownerPerHour: 60 },
    // Nobody's second reminder is to wait for another day: its caps are another test's business.
    outreach: { servicePerDay: 20 },
    // What they say about a visit reads like a reminder.
    followUps: { threeDay: off, sevenDay: off, oneMonth: off, oneYear: off },
  };
  return sample;
}

export async function fillDay(database: Database, clock: Clock, sample: SampleStore): Promise<void> {
  await seedSampleStore(database, clock, sample, sampleAccounts);
  await arrange(database, clock.now());
}

/** What a reminder is unique by. */
export function planKeyOf({ subjectKey, kind, dueOn, leadDays, occurrence }: Reminder): string {
  return [subjectKey, kind, dateToDay(dueOn), leadDays, occurrence].join();
}

/** The day's plan as a service makes it that nobody disturbs. @returns the key of each reminder, sorted */
export async function planUndisturbed(): Promise<string[]> {
  const database = await openTestDatabase();
  const clock = new FixedClock(instantAt(DAY, '07:30').toISOString());
  await fillDay(database, clock, buildDay());
  const context: Context = {
    database,
    clock,
    queue: createQueue({ database, logger: silentLogger }),
    logger: silentLogger,
    storeId: 'main',
    actor: systemActor,
    publicUrl: 'http://127.0.0.1',
    connected: { ...nothingConnected, subscribePageOf: () => '' },
  };
  await planDay(context, DAY);
  await offerNextNotices(context);
  const planned = await database.client.reminder.findMany();
  await database.close();
  return planned.map(planKeyOf).toSorted();
}

/** Something is due for each of them on the day, two things for who can be told of both in one message. */
async function arrange({ client }: Database, now: Date): Promise<void> {
  const dueOn = dayToDate(addDays(DAY, 30));
  const customers = await client.customer.findMany({ orderBy: { id: 'asc' }, select: { id: true, mobiles: true } });
  const idsOf = (indexes: readonly number[]) => indexes.flatMap((index) => customers[index]?.id ?? []);
  await client.vehicle.updateMany({
    where: { customerId: { in: idsOf(Object.values(owners).flat()) } },
    data: { compulsoryInsuranceExpiresOn: dueOn, commercialInsuranceExpiresOn: dueOn },
  });
  await client.customer.updateMany({
    where: { id: { in: idsOf([...owners.kf, ...owners.template, ...owners.callTask]) } },
    data: { licenceExpiresOn: dueOn },
  });
  await client.customer.updateMany({ where: { id: { in: idsOf(owners.callTask) } }, data: { mobiles: [] } });
  const identity = (index: number, channel: string, accountId: string, externalId: string) => ({
    storeId: 'main',
    customerId: customers[index]?.id ?? null,
    channel,
    accountId,
    externalId,
    createdAt: now,
  });
  await client.channelIdentity.createMany({
    data: [
      ...owners.kf.map((index) => identity(index, 'kf', sampleAccounts.openKfId, `wmSampleOwner${numberOf(index)}`)),
      ...owners.subscription.map((index) =>
        identity(index, 'officialAccount', sampleAccounts.appId, `oSampleOpenId${numberOf(index)}`),
      ),
    ],
  });
}

const numberOf = (index: number): string => String(index + 1).padStart(4, '0');
const personIdOf = (index: number): string => `owner-${numberOf(index)}`;

/** Some write, some accept a notice: what opens their rungs arrives as callbacks. */
export async function openChannels(emulator: Emulator): Promise<void> {
  for (const index of owners.kf) {
    await emulator.control.person(personIdOf(index)).kf(sampleAccounts.openKfId).say('请问周日上班吗');
  }
  for (const index of owners.subscription) {
    const account = emulator.control.person(personIdOf(index)).officialAccount(sampleAccounts.appId);
    await account.acceptNotice(sampleSubscriptionTemplateIds['insuranceDue'] ?? '');
  }
}

/**
 * Members confirm every other broadcast, and what they leave once they leave for good: it waits for its deadline. The first
 * that comes is left, so that there is one however few there are.
 */
export class HalfConfirmed {
  private readonly seen: string[] = [];

  /** @returns how many still wait */
  async confirm(emulator: Emulator, which: 'half' | 'all'): Promise<number> {
    let waiting = 0;
    for (const userId of ['su', 'jiang']) {
      const member = emulator.control.member(userId);
      for (const { msgid, status } of await member.groupSends()) {
        if (!this.seen.includes(msgid)) this.seen.push(msgid);
        if (status !== 'waiting') continue;
        if (which === 'all' || this.seen.indexOf(msgid) % 2 === 1) await member.confirmGroupSend(msgid);
        else waiting += 1;
      }
    }
    return waiting;
  }
}
