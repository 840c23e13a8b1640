import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDue } from '../../src/sandbox/due.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  // Monday, 07:00.
  desk = await openDesk({ startAt: '2026-11-22T23:00:00.000Z' });
});
afterAll(() => desk.close());

test('what comes next names the plans and watches of the day, what goes to staff and the weekly training', async () => {
  const due = await listDue(desk.as('system'));
  expect(due.map(({ at, what }) => `${at.toISOString()} ${what}`)).toEqual([
    '2026-11-22T23:30:00.000Z 生成当天的提醒计划',
    '2026-11-22T23:35:00.000Z 安排当天的回访',
    '2026-11-23T00:30:00.000Z 查找重复问题，催办整改',
    '2026-11-23T00:30:00.000Z 发送周报',
    '2026-11-23T00:35:00.000Z 发送今日待办',
    '2026-11-23T00:40:00.000Z 检查三包预警',
    '2026-11-23T01:05:00.000Z 发出回访问卷，催问改打电话',
    '2026-11-23T09:00:00.000Z 催登记回访结果',
    '2026-11-23T09:30:00.000Z 发送日报',
    '2026-11-28T19:40:00.000Z 用人工更正再训练分类',
    '2026-12-05T00:30:00.000Z 发送月报',
  ]);
});

test('a reminder that waits for the end of the store’s quiet hours is a stop at that hour, not before', async () => {
  const quiet = await openDesk({
    startAt: '2026-11-22T23:45:00.000Z',
    rules: { outreach: { quietTo: '10:30' } },
  });
  const { client } = quiet.database;
  const customer = await client.customer.create({
    data: { storeId: 'main', name: '王样一', createdAt: quiet.clock.now(), updatedAt: quiet.clock.now() },
  });
  const planned = {
    storeId: 'main',
    subjectKey: `customer:${customer.id}`,
    customerId: customer.id,
    kind: 'birthday',
    dueOn: new Date('2026-11-26'),
    leadDays: 3,
    reason: '生日',
    createdAt: quiet.clock.now(),
  };
  await client.reminder.create({ data: { ...planned, plannedFor: new Date('2026-11-23') } });
  await client.reminder.create({ data: { ...planned, leadDays: 0, plannedFor: new Date('2026-11-26') } });
  const stops = async () =>
    (await listDue(quiet.as('system'))).filter((due) => due.what.includes('提醒') && !due.what.includes('计划'));
  expect(await stops()).toEqual([{ at: new Date('2026-11-23T02:30:00.000Z'), what: '发送到期的提醒' }]);
  await client.reminder.updateMany({
    where: { leadDays: 3 },
    data: { notBeforeAt: new Date('2026-11-23T06:00:30.000Z') },
  });
  expect(await stops()).toEqual([{ at: new Date('2026-11-23T06:01:00.000Z'), what: '发送顺延的提醒' }]);
  await quiet.close();
});
