import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate } from '../../src/calendar.ts';
import type { Ticket } from '../../src/database/generated/client.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe('several matters in a row', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({
      rules: { conversation: { quietGapSeconds: 60, openWhenClear: false }, workingTime: { sevenDays: true } },
    });
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  const conversationOf = async (personId: string) => {
    const externalId = `wmSampleOwner${personId.slice(-4)}`;
    const identity = await db().channelIdentity.findFirst({ where: { externalId, channel: 'kf' } });
    return db().conversation.findFirst({ where: { identityId: identity?.id ?? 0 } });
  };
  const ticketsOf = async (personId: string): Promise<Ticket[]> =>
    db().ticket.findMany({ where: { conversationId: (await conversationOf(personId))?.id ?? 0 } });
  const tasks = (words: string) => db().callTask.findMany({ where: { script: { contains: words } } });

  /** Says all of it within seconds, lets it become quiet, and returns what is answered. */
  async function says(personId: string, ...messages: string[]): Promise<string[]> {
    const owner = ownerPhone(house, personId);
    const written = async () =>
      db().message.count({ where: { conversationId: (await conversationOf(personId))?.id ?? 0 } });
    const [before, answered] = [await written(), (await owner.chat()).length];
    for (const message of messages) await owner.say(message);
    await waitUntil(async () => (await written()) === before + messages.length);
    await house.advance(60);
    await waitUntil(async () => (await owner.chat()).length > answered);
    await waitUntil(async () => (await db().message.count({ where: { isUnderstood: false } })) === 0);
    return (await owner.chat()).slice(answered).map((item) => item.text ?? '');
  }

  test.each([
    ['owner-0101', ['刹车有异响', '顺便约明天下午保养']],
    ['owner-0011', ['约这周六上午做个保养', '对了空调不制冷，修了还是不凉']],
    ['owner-0103', ['谢谢提醒', '上次洗车把我后视镜刮花了，你们得处理', '另外约下周三首保']],
    ['owner-0104', ['下周二想过来保养，上次你们把我内饰划了一道也没人说']],
  ])('%s: a complaint and a booking: a ticket and a task, one answer names both', async (personId, messages) => {
    const answers = await says(personId, ...messages);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('工单号');
    expect(answers[0]).toMatch(/预约.*服务顾问/);
    const [ticket, ...others] = await ticketsOf(personId);
    expect(others).toEqual([]);
    expect(ticket?.kind).toBe('complaint');
    expect(ticket?.description).toBe(messages.join('\n'));
    const wish = messages.find((message) => /约|保养/.test(message)) ?? '';
    const [task, ...more] = (await tasks(wish.slice(0, 6))).filter(({ purpose }) => purpose === 'booking');
    expect(more).toEqual([]);
    await staffPhone(house, task?.assigneeUserId ?? '').reads('【预约】');
  });

  test('a complaint and a question: the question goes to the adviser, the one answer says so', async () => {
    const answers = await says('owner-0105', '请问你们周日上班吗', '上个月的定金说三天退，到现在一分钱没见着');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('销售部');
    expect(answers[0]).toContain('您问的');
    expect((await ticketsOf('owner-0105')).map(({ categories }) => categories[0])).toEqual(['S2']);
    expect((await tasks('周日上班吗')).map(({ purpose }) => purpose)).toEqual(['callback']);
  });

  test('a question and a booking are one task for the adviser, and one answer that names both', async () => {
    const answers = await says('owner-0106', '换个空调滤芯多少钱', '顺便帮我约周六上午保养');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatch(/预约.*您问的/s);
    const [task, ...others] = await tasks('空调滤芯多少钱');
    expect(others).toEqual([]);
    expect(task).toMatchObject({ purpose: 'booking' });
    expect(task?.script).toContain('约周六上午保养');
  });

  test('a complaint and an opt-out: a ticket, no more reminders, one answer', async () => {
    const answers = await says('owner-0107', '空调修了还是不凉，你们给个说法', '还有别再给我发短信了');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('工单号');
    expect(answers[0]).toContain('不再给您发送提醒');
  });

  test('a booking and an opt-out: both are done', async () => {
    const answers = await says('owner-0013', '帮我约明天上午做保养', '另外别再给我发短信了');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('预约');
    expect(answers[0]).toContain('不再给您发送提醒');
    expect((await tasks('约明天上午做保养')).map(({ purpose }) => purpose)).toEqual(['booking']);
  });

  test.each([
    [
      'owner-0109',
      ['你好', '在吗', '谢谢啊 师傅手脚挺快', '就是等的时间太长了 两台车等了三个小时'],
      'serviceReception',
    ],
    ['owner-0110', ['辛苦各位了', '变速箱一到堵车就顿挫，你们给看看'], 'aftersalesTechnical'],
  ])('%s: greetings and thanks hide nothing', async (personId, messages, department) => {
    const answers = await says(personId, ...messages);
    expect(answers).toHaveLength(1);
    expect((await ticketsOf(personId)).map((ticket) => ticket.responsibleDepartment)).toEqual([department]);
  });

  /** This 微信客服 chat is bound to an owner with one car. */
  async function know(personId: string) {
    const suffix = personId.slice(-4);
    const customer = await db().customer.findFirstOrThrow({
      where: { identities: { none: { channel: 'kf' } }, optedOutAt: null, vehicles: { some: { status: 'active' } } },
      include: { vehicles: { where: { status: 'active' } } },
      orderBy: { id: 'asc' },
    });
    const key = { storeId: 'main', channel: 'kf', accountId: sampleAccounts.openKfId };
    await db().channelIdentity.create({
      data: { ...key, externalId: `wmSampleOwner${suffix}`, customerId: customer.id, createdAt: house.clock.now() },
    });
    return customer;
  }

  test('a yes to a reminder beside a complaint books in the name of that reminder', async () => {
    const customer = await know('owner-0015');
    const vehicleId = customer.vehicles[0]?.id ?? 0;
    const today = dayOf(house.clock.now());
    const reminder = await db().reminder.create({
      data: {
        storeId: 'main',
        subjectKey: `vehicle:${vehicleId}`,
        customerId: customer.id,
        vehicleId,
        kind: 'regularMaintenance',
        dueOn: dayToDate(addDays(today, 14)),
        leadDays: 14,
        plannedFor: dayToDate(today),
        reason: '测试',
        status: 'sent',
        channel: 'officialAccountTemplate',
        sentAt: new Date(house.clock.now().getTime() - 3_600_000),
        createdAt: house.clock.now(),
      },
    });
    const answers = await says('owner-0015', '好的 那帮我约明天下午两点保养', '对了空调不凉了，吹出来都是热风');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatch(/工单号.*11月23日（周一）下午14:00到店/s);
    expect((await db().reminder.findUniqueOrThrow({ where: { id: reminder.id } })).bookedAt).not.toBeNull();
    expect(await db().callTask.findMany({ where: { customerId: customer.id } })).toMatchObject([
      { purpose: 'booking', reminderId: reminder.id },
    ]);
  });

  test('a due day asked beside a complaint is answered from the archive', async () => {
    const customer = await know('owner-0017');
    const answers = await says('owner-0017', '下次保养是什么时候', '中控屏老黑屏，你们给看看');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatch(new RegExp(`工单号.*${customer.vehicles[0]?.plateNumber ?? ''}.*保养`, 's'));
    expect((await ticketsOf('owner-0017')).map(({ categories }) => categories[0])).toEqual(['Q4']);
  });

  test('what joins an open ticket names the booking too; danger is told of nothing else, and books all the same', async () => {
    const [answer, ...more] = await says('owner-0017', '中控屏今天又黑屏了', '另外约下周四上午做保养');
    expect(more).toEqual([]);
    expect(answer).toMatch(/已补充到工单.*预约需求/s);
    const [danger] = await says('owner-0019', '帮我约周六上午保养', '前面冒烟了 着火了 快来人');
    expect(danger).toContain('请先确保人身安全');
    expect(danger).not.toContain('预约');
    expect((await tasks('约周六上午保养')).map(({ purpose }) => purpose)).toContain('booking');
  });

  test('a question that is a reproach is no matter of its own', async () => {
    const answers = await says('owner-0111', '定车时说裸车十四万八', '现在合同变十五万三了', '差的五千谁出？');
    expect(answers).toHaveLength(1);
    expect(answers[0]).not.toContain('您问的');
    expect(await tasks('差的五千谁出')).toEqual([]);
  });

  test('a booking that was kept for nothing is a complaint, and no new booking', async () => {
    const answers = await says('owner-0112', '我预约的今天上午十点', '来了没人接待，干等了两个小时，太过分了');
    expect(answers).toHaveLength(1);
    expect(answers[0]).not.toContain('预约需求');
    expect(await tasks('预约的今天上午十点')).toEqual([]);
  });
});
