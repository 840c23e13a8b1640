import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { applyImport } from '../../src/imports/index.ts';
import { vinOf } from '../../src/sample-store/vehicles.ts';
import { answerQuestion } from '../../src/stats/index.ts';
import { upsertStore } from '../../src/stores/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T06:05:00Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const zong = { userId: 'zong', name: '郑总', role: 'generalManager', departmentKey: 'management' } as const;
  await database.transaction((tx) => upsertStore(tx, clock, { id: 'main', name: '样例店', staff: [zong] }));
});
afterAll(() => database.close());
beforeEach(() => database.execute('TRUNCATE customer, vehicle, visit, import_batch, question_log CASCADE'));

/** Deliveries as a file of the dealer system tells them. */
async function deliver(title: string, cars: readonly (readonly [day: string, who: string])[]): Promise<void> {
  const lines = cars.map(
    ([day, who], nth) => `${vinOf(9100 + nth)},沪ACSA9${nth},车主${nth},1549000000${nth},${day},${who}`,
  );
  const bytes = Buffer.from([`车架号,车牌号,车主,手机,交车日期,${title}`, ...lines, ''].join('\n'));
  const actor = { kind: 'staff', id: 'xu', name: '徐' } as const;
  const { summary } = await applyImport({ database, clock, storeId: 'main', actor }, { fileName: 'a.csv', bytes });
  expect(summary.accepted).toBe(cars.length);
}
const ask = async (text: string) =>
  (await answerQuestion({ database, clock, storeId: 'main' }, { userId: 'zong', text, previous: 'none' })).text;

test('a delivery whose file names who brought the buyer is a referral', async () => {
  await deliver('介绍人', [
    ['2026-11-02', '王样甲'],
    ['2026-11-10', ''],
    ['2026-11-20', '无'],
    ['2026-10-05', '李样乙'],
  ]);
  expect(await ask('本月转介绍率')).toMatch(/^本月转介绍率 33\.3%（1\/3）/);
  const list = await ask('10月转介绍有哪些');
  expect(list.split('\n').slice(0, 2)).toEqual(['上个月转介绍台次 1 辆', '沪ACSA93｜10月5日交车｜李样乙介绍']);
});

test('a column that says yes or no says the same', async () => {
  await deliver('是否转介绍', [
    ['2026-11-02', '是'],
    ['2026-11-10', '否'],
  ]);
  expect(await ask('本月转介绍率')).toMatch(/^本月转介绍率 50\.0%（1\/2）/);
});

test('a store whose files never name anybody has no data, which is not zero', async () => {
  await deliver('介绍人', [['2026-11-02', '']]);
  expect(await ask('本月转介绍率')).toMatch(/^本月转介绍率 没有数据（系统里还没有这类记录）/);
});
