import { afterEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { NOON, outbox, send, TODAY } from './support.ts';

let desk: Desk;
afterEach(() => desk.close());

/** Followers of the service account, each with a car whose inspection is due. Their ids begin at 1000. */
async function addFollowers(count: number): Promise<void> {
  const { client } = desk.database;
  const ids = Array.from({ length: count }, (_, nth) => 1000 + nth);
  const made = { storeId: 'main', createdAt: NOON };
  await client.customer.createMany({ data: ids.map((id) => ({ ...made, id, name: '示例', updatedAt: NOON })) });
  await client.vehicle.createMany({
    data: ids.map((id) => ({ ...made, id, customerId: id, plateNumber: `沪A${id}0`, updatedAt: NOON })),
  });
  await client.channelIdentity.createMany({
    data: ids.map((id) => ({
      ...made,
      customerId: id,
      channel: 'officialAccount',
      accountId: 'wx1',
      externalId: `o${id}`,
      isSubscribed: true,
    })),
  });
  await client.reminder.createMany({ data: ids.map((id) => ({ ...made, ...inspectionOf(id) })) });
}

const inspectionOf = (id: number) => ({
  subjectKey: `vehicle:${id}`,
  customerId: id,
  vehicleId: id,
  kind: 'annualInspection',
  dueOn: dayToDate(addDays(TODAY, 30)),
  leadDays: 30,
  plannedFor: dayToDate(TODAY),
  reason: '按注册日期推算',
  detail: { what: 'mark' },
});

describe.each(databaseKinds)('more reminders than a page holds on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    test('each is one message in the outbox, in its order, with a turn of its own; a second run adds none', async () => {
      desk = await openDesk({ kind, rules: { rates: { officialAccountTemplatePerMinute: 10_000 } } });
      desk.clock.set(NOON);
      await addFollowers(450);
      // One whose message was put there before a crash of another kind: its key is known.
      const { client } = desk.database;
      const [first] = await client.reminder.findMany({ orderBy: { id: 'asc' }, take: 1 });
      const key = `rem-${first?.id ?? 0}-oa`;
      const known = await client.outboxMessage.create({
        data: {
          storeId: 'main',
          channel: 'officialAccountTemplate',
          accountId: 'wx1',
          recipient: 'o1000',
          orderKey: 'main:account:wx1:o1000',
          idempotencyKey: key,
          payload: {},
          createdAt: NOON,
          reminderId: first?.id ?? 0,
        },
      });
      expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 450 }, held: 0 });
      expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 0 } });

      const rows = await outbox(desk);
      expect(rows).toHaveLength(450);
      expect(rows.map(({ reminderId }) => reminderId)).toEqual(rows.map((_, nth) => (first?.id ?? 0) + nth));
      const reminders = await client.reminder.findMany({ orderBy: { id: 'asc' } });
      expect(reminders.map(({ outboxId }) => outboxId)).toEqual(rows.map(({ id }) => id));
      expect(reminders[0]?.outboxId).toBe(known.id);
      const jobs = await client.$queryRawUnsafe<{ keys: number }[]>(
        `SELECT count(DISTINCT singleton_key)::int AS keys FROM queue.job WHERE name = 'outbox.turn'`,
      );
      // What was there before has its turn from before.
      expect(jobs).toEqual([{ keys: 449 }]);
    });
  });
});

test('a reminder that can not be put into the outbox takes its whole page back, and the next run sends all', async () => {
  desk = await openDesk();
  desk.clock.set(NOON);
  await addFollowers(3);
  await desk.database.execute(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.recipient = 'o1002' THEN RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON outbox_message FOR EACH ROW EXECUTE FUNCTION refuse()`);
  await expect(send(desk)).rejects.toThrow(/refused/);
  expect(await outbox(desk)).toEqual([]);
  expect(await desk.database.client.reminder.count({ where: { status: 'planned' } })).toBe(3);
  await desk.database.execute('DROP TRIGGER refuse ON outbox_message');
  expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 3 } });
});
