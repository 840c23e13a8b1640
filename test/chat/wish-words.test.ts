import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import { isTicketWork, answerStaffText } from '../../src/chat/staff-text.ts';
import { isWishWork } from '../../src/chat/wish-words.ts';
import { addOwner, empty, type Owned, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const TODAY = '2026-11-23';

describe('what owners tell staff outside the chat', () => {
  let desk: Desk;
  let owned: Owned;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await empty(desk);
    await desk.database.client.consent.deleteMany();
    owned = await addOwner(desk, { consentMarketing: true }, { plateNumber: '沪A12345' });
  });

  const say = async (text: string): Promise<string> => {
    const staff = await desk.database.client.staff.findFirstOrThrow({ where: { userId: 'jiang' } });
    return desk.run('jiang', (context, tx) => answerStaffText(context, tx, staff, text));
  };
  const customer = () => desk.database.client.customer.findUniqueOrThrow({ where: { id: owned.customer.id } });
  const vehicle = () => desk.database.client.vehicle.findUniqueOrThrow({ where: { id: owned.vehicle.id } });
  const consents = () => desk.database.client.consent.findMany({ orderBy: { id: 'asc' } });
  /** A call that is still to be made. */
  const plan = async (status: 'planned' | 'callTask') => {
    const { client } = desk.database;
    const common = { storeId: 'main', customerId: owned.customer.id, createdAt: desk.clock.now() };
    const call =
      status === 'planned'
        ? undefined
        : await client.callTask.create({
            data: {
              ...common,
              dedupeKey: 'k',
              purpose: 'reminder',
              assigneeUserId: 'jiang',
              title: '',
              script: '',
              dueOn: dayToDate(TODAY),
            },
          });
    await client.reminder.create({
      data: {
        ...common,
        status,
        vehicleId: owned.vehicle.id,
        subjectKey: `vehicle:${owned.vehicle.id}`,
        kind: 'annualInspection',
        dueOn: dayToDate(addDays(TODAY, 30)),
        leadDays: 30,
        occurrence: status,
        plannedFor: dayToDate(TODAY),
        reason: '',
        callTaskId: call?.id ?? null,
      },
    });
  };

  test.each(['退订 沪A12345', '客户不要再发 沪A12345', '沪A·12345 车主说别再发短信了', '不要再给客户发消息，沪A12345'])(
    '%s: kept with the words, and what waits is taken back',
    async (text) => {
      await plan('callTask');
      expect(await say(text)).toMatch(/^已为车主赵样甲登记退订/);
      expect(await customer()).toMatchObject({ optedOutAt: desk.clock.now(), consentMarketing: false });
      expect(await consents()).toMatchObject([
        { kind: 'reminders', state: 'withdrawn', words: text, via: 'staff', recordedBy: 'jiang' },
      ]);
      expect(await reminders(desk)).toMatchObject([{ status: 'skipped', skipReason: '车主已退订' }]);
      expect(await desk.database.client.callTask.count({ where: { status: 'open' } })).toBe(0);
      expect(await say(text)).toBe('车主赵样甲之前已退订，没有重复登记。');
      expect(await consents()).toHaveLength(1);
    },
  );

  test('how an owner wants to be reached is kept, changed and taken back by a word', async () => {
    expect(await say('首选短信 沪A12345')).toContain('首选短信');
    expect((await customer()).preferredChannel).toBe('sms');
    expect(await say('沪A12345 车主希望用电话联系')).toContain('首选电话');
    expect(await say('首选电话 沪A12345')).toContain('已经是电话');
    expect(await say('取消首选 沪A12345')).toContain('按门店顺序');
    expect((await customer()).preferredChannel).toBeNull();
    expect(isWishWork('短信发了吗 沪A12345')).toBe(false);
  });

  test('恢复提醒: reminders again, promotions not', async () => {
    expect(await say('恢复提醒 沪A12345')).toBe('车主赵样甲没有退订，提醒照常发送。');
    await say('退订 沪A12345');
    expect(await say('恢复提醒 沪A12345 车主来电要求')).toMatch(/^已为车主赵样甲恢复提醒/);
    expect(await customer()).toMatchObject({ optedOutAt: null, consentMarketing: false });
    expect((await consents()).map(({ state, words }) => `${state} ${words}`)).toEqual([
      'withdrawn 退订 沪A12345',
      'given 恢复提醒 沪A12345 车主来电要求',
    ]);
  });

  test('车卖了: nothing more about this car, until it is said to be theirs after all', async () => {
    await plan('planned');
    await plan('callTask');
    expect(await say('车卖了 沪A12345')).toMatch(/^已登记沪A12345（车主赵样甲）已转让，这辆车不再提醒。/);
    expect(await vehicle()).toMatchObject({ status: 'sold', statusNote: expect.stringContaining('车卖了 沪A12345') });
    expect((await reminders(desk)).map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    expect((await customer()).optedOutAt).toBeNull();
    expect(await say('沪A12345 已过户')).toContain('之前已登记已转让');
    expect(await say('车还在 沪A12345')).toMatch(/^已登记沪A12345.+仍在使用/);
    expect((await vehicle()).status).toBe('active');
    expect(await say('沪A12345 报废了')).toContain('已报废');
    expect((await vehicle()).status).toBe('totalLoss');
  });

  test('a car that is not in the archive, or several: nothing is kept, and it says why', async () => {
    await expect(say('退订 沪B99999')).rejects.toMatchObject({
      userMessage: '档案里没有车牌 沪B99999，没有登记，请核对。',
    });
    await expect(say('退订 沪A12345 沪B99999')).rejects.toMatchObject({ userMessage: '请一次写一辆车。' });
    expect(await consents()).toEqual([]);
  });

  test('a phone number names the owner too', async () => {
    expect(await say(`退订 ${owned.customer.mobiles[0] ?? ''}`)).toMatch(/^已为车主赵样甲登记退订/);
  });

  test.each(['退订', '沪A12345 退订了吗？', '沪A12345 不要再发生漏油', '车卖了多少辆', '沪A12345 车主说车卖了没有'])(
    '%s is no such wish',
    (text) => {
      expect(isWishWork(text)).toBe(false);
    },
  );

  test('it is no question about figures, and the help names it', async () => {
    expect(isTicketWork('车卖了 沪A12345')).toBe(true);
    expect(await say('更多')).toContain('“退订 车牌 原话”');
  });
});
