import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/calendar.ts';
import { columnName } from '../../src/documents/index.ts';
import { drawReport } from '../../src/reports/make.ts';
import { REPORT_KEYS, type ReportKey, reportOf } from '../../src/reports/index.ts';
import { runQuery } from '../../src/stats/index.ts';
import { unzip } from '../documents/unzip.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { evaluate, readSheets, type Sheets } from './evaluate.ts';
import { addCar, addFollowUp, addVisit, type FollowUpRow } from './support.ts';

const MONTH = { from: '2026-11-01', to: '2026-11-30' };
const WEEK = { from: '2026-11-16', to: '2026-11-22' };
const DAY = { from: '2026-11-20', to: '2026-11-20' };

let desk: Desk;
beforeAll(async () => {
  // Monday after the week.
  desk = await openDesk({ startAt: '2026-11-16T02:00:00.000Z' });
  for (const text of ['刹车异响修了三次还响，要投诉', '配件等了一个月了，没人管', '前台态度太差'])
    await desk.open(text);
  desk.clock.set('2026-11-18T02:00:00.000Z');
  await desk.open('=1+1 车机死机，投诉你们');
  desk.clock.set('2026-11-23T01:00:00.000Z');
  const rounds = ['threeDay', 'sevenDay'] as const;
  for (let nth = 0; nth < 14; nth += 1) {
    const dueOn = addDays('2026-11-16', nth % 7);
    const round = rounds[nth % 2] ?? 'threeDay';
    await addFollowUp(desk, {
      round,
      dueOn,
      doneOn: dueOn,
      score: 4 + (nth % 7),
      isSatisfied: nth % 5 > 1,
      ...(round === 'threeDay' ? { isFixed: nth % 3 > 0 } : {}),
      advisorName: nth % 3 > 0 ? '江顾问' : '李顾问',
      words: '=HYPERLINK("http://evil")',
    });
  }
  await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-20', status: 'callTask', assigneeUserId: 'xu' });
  await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-20', status: 'skipped', skipReason: '车主已退订' });
  await addFollowUp(desk, {
    round: 'oneMonth',
    dueOn: '2026-11-18',
    doneOn: '2026-11-18',
    score: 9,
    isSatisfied: true,
  });
  await addFollowUp(desk, { round: 'oneMonth', dueOn: '2026-11-19', status: 'callTask', assigneeUserId: 'xu' });
  await addFollowUp(desk, {
    round: 'oneYear',
    dueOn: '2026-11-20',
    doneOn: '2026-11-20',
    score: 6,
    isSatisfied: false,
  });
  const { vehicle } = await addCar(desk, { deliveredOn: '2026-11-03' });
  await addVisit(desk, vehicle.id, '2026-11-18', 123_450);
  await addVisit(desk, vehicle.id, '2026-11-19', 6550);
});
afterAll(() => desk.close());

type Drawn = ReturnType<typeof drawReport>;
const drawn = new Map<string, Drawn>();
/** Once for all tests of the same days: nothing changes between them. */
function draw(key: ReportKey, period: { from: Day; to: Day }): Drawn {
  const name = `${key} ${period.from}`;
  const report = drawn.get(name) ?? drawReport(desk.as('system'), key, period);
  drawn.set(name, report);
  return report;
}
const sheetsOf = async (key: ReportKey, period: { from: Day; to: Day }) =>
  readSheets((await draw(key, period)).workbook.content);
const usual = (key: ReportKey) => ({ day: DAY, week: WEEK, month: MONTH })[reportOf(key).usually];

const LETTERS = Array.from({ length: 14 }, (_, index) => columnName(index));

/** The rows of a sheet as texts by column, titles left out. */
function rows(sheets: Sheets, name: string): string[][] {
  const byRow = Map.groupBy(sheets.get(name) ?? [], ([address]) => Number(/\d+$/.exec(address)?.[0]));
  return [...byRow.entries()]
    .filter(([row]) => row > 3)
    .map(([, cells]) => {
      const byColumn = new Map(cells.map(([address, { value }]) => [/^[A-Z]+/.exec(address)?.[0], String(value)]));
      return LETTERS.map((letter) => byColumn.get(letter) ?? '');
    });
}

