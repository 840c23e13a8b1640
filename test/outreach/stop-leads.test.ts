import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import type { Prisma, Reminder } from '../../src/database/generated/client.ts';
import { stopLeads } from '../../src/outreach/index.ts';
import { empty, reminders } from '../reminders/support.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due, NOON, openCalls, send, TODAY } from './support.ts';

const REASON = '车主告知已办理';

describe.each(databaseKinds)('a due day that is settled on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      await desk.database.client.$executeRawUnsafe('TRUNCATE group_send RESTART IDENTITY CASCADE');
      desk.clock.set(NOON);
    });

    const stop = (reminder: Reminder) =>
      desk.run('system', (context, tx) => stopLeads(context, tx, { reminder, reason: REASON }));
    const first = async () => (await reminders(desk))[0] ?? Promise.reject(new Error('none'));
    /** Another reminder of the same owner, about the same day unless it says otherwise. */
    const another = async (like: Reminder, data: Partial<Prisma.ReminderUncheckedCreateInput>) => {
      const { storeId, customerId, vehicleId, subjectKey, dueOn, reason, plannedFor } = like;
      const same = { storeId, customerId, vehicleId, subjectKey, dueOn, reason, plannedFor, createdAt: NOON };
      return desk.database.client.reminder.create({ data: { ...same, kind: like.kind, leadDays: 3, ...data } });
    };
    const endings = async () => (await reminders(desk)).map(({ status, skipReason }) => skipReason ?? status);

    test('nobody calls about it any more, also when the answer came to an earlier message', async () => {
      await due(desk);
      await send(desk);
      const called = await first();
      expect(await openCalls(desk)).toHaveLength(1);
      const answered = await another(called, { status: 'sent', leadDays: 30 });
      await stop(answered);
      expect(await openCalls(desk)).toEqual([]);
      expect((await endings()).slice(0, 2)).toEqual([REASON, 'sent']);
    });

    test('a call that is about something else as well stays for that', async () => {
      await due(desk);
      await send(desk);
      const called = await first();
      const { callTaskId } = called;
      await another(called, { kind: 'annualInspection', status: 'callTask', callTaskId });
      await stop(called);
      expect((await openCalls(desk)).map(({ id }) => id)).toEqual([callTaskId]);
      expect((await endings()).slice(0, 2)).toEqual([REASON, 'callTask']);
    });

    test.each([
      ['collecting', REASON],
      ['created', 'sending'],
    ])('its place in a group send that is %s: %s', async (status, ending) => {
      await due(desk);
      const planned = await first();
      const { id: groupSendId } = await desk.database.client.groupSend.create({
        data: {
          storeId: 'main',
          senderUserId: 'jiang',
          kind: planned.kind,
          text: '您好',
          status,
          createdAt: NOON,
          createdOn: dayToDate(TODAY),
          deadlineAt: NOON,
        },
      });
      const waiting = await another(planned, { status: 'sending', channel: 'groupSend', groupSendId });
      const otherDay = await another(planned, {
        status: 'sending',
        channel: 'groupSend',
        groupSendId,
        dueOn: dayToDate(addDays(TODAY, 99)),
      });
      await stop(planned);
      const after = await reminders(desk);
      const endingOf = ({ id }: Reminder) => {
        const found = after.find((reminder) => reminder.id === id);
        return found?.skipReason ?? found?.status;
      };
      expect([endingOf(waiting), endingOf(otherDay)]).toEqual([ending, 'sending']);
    });
  });
});
