import * as fc from '../support/property.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { applyImport, type ImportReport, previewImport, summaryLines } from '../../src/imports/index.ts';
import { upsertStore } from '../../src/stores/index.ts';
import { vinOf } from '../../src/sample-store/vehicles.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T06:05:00Z');
const [vinA, vinB, vinC] = [vinOf(9001), vinOf(9002), vinOf(9003)];
const HEADING = '车架号,车牌号,车主,手机,车系,行驶里程,交强险到期日期,工单号,进厂日期,维修类型,金额';

describe.each(databaseKinds)('an import on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      await database.transaction(async (tx) => {
        for (const id of ['main', 'other']) await upsertStore(tx, clock, { id, name: id });
      });
    });
    afterAll(() => database.close());
    beforeEach(async () => {
      clock.set('2026-11-22T06:05:00Z');
      await database.client.$executeRawUnsafe('TRUNCATE customer, vehicle, visit, import_batch CASCADE');
    });

    const context = (storeId = 'main') => ({
      database,
      clock,
      storeId,
      actor: { kind: 'staff', id: 'xu', name: '徐专员' } as const,
    });
    const file = (...lines: string[]) => ({
      fileName: '车辆.csv',
      bytes: Buffer.from([HEADING, ...lines, ''].join('\n')),
    });
    const apply = (...lines: string[]): Promise<ImportReport> => applyImport(context(), file(...lines));
    const vehicles = () => database.client.vehicle.findMany({ include: { customer: true }, orderBy: { id: 'asc' } });

    const rowA = `${vinA},沪ACSA91,赵样甲,15490000001,明锐,12000,2027-03-01,R1,2026-10-01,定期保养,580`;
    const rowB = `${vinB},沪ACSA92,钱样乙,15490000002,速派,8000,2027-04-01,,,,`;

    test('new owners, cars and visits are written', async () => {
      const report = await apply(rowA, rowB);
      expect(report.summary).toMatchObject({
        rows: 2,
        accepted: 2,
        refused: 0,
        customers: { new: 2 },
        vehicles: { new: 2 },
        visits: { new: 1 },
      });
      const [first] = await vehicles();
      expect(first).toMatchObject({ vin: vinA, plateNumber: '沪ACSA91', odometerKm: 12_000, series: '明锐' });
      expect(first?.customer).toMatchObject({ name: '赵样甲', mobiles: ['15490000001'], source: 'import' });
      const visit = await database.client.visit.findFirstOrThrow();
      expect(visit).toMatchObject({ repairOrderNo: 'R1', type: 'regularMaintenance', amountFen: 58_000 });
    });

    test('a preview says the same and writes nothing', async () => {
      const preview = await previewImport(context(), file(rowA, rowB));
      expect(await database.client.customer.count()).toBe(0);
      expect(await database.client.importBatch.count()).toBe(0);
      expect(await apply(rowA, rowB)).toEqual(preview);
    });

    test('the same file twice changes nothing', async () => {
      await apply(rowA, rowB);
      const before = await vehicles();
      clock.advance(86_400);
      const again = await apply(rowA, rowB);
      expect(again.appliedBefore).toBe('11月22日 14:05');
      expect(await vehicles()).toEqual(before);
      expect(await database.client.importBatch.count()).toBe(1);
    });

    test('the same rows in another file change nothing either', async () => {
      await apply(rowA, rowB);
      const before = await vehicles();
      clock.advance(86_400);
      const { summary } = await apply(rowB, rowA);
      expect(summary).toMatchObject({
        customers: { new: 0, changed: 0, unchanged: 2 },
        vehicles: { new: 0, changed: 0, unchanged: 2 },
        visits: { new: 0, changed: 0, unchanged: 1 },
        changedFields: [],
      });
      expect(await vehicles()).toEqual(before);
    });

    test('a bad row is refused by name and the good ones are taken', async () => {
      const report = await apply(rowA, 'LBV5S3102ESJPE655,,孙样丙,15490000003,,,,,,,', rowB);
      expect(report.summary).toMatchObject({ rows: 3, accepted: 2, refused: 1 });
      expect(report.problems).toEqual([{ line: 3, reason: expect.stringContaining('不是有效的车架号') }]);
      expect(await vehicles()).toHaveLength(2);
    });

    test('filled cells replace, empty cells leave what is there, and the changes are counted by field', async () => {
      await apply(rowA);
      const { summary } = await apply(`${vinA},,赵样甲,15490000008,,,2028-03-01,,,,`);
      expect(summary.changedFields).toEqual([
        { label: '手机号', count: 1 },
        { label: '交强险到期日', count: 1 },
      ]);
      const [car] = await vehicles();
      expect(car).toMatchObject({ plateNumber: '沪ACSA91', series: '明锐', odometerKm: 12_000 });
      expect(car?.compulsoryInsuranceExpiresOn).toEqual(new Date('2028-03-01'));
      expect(car?.customer.mobiles).toEqual(['15490000008', '15490000001']);
    });

    test('a car known by plate alone gets its VIN', async () => {
      await apply(`,沪ACSA91,赵样甲,15490000001,,,,,,,`);
      await apply(rowA);
      expect((await vehicles()).map((car) => car.vin)).toEqual([vinA]);
    });

    test('two cars of one person belong to one owner; a namesake and a shared phone are other people', async () => {
      const { summary } = await apply(
        rowA,
        `${vinB},,赵样甲,15490000001,,,,,,,`,
        `${vinC},,赵样甲,15490000007,,,,,,,`,
        `,沪ACSA99,周样丁,15490000001,,,,,,,`,
      );
      expect(summary).toMatchObject({ customers: { new: 3 }, vehicles: { new: 4 } });
    });

    test('several rows of one car are its visits', async () => {
      const { summary } = await apply(rowA, rowA.replace('R1,2026-10-01', 'R2,2026-11-01').replace('12000', '13000'));
      expect(summary).toMatchObject({ vehicles: { new: 1 }, visits: { new: 2 } });
      expect((await vehicles())[0]).toMatchObject({ odometerKm: 13_000 });
    });

    test('a new visit marks its car as changed, so that its next maintenance is computed anew', async () => {
      await apply(rowA);
      clock.advance(3600);
      await apply(`${vinA},,,,,,,R2,2026-11-20,一般维修,100`);
      expect((await vehicles())[0]?.updatedAt).toEqual(clock.now());
    });

    test.each([
      ['a plate of another car', `${vinC},沪ACSA91,李样戊,15490000005,,,,,,,`, '已登记在另一辆车上'],
      ['another owner', `${vinA},,李样戊,15490000005,,,,,,,`, '可能已过户'],
      ['an order of another car', `${vinB},,钱样乙,15490000002,,,,R1,2026-10-01,,`, '工单号 R1 已属于另一辆车'],
      ['a new car without an owner', `${vinC},,,,,,,,,,`, '需要车主姓名'],
    ])('%s is refused, and the archive stays', async (_, row, reason) => {
      await apply(rowA, rowB);
      const before = await vehicles();
      const report = await apply(row);
      expect(report.problems).toEqual([{ line: 2, reason: expect.stringContaining(reason) }]);
      expect(await vehicles()).toEqual(before);
    });

    test('whoever brings a car in does not become its owner', async () => {
      await apply(rowA);
      const bytes = Buffer.from(`VIN,送修人,送修人手机,上次保养日期\n${vinA},李样戊,15490000005,2026-11-01\n`);
      const report = await applyImport(context(), { fileName: '保养.csv', bytes });
      expect(report.problems).toEqual([]);
      expect(report.summary).toMatchObject({ customers: { new: 0, changed: 0 }, visits: { new: 1 } });
      expect((await vehicles())[0]?.customer).toMatchObject({ name: '赵样甲', mobiles: ['15490000001'] });
    });

    test('the type of a car is kept, changed by a file that names another, and is a passenger car where none is named', async () => {
      const given = (type: string) => ({
        fileName: '车辆.csv',
        bytes: Buffer.from(`车架号,车主,手机,车辆类型\n${vinA},赵样甲,15490000001,${type}\n`),
      });
      await applyImport(context(), given(''));
      expect(await vehicles()).toMatchObject([{ vehicleClass: 'smallPassenger' }]);
      const { summary } = await applyImport(context(), given('轻型普通货车'));
      expect(summary.changedFields).toEqual([{ label: '车辆类型', count: 1 }]);
      await applyImport(context(), { ...given(''), bytes: Buffer.from(`车架号,车主\n${vinA},赵样甲\n`) });
      expect(await vehicles()).toMatchObject([{ vehicleClass: 'truck' }]);
    });

    test('长期 takes the end of a licence away, an empty cell leaves it', async () => {
      const given = (end: string) => ({
        fileName: '车主.csv',
        bytes: Buffer.from(`车架号,车主,手机,驾驶证到期日\n${vinA},赵样甲,15490000001,${end}\n`),
      });
      const licence = async () => (await vehicles())[0]?.customer.licenceExpiresOn;
      await applyImport(context(), given('2027-01-10'));
      await applyImport(context(), given(' '));
      expect(await licence()).toEqual(new Date('2027-01-10'));
      clock.advance(60);
      const { summary } = await applyImport(context(), given('长期'));
      expect(summary).toMatchObject({
        customers: { changed: 1 },
        changedFields: [{ label: '驾驶证到期日', count: 1 }],
      });
      expect(await licence()).toBeNull();
      expect((await vehicles())[0]?.customer.updatedAt).toEqual(clock.now());
      const again = await applyImport(context(), {
        ...given('长期'),
        bytes: Buffer.from(`VIN,车主,手机,驾照到期\n${vinA},赵样甲,15490000001,长期\n`),
      });
      expect(again.summary.changedFields).toEqual([]);
    });

    test('a plate that moves on within one file leaves the old car first', async () => {
      await apply(rowA);
      const report = await apply(
        `${vinA},沪ACSA95,赵样甲,15490000001,,,,,,,`,
        `${vinB},沪ACSA91,钱样乙,15490000002,,,,,,,`,
      );
      expect(report.problems).toEqual([]);
      expect((await vehicles()).map((car) => [car.vin, car.plateNumber])).toEqual([
        [vinA, '沪ACSA95'],
        [vinB, '沪ACSA91'],
      ]);
    });

    test('two imports of one file at once write it once', async () => {
      await Promise.all([apply(rowA, rowB), apply(rowA, rowB), apply(rowB, rowA)]);
      expect(await database.client.customer.count()).toBe(2);
      expect(await database.client.vehicle.count()).toBe(2);
    });

    test('a visit known by its day alone takes the order number that a later file tells', async () => {
      await apply(`${vinA},沪ACSA91,赵样甲,15490000001,,100,,,2026-01-02,,`);
      const visits = () => database.client.visit.findMany({ select: { repairOrderNo: true, odometerKm: true } });
      expect(await visits()).toEqual([{ repairOrderNo: `导入-${vinA}-2026-01-02`, odometerKm: 100 }]);
      const { summary } = await apply(`${vinA},,,,,120,,R9,2026-01-02,,`);
      expect(summary.visits).toEqual({ new: 0, changed: 1, unchanged: 0 });
      expect(await visits()).toEqual([{ repairOrderNo: 'R9', odometerKm: 120 }]);
      await apply(`${vinA},,,,,130,,R10,2026-01-02,,`);
      expect((await visits()).map(({ repairOrderNo }) => repairOrderNo).toSorted()).toEqual(['R10', 'R9']);
    });

    test('stores do not see each other’s cars', async () => {
      await apply(rowA);
      const { summary } = await applyImport(context('other'), file(rowA));
      expect(summary).toMatchObject({ customers: { new: 1 }, vehicles: { new: 1 } });
      expect(await database.client.vehicle.count()).toBe(2);
    });

    test('the summary is readable', async () => {
      const report = await apply(rowA, 'X,,,,,,,,,,');
      expect(summaryLines(report)).toEqual([
        { label: '文件', value: '车辆.csv（UTF-8）' },
        { label: '数据行', value: '2 行：可导入 1 行，退回 1 行' },
        { label: '车主', value: '新增 1，变更 0，无变化 0' },
        { label: '车辆', value: '新增 1，变更 0，无变化 0' },
        { label: '维修记录', value: '新增 1，变更 0，无变化 0' },
      ]);
    });

    test('any rows, applied and then applied again in any order, leave the same archive', async () => {
      const row = fc.record({
        vin: fc.constantFrom(vinA, vinB, vinC, ''),
        plate: fc.constantFrom('沪ACSA91', '沪ACSA92', ''),
        name: fc.constantFrom('赵样甲', '钱样乙', ''),
        mobile: fc.constantFrom('15490000001', '15490000002', '154****0003', ''),
        km: fc.constantFrom('100', '2万公里', ''),
        order: fc.constantFrom('R1', 'R2', ''),
        on: fc.constantFrom('2026-01-02', '2026/5/6', ''),
      });
      const line = (cells: typeof row extends fc.Arbitrary<infer T> ? T : never) =>
        `${cells.vin},${cells.plate},${cells.name},${cells.mobile},,${cells.km},,${cells.order},${cells.on},,`;
      await fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
          await database.client.$executeRawUnsafe('TRUNCATE customer, vehicle, visit, import_batch CASCADE');
          const lines = rows.map(line);
          const first = await apply(...lines);
          expect(first.summary.accepted + first.summary.refused).toBe(first.summary.rows);
          // A row that is refused at first may fit once a later row has filled the archive, and then let another fit.
          for (let pass = 1; pass <= rows.length; pass += 1) await apply(...lines, ...Array<string>(pass).fill(''));
          const counts = async () => [
            await database.client.customer.count(),
            await database.client.vehicle.count(),
            await database.client.visit.count(),
          ];
          const before = await counts();
          await apply('', ...lines);
          expect(await counts()).toEqual(before);
        }),
        { numRuns: 40 },
      );
    });
  });
});
