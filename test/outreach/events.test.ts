import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instantAt } from '../../src/calendar.ts';
import { answerCampaignWords } from '../../src/chat/campaign-words.ts';
import { answerEventWords, isEventWork } from '../../src/chat/event-words.ts';
import type { CareError } from '../../src/errors.ts';
import { sendDueReminders, tellViolations, type ViolationRow } from '../../src/outreach/index.ts';
import { addOwner, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const TODAY = '2026-11-23';
const NOON = instantAt(TODAY, '12:00');
const connected = {
  appId: 'wx1',
  templateKeys: ['repairProgress', 'carReady', 'plateReady', 'violation', 'weather'],
  subscriptionKeys: [],
  contacts: false,
  smsTemplateKeys: [],
};

describe('words of staff about a car', () => {
  test.each([
    '进度 沪A12345 已拆检，等配件，预计周五完工',
    '维修进度：沪A12345 等配件',
    '沪A12345 进度 等配件',
    '修好了 沪A12345',
    '沪A12345修好了',
    '沪A·12345 已经修好了，请来取车',
    '车修好了 沪A12345',
    '可以取车 沪A12345',
    '可以来店取车了 沪A12345',
    '沪AD12345 保养做好了'.replace('保养做好了', '保养好了'),
    '通知车主取车 沪A12345',
    '牌照办好了 沪A12345',
    '沪A12345 车牌下来了',
    '行驶证办好了 LSJA24U62JG269225',
    '牌照办好了 13900000001',
    '违章 沪A12345 11月20日闯红灯 记6分',
    '沪A12345 违法 超速',
  ])('“%s” is news for the owner', (text) => {
    expect(isEventWork(text)).toBe(true);
  });

  test.each([
    '修好了',
    '进度 已拆检',
    '沪A12345 修好了吗',
    '沪A12345修好了三次都没解决',
    '沪A12345 没修好',
    '车主说修好了 沪A12345 又坏了',
    '录入投诉 沪A12345 修好了又坏',
    '绑定码 沪A12345',
    '沪A12345 违章了吗？',
    '今天有多少投诉',
    '',
  ])('“%s” is not', (text) => {
    expect(isEventWork(text)).toBe(false);
  });
});

describe('news for an owner', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ connected });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await desk.database.client.$executeRawUnsafe(
      `TRUNCATE customer, vehicle, channel_identity, reminder, campaign, outbox_message, call_task RESTART IDENTITY CASCADE`,
    );
    desk.clock.set(NOON);
  });

  const say = (who: string, text: string): Promise<string | undefined> =>
    desk
      .run(who, (context, tx) => answerEventWords(context, tx, text))
      .catch((error: CareError) => {
        if (error.userMessage === undefined) throw error;
        return error.userMessage;
      });
  const outbox = () => desk.database.client.outboxMessage.findMany({ orderBy: { id: 'asc' } });
  const follower = async (customer: Parameters<typeof addOwner>[1] = {}) => {
    const owned = await addOwner(desk, customer);
    await desk.database.client.channelIdentity.create({
      data: {
        storeId: 'main',
        channel: 'officialAccount',
        accountId: 'wx1',
        externalId: `o${owned.customer.id}`,
        customerId: owned.customer.id,
        isSubscribed: true,
        createdAt: NOON,
      },
    });
    return { ...owned, plate: owned.vehicle.plateNumber ?? '' };
  };

  test('goes out in the transaction of the words, and the member reads what the owner reads and how it goes', async () => {
    const { plate } = await follower();
    expect(await say('ma', `进度 ${plate} 已拆检，等配件`)).toBe(
      `正通过服务号通知告知车主赵样甲：\n“您的爱车${plate}的维修有新进展：已拆检，等配件。”`,
    );
    expect(await outbox()).toMatchObject([
      {
        channel: 'officialAccountTemplate',
        notBeforeAt: null,
        payload: { templateKey: 'repairProgress', data: { thing2: { value: '已拆检，等配件' } } },
      },
    ]);
    expect(await reminders(desk)).toMatchObject([{ kind: 'repairProgress', priority: 1, status: 'sending' }]);
  });

  test('said twice is told once; other news of the same car is told', async () => {
    const { plate } = await follower();
    await say('jiang', `修好了 ${plate}`);
    expect(await say('ma', `${plate}修好了`)).toContain('没有重复发送');
    await say('jiang', `进度 ${plate} 正在洗车`);
    expect(await outbox()).toHaveLength(2);
  });

  test('in the quiet hours waits for the morning, and says so', async () => {
    const { plate } = await follower();
    desk.clock.set(instantAt(TODAY, '21:30'));
    expect(await say('jiang', `可以取车 ${plate}`)).toContain('免打扰时段，将于11月24日 09:00通过服务号通知告知');
    expect(await outbox()).toMatchObject([{ notBeforeAt: instantAt('2026-11-24', '09:00') }]);
    desk.clock.set(instantAt('2026-11-24', '09:01'));
    await sendDueReminders(desk.as('system'));
    expect(await reminders(desk)).toMatchObject([{ status: 'sending' }]);
  });

  test('without an open channel is told by phone, in words that can be spoken', async () => {
    const { vehicle } = await addOwner(desk, { advisorUserId: 'jiang' });
    expect(await say('ma', `修好了 ${vehicle.plateNumber}`)).toContain('已转为电话任务');
    const [call] = await desk.database.client.callTask.findMany();
    expect(call).toMatchObject({ assigneeUserId: 'jiang', status: 'open' });
    expect(call?.script).toContain('可以来店取车了。请问您什么时候方便来取车？');
  });

  test('an opt-out stops violations, not what the owner waits for', async () => {
    const { plate } = await follower({ optedOutAt: NOON });
    expect(await say('lin', `违章 ${plate} 闯红灯`)).toBe('没有告知车主赵样甲：车主已退订。');
    expect(await say('shen', `牌照办好了 ${plate}`)).toContain('正通过服务号通知告知');
    expect(await outbox()).toHaveLength(1);
  });

  test.each([
    ['an unknown plate', 'ma', '修好了 沪AZZ999', '档案里没有车牌 沪AZZ999，没有告知车主'],
    ['two cars at once', 'ma', '修好了 沪AZZ999 沪AZZ998', '请一次写一辆车'],
    ['progress without words', 'ma', '进度 {plate}', '请写上进展'],
    ['progress by sales', 'shen', '进度 {plate} 等配件', '维修进度由售后同事告知'],
    ['a violation by an adviser', 'jiang', '违章 {plate} 闯红灯', '违章由客户关爱部告知'],
    ['plates by the workshop', 'ma', '牌照办好了 {plate}', '由销售或前台同事告知'],
  ])('%s is answered clearly and nobody is told', async (_, who, text, answer) => {
    const { plate } = await follower();
    expect(await say(who, text.replace('{plate}', plate))).toContain(answer);
    expect(await reminders(desk)).toEqual([]);
  });

  test('a new car is found by VIN, or by the phone of an owner with one car', async () => {
    const { customer } = await addOwner(desk, {}, { plateNumber: null, vin: 'LSJA24U62JG269225' });
    expect(await say('shen', '行驶证办好了 LSJA24U62JG269225')).toContain('牌照手续已经办好');
    expect(await say('shen', `牌照办好了 ${customer.mobiles[0]}`)).toContain('没有重复发送');
    await addOwner(desk, {}, { customerId: customer.id });
    expect(await say('shen', `牌照办好了 ${customer.mobiles[0]}`)).toContain('名下有2辆车');
  });

  test('a file of violations tells each once, also when it comes again with more rows', async () => {
    const { plate } = await follower();
    const rows: ViolationRow[] = [
      { plate, text: '11月20日闯红灯 记6分' },
      { plate, text: '11月20日闯红灯  记6分' },
      { plate: '沪AZZ999', text: '超速' },
      { plate: '不是车牌', text: '超速' },
      { plate, text: ' ' },
    ];
    const tell = (given: readonly ViolationRow[], dryRun = false) =>
      desk.run('lin', (context, tx) => tellViolations(context, tx, { rows: given, dryRun }));
    const expected = {
      planned: 1,
      repeated: 1,
      refused: [
        { row: 3, plate: '沪AZZ999', reason: '档案里没有这个车牌' },
        { row: 4, plate: '不是车牌', reason: '车牌号不正确' },
        { row: 5, plate, reason: '没有写违章情况' },
      ],
    };
    expect(await tell(rows, true)).toEqual(expected);
    expect(await reminders(desk)).toEqual([]);
    expect(await tell(rows)).toEqual(expected);
    desk.clock.set(instantAt('2026-11-30', '12:00'));
    expect(await tell([...rows, { plate, text: '11月28日超速' }])).toMatchObject({ planned: 1, repeated: 2 });
    await sendDueReminders(desk.as('system'));
    expect((await outbox()).map((row) => row.preview)).toEqual([expect.stringContaining('11月28日超速')]);
  });
});

