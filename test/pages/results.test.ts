import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '../../src/calendar.ts';
import type { Customer, Vehicle } from '../../src/database/generated/client.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { buildOwner, buildReminder } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

describe.each(databaseKinds)('pages about owners on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let site: Site;
    let lin: Visitor;
    let own: { customer: Customer; vehicle: Vehicle };
    beforeAll(async () => {
      site = await startSite(kind);
      own = await buildOwner(site, { birthday: '1990-12-19', consentMarketing: true });
      lin = visitorAt(site.url, 'lin');
      await lin.open('/staff');
      const at = site.desk.clock.now();
      const due = dayToDate('2026-11-28');
      const add = (index: number, data: Parameters<typeof buildReminder>[2]) =>
        buildReminder(site, own, { kind: 'insuranceRenewal', dueOn: due, subjectKey: `vehicle:9${index}`, ...data });
      const renewed = { fulfilment: 'renewed', fulfilledOn: dayToDate('2026-11-22') };
      await add(1, { ...renewed, readAt: at, repliedAt: at, bookedAt: at });
      // Two leads of one due day are one.
      await add(1, { leadDays: 7 });
      await add(2, { ...renewed, readAt: at });
      await add(3, { channel: 'officialAccountTemplate' });
      await add(4, { status: 'skipped', channel: null, skipReason: '车主已退订' });
      await add(5, { status: 'planned', channel: null });
      for (const index of [6, 7, 8]) await add(index, { status: 'heldOut', channel: null });
      await add(9, { storeId: 'east' });
      await add(10, { dueOn: dayToDate('2026-12-05') });
      const decided = (index: number, data: Parameters<typeof buildReminder>[2]) =>
        add(index, { dueOn: dayToDate('2026-09-15'), plannedFor: dayToDate('2026-08-16'), ...data });
      for (const index of [1, 2]) await decided(index, renewed);
      await decided(3, {});
      await decided(4, { status: 'dropped', channel: null, skipReason: '已过期' });
      // Nobody could have told this one.
      await decided(5, { status: 'skipped', channel: null, skipReason: '车主已退订' });
      for (const index of [6, 7, 8]) await decided(index, { status: 'heldOut', channel: null });
    });
    afterAll(() => site.close());

    test('results: what fell due, was reached, read, answered, booked and renewed, with the rate and its target', async () => {
      const { text } = await lin.open('/reminders/results?month=2026-11');
      const steps = [...text.matchAll(/<li>\s*<span>([^<]+)<\/span>[\s\S]*?<b\s*>(\d+)/g)].map(([, label, count]) => [
        label,
        Number(count),
      ]);
      expect(steps).toEqual([
        ['应提醒', 5],
        ['已触达', 3],
        ['已读', 2],
        ['回复', 1],
        ['预约', 1],
        ['续保', 2],
      ]);
      expect(text).toMatch(/微信客服 2/);
      expect(text).toContain('服务号模板消息 1');
      // Who renews early would make the rate too high: it counts those whose day has passed.
      expect(text).not.toContain('续保率');
      const over = (await lin.open('/reminders/results?month=2026-09')).text;
      expect(over).toContain('续保率 40.0%');
      expect(over).toMatch(/目标40%，已达到/);
    });

    test('results: what the reminders bring stands there with its interval, where some were left out on purpose', async () => {
      const { text } = await lin.open('/reminders/results?month=2026-09');
      expect(text).toContain('提醒带来的差别：+50.0个百分点');
      expect(text).toMatch(/已提醒\s+2\/4（50%），对照组未提醒\s+0\/3（0%）/);
      expect(text).toMatch(/95%区间 −\d+\.\d 至 \+\d+\.\d/);
      expect(text).toContain('还看不出差别');
      expect((await lin.open('/reminders/results?month=2026-12')).text).not.toContain('对照组未提醒');
    });

    test('results: before it is known who renews all the same, nothing is compared', async () => {
      const { text } = await lin.open('/reminders/results?month=2026-11');
      expect(text).not.toContain('提醒带来的差别');
      expect(text).toContain('对照组未提醒3，到期满一段时间、看得出是否续保后再比较');
    });

    test('results are linked from the start page and the month of coverage, and are for who sees all', async () => {
      expect((await lin.open('/staff')).text).toContain('href="/reminders/results"');
      expect((await lin.open('/reminders?month=2026-11')).text).toContain('/reminders/results?month=2026-11');
      const luo = visitorAt(site.url, 'luo');
      expect((await luo.open('/reminders/results')).status).toBe(403);
      expect((await lin.open('/reminders/results?month=2027-05')).text).toContain('这个月没有到期的提醒');
    });

    test('the birthday is masked on calendar and owner page until somebody asks; each look is logged', async () => {
      const at = site.desk.clock.now();
      const dueOn = dayToDate('2026-12-19');
      await site.desk.database.client.dueDate.create({
        data: {
          storeId: 'main',
          subjectKey: `customer:${own.customer.id}`,
          customerId: own.customer.id,
          kind: 'birthday',
          dueOn,
          reason: '生日 12 月 19 日',
          changedAt: at,
        },
      });
      await buildReminder(site, own, {
        kind: 'birthday',
        dueOn,
        leadDays: 3,
        reason: '生日 12 月 19 日',
        status: 'planned',
      });
      for (const path of [`/vehicles/${own.vehicle.id}/calendar`, `/owners/${own.customer.id}`]) {
        const masked = (await lin.open(path)).text;
        expect([
          path,
          masked.includes('12 月 19 日'),
          masked.includes('12月19日'),
          masked.includes('生日已登记'),
        ]).toEqual([path, false, false, true]);
        expect((await lin.open(`${path}?full=1`)).text).toContain('12 月 19 日');
      }
      const looks = site.log.filter(({ message }) => message === 'calendar viewed').map(({ fields }) => fields);
      expect(looks).toMatchObject([
        { vehicleId: own.vehicle.id, userId: 'lin', isMasked: true },
        { vehicleId: own.vehicle.id, userId: 'lin', isMasked: false },
      ]);
      const link = /href="([^"]*\/calendar\/[^"]*\.ics)"/.exec(
        (await lin.open(`/vehicles/${own.vehicle.id}/calendar`)).text,
      );
      const file = await visitorAt(site.url, 'nobody').get(new URL(link?.[1] ?? '').pathname);
      expect([file.status, file.text.includes('1219')]).toEqual([200, false]);
      expect(site.log.some(({ message }) => message === 'calendar opened by its link')).toBe(true);
    });

    test('an owner is found and opted out, rules are changed and restored, a campaign is previewed and sent', async () => {
      expect((await lin.open('/owners?q=1380000')).status).toBe(200);
      expect((await lin.open('/owners?q=13800001234')).text).toContain('138****1234');
      expect((await lin.open('/owners?q=A12345')).text).toContain('138****1234');
      const page = await lin.open('/rules?edit=calls');
      const rules = { group: 'calls', 'calls.tries': '4', 'calls.retryAfterDays': '1', 'calls.listAt': '09:00' };
      expect((await lin.press(page, 'save', rules)).text).toContain('已保存并生效：第2版');
      const history = await lin.open('/rules/history');
      expect((await lin.press(history, 'restore', { version: '1', seen: '2' })).text).toContain('第3版');
      const words = {
        kind: 'badWeather',
        title: '明日暴雨',
        words: '明天有暴雨，请勿涉水行驶。',
        plannedFor: '2026-11-24',
      };
      const preview = await lin.press(await lin.open('/campaigns/new'), 'preview', words);
      expect(preview.text).toContain('确认发给1位车主');
      const shown = /name="previewed"\s+value="([^"]*)"/.exec(preview.text)?.[1] ?? '';
      const previewed = shown.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
      expect((await lin.press(preview, 'create', { ...words, previewed })).text).toContain('已安排发送');
      const optOut = await lin.press(await lin.open(`/owners/${own.customer.id}`), 'optOut', { words: '别再发了' });
      expect(optOut.text).toContain('已登记退订');
      const { client } = site.desk.database;
      expect(await client.consent.findMany()).toMatchObject([{ kind: 'reminders', words: '别再发了', via: 'staff' }]);
      for (const path of ['/reminders?month=2026-11', '/reminders/2026-11-20', '/reminders/preview?day=2026-12-14']) {
        expect([path, (await lin.open(path)).status]).toEqual([path, 200]);
      }
    });
  });
});
