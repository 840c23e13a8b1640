import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../src/calendar.ts';
import type { ReportAt } from '../../src/reports/at.ts';
import { churnedTable, deliveriesTable, visitsTable } from '../../src/reports/details/vehicles.ts';
import type { Table } from '../../src/reports/table.ts';
import { getStore, rulesOf } from '../../src/stores/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addCar, addVisit } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ startAt: '2026-11-23T01:00:00.000Z' });
  // The one entered first was lost last.
  for (const visitedOn of ['2025-09-01', '2024-05-01', '2023-01-01', '2024-12-01'] as const) {
    const { vehicle } = await addCar(desk, { deliveredOn: '2022-01-01' });
    await addVisit(desk, vehicle.id, visitedOn, 10_000);
  }
  for (const [enteredOn, amount] of [
    ['2026-10-20', 100],
    ['2026-10-10', 200],
    ['2026-10-15', 300],
  ] as const) {
    const { vehicle } = await addCar(desk, { deliveredOn: enteredOn });
    await addVisit(desk, vehicle.id, enteredOn, amount);
  }
});
afterAll(() => desk.close());

async function listed(table: (at: ReportAt, most?: number) => Promise<Table>, most?: number): Promise<Table> {
  const now = desk.clock.now();
  const store = await getStore(desk.database.client, 'main');
  const period = { from: '2026-10-01', to: '2026-10-31' };
  return desk.database.transaction((db) =>
    table(
      { db, storeId: 'main', store, rules: rulesOf(store), now, today: dayOf(now), period, previous: undefined },
      most,
    ),
  );
}
const columnOf = ({ columns, rows }: Table, title: string) =>
  rows.map((row) => row[columns.findIndex((column) => column.title === title)]);

test('the list of lost cars begins with those lost last; of too many it holds these, and says so', async () => {
  const whole = await listed(churnedTable);
  expect(columnOf(whole, '最近进厂')).toEqual(['2025-09-01', '2024-12-01', '2024-05-01', '2023-01-01']);
  expect(whole.notes).not.toContain('只列出');
  const cut = await listed(churnedTable, 2);
  expect(columnOf(cut, '最近进厂')).toEqual(['2025-09-01', '2024-12-01']);
  expect(cut).toMatchObject({ all: 4 });
  expect(cut.notes).toContain('共4辆，只列出最近流失的2辆。');
});

test('a list that is cut says of how many it is a part, in its order, and has no total', async () => {
  const whole = await listed(visitsTable);
  expect(columnOf(whole, '进厂日期')).toEqual(['2026-10-10', '2026-10-15', '2026-10-20']);
  expect(whole.totals?.at(-1)).toMatchObject({ value: 6 });
  const cut = await listed(visitsTable, 2);
  expect(columnOf(cut, '进厂日期')).toEqual(['2026-10-10', '2026-10-15']);
  expect(cut.notes).toContain('共3条，只列出前2条，要全部的请缩短时段。');
  expect(cut.totals).toBeUndefined();
  const sold = await listed(deliveriesTable, 2);
  expect(sold.notes).toContain('共3辆，只列出前2辆');
  expect(sold.totals).toBeUndefined();
  expect((await listed(deliveriesTable)).totals?.[1]).toMatchObject({ value: 3 });
});
