import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayToDate } from '../../src/calendar.ts';
import type { Prisma } from '../../src/database/generated/client.ts';
import { applyImport } from '../../src/imports/index.ts';
import { cardOf } from '../../src/tickets/card-face.ts';
import { warrantyNoteFor, watchWarranties } from '../../src/warranty-watch/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const TODAY = '2026-11-23';
const NOON = `${TODAY}T04:00:00.000Z`;

describe.each(databaseKinds)('the 三包 watch on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    let nth = 0;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      desk.clock.set(NOON);
      await desk.database.client.$executeRawUnsafe(
        'TRUNCATE warranty_warning, ticket, visit, customer, vehicle, outbox_message RESTART IDENTITY CASCADE',
      );
    });

    const car = async (as: Partial<Prisma.VehicleUncheckedCreateInput> = {}): Promise<number> => {
      nth += 1;
      const common = { storeId: 'main', createdAt: desk.clock.now(), updatedAt: desk.clock.now() };
      const { id: customerId } = await desk.database.client.customer.create({ data: { ...common, name: '赵样甲' } });
      const vehicle = await desk.database.client.vehicle.create({
        data: {
          ...common,
          customerId,
          plateNumber: `沪ACS${String(nth).padStart(3, '0')}`,
          series: '明锐',
          deliveredOn: dayToDate('2026-01-05'),
          ...as,
        },
      });
      return vehicle.id;
    };
    const order = async (
      vehicleId: number,
      enteredOn: string,
      days: number | undefined,
      as: Partial<Prisma.VisitUncheckedCreateInput> = {},
    ) => {
      nth += 1;
      await desk.database.client.visit.create({
        data: {
          storeId: 'main',
          vehicleId,
          repairOrderNo: `RO${nth}`,
          enteredOn: dayToDate(enteredOn),
          handedBackOn: days === undefined ? null : dayToDate(addDays(enteredOn, days - 1)),
          type: 'repair',
          faultText: '变速箱顿挫',
          ...as,
        },
      });
    };
    const watch = (day = TODAY) => {
      desk.clock.set(`${day}T04:00:00.000Z`);
      return watchWarranties(desk.as('system'));
    };
    const noteOf = (vehicleId: number) => warrantyNoteFor({ clock: desk.clock }, desk.database.client, vehicleId);

    test('each stage is told once, to the warranty head and the care director', async () => {
      const id = await car();
      await order(id, '2026-03-01', 10);
      await order(id, '2026-06-01', 10);
      expect(await watch()).toBe(1);
      expect(await Promise.all([watch(), watch('2026-11-24')])).toEqual([0, 0]);
      await order(id, '2026-11-24', undefined);
      // Twenty days, and eleven more from the 24th on: the third repair of the same part, then past the limit of days.
      expect(await watch('2026-11-24')).toBe(1);
      expect(await watch('2026-12-03')).toBe(0);
      expect(await watch('2026-12-04')).toBe(1);
      const stages = await desk.database.client.warrantyWarning.findMany({ orderBy: { id: 'asc' } });
      expect(stages.map(({ kind, fault, stage, value }) => [kind, fault, stage, value])).toEqual([
        ['repairDays', '', 'near', 20],
        ['repairCount', 'transmission', 'near', 3],
        ['repairDays', '', 'reached', 31],
      ]);
      const texts = await desk.texts('wei');
      expect(texts).toHaveLength(3);
      expect(texts[0]).toMatch(/^【三包预警】沪ACS\d+（明锐）：2026年1月5日起计算三包期，至今累计修理20天。/);
      expect(texts[2]).toMatch(/^【三包超限】/);
      expect(await desk.texts('lin')).toEqual(texts);
    });

    test('two watches at once warn once', async () => {
      const id = await car();
      await order(id, '2026-03-01', 25);
      await Promise.all([watch(), watch()]);
      expect(await desk.texts('wei')).toHaveLength(1);
    });

    test('many at once, as after the first import, come as one list with the gravest first', async () => {
      for (const days of [...Array.from({ length: 24 }, () => 20), 40]) await order(await car(), '2026-03-01', days);
      expect(await watch()).toBe(25);
      const [text, ...others] = await desk.texts('wei');
      expect(others).toEqual([]);
      const lines = (text ?? '').split('\n');
      expect(lines[0]).toBe('【三包预警】新增25条，其中已超过上限1条：');
      expect(lines[1]).toContain('累计修理40天（已超限）');
      expect(lines.at(-2)).toBe('另有5条。');
      expect(await watch()).toBe(0);
    });

    test('a car past the limit at first sight is told so at once, and not as near it afterwards', async () => {
      const id = await car();
      await order(id, '2026-03-01', 40);
      expect(await watch()).toBe(1);
      await desk.database.client.visit.updateMany({ data: { handedBackOn: dayToDate('2026-03-25') } });
      expect(await watch()).toBe(0);
    });

    test('cars out of their period, of trade, sold, or in for maintenance or an accident are none', async () => {
      const old = await car({ deliveredOn: dayToDate('2024-11-23') });
      const far = await car({ odometerKm: 50_001 });
      const taxi = await car({ usageType: 'rental' });
      const sold = await car({ status: 'sold' });
      const unknown = await car({ deliveredOn: null });
      const accident = await car();
      for (const id of [old, far, taxi, sold, unknown]) await order(id, '2026-03-01', 40);
      await order(accident, '2026-03-01', 40, { type: 'accident' });
      await order(accident, '2025-12-01', 40);
      expect(await watch()).toBe(0);
    });

    test('where files never tell of the hand-back, an open order is no car that never left', async () => {
      const id = await car();
      await order(id, '2026-03-01', undefined);
      await order(id, '2026-06-01', undefined);
      expect(await watch()).toBe(0);
    });

    test('an order left open is over when the car comes again', async () => {
      const [id, other] = [await car(), await car()];
      await order(other, '2026-03-01', 2);
      await order(id, '2026-11-10', undefined, { faultText: '钣金' });
      await order(id, '2026-11-12', 1, { type: 'regularMaintenance' });
      expect(await watch()).toBe(0);
    });

    test('an owner who says it was repaired three times is a reason to look before the files come in', async () => {
      const id = await car();
      const decision = await desk.database.client.decision.create({
        data: {
          storeId: 'main',
          decidedAt: desk.clock.now(),
          text: '',
          kind: 'complaint',
          categories: ['R1'],
          severity: 'P1',
          department: 'workshop',
          confidence: 1,
          evidence: '',
          reliedOn: [],
          needsHuman: false,
          decidedBy: 'local',
          summary: '',
          entities: { repairCount: 3 },
        },
      });
      const ticket = await desk.open('变速箱修了三次还是顿挫');
      await desk.database.client.ticket.update({
        where: { id: ticket.id },
        data: { vehicleId: id, decisionId: decision.id },
      });
      expect(await watch()).toBe(1);
      expect((await desk.texts('wei'))[0]).toContain('档案中还没有维修记录，车主称已修3次');
      expect(await noteOf(id)).toBe('三包预警：变速箱问题车主称已修3次（上限4次）。');
    });

    test('a ticket about such a car says so, with the newest figures, while the period lasts', async () => {
      const id = await car();
      expect(await noteOf(id)).toBeUndefined();
      await order(id, '2026-03-01', 10);
      await order(id, '2026-06-01', 10);
      await order(id, '2026-08-01', 2);
      await watch();
      expect(await noteOf(id)).toBe('三包预警：累计修理已达22天（上限30天）；变速箱问题已修3次（上限4次）。');
      const ticket = await desk.open('变速箱还是顿挫');
      await desk.database.client.ticket.update({ where: { id: ticket.id }, data: { vehicleId: id } });
      const bound = await desk.ticket(ticket.id);
      const card = await desk.run('qin', (context, tx) => cardOf(context, tx, bound, { taskId: 'x', isLive: true }));
      expect(card.quote).toBe(`${await noteOf(id)}\n变速箱还是顿挫`);
      desk.clock.set('2028-01-06T04:00:00.000Z');
      expect(await noteOf(id)).toBeUndefined();
    });

    test('repair orders of a file bring their faults: several lines of one order are put together, twice changes nothing', async () => {
      const file = {
        fileName: '维修.csv',
        bytes: Buffer.from(
          [
            '车牌号,车主,工单号,进厂日期,出厂日期,维修类型,故障描述',
            '沪ACSX01,赵样甲,W1,2026-10-01,2026-10-02,一般维修,变速箱顿挫',
            '沪ACSX01,赵样甲,W1,2026-10-01,2026-10-02,一般维修,更换阀体',
            '沪ACSX01,赵样甲,W1,2026-10-01,2026-10-02,一般维修,变速箱顿挫',
          ].join('\n'),
        ),
      };
      const first = await applyImport(desk.as('xu'), file);
      expect(first.summary.unknownTitles).toEqual([]);
      const fault = async () => (await desk.database.client.visit.findFirstOrThrow()).faultText;
      expect(await fault()).toBe('变速箱顿挫；更换阀体');
      const again = await applyImport(desk.as('xu'), {
        ...file,
        bytes: Buffer.concat([file.bytes, Buffer.from('\n')]),
      });
      expect(again.summary.visits).toEqual({ new: 0, changed: 0, unchanged: 1 });
      expect(await fault()).toBe('变速箱顿挫；更换阀体');
    });
  });
});