/** Computes every formula over the cells of the file; what the file says has to be the same. */
function expectFormulas(sheets: Sheets): number {
  const faults: string[] = [];
  let formulas = 0;
  for (const [name, cells] of sheets) {
    for (const [address, { formula, value }] of cells) {
      if (formula === undefined) continue;
      formulas += 1;
      const computed = evaluate(sheets, name, formula);
      const isSame =
        typeof value === 'number' && typeof computed === 'number'
          ? Math.abs(computed - value) < 1e-9
          : computed === value;
      if (!isSame) faults.push(`${name}!${address} ${formula} is ${String(computed)}, not ${value}`);
    }
  }
  expect(faults).toEqual([]);
  return formulas;
}

describe('a report', () => {
  test.each(REPORT_KEYS)('%s comes to what its formulas compute, in every sheet', async (key) => {
    const sheets = await sheetsOf(key, usual(key));
    expect(expectFormulas(sheets)).toBeGreaterThan(0);
  });

  test.each(REPORT_KEYS)('%s has the figures that the chat answers with', async (key) => {
    const { lines } = await readLines(key);
    for (const { query, cell } of lines) {
      const { client } = desk.database;
      const result = await runQuery({ db: client, storeId: 'main', now: desk.clock.now() }, query);
      const shown = result.unit === '分钟' && result.value !== null ? result.value / 60 : result.value;
      expect(`${query.metric} ${cell}`).toBe(`${query.metric} ${shown ?? '—'}`);
    }
  });

  test.each(REPORT_KEYS)('%s is ready for the printer: A4, titles repeated, pages numbered', async (key) => {
    const files = unzip((await draw(key, usual(key))).workbook.content);
    const sheets = [...files.keys()].filter((name) => name.startsWith('xl/worksheets/sheet'));
    for (const name of sheets) {
      const xml = files.get(name) ?? '';
      expect(xml).toContain('<pageSetup paperSize="9"');
      expect(xml).toContain('第&amp;P页，共&amp;N页');
    }
    const titles = (files.get('xl/workbook.xml') ?? '').match(/_xlnm\.Print_Titles/g);
    expect(titles).toHaveLength(sheets.length);
  });

  test('of a day lists who answered, who did not and why', async () => {
    const sheets = await sheetsOf('threeDayDaily', DAY);
    expect([...sheets.keys()]).toEqual(['汇总', '已回访明细', '应回访明细']);
    const [done] = rows(sheets, '已回访明细');
    expect(done).toEqual(expect.arrayContaining(['8', '满意', '已修好', '徐专员', '电话', '2026-11-20 10:00']));
    const due = rows(sheets, '应回访明细');
    expect(due.map((row) => [row[7], row[11]])).toEqual([
      ['已回访', ''],
      ['未回访', '电话还没打通或没登记'],
      ['免访', '车主已退订'],
    ]);
  });

  test.each([
    ['sevenDayWeekly', WEEK],
    ['sevenDayMonthly', MONTH],
  ] as const)(
    '%s holds 满月 and 周年 too: their rates, both rounds beside each other, and who was due',
    async (key, period) => {
      const sheets = await sheetsOf(key, period);
      const named = new Map(rows(sheets, '汇总').map(([name = '', value]) => [name, value]));
      expect([named.get('满月回访率'), named.get('周年回访率')]).toEqual(['0.5', '1']);
      expect([named.get('满月回访得分'), named.get('周年回访得分')]).toEqual(['9', '6']);
      // Round, due, due by now, asked, rate.
      expect(rows(sheets, '满月周年').map((row) => row.slice(0, 5))).toEqual([
        ['满月回访', '2', '2', '1', '0.5'],
        ['周年回访', '1', '1', '1', '1'],
        ['合计', '3', '3', '2', String(2 / 3)],
      ]);
      expect(rows(sheets, '满月周年明细').map((row) => [row[6], row[8], row[12]])).toEqual([
        ['满月回访', '已回访', ''],
        ['满月回访', '未回访', '电话还没打通或没登记'],
        ['周年回访', '已回访', ''],
      ]);
      // 7DC is itself.
      expect(rows(sheets, '应回访明细')).toHaveLength(7);
    },
  );

  test('of complaints says once how many there were, the department with the most first', async () => {
    const sheets = await sheetsOf('complaintMonthly', MONTH);
    const titles = [...(sheets.get('按部门') ?? [])].filter(([address]) => /^[A-Z]3$/.test(address));
    expect(titles.map(([, { value }]) => value)).toEqual(['部门', '收到', '已关闭', '关闭率', '超时工单']);
    const received = rows(sheets, '按部门')
      .slice(0, -1)
      .map((row) => Number(row[1]));
    expect(received).toEqual(received.toSorted((a, b) => b - a));
    expect(received[0]).toBeGreaterThan(0);
  });

  test('what an owner said is no formula, and no number of theirs stands in it whole', async () => {
    for (const key of REPORT_KEYS) {
      const files = unzip((await draw(key, usual(key))).workbook.content);
      const all = [...files.values()].join('\n');
      expect(all).not.toContain('<f>HYPERLINK');
      expect(all).not.toMatch(/1380000\d{4}/);
    }
  });

  test('of repair orders sums the amounts in yuan', async () => {
    const sheets = await sheetsOf('serviceArchive', MONTH);
    const [, , total] = rows(sheets, '维修档案表');
    expect(total?.slice(0, 2)).toEqual(['合计', '2']);
    expect(total?.at(-1)).toBe('1300');
  });

  test('without any record says so, and is a report all the same', async () => {
    const { summary, workbook, picture } = await draw('sevenDayWeekly', { from: '2020-01-06', to: '2020-01-12' });
    expect(summary).toBe('这段时间没有数据。');
    const sheets = readSheets(workbook.content);
    expect(rows(sheets, '已回访明细')).toEqual([expect.arrayContaining(['没有记录'])]);
    expect(expectFormulas(sheets)).toBeGreaterThan(0);
    expect(picture?.length).toBeGreaterThan(1000);
  });

  test('on the picture is a PNG of a size that a chat shows', async () => {
    const { picture } = await draw('centreMonthly', MONTH);
    expect(
      Buffer.from(picture ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});

async function readLines(key: ReportKey) {
  const period = usual(key);
  const made = await draw(key, period);
  const cells = readSheets(made.workbook.content).get('汇总');
  const report = reportOf(key);
  let row = 3;
  const lines = report.figures.map(({ metric, filters }) => {
    row += 1;
    const cell = cells?.get(`B${row}`)?.value;
    // Below it stands its score.
    if (metric === 'closureRate') row += 1;
    return { query: { metric, filters: { ...report.filters, ...filters }, period, wantList: false }, cell };
  });
  return { lines };
}

const followUp: fc.Arbitrary<FollowUpRow> = fc
  .record({
    round: fc.constantFrom('threeDay' as const, 'sevenDay' as const),
    dueOn: fc.integer({ min: 0, max: 9 }).map((days) => addDays('2026-03-01', days)),
    state: fc.constantFrom('done', 'callTask', 'asking', 'skipped', 'closed'),
    late: fc.integer({ min: -2, max: 3 }),
    score: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    isSatisfied: fc.option(fc.boolean(), { nil: undefined }),
    isFixed: fc.option(fc.boolean(), { nil: undefined }),
    advisorName: fc.constantFrom('江顾问', '李顾问'),
  })
  .map(({ state, late, score, isSatisfied, isFixed, ...rest }) =>
    state === 'done'
      ? {
          ...rest,
          doneOn: addDays(rest.dueOn, late),
          ...(score === undefined ? {} : { score }),
          ...(isSatisfied === undefined ? {} : { isSatisfied }),
          ...(isFixed === undefined ? {} : { isFixed }),
        }
      : { ...rest, status: state, ...(state === 'skipped' ? { skipReason: '已售' } : {}) },
  );

test('whatever was answered, the sums over the listed rows are the figures of the chat', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(followUp, { maxLength: 12 }), async (list) => {
      await desk.database.client.followUp.deleteMany({ where: { dueOn: { lt: new Date('2026-06-01') } } });
      for (const row of list) await addFollowUp(desk, row);
      drawn.clear();
      expectFormulas(await sheetsOf('threeDayWeekly', { from: '2026-03-02', to: '2026-03-08' }));
      expectFormulas(await sheetsOf('sevenDayMonthly', { from: '2026-03-01', to: '2026-03-31' }));
    }),
    { numRuns: 10 },
  );
});
