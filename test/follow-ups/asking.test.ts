import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import { callInsteadOfAsking, recordFollowUp } from '../../src/follow-ups/index.ts';
import { reportCall, sendCallDigests } from '../../src/outreach/index.ts';
import { addOwner } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { calls, empty, followUps, handBack, openChat, ownerOf, passDay, TODAY, told } from './support.ts';

describe('asking owners', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await empty(desk);
    desk.clock.set(instantAt(TODAY, '07:35'));
  });

  const yesterday = instantAt(addDays(TODAY, -1), '15:00');

  test('goes by chat where one is open, after the quiet hours and once', async () => {
    await ownerOf(desk, addDays(TODAY, -3), { wroteAt: yesterday });
    await passDay(desk, TODAY, ['07:35']);
    expect(await followUps(desk)).toMatchObject([{ status: 'planned' }]);
    await passDay(desk, TODAY, ['09:05', '14:05']);
    expect(await followUps(desk)).toMatchObject([{ status: 'asking', step: 1, callTaskId: null }]);
    const [text = '', ...more] = await told(desk);
    expect(text).toMatch(
      /^【明达汽车（示例）】赵先生，您好！您的爱车（沪ACS\d+）11月20日在我们店完成了维修，想请您评价一下这次服务：满意度打几分？/,
    );
    expect(more).toEqual([]);
  });

  test('without an open chat is a call on the first day, spread over the care specialists', async () => {
    for (let one = 0; one < 5; one += 1) await ownerOf(desk, addDays(TODAY, -3));
    await passDay(desk, TODAY, ['07:35']);
    const tasks = await calls(desk);
    expect(tasks).toHaveLength(5);
    expect(tasks[0]).toMatchObject({ title: expect.stringContaining('3DC回访：赵样甲 沪ACS'), status: 'open' });
    expect(tasks[0]?.script).toContain('我是明达汽车（示例）客户关爱部');
    const loads = Object.values(Object.groupBy(tasks, (task) => task.assigneeUserId ?? '')).map((own) => own?.length);
    expect(new Set(loads)).toEqual(new Set([2, 3]));
    expect((await followUps(desk)).every((row) => row.status === 'callTask' && row.assigneeUserId !== null)).toBe(true);
  });

  test('calls stand in the morning’s list of the specialist', async () => {
    await ownerOf(desk, addDays(TODAY, -3));
    await passDay(desk, TODAY, ['07:35']);
    desk.clock.set(instantAt(TODAY, '09:00'));
    await sendCallDigests(desk.as('system'));
    const [task] = await calls(desk);
    expect(await desk.texts(task?.assigneeUserId ?? '')).toEqual([
      expect.stringMatching(/有 1 位车主需要您电话联系.*3DC回访：赵样甲.*回访“电话1 9分 已修好 车主的话”。$/s),
    ]);
  });

  test('a questionnaire without an answer is a call on the morning of the latest day', async () => {
    await ownerOf(desk, addDays(TODAY, -3), { wroteAt: yesterday });
    await passDay(desk, TODAY);
    await passDay(desk, addDays(TODAY, 1));
    expect(await calls(desk)).toEqual([]);
    await passDay(desk, addDays(TODAY, 2), ['07:35']);
    expect(await calls(desk)).toMatchObject([{ status: 'open', dueOn: dayToDate(addDays(TODAY, 2)) }]);
    expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }]);
  });

  test('nothing ran on the latest day: the call is given out as soon as something runs again', async () => {
    await ownerOf(desk, addDays(TODAY, -3), { wroteAt: yesterday });
    await passDay(desk, TODAY);
    await passDay(desk, addDays(TODAY, 4), ['07:35']);
    expect(await calls(desk)).toMatchObject([{ status: 'open', dueOn: dayToDate(addDays(TODAY, 4)) }]);
  });

  test('one that goes out on the latest day is a call in the afternoon', async () => {
    const owned = await addOwner(desk, {}, { deliveredOn: dayToDate(addDays(TODAY, -7)) });
    await openChat(desk, owned, { wroteAt: yesterday });
    await passDay(desk, TODAY, ['07:35', '09:05']);
    expect(await followUps(desk)).toMatchObject([{ round: 'sevenDay', status: 'asking' }]);
    await passDay(desk, TODAY, ['14:05']);
    expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }]);
  });

  test.each([
    ['the window is closed', { wroteAt: instantAt(addDays(TODAY, -3), '15:00') }],
    ['the messages left are kept for the conversation', { wroteAt: yesterday, left: 2 }],
  ])('where %s a person calls', async (_, chat) => {
    await ownerOf(desk, addDays(TODAY, -3), chat);
    await passDay(desk, TODAY);
    expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }]);
    expect(await told(desk)).toEqual([]);
  });

  describe('a follower of the service account', () => {
    const follow = async (customerId: number, data: { isSubscribed?: boolean; refusedTemplates?: string[] } = {}) => {
      const common = { storeId: 'main', customerId, channel: 'officialAccount', accountId: 'wx1' };
      await desk.database.client.channelIdentity.create({
        data: { ...common, externalId: `o${customerId}`, createdAt: desk.clock.now(), isSubscribed: true, ...data },
      });
    };
    const notices = () =>
      desk.database.client.outboxMessage.findMany({ where: { channel: 'officialAccountTemplate' } });

    test('without an open chat is invited by a notice after nine, and called when no answer comes', async () => {
      const { customer, vehicle } = await ownerOf(desk, addDays(TODAY, -3));
      await follow(customer.id);
      await passDay(desk, TODAY);
      expect(await notices()).toMatchObject([
        {
          recipient: `o${customer.id}`,
          payload: {
            templateKey: 'serviceDone',
            data: {
              car_number1: { value: vehicle.plateNumber },
              date2: { value: '2026年11月20日' },
              thing3: { value: '满意度打几分？回复1到10即可' },
            },
          },
        },
      ]);
      expect(await followUps(desk)).toMatchObject([{ status: 'asking' }]);
      await passDay(desk, addDays(TODAY, 2), ['07:35']);
      expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }]);
    });

    test.each([
      ['has left', { isSubscribed: false }],
      ['refuses such notices', { refusedTemplates: ['serviceDone'] }],
    ])('who %s is called', async (_, data) => {
      const { customer } = await ownerOf(desk, addDays(TODAY, -3));
      await follow(customer.id, data);
      await passDay(desk, TODAY, ['07:35']);
      expect(await notices()).toEqual([]);
      expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }]);
    });

    test('has no template for a delivery: a person calls', async () => {
      const { customer } = await addOwner(desk, {}, { deliveredOn: dayToDate(addDays(TODAY, -7)) });
      await follow(customer.id);
      await passDay(desk, TODAY, ['07:35']);
      expect(await followUps(desk)).toMatchObject([{ round: 'sevenDay', status: 'callTask' }]);
    });
  });

  test('an owner of two cars has one question at a time', async () => {
    const owned = await ownerOf(desk, addDays(TODAY, -3), { wroteAt: yesterday });
    const { vehicle } = await addOwner(desk);
    await desk.database.client.vehicle.update({ where: { id: vehicle.id }, data: { customerId: owned.customer.id } });
    await handBack(desk, vehicle, addDays(TODAY, -3));
    await passDay(desk, TODAY);
    expect(await followUps(desk)).toMatchObject([{ status: 'asking' }, { status: 'planned' }]);
    // On the latest day nobody waits any longer.
    await passDay(desk, addDays(TODAY, 2), ['07:35']);
    expect(await followUps(desk)).toMatchObject([{ status: 'callTask' }, { status: 'callTask' }]);
  });

  test('a question that could not be delivered is a call at once', async () => {
    await ownerOf(desk, addDays(TODAY, -3), { wroteAt: yesterday });
    await passDay(desk, TODAY);
    expect(await desk.run('system', (context, tx) => callInsteadOfAsking(context, tx, 1))).toBe(true);
    expect(await desk.run('system', (context, tx) => callInsteadOfAsking(context, tx, 1))).toBe(false);
    expect(await calls(desk)).toMatchObject([{ status: 'open' }]);
  });

  test('nobody answers the phone: again the next day, then closed with the reason', async () => {
    await ownerOf(desk, addDays(TODAY, -3));
    await passDay(desk, TODAY, ['07:35']);
    for (const day of [0, 1, 2]) {
      desk.clock.set(instantAt(addDays(TODAY, day), '10:00'));
      const [task] = await calls(desk);
      await desk.run('xu', (context, tx) => reportCall(context, tx, { callTaskId: task?.id ?? 0, result: 'noAnswer' }));
    }
    expect(await calls(desk)).toMatchObject([{ status: 'done', attempts: 3 }]);
    expect(await followUps(desk)).toMatchObject([{ status: 'closed', skipReason: '已拨打 3 次，均未接通' }]);
  });

  test('an owner without any number is looked for by somebody, and the follow-up says so', async () => {
    await ownerOf(desk, addDays(TODAY, -3), { customer: { mobiles: [] } });
    await passDay(desk, TODAY, ['07:35']);
    expect(await followUps(desk)).toMatchObject([{ status: 'closed', skipReason: '没有可用的联系方式，已请同事核对' }]);
    const open = await desk.database.client.callTask.findMany({ where: { status: 'open' } });
    expect(open).toMatchObject([{ purpose: 'phoneNumber', title: '核对电话：赵样甲' }]);
  });

  describe('writing answers down', () => {
    const record = (who: string, answers: Parameters<typeof recordFollowUp>[2]['answers']) =>
      desk.run(who, (context, tx) => recordFollowUp(context, tx, { followUpId: 1, answers, channel: 'call' }));

    beforeEach(async () => {
      await ownerOf(desk, addDays(TODAY, -3));
      await passDay(desk, TODAY, ['07:35']);
      desk.clock.set(instantAt(TODAY, '10:00'));
    });

    test('ends the follow-up and its call', async () => {
      const { ticket } = await record('xu', { score: 9, isFixed: true, words: '建议多备些饮料' });
      expect(ticket).toBeUndefined();
      expect(await followUps(desk)).toMatchObject([
        {
          status: 'done',
          score: 9,
          isFixed: true,
          isSatisfied: true,
          words: '建议多备些饮料',
          channel: 'call',
          doneBy: 'xu',
          doneOn: dayToDate(TODAY),
        },
      ]);
      expect(await calls(desk)).toMatchObject([
        {
          status: 'done',
          outcome: 'reached',
          result: expect.stringContaining('徐专员 已回访：9分，已修好，建议多备些饮料'),
        },
      ]);
      await expect(record('he', { score: 8 })).rejects.toMatchObject({ code: 'CONFLICT' });
    });

    test.each([
      ['few points', { score: 6 }, '3DC回访，评分6分。'],
      ['没修好', { score: 9, isFixed: false }, '3DC回访，评分9分，没修好。'],
      [
        'a complaint in words',
        { score: 8, words: '空调修完还是不制冷，太坑人了' },
        '3DC回访，评分8分。车主说：空调修完还是不制冷，太坑人了',
      ],
    ])('%s opens a complaint of its own', async (_, answers, description) => {
      const { ticket } = await record('xu', answers);
      const [row] = await followUps(desk);
      expect(ticket).toMatchObject({
        source: 'followUp',
        description,
        customerId: row?.customerId,
        vehicleId: row?.vehicleId,
      });
      expect(row).toMatchObject({ ticketId: ticket?.id, isSatisfied: false, status: 'done' });
    });

    test('the owner’s words route the complaint as a chat’s would', async () => {
      const { ticket } = await record('xu', { score: 4, words: '发动机修了三次还是异响' });
      expect(ticket).toMatchObject({ kind: 'complaint', categories: expect.arrayContaining(['R1']), status: 'routed' });
    });

    test('is customer care’s, the leaders’ and the assignee’s', async () => {
      await expect(record('jiang', { score: 9 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await desk.database.client.followUp.updateMany({ data: { assigneeUserId: 'jiang' } });
      expect((await record('jiang', { score: 9 })).followUp).toMatchObject({ status: 'done' });
    });

    test.each([[{}], [{ score: 11 }], [{ score: 0 }], [{ words: '  ' }]])('refuses %j', async (answers) => {
      await expect(record('xu', answers)).rejects.toMatchObject({ code: 'VALIDATION' });
    });

    test('后来打通了: a closed one can still be recorded', async () => {
      await desk.database.client.followUp.updateMany({
        data: { status: 'closed', skipReason: '已拨打 3 次，均未接通' },
      });
      await record('fang', { score: 10 });
      expect(await followUps(desk)).toMatchObject([{ status: 'done', skipReason: null }]);
    });
  });
});
