import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addMonths, type Day, dayToDate, instantAt } from '../../src/calendar.ts';
import { askDueFollowUps, lockFollowUp, planFollowUps, recordFollowUp } from '../../src/follow-ups/index.ts';
import { planDay, prepareDueDates, previewDay } from '../../src/reminders/index.ts';
import { answerViewer } from '../../src/stats/answers/answer.ts';
import { type MetricKey, type Query, runQuery } from '../../src/stats/index.ts';
import { handBack, ownerOf } from '../follow-ups/support.ts';
import { addOwner, addVisit, deliveredFor, empty } from '../reminders/support.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const TODAY = '2026-11-23';
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

/** Of rows that the verbs themselves have written, not of columns that a test makes up. */
describe.each(databaseKinds)('figures about owners as they are written down on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      await desk.database.client.$executeRawUnsafe('TRUNCATE follow_up RESTART IDENTITY CASCADE');
      desk.clock.set(instantAt(TODAY, '07:35'));
    });

    const ask = (metric: MetricKey, more: Partial<Query> = {}) =>
      runQuery(
        { db: desk.database.client, storeId: 'main', now: desk.clock.now() },
        { metric, filters: {}, period: NOVEMBER, wantList: false, ...more },
      );
    const said = async (text: string) => {
      const director = { userId: 'lin', name: '林总监', role: 'director', departmentKey: 'customerCare' };
      return (await answerViewer(desk.as('lin'), director, { userId: 'lin', text, previous: 'none' })).text;
    };
    const insured = (endsOn: Day, vehicle: object = {}, customer: object = {}) =>
      addOwner(desk, customer, { commercialInsuranceExpiresOn: dayToDate(endsOn), ...vehicle });

    describe('plans of days to come', () => {
      const day = (on: Day) => ({ from: on, to: on });
      const previewed = async (on: Day) =>
        (await previewDay(desk.as('system'), on, { withRungs: false })).filter(({ isPlanned }) => !isPlanned);

      test('are what the preview shows, day by day: late joiners, greetings and what will be skipped too', async () => {
        for (let ahead = 1; ahead < 40; ahead += 3) await insured(addDays(TODAY, ahead));
        await insured(addDays(TODAY, 31), { status: 'sold' });
        await insured(addDays(TODAY, 32), {}, { isDeceased: true });
        await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 17)) });
        await prepareDueDates(desk.as('system'));
        await planDay(desk.as('system'), TODAY);
        let whole = 0;
        const last = addDays(TODAY, 45);
        for (let on = addDays(TODAY, 1); on <= last; on = addDays(on, 1)) {
          const shown = await previewed(on);
          const figure = await ask('remindersPlanned', { period: day(on), groupBy: 'reminderKind', wantList: true });
          const kinds = Object.fromEntries((figure.groups ?? []).map(({ key, value }) => [key, value]));
          expect([on, figure.value, figure.aside, figure.list?.total, kinds]).toEqual([
            on,
            shown.length,
            shown.filter(({ status }) => status !== 'planned').length,
            shown.length,
            Object.fromEntries([...Map.groupBy(shown, (row) => row.kind)].map(([key, same]) => [key, same.length])),
          ]);
          whole += shown.length;
        }
        expect(whole).toBeGreaterThan(10);
        const all = await ask('remindersPlanned', { period: { from: addDays(TODAY, 4), to: last } });
        const days = await ask('remindersPlanned', { period: { from: addDays(TODAY, 4), to: last }, groupBy: 'day' });
        expect(all.value).toBe((days.groups ?? []).reduce((sum, { value }) => sum + (value ?? 0), 0));
      });

      test('do not count twice what is planned already, and become what the plan enters', async () => {
        await insured(addDays(TODAY, 31));
        await insured(addDays(TODAY, 30));
        await prepareDueDates(desk.as('system'));
        await planDay(desk.as('system'), TODAY);
        const tomorrow = day(addDays(TODAY, 1));
        const before = (await ask('remindersPlanned', { period: tomorrow })).value;
        expect(before).toBe(1);
        desk.clock.set(instantAt(tomorrow.from, '07:35'));
        await planDay(desk.as('system'), tomorrow.from);
        expect((await ask('remindersPlanned', { period: tomorrow })).value).toBe(before);
      });

      test('follow-ups more than a week ahead are counted from the deliveries, until they are entered', async () => {
        const delivered = (on: Day, more: object = {}) => addOwner(desk, {}, { deliveredOn: dayToDate(on), ...more });
        await delivered('2026-11-20');
        await delivered('2026-11-21');
        await delivered('2026-11-21', { status: 'sold' });
        const december = {
          period: { from: '2026-12-01', to: '2026-12-31' },
          filters: { round: ['oneMonth' as const] },
        };
        await planFollowUps(desk.as('system'));
        expect((await ask('followUpsDue', december)).value).toBe(2);
        expect((await ask('followUpsSkipped', december)).value).toBe(1);
        expect(await ask('followUpCoverage', december)).toMatchObject({ value: null, aside: 2 });
        desk.clock.set(instantAt('2026-12-15', '07:35'));
        await planFollowUps(desk.as('system'));
        expect((await ask('followUpsDue', december)).value).toBe(2);
      });
    });

    test('a car that was sold, and an owner who has died, are in no figure of what fell due', async () => {
      await insured('2026-11-20');
      await insured('2026-11-20', { status: 'sold' });
      await insured('2026-11-20', {}, { isDeceased: true });
      await insured('2026-11-28');
      await insured('2026-11-28', { status: 'totalLoss' });
      desk.clock.set(instantAt('2026-10-20', '07:35'));
      await prepareDueDates(desk.as('system'));
      for (let on = '2026-10-20'; on <= '2026-11-22'; on = addDays(on, 1)) {
        desk.clock.set(instantAt(on, '07:35'));
        await planDay(desk.as('system'), on);
      }
      desk.clock.set(instantAt(TODAY, '07:35'));
      const kinds = { filters: { reminderKind: ['insuranceRenewal'] } };
      expect((await ask('remindersDue', kinds)).value).toBe(2);
      expect(await ask('reminderReachRate', kinds)).toMatchObject({ denominator: 1, aside: 1 });
      expect(await ask('renewalRate')).toMatchObject({ denominator: 1, aside: 1 });
    });

    test('a follow-up whose file came too late counts as not made, and is named apart', async () => {
      await ownerOf(desk, '2026-11-18');
      for (const on of ['2026-11-03', '2026-11-04']) await ownerOf(desk, on);
      await ownerOf(desk, '2026-11-05', { customer: { optedOutAt: instantAt('2026-11-10') } });
      await planFollowUps(desk.as('system'));
      await askDueFollowUps(desk.as('system'));
      const row = await desk.database.client.followUp.findFirstOrThrow({ where: { status: 'callTask' } });
      await desk.run('xu', async (context, tx) => {
        await lockFollowUp(tx, 'main', row.id);
        await recordFollowUp(context, tx, { followUpId: row.id, answers: { score: 9 }, channel: 'call' });
      });
      const round = { filters: { round: ['threeDay' as const] } };
      expect(await ask('followUpCoverage', round)).toMatchObject({ numerator: 1, denominator: 3, part: 2 });
      expect((await ask('followUpsMissing', round)).value).toBe(2);
      expect((await ask('followUpsSkipped', round)).value).toBe(1);
      expect(await said('本月3DC回访率')).toContain('33.3%（1/3），目标≥100%，未达标，其中 2 条资料录入时已过回访期限');
      // Of answers alone it is known by which way they came.
      expect((await ask('followUpsDone', { ...round, groupBy: 'channel' })).groups).toMatchObject([
        { key: 'call', value: 1 },
      ]);
      expect(await said('本月3DC电话回访率')).toContain(
        '这个数据不能按渠道筛选。您是不是想问：\n1. 本月3DC回访率多少\n2. 本月3DC已回访，按渠道分',
      );
    });

    describe('where the files end', () => {
      beforeEach(async () => {
        const { vehicle } = await addOwner(desk, {}, { deliveredOn: dayToDate('2020-01-01') });
        await addVisit(desk, vehicle, '2026-10-31', 30_000, 'repair');
        await handBack(desk, vehicle, '2026-10-30');
        await planFollowUps(desk.as('system'));
      });

      test('a month without a file is no data, and says until when there is some', async () => {
        expect((await ask('visits')).value).toBeNull();
        expect(await said('本月进厂台次')).toContain('本月进厂台次 没有数据（档案数据到 10月31日）');
        expect(await said('上个月进厂台次')).toContain('上个月进厂台次 2 台次');
        expect(await said('近30天进厂台次按天看')).toContain('档案数据到 10月31日');
        const days = await ask('visits', { period: { from: '2026-10-29', to: TODAY }, groupBy: 'day' });
        expect(days.groups?.map(({ key }) => key)).toEqual(['2026-10-30', '2026-10-31']);
        expect(await said('本月3DC应回访多少')).toContain('1 条');
        expect(await said('下周3DC应回访多少')).toContain('没有数据（档案数据到 10月31日）');
      });

      test('who stayed away is told as at that day', async () => {
        // A year is over since this car's last visit today, and was not on the last day of the files.
        const { vehicle } = await addOwner(desk, {}, { deliveredOn: dayToDate('2020-01-01') });
        await addVisit(desk, vehicle, '2025-11-10', 30_000, 'repair');
        expect(await ask('churnRate')).toMatchObject({ numerator: 0, denominator: 2 });
        expect(await said('流失率')).toMatch(/0\.0%（0\/2）[^]*档案数据到 10月31日/);
      });

      test('what fell due after it counts as neither met nor missed', async () => {
        await addOwner(desk, {}, { deliveredOn: dayToDate(addMonths('2026-10-20', -6)) });
        await addOwner(desk, {}, { deliveredOn: dayToDate(addMonths('2026-11-10', -6)) });
        const period = { from: '2026-10-01', to: '2026-11-30' };
        expect(await ask('firstMaintenanceReturnRate', { period })).toMatchObject({ denominator: 1, aside: 1 });
      });
    });
  });
});
