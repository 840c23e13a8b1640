import { addDays, type Day, dayOf, dayToDate } from '../../src/calendar.ts';
import type { GroupSend, Reminder } from '../../src/database/generated/client.ts';
import type { House } from '../support/house.ts';
import { waitUntil } from '../support/wait.ts';

/** Only the rung in question, and a person at the end; a second broadcast on one day, so that the platform can refuse it. */
export const RULES = { outreach: { channelOrder: ['groupSend', 'callTask'] }, groupSend: { perDay: 2 } };

/** Asks for one group send from due reminders to the end; each test has owners and a member of its own. */
export interface GroupSendDesk {
  /** Reminders of a kind that are due today for some owners. */
  plan(customerIds: readonly number[], kind?: string, dueOn?: Day): Promise<void>;
  /** Moves time and waits until nothing is left to do. */
  pass(seconds: number): Promise<void>;
  /** Moves time minute by minute until there is something. */
  passUntil<T>(find: () => Promise<T | undefined>): Promise<T>;
  /** Sends what is due for these owners, and moves time until their member has been told of the task. */
  ask(customerIds: readonly number[]): Promise<GroupSend>;
  group(id: number): Promise<GroupSend>;
  reminders(customerIds: readonly number[]): Promise<Reminder[]>;
  /** Owners that have this member as a contact, with the person behind each. */
  ownersOf(userId: string): Promise<{ customerId: number; personId: string }[]>;
  /** What this person got from a member's hand. */
  read(personId: string): Promise<string[]>;
}

export function groupSendDesk(house: House): GroupSendDesk {
  const { client } = house.database;
  const settled = async () => {
    await house.emulator.control.idle();
    await waitUntil(async () => (await house.service.queue.countOpen()) === 0);
  };
  const pass = async (seconds: number) => {
    await house.advance(seconds);
    await settled();
  };
  const passUntil = async <T>(find: () => Promise<T | undefined>): Promise<T> => {
    for (let minute = 0; minute < 20; minute += 1) {
      await pass(60);
      const found = await find();
      if (found !== undefined) return found;
    }
    throw new Error(`gave up after 20 minutes: ${String(find)}`);
  };
  let nth = 0;
  return {
    async plan(customerIds, kind = 'regularMaintenance', dueOn) {
      const today = dayOf(house.clock.now());
      nth += 1;
      await client.reminder.createMany({
        data: customerIds.map((customerId) => ({
          storeId: 'main',
          subjectKey: `customer:${customerId}`,
          customerId,
          kind,
          dueOn: dayToDate(dueOn ?? addDays(today, 14)),
          leadDays: 14,
          occurrence: String(nth),
          plannedFor: dayToDate(today),
          reason: '',
          createdAt: house.clock.now(),
        })),
      });
    },
    pass,
    async ask(customerIds) {
      await pass(300);
      await pass(240);
      return passUntil(async () => {
        const [last] = await client.reminder.findMany({
          where: { customerId: { in: [...customerIds] }, groupSendId: { not: null }, status: 'sending' },
          orderBy: { id: 'desc' },
          take: 1,
        });
        const where = { id: last?.groupSendId ?? 0, status: 'created', remindAt: { not: null } };
        return (await client.groupSend.findFirst({ where })) ?? undefined;
      });
    },
    passUntil,
    group: (id) => client.groupSend.findUniqueOrThrow({ where: { id } }),
    reminders: (customerIds) =>
      client.reminder.findMany({ where: { customerId: { in: [...customerIds] } }, orderBy: { id: 'asc' } }),
    async ownersOf(userId) {
      const contacts = await client.contactRelation.findMany({
        where: { userId, endedAt: null, removedByOwnerAt: null },
        include: { identity: true },
        orderBy: { id: 'asc' },
      });
      return contacts.flatMap(({ identity: { customerId, externalId } }) =>
        customerId === null ? [] : [{ customerId, personId: externalId.replace('wmSampleOwner', 'owner-') }],
      );
    },
    read: async (personId) =>
      (await house.emulator.control.person(personId).inbox()).items
        .filter(({ channel, direction }) => channel === 'wecom-contact' && direction === 'received')
        .map(({ text }) => text),
  };
}
