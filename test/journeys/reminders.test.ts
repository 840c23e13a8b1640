import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe.each(databaseKinds)('reminders on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let house: House;
    beforeAll(async () => {
      // Monday, six in the morning.
      house = await startHouse({ kind, withReminders: true, startAt: '2026-11-22T22:00:00.000Z' });
    });
    afterAll(() => house.close());

    const quiet = () =>
      waitUntil(async () => {
        await house.emulator.control.idle();
        return (await house.service.queue.countOpen()) === 0;
      });
    const at = async (instant: string) => {
      await house.advance((new Date(instant).getTime() - house.clock.now().getTime()) / 1000);
      await quiet();
      await house.service.tick();
      await quiet();
    };
    const reminders = () => house.database.client.reminder.findMany({ orderBy: { id: 'asc' } });
    /** What everybody's phones hold: service notices and chat messages. */
    const delivered = async () =>
      Object.values((await house.emulator.control.counts()).people).reduce((sum, each) => sum + each.received, 0);

    test('the morning tick plans the day, nothing leaves in the quiet hours', async () => {
      await at('2026-11-22T23:31:00.000Z');
      const planned = await reminders();
      expect(new Set(planned.map((row) => row.kind)).size).toBeGreaterThan(2);
      expect(await delivered()).toBe(0);
    });

    test('after nine each due owner is reached on a lawful channel or has a call task, with the reason', async () => {
      await at('2026-11-23T01:06:00.000Z');
      const sent = await reminders();
      const open = sent.filter((row) => ['planned', 'sending'].includes(row.status));
      expect(open).toEqual([]);
      const byChannel = (channel: string) => sent.filter((row) => row.channel === channel);
      expect(byChannel('officialAccountTemplate').length).toBeGreaterThan(0);
      expect(byChannel('callTask').length).toBeGreaterThan(0);
      expect(await delivered()).toBe(byChannel('officialAccountTemplate').length + byChannel('kf').length);
      for (const row of sent) expect(row.reason).not.toBe('');
      for (const row of sent.filter((each) => each.status === 'skipped')) expect(row.skipReason).not.toBeNull();
      // All that is due for one owner is one call.
      expect(await house.database.client.callTask.count({ where: { purpose: 'reminder' } })).toBe(
        new Set(byChannel('callTask').map((row) => row.callTaskId)).size,
      );
    });

    test('the platform’s receipt moves a reminder to delivered', async () => {
      await house.advance(60);
      await waitUntil(async () => {
        await house.advance(1);
        const notices = (await reminders()).filter((row) => row.channel === 'officialAccountTemplate');
        return notices.every((row) => row.status === 'delivered');
      });
    });

    test('ticks that repeat and later slots of the same day send nothing twice', async () => {
      const before = { count: await delivered(), rows: (await reminders()).length };
      await at('2026-11-23T04:00:00.000Z');
      expect({ count: await delivered(), rows: (await reminders()).length }).toEqual(before);
    });

    test('advisers get their calls of the day in one message', async () => {
      const items = await staffPhone(house, 'jiang').received();
      expect(items.filter((item) => item.card === undefined && item.text.includes('电话'))).toHaveLength(1);
    });

    test('a reminder reads naturally and names car and dealership', async () => {
      const rows = await reminders();
      const aboutPeople = ['birthday', 'licenceRenewal'];
      const row = rows.find((each) => each.channel === 'officialAccountTemplate' && !aboutPeople.includes(each.kind));
      const identity = await house.database.client.channelIdentity.findFirstOrThrow({
        where: { channel: 'officialAccount', customerId: row?.customerId ?? 0 },
      });
      const person = house.sample.people.find((each) => each.openId === identity.externalId);
      const { items } = await ownerPhone(house, person?.personId ?? '').person.inbox();
      const notices = items.filter((item) => item.channel === 'service-notice');
      expect(notices.some((notice) => notice.fields?.some((field) => field.value.startsWith('沪')))).toBe(true);
    });
  });
});
