import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate } from '../../src/calendar.ts';
import type { FollowUp } from '../../src/database/generated/client.ts';
import { askDueFollowUps, planFollowUps } from '../../src/follow-ups/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

/** Over the emulated platform: what owners and staff read, and what is kept of it. */
describe('follow-ups in chat', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    // Everybody is asked on the day itself, so that each test brings its own visit.
    const asked = { threeDay: { fromDays: 0, toDays: 2 }, sevenDay: { enabled: false }, oneMonth: { enabled: false } };
    house = await startHouse({
      withFollowUps: true,
      rules: { workingTime: { sevenDays: true }, followUps: { ...asked, oneYear: { enabled: false }, catchUpDays: 7 } },
    });
    // The sample's own visits are not what this is about.
    await house.database.client.visit.updateMany({ data: { handedBackOn: null } });
  });
  afterAll(() => house.close());
  beforeEach(() => house.advance(61));

  const db = () => house.database.client;
  const today = () => dayOf(house.clock.now());
  const context = () => house.service.contextOf('main');
  let used = 0;

  /** An owner who wrote an hour ago, whose car came back today, and who was asked. */
  async function asked(type = 'repair'): Promise<{ owner: ReturnType<typeof ownerPhone>; id: number }> {
    const people = house.sample.people.map(({ personId }) => personId).filter((id) => /^owner-0\d{3}$/.test(id));
    const personId = people[used] ?? '';
    used += 1;
    const customer = await db().customer.findFirstOrThrow({
      where: {
        identities: { none: { channel: 'kf' } },
        optedOutAt: null,
        isDeceased: false,
        vehicles: { some: { status: 'active' } },
      },
      include: { vehicles: { where: { status: 'active' } } },
      orderBy: { id: 'asc' },
    });
    const owner = ownerPhone(house, personId);
    await owner.say('在吗');
    await owner.reads('请问有什么可以帮您');
    await db().channelIdentity.updateMany({
      where: { channel: 'kf', accountId: sampleAccounts.openKfId, externalId: `wmSampleOwner${personId.slice(-4)}` },
      data: { customerId: customer.id },
    });
    await db().visit.create({
      data: {
        storeId: 'main',
        vehicleId: customer.vehicles[0]?.id ?? 0,
        repairOrderNo: `HF${used}`,
        enteredOn: dayToDate(today()),
        handedBackOn: dayToDate(today()),
        type,
      },
    });
    await planFollowUps(context());
    await askDueFollowUps(context());
    await owner.reads('满意度打几分');
    const row = await db().followUp.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return { owner, id: row.id };
  }
  const rowOf = (id: number): Promise<FollowUp> => db().followUp.findUniqueOrThrow({ where: { id } });
  const done = (id: number, like: object) =>
    waitFor(async () => {
      const row = await rowOf(id);
      return Object.entries(like).every(([key, value]) => row[key as keyof FollowUp] === value) ? row : undefined;
    });

  test('points, repaired, suggestions: asked one after the other by menu, and thanked for', async () => {
    const { owner, id } = await asked();
    await owner.tap(`fu-${id}-score-9`);
    await owner.reads('这次要解决的问题都修好了吗');
    expect(await rowOf(id)).toMatchObject({ status: 'done', score: 9, isSatisfied: true, channel: 'kf', doneBy: null });
    await owner.tap(`fu-${id}-fixed-yes`);
    await owner.reads('还有什么建议吗');
    await owner.say('休息区能不能多放几个充电口');
    await owner.reads('祝您用车愉快');
    expect(await rowOf(id)).toMatchObject({
      isFixed: true,
      words: '休息区能不能多放几个充电口',
      doneOn: dayToDate(today()),
      ticketId: null,
    });
    // Suggestions of a questionnaire are on its record, not a call for somebody.
    expect(await db().callTask.count({ where: { customerId: (await rowOf(id)).customerId } })).toBe(0);
  });

  test('what was answered already is not asked again', async () => {
    const { owner, id } = await asked('regularMaintenance');
    await owner.say('9分，都挺好的，就是等得久了点');
    await owner.reads('保养后车辆使用都正常吗');
    await owner.say('都正常');
    await owner.reads('祝您用车愉快');
    expect(await rowOf(id)).toMatchObject({ score: 9, isFixed: true, words: '9分，都挺好的，就是等得久了点' });
    expect((await owner.chat()).map(({ text }) => text ?? '').join('\n')).not.toContain('还有什么建议');
  });

  test('few points are a complaint at once, told politely, with a question what went wrong', async () => {
    const { owner, id } = await asked();
    await owner.say('3分');
    const told = await owner.reads('非常抱歉');
    expect(told.text).toMatch(/客户关爱部正在为您安排负责的同事.*工单号 TS-.*\n方便的话，请告诉我们是哪里没做好/s);
    const row = await done(id, { status: 'done', score: 3 });
    const ticket = await db().ticket.findUniqueOrThrow({ where: { id: row.ticketId ?? 0 } });
    expect(ticket).toMatchObject({ source: 'followUp', customerId: row.customerId, vehicleId: row.vehicleId });
    expect(ticket.description).toBe('3DC回访，评分3分。');
    // What they say next belongs to that complaint.
    await owner.say('空调修完还是不凉，白跑一趟');
    await waitUntil(async () => (await db().message.count({ where: { ticketId: ticket.id } })) === 2);
  });

  test('没修好 after good points is a complaint that its words route', async () => {
    const { owner, id } = await asked();
    await owner.say('8分');
    await owner.reads('都修好了吗');
    await owner.say('没修好，刹车踩下去还是有异响');
    await owner.reads('工单号 TS-');
    const row = await done(id, { isFixed: false });
    expect(row).toMatchObject({ score: 8, isSatisfied: false });
    const ticket = await db().ticket.findUniqueOrThrow({ where: { id: row.ticketId ?? 0 } });
    expect(ticket.source).toBe('followUp');
    expect(ticket.status).not.toBe('triage');
    expect(ticket.description).toContain('车主说：没修好，刹车踩下去还是有异响');
  });

  test('other matters go their way, and the question stays open', async () => {
    const { owner, id } = await asked();
    await owner.say('我想预约下周六做个保养');
    await owner.reads('预约需求收到了');
    expect(await rowOf(id)).toMatchObject({ status: 'asking', score: null });
    await owner.say('10分');
    await owner.reads('都修好了吗');
    expect(await rowOf(id)).toMatchObject({ status: 'done', score: 10 });
  });

  test('退订 is no answer', async () => {
    const { owner, id } = await asked();
    await owner.say('退订');
    await owner.reads('不再打扰');
    expect(await rowOf(id)).toMatchObject({ status: 'asking', score: null });
    await planFollowUps(context());
    expect(await rowOf(id)).toMatchObject({ status: 'skipped', skipReason: '车主已退订' });
  });

  test('an answer after the call was given out ends the call, which nobody has made', async () => {
    const { owner, id } = await asked();
    await house.advance(2 * 86_400);
    await done(id, { status: 'callTask' });
    await owner.say('满意，9分');
    const row = await done(id, { status: 'done', score: 9 });
    const call = await waitFor(async () => {
      const task = await db().callTask.findUniqueOrThrow({ where: { id: row.callTaskId ?? 0 } });
      return task.status === 'open' ? undefined : task;
    });
    expect(call).toMatchObject({ status: 'cancelled', outcome: null, attempts: 0, result: '车主已在微信里答复' });
  });

  test('a specialist records a call by one line', async () => {
    const { id } = await asked();
    await db().followUp.update({ where: { id }, data: { dueOn: dayToDate(addDays(today(), -1)) } });
    await askDueFollowUps(context());
    const { callTaskId, assigneeUserId } = await rowOf(id);
    const staff = staffPhone(house, assigneeUserId ?? '');
    await staff.say(`电话${callTaskId} 已联系`);
    await staff.reads('请登记车主的评价');
    await staff.say(`电话${callTaskId} 5分 不满意 没修好 车主说天窗还是漏水`);
    await staff.reads(`已记录，电话${callTaskId}已完成。车主不满意，已登记投诉 TS-`);
    expect(await rowOf(id)).toMatchObject({
      status: 'done',
      score: 5,
      isFixed: false,
      isSatisfied: false,
      words: '车主说天窗还是漏水',
      doneBy: assigneeUserId,
    });
  });
});
