import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate, instantAt } from '../../src/calendar.ts';
import { listCallsToday, reportCall } from '../../src/outreach/index.ts';
import { planDay } from '../../src/reminders/index.ts';
import { addOwner, addVisit, deliveredFor, empty, reminders } from '../reminders/support.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due, hoursAgo, NOON, only, outbox, send, TODAY, openCalls } from './support.ts';

describe.each(databaseKinds)('outreach on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      desk.clock.set(NOON);
    });

    test('a follower gets a template message with the plate, the item and the day', async () => {
      const { vehicle, customer } = await due(desk, { follows: true });
      expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 1, kf: 0, callTask: 0 } });
      const reminder = await only(desk);
      expect(reminder).toMatchObject({ status: 'sending', channel: 'officialAccountTemplate', passedRungs: [] });
      const [message] = await outbox(desk);
      expect(message).toMatchObject({
        id: reminder.outboxId,
        channel: 'officialAccountTemplate',
        accountId: 'wx1',
        recipient: `o${customer.id}`,
        reminderId: reminder.id,
        payload: {
          templateKey: 'maintenanceDue',
          data: {
            car_number1: { value: vehicle.plateNumber },
            thing2: { value: '首次保养' },
            date3: { value: '2026年12月7日' },
            thing4: { value: '可直接回复“预约”安排时间' },
          },
        },
      });
      expect(message?.preview).toBe(
        `【明达汽车（示例）】赵先生您好，您的爱车${vehicle.plateNumber}预计2026年12月7日需要首次保养，按时保养行车更安心。` +
          `方便时回复“预约”，我们为您安排时间。\n回复“退订”可不再接收此类提醒。`,
      );
    });

    test('sending twice sends once', async () => {
      await due(desk, { follows: true });
      await send(desk);
      await send(desk);
      expect(await outbox(desk)).toHaveLength(1);
    });

    test('three runs at once send once', async () => {
      for (let owner = 0; owner < 5; owner += 1) await due(desk, { follows: true });
      await Promise.all([send(desk), send(desk), send(desk)]);
      expect(await outbox(desk)).toHaveLength(5);
    });

    test('an owner who does not follow gets it in the chat while the window is open', async () => {
      await due(desk, { follows: false, wroteAt: hoursAgo(47) });
      await send(desk);
      expect(await only(desk)).toMatchObject({
        channel: 'kf',
        passedRungs: [
          { channel: 'officialAccountTemplate', reason: '未关注服务号' },
          { channel: 'subscriptionNotice', reason: '未订阅此类通知' },
        ],
      });
      expect(await outbox(desk)).toMatchObject([{ channel: 'kfMessage', accountId: 'wk1' }]);
    });

    test.each([
      ['48 h less 61 s after the owner wrote the chat is open', hoursAgo(48, 61), 5, 'kf', undefined],
      ['48 h less 60 s after it is closed', hoursAgo(48, 60), 5, 'callTask', '距车主上次来信已超过 48 小时'],
      ['with no message left it is closed', hoursAgo(1), 0, 'callTask', '微信客服可发条数已用完'],
    ])('%s', async (_, wroteAt, left, channel, reason) => {
      await due(desk, { wroteAt, left });
      await send(desk);
      const reminder = await only(desk);
      expect(reminder.channel).toBe(channel);
      const passed = reminder.passedRungs as { channel: string; reason: string }[];
      expect(passed.find((rung) => rung.channel === 'kf')?.reason).toBe(reason);
    });

    test('what waits in the outbox uses up the window too', async () => {
      const { customer } = await due(desk, { wroteAt: hoursAgo(1), left: 1 });
      await desk.database.client.outboxMessage.create({
        data: {
          storeId: 'main',
          channel: 'kfMessage',
          accountId: 'wk1',
          recipient: `wm${customer.id}`,
          orderKey: 'k',
          idempotencyKey: 'waiting',
          payload: {},
          createdAt: NOON,
        },
      });
      await send(desk);
      expect((await only(desk)).channel).toBe('callTask');
    });

    test('while a person talks with the owner the chat is left alone', async () => {
      const { customer } = await due(desk, { wroteAt: hoursAgo(1) });
      const identity = await desk.database.client.channelIdentity.findFirstOrThrow({
        where: { customerId: customer.id },
      });
      await desk.database.client.conversation.create({
        data: { storeId: 'main', identityId: identity.id, orderKey: 'k', state: 'human', updatedAt: NOON },
      });
      await send(desk);
      expect((await only(desk)).passedRungs).toContainEqual({ channel: 'kf', reason: '正由人工接待' });
    });

    test('who can’t be written to becomes a call task of the adviser, told in one message', async () => {
      const first = await due(desk);
      const second = await due(desk, { follows: true, unreachable: true });
      await send(desk);
      const tasks = await openCalls(desk);
      expect(tasks).toMatchObject([
        { title: `首保提醒：赵样甲 ${first.vehicle.plateNumber}`, purpose: 'reminder', assigneeUserId: 'jiang' },
        { title: `首保提醒：赵样甲 ${second.vehicle.plateNumber}`, customerId: second.customer.id },
      ]);
      expect(tasks[0]?.script).toContain('依据：2026-06-07 交车，满 6 个月为 2026-12-07');
      expect(await desk.texts('jiang')).toEqual([
        `【明达汽车（示例）】有 2 位车主需要您电话联系：\n` +
          `电话${tasks[0]?.id} 首保提醒：赵样甲 ${first.vehicle.plateNumber}，电话 ${first.customer.mobiles[0]}\n` +
          `电话${tasks[1]?.id} 首保提醒：赵样甲 ${second.vehicle.plateNumber}，电话 ${second.customer.mobiles[0]}\n` +
          `打完请回复结果，如“电话${tasks[0]?.id} 已联系 周六到店”。`,
      ]);
      await send(desk);
      expect(await desk.texts('jiang')).toHaveLength(1);
      expect((await reminders(desk)).map((row) => row.status)).toEqual(['callTask', 'callTask']);
    });

    test('without an adviser on duty a care specialist calls', async () => {
      await desk.database.client.staff.updateMany({ where: { userId: 'jiang' }, data: { onDuty: false } });
      await due(desk);
      await send(desk);
      await desk.database.client.staff.updateMany({ where: { userId: 'jiang' }, data: { onDuty: true } });
      const [task] = await openCalls(desk);
      expect(['xu', 'he']).toContain(task?.assigneeUserId);
    });

    describe('a call', () => {
      async function oneTask(): Promise<number> {
        await due(desk);
        await send(desk);
        return (await openCalls(desk))[0]?.id ?? 0;
      }

      test('is done once, with its result', async () => {
        const callTaskId = await oneTask();
        const done = { callTaskId, result: 'reached', words: '周六上午到店' } as const;
        const task = await desk.run('jiang', (context, tx) => reportCall(context, tx, done));
        expect(task).toMatchObject({ status: 'done', doneAt: desk.clock.now() });
        expect(task.result).toContain('已联系上：周六上午到店');
        await expect(desk.run('jiang', (context, tx) => reportCall(context, tx, done))).rejects.toMatchObject({
          code: 'CONFLICT',
        });
        expect(await openCalls(desk)).toEqual([]);
      });

      test('that nobody answered comes back the next day, and its tries are kept', async () => {
        const callTaskId = await oneTask();
        const missed = { callTaskId, result: 'noAnswer' } as const;
        const today = dayOf(desk.clock.now());
        const task = await desk.run('jiang', (context, tx) => reportCall(context, tx, missed));
        expect(task).toMatchObject({ status: 'open', doneAt: null, dueOn: dayToDate(addDays(today, 1)) });
        const jiang = await desk.database.client.staff.findFirstOrThrow({ where: { userId: 'jiang' } });
        expect(await listCallsToday(desk.database.client, jiang, today)).toEqual([]);
        expect(await listCallsToday(desk.database.client, jiang, addDays(today, 1))).toHaveLength(1);
        const again = await desk.run('jiang', (context, tx) => reportCall(context, tx, missed));
        expect(again.result?.split('\n')).toHaveLength(2);
      });

      test('of somebody who has left waits for customer care and the leaders', async () => {
        const callTaskId = await oneTask();
        const { client } = desk.database;
        const seenBy = async (userId: string) => {
          const staff = await client.staff.findFirstOrThrow({ where: { storeId: 'main', userId } });
          return (await listCallsToday(client, staff, dayOf(desk.clock.now()))).map(({ id }) => id);
        };
        expect(await seenBy('jiang')).toEqual([callTaskId]);
        expect(await seenBy('xu')).toEqual([]);
        await client.staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: false } });
        expect([await seenBy('xu'), await seenBy('lin'), await seenBy('luo')]).toEqual([
          [callTaskId],
          [callTaskId],
          [],
        ]);
        await client.staff.updateMany({ where: { userId: 'jiang' }, data: { isActive: true } });
      });

      test('is reported by its assignee, customer care and the leaders alone', async () => {
        const callTaskId = await oneTask();
        const missed = { callTaskId, result: 'noAnswer' } as const;
        await expect(desk.run('luo', (context, tx) => reportCall(context, tx, missed))).rejects.toMatchObject({
          code: 'FORBIDDEN',
        });
        for (const userId of ['xu', 'lin']) {
          await desk.run(userId, (context, tx) => reportCall(context, tx, missed));
        }
        expect((await openCalls(desk))[0]?.result?.split('\n')).toHaveLength(2);
      });
    });

    test.each(['21:00', '23:30', '00:10', '08:59'])(
      'at %s nothing goes out, and the reminder says why',
      async (time) => {
        await due(desk, { follows: true });
        desk.clock.set(instantAt(time < '09:00' ? addDays(TODAY, 1) : TODAY, time));
        expect(await send(desk)).toMatchObject({ quietUntil: instantAt(addDays(TODAY, 1), '09:00') });
        await send(desk);
        expect(await outbox(desk)).toEqual([]);
        expect(await only(desk)).toMatchObject({
          status: 'planned',
          passedRungs: [
            { channel: 'officialAccountTemplate', reason: '免打扰时段 21:00–09:00，顺延发送', waits: true },
          ],
        });
        desk.clock.set(instantAt(addDays(TODAY, 1), '09:00'));
        await send(desk);
        expect(await only(desk)).toMatchObject({ status: 'sending' });
      },
    );

    test('a reminder that is planned for tomorrow waits', async () => {
      await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 15)) });
      await planDay(desk.as('system'), addDays(TODAY, 1));
      await send(desk);
      expect(await only(desk)).toMatchObject({ status: 'planned' });
    });

    test('what is too old or over is dropped with the reason', async () => {
      await due(desk, { follows: true });
      desk.clock.set(instantAt(addDays(TODAY, 3), '12:00'));
      await addOwner(desk, { birthday: `1990-${TODAY.slice(5)}` });
      await planDay(desk.as('system'), TODAY);
      expect(await send(desk)).toMatchObject({ dropped: 1, sent: { officialAccountTemplate: 1 } });
      expect((await reminders(desk)).map((row) => row.skipReason)).toEqual([null, '到期日已过，不再发送']);
      await desk.database.client.reminder.updateMany({ data: { status: 'planned', dueOn: dayToDate('2027-01-01') } });
      desk.clock.set(instantAt(addDays(TODAY, 4), '12:00'));
      expect(await send(desk)).toMatchObject({ dropped: 2 });
      expect((await only2()).skipReason).toBe('错过计划发送日超过 3 天，不再发送');
    });
    const only2 = async () => (await reminders(desk))[0] ?? Promise.reject(new Error('none'));

    test('what changed since the plan is looked at again', async () => {
      const optedOut = await due(desk, { follows: true });
      const sold = await due(desk, { follows: true });
      const served = await due(desk, { follows: true });
      const { client } = desk.database;
      await client.customer.update({ where: { id: optedOut.customer.id }, data: { optedOutAt: NOON } });
      await client.vehicle.update({ where: { id: sold.vehicle.id }, data: { status: 'sold' } });
      await addVisit(desk, served.vehicle, TODAY, 3000, 'firstMaintenance');
      expect(await send(desk)).toMatchObject({ skipped: 3 });
      expect((await reminders(desk)).map((row) => row.skipReason)).toEqual([
        '车主已退订',
        '车辆已转让或报废',
        '车主已到店保养',
      ]);
      expect(await outbox(desk)).toEqual([]);
    });

    test('a second greeting on one day is one too many, a service reminder is not', async () => {
      const { customer } = await due(desk, { follows: true });
      const greeting = { storeId: 'main', customerId: customer.id, plannedFor: dayToDate(TODAY), createdAt: NOON };
      for (const dueOn of ['2026-11-23', '2026-11-26']) {
        await desk.database.client.reminder.create({
          data: {
            ...greeting,
            subjectKey: 'customer:1',
            kind: 'birthday',
            dueOn: dayToDate(dueOn),
            leadDays: 0,
            reason: '生日',
          },
        });
      }
      expect(await send(desk)).toMatchObject({ sent: { officialAccountTemplate: 2 }, skipped: 1 });
      expect((await reminders(desk)).at(-1)?.skipReason).toBe('当天关怀营销消息已达上限 1 条');
    });

    test('four greetings in a month are enough', async () => {
      const { customer } = await addOwner(desk, { birthday: `1990-${TODAY.slice(5)}` });
      for (let day = 1; day <= 4; day += 1) {
        await desk.database.client.reminder.create({
          data: {
            storeId: 'main',
            customerId: customer.id,
            subjectKey: `customer:${customer.id}`,
            kind: 'holiday',
            dueOn: dayToDate(`2026-11-0${day}`),
            leadDays: 0,
            plannedFor: dayToDate(`2026-11-0${day}`),
            reason: '节日',
            status: 'sent',
            sentAt: instantAt(`2026-11-0${day}`, '10:00'),
            createdAt: NOON,
          },
        });
      }
      await planDay(desk.as('system'), TODAY);
      await send(desk);
      expect((await reminders(desk)).at(-1)?.skipReason).toBe('当月关怀营销消息已达上限 4 条');
    });
  });
});
