import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, instantAt } from '../../src/calendar.ts';
import { followUpCoverageOf } from '../../src/follow-ups/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

/** The sample store by the schedule alone, as in the sandbox: days pass, owners are asked, staff call. */
describe('follow-ups as days pass', { timeout: 120_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ withFollowUps: true });
  });
  afterAll(() => house.close());

  const at = async (day: string, time: string) =>
    house.advance((instantAt(day, time).getTime() - house.clock.now().getTime()) / 1000);
  const db = () => house.database.client;

  test('who wrote yesterday is asked on their phone on the third day, and answers there', async () => {
    const owner = ownerPhone(house, 'owner-0002');
    await owner.say('在吗');
    await owner.reads('请问有什么可以帮您');
    await at('2026-11-23', '09:05');
    const question = await owner.reads('满意度打几分');
    expect(question.text).toContain('11月20日在我们店完成了维修');
    await owner.say('10分');
    await owner.reads('都修好了吗');
    await owner.say('都修好了');
    await owner.reads('还有什么建议吗');
    await owner.say('没有');
    await owner.reads('祝您用车愉快');
    expect(await db().followUp.findMany({ where: { status: 'done' } })).toMatchObject([
      { round: 'threeDay', score: 10, isFixed: true, isSatisfied: true, words: null, channel: 'kf' },
    ]);
  });

  test('who follows the service account alone is invited by a notice, and answers there by a number', async () => {
    const asked = await db().followUp.findFirstOrThrow({ where: { status: 'asking' }, orderBy: { id: 'asc' } });
    const identity = await db().channelIdentity.findFirstOrThrow({
      where: { customerId: asked.customerId, channel: 'officialAccount' },
    });
    const { personId = '' } = house.sample.people.find(({ openId }) => openId === identity.externalId) ?? {};
    const owner = ownerPhone(house, personId);
    await waitFor(async () => (await owner.received()).find((item) => JSON.stringify(item).includes('满意度打几分')));
    await owner.person.officialAccount(sampleAccounts.appId).say('9');
    await owner.reads('谢谢您的评价');
    expect(await db().followUp.findUniqueOrThrow({ where: { id: asked.id } })).toMatchObject({
      status: 'done',
      score: 9,
      channel: 'officialAccount',
    });
  });

  test('the others stand in the morning’s list of the care specialists', async () => {
    // A notice that could not be delivered becomes a call after the first list: such are told half an hour later.
    await at('2026-11-23', '09:40');
    const task = await db().callTask.findFirstOrThrow({
      where: { purpose: 'followUp', status: 'open' },
      orderBy: { id: 'asc' },
    });
    await staffPhone(house, task.assigneeUserId ?? '').reads(task.title);
  });

  test('after two weeks each visit and delivery is done, called for, or explained', async () => {
    for (const day of ['2026-11-25', '2026-11-28', '2026-12-02', '2026-12-06']) await at(day, '09:30');
    const coverage = await waitFor(async () => {
      const now = await followUpCoverageOf(house.service.contextOf('main'), db(), {
        fromOn: '2026-11-01',
        toOn: dayOf(house.clock.now()),
      });
      return now.counts.callOpen > 10 && now.counts.unexplained === 0 ? now : undefined;
    });
    expect(coverage.due).toBeGreaterThan(25);
    expect(coverage.counts.done).toBe(2);
    expect(new Set(coverage.rounds.map(({ round }) => round)).size).toBe(4);
    expect(await db().outboxMessage.count({ where: { preview: { contains: '没有安排回访' } } })).toBe(0);
  });
});