describe('a weather warning by words', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ connected: { ...connected, smsTemplateKeys: ['weather'] }, startAt: NOON.toISOString() });
    await addOwner(desk);
  });
  afterAll(() => desk.close());
  const say = (who: string, text: string) => desk.run(who, (context, tx) => answerCampaignWords(context, tx, text));

  test('is shown first, sent when the same member confirms, once', async () => {
    expect(await say('lin', '天气提醒 明天暴雨，请勿涉水行驶')).toContain('将发给1位车主');
    expect(await reminders(desk)).toEqual([]);
    expect(await say('fang', '确认')).toBeUndefined();
    expect(await say('lin', '确认')).toContain('已安排发给1位车主');
    expect(await say('lin', '确认')).toBeUndefined();
    expect(await reminders(desk)).toHaveLength(1);
  });

  test('is dropped by 取消, and after half an hour', async () => {
    await say('lin', '天气提醒 今晚有大雾，请减速');
    expect(await say('lin', '取消')).toContain('没有发送');
    await say('lin', '天气提醒 今晚有大雾，请减速');
    desk.clock.advance(31 * 60);
    expect(await say('lin', '确认')).toBeUndefined();
    expect(await reminders(desk)).toHaveLength(1);
  });

  test('costs no short message unless the store says so', async () => {
    const { client } = desk.database;
    await sendDueReminders(desk.as('system'));
    const [first] = await reminders(desk);
    expect(first).toMatchObject({ status: 'skipped', channel: null });
    expect(first?.passedRungs).toContainEqual({ channel: 'sms', reason: '门店未启用天气短信' });
    await client.store.update({ where: { id: 'main' }, data: { rules: { sms: { badWeather: true } } } });
    await say('lin', '天气提醒 后天有大雪，请减速');
    await say('lin', '确认');
    await sendDueReminders(desk.as('system'));
    expect((await reminders(desk)).map(({ channel }) => channel)).toEqual([null, 'sms']);
  });

  test('of a member who may not is refused', async () => {
    await expect(say('jiang', '天气提醒 明天暴雨')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
