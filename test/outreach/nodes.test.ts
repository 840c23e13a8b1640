import { expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import { addOwner } from '../reminders/support.ts';
import { hasPostgres } from '../support/database.ts';
import { openDesk } from '../support/desk.ts';
import { NOON, send, TODAY } from './support.ts';

test.skipIf(!hasPostgres())('three nodes at once keep the cap on greetings of each owner', async () => {
  const desk = await openDesk({ kind: 'postgres' });
  desk.clock.set(NOON);
  const { client } = desk.database;
  for (let nth = 0; nth < 120; nth += 1) {
    const { customer } = await addOwner(desk);
    const common = { storeId: 'main', customerId: customer.id, createdAt: NOON };
    const account = { channel: 'officialAccount', accountId: 'wx1', externalId: `o${customer.id}`, isSubscribed: true };
    await client.channelIdentity.create({ data: { ...common, ...account } });
    const greeting = { subjectKey: `customer:${customer.id}`, leadDays: 0, priority: 8, reason: '' };
    const today = { plannedFor: dayToDate(TODAY), dueOn: dayToDate(TODAY) };
    await client.reminder.createMany({
      data: ['birthday', 'holiday'].map((kind) => ({ ...common, ...greeting, ...today, kind })),
    });
  }
  // So that an owner's two stand on different pages.
  await client.$executeRawUnsafe(`UPDATE reminder SET priority = 9 WHERE kind = 'holiday'`);
  await Promise.all([send(desk), send(desk), send(desk)]);
  const told = await client.$queryRaw<{ most: number; owners: number }[]>`
    SELECT max(count)::int AS most, count(*)::int AS owners FROM (
      SELECT count(*) FROM reminder WHERE status = 'sending' GROUP BY customer_id) AS told`;
  await desk.close();
  expect(told).toEqual([{ most: 1, owners: 120 }]);
});
