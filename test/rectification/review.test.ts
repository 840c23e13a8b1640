import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import {
  decideRectification,
  listRectificationEvents,
  reviewWeek,
  stepsFor,
  verifyRectification,
  watchRectifications,
  writeMeasure,
} from '../../src/rectification/index.ts';
import { runSlot } from '../../src/schedule/run-slot.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { findStaff } from '../../src/stores/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const THURSDAY = '2026-11-19T02:00:00.000Z';
const MONDAY = '2026-11-23T00:30:00.000Z';
const at = (day: string) => `${day}T00:30:00.000Z`;

describe.each(databaseKinds)('the weekly review on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    let vehicleId: number;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      desk.clock.set(THURSDAY);
      await desk.database.client.$executeRawUnsafe(
        'TRUNCATE rectification, ticket, customer, vehicle, outbox_message, schedule_slot RESTART IDENTITY CASCADE',
      );
      const common = { storeId: 'main', createdAt: desk.clock.now(), updatedAt: desk.clock.now() };
      const customer = await desk.database.client.customer.create({ data: { ...common, name: '赵样甲' } });
      const vehicle = await desk.database.client.vehicle.create({
        data: { ...common, customerId: customer.id, plateNumber: '沪ACS001' },
      });
      vehicleId = vehicle.id;
    });

    const gearbox = async (openedAt: string): Promise<Ticket> => {
      desk.clock.set(openedAt);
      const ticket = await desk.open('变速箱换挡顿挫，请尽快处理');
      expect(ticket.vehicleSystems).toEqual(['transmission']);
      return desk.database.client.ticket.update({ where: { id: ticket.id }, data: { vehicleId } });
    };
    const twice = async () => [await gearbox('2026-10-20T02:00:00.000Z'), await gearbox(THURSDAY)] as const;
    const all = () => desk.database.client.rectification.findMany({ orderBy: { id: 'asc' } });
    const only = async () => {
      const [first, ...others] = await all();
      expect(others).toEqual([]);
      if (first === undefined) throw new Error('no rectification');
      return first;
    };
    const monday = async () => {
      await twice();
      desk.clock.set(MONDAY);
      await watchRectifications(desk.as('system'));
      return only();
    };
    const about = async (userId: string, words: string) =>
      (await desk.texts(userId)).filter((text) => text.includes(words));
    const measure = (rectificationId: number, who = 'qin') =>
      desk.run(who, (context, tx) =>
        writeMeasure(context, tx, { rectificationId, measure: '阀体批次问题，更换并复检' }),
      );
    const verify = (rectificationId: number, isPassed: boolean, words = '', who = 'xu') =>
      desk.run(who, (context, tx) => verifyRectification(context, tx, { rectificationId, isPassed, words }));
    const decide = (rectificationId: number, isApproved: boolean, words = '', who = 'fang') =>
      desk.run(who, (context, tx) => decideRectification(context, tx, { rectificationId, isApproved, words }));

    test('two complaints about one gearbox open one rectification on Monday, told to the head with tickets and due day', async () => {
      const [first, second] = await twice();
      desk.clock.set(MONDAY);
      await watchRectifications(desk.as('system'));
      expect(await only()).toMatchObject({
        number: 'ZG-2026W47-01',
        kind: 'sameVehicle',
        status: 'open',
        department: 'aftersalesTechnical',
        headUserId: 'qin',
        ticketIds: [first.id, second.id],
        vehicleId,
        measureDueOn: new Date('2026-11-26T00:00:00.000Z'),
        reason: `同一辆车90天内有2次投诉涉及变速箱（${first.number}、${second.number}）。`,
      });
      const [text] = await about('qin', '【整改】');
      expect(text).toContain('请在11月26日前写明整改措施');
      expect(text).toContain(second.number);
      expect(await about('lin', '【整改周报】')).toEqual([expect.stringContaining('新增1项，进行中1项，超时0项')]);
    });

    test('however often, and by however many at once, it runs: one', async () => {
      await twice();
      desk.clock.set(MONDAY);
      const system = desk.as('system');
      await Promise.all([reviewWeek(system), reviewWeek(system), reviewWeek(system)]);
      await watchRectifications(system);
      await only();
      expect(await about('qin', '【整改】')).toHaveLength(1);
      expect(await about('lin', '【整改周报】')).toHaveLength(1);
    });

    test('a review that dies half-way has done nothing; after the restart the slot does it once', async () => {
      await twice();
      desk.clock.set(MONDAY);
      const system = desk.as('system');
      const dying = { ...system.queue, enqueue: () => Promise.reject(new Error('killed')) };
      await expect(reviewWeek({ ...system, queue: dying })).rejects.toThrow('killed');
      expect(await all()).toEqual([]);
      const connection = {
        storeId: 'main',
        callbacks: [],
        channels: {},
        openKfIds: [],
        appId: '',
        templateIds: {},
        subscriptionTemplateIds: {},
      };
      const parts = { contextOf: () => system, connections: createStoreConnections([connection]) };
      await runSlot(parts, `rectifications.watch|${MONDAY}`);
      await runSlot(parts, `rectifications.watch|${MONDAY}`);
      await only();
    });

    test('a missed Monday is made up for on the next day that comes, once', async () => {
      await twice();
      desk.clock.set(at('2026-11-25'));
      expect(await reviewWeek(desk.as('system'))).toHaveLength(1);
      expect(await reviewWeek(desk.as('system'))).toBeUndefined();
    });

    test('merged and dismissed tickets do not count', async () => {
      const [first] = await twice();
      await desk.database.client.ticket.update({ where: { id: first.id }, data: { status: 'dismissed' } });
      desk.clock.set(MONDAY);
      await watchRectifications(desk.as('system'));
      expect(await all()).toEqual([]);
      expect(await about('lin', '整改')).toEqual([]);
    });

    test('the next complaint joins the one that runs', async () => {
      const running = await monday();
      const third = await gearbox('2026-11-26T02:00:00.000Z');
      desk.clock.set(at('2026-11-30'));
      await watchRectifications(desk.as('system'));
      expect((await only()).ticketIds).toEqual([...running.ticketIds, third.id]);
      expect((await about('qin', '又有新的投诉'))[0]).toContain(third.number);
    });

    test('measure, verification and decision close it, and each is on record with who and what', async () => {
      const { id } = await monday();
      expect(await measure(id)).toMatchObject({ status: 'measured' });
      expect((await about('xu', '【整改待验证】'))[0]).toContain('阀体批次问题，更换并复检');
      await verify(id, true, '回访三位车主，均已消除');
      expect((await about('fang', '【整改待批准】'))[0]).toContain('徐专员');
      expect(await decide(id, true)).toMatchObject({ status: 'closed', closedAt: desk.clock.now() });
      expect(await about('qin', '【整改关闭】')).toHaveLength(1);
      const events = await listRectificationEvents(desk.database.client, id);
      expect(events.map(({ type, actorId, words }) => [type, actorId, words])).toEqual([
        ['opened', 'system', (await only()).reason],
        ['measured', 'qin', '阀体批次问题，更换并复检'],
        ['verified', 'xu', '回访三位车主，均已消除'],
        ['decided', 'fang', ''],
      ]);
    });

    test('not passed, and rejected, it goes back to the head with a new round and a new due day', async () => {
      const { id } = await monday();
      await measure(id);
      await verify(id, false, '车主说还是顿挫');
      expect(await only()).toMatchObject({ status: 'open', round: 1, measure: null });
      expect((await about('qin', '【整改验证不通过】'))[0]).toContain('车主说还是顿挫');
      desk.clock.set(at('2026-11-24'));
      await measure(id);
      await verify(id, true);
      await expect(decide(id, false)).rejects.toMatchObject({ userMessage: '请写明驳回的原因。' });
      await decide(id, false, '没有写预防办法');
      expect(await only()).toMatchObject({
        status: 'open',
        round: 2,
        measureDueOn: new Date('2026-11-27T00:00:00.000Z'),
      });
      expect((await about('qin', '【整改驳回】'))[0]).toContain('没有写预防办法');
    });

    test('each step is only for whose it is, and nobody verifies a measure of their own', async () => {
      const { id } = await monday();
      await expect(measure(id, 'luo')).rejects.toMatchObject({ userMessage: '整改措施由责任部门负责人填写。' });
      await expect(measure(id, 'jiang')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await measure(id, 'lin');
      await expect(verify(id, true, '', 'lin')).rejects.toMatchObject({
        userMessage: '措施是您填写的，请由其他同事验证。',
      });
      await expect(verify(id, true, '', 'qin')).rejects.toMatchObject({ userMessage: '整改由客户关爱部验证。' });
      await verify(id, true);
      await expect(decide(id, true, '', 'lin')).rejects.toMatchObject({ userMessage: '整改由总经理决定。' });
      const { client } = desk.database;
      const stepsOf = async (userId: string) => {
        const staff = await findStaff(client, 'main', userId);
        return staff === undefined ? [] : stepsFor(client, await only(), staff);
      };
      expect([await stepsOf('fang'), await stepsOf('qin')]).toEqual([['approve', 'reject'], []]);
    });

    test('of two people at once one wins and the other is told how it stands', async () => {
      const { id } = await monday();
      await measure(id);
      const results = await Promise.allSettled([verify(id, true), verify(id, false, '还有投诉', 'he')]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = results.find((result) => result.status === 'rejected');
      expect(lost?.reason).toHaveProperty(
        'userMessage',
        expect.stringMatching(/整改 ZG-2026W47-01 现在是「.+」（(?:xu|he)刚更新过），/),
      );
    });

    test('a late measure is nudged at the head, the next working day at the director, then only in the digest', async () => {
      await monday();
      const watch = async (day: string) => {
        desk.clock.set(at(day));
        await watchRectifications(desk.as('system'));
        await watchRectifications(desk.as('system'));
        return [(await about('qin', '【整改超时】')).length, (await about('lin', '【整改超时】')).length];
      };
      expect(await watch('2026-11-26')).toEqual([0, 0]);
      expect(await watch('2026-11-27')).toEqual([1, 0]);
      expect(await watch('2026-11-28')).toEqual([1, 0]);
      expect(await watch('2026-11-30')).toEqual([1, 1]);
      expect(await watch('2026-12-01')).toEqual([1, 1]);
      expect((await about('lin', '【整改超时】'))[0]).toContain('售后技术部秦主管应在11月26日前完成，已催办仍未完成');
      expect((await about('lin', '【整改周报】')).at(-1)).toContain('超时1项');
    });

    test('a late verification and a late decision are nudged too', async () => {
      const { id } = await monday();
      await measure(id);
      desk.clock.set(at('2026-11-26'));
      await watchRectifications(desk.as('system'));
      expect((await about('xu', '【整改超时】'))[0]).toContain('验证应在11月25日前完成');
      await verify(id, true);
      desk.clock.set(at('2026-12-01'));
      await watchRectifications(desk.as('system'));
      expect((await about('fang', '【整改超时】'))[0]).toContain('批准应在11月30日前完成');
    });

    test('the cause that comes back after the closing opens a new one that says so', async () => {
      const { id } = await monday();
      await measure(id);
      await verify(id, true);
      await decide(id, true);
      await gearbox('2026-12-15T02:00:00.000Z');
      desk.clock.set(at('2026-12-21'));
      await watchRectifications(desk.as('system'));
      expect((await all()).at(-1)).toMatchObject({
        number: 'ZG-2026W51-01',
        reason: expect.stringMatching(/^整改后再次发生（ZG-2026W47-01，11月23日关闭）/) as string,
      });
    });
  });
});
