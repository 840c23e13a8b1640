import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/calendar.ts';
import { drawReport } from '../../src/reports/make.ts';
import { REPORT_KEYS, type ReportKey, reportOf } from '../../src/reports/index.ts';
import { runQuery } from '../../src/stats/index.ts';
import { unzip } from '../documents/unzip.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { expectFormulas, rows } from './cells.ts';
import { readSheets } from './evaluate.ts';
import { addCar, addFollowUp, addVisit } from './support.ts';

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
  ] as const)('%s holds 满月 and 周年 too: their rates, and who was due', async (key, period) => {
    const sheets = await sheetsOf(key, period);
    const named = new Map(rows(sheets, '汇总').map(([name = '', value]) => [name, value]));
    expect([named.get('满月应回访'), named.get('周年应回访')]).toEqual(['2', '1']);
    expect([named.get('满月回访率'), named.get('周年回访率')]).toEqual(['0.5', '1']);
    expect([named.get('满月回访得分'), named.get('周年回访得分')]).toEqual(['9', '6']);
    // 7DC is itself: its own come first, and its figures are of them alone.
    const due = rows(sheets, '应回访明细').map((row) => [row[6], row[8], row[12]]);
    expect(due.slice(0, 7).every(([round]) => round === '7DC')).toBe(true);
    expect(due.slice(7)).toEqual([
      ['满月回访', '已回访', ''],
      ['满月回访', '未回访', '电话还没打通或没登记'],
      ['周年回访', '已回访', ''],
    ]);
    expect(named.get('应回访')).toBe('7');
  });

  test('of follow-ups has a sheet for each way to look at them, a month also one of its questions', async () => {
    const common = ['按顾问', '按回访员', '已回访明细', '应回访明细'];
    for (const round of ['sevenDay', 'threeDay'] as const) {
      const week = await sheetsOf(`${round}Weekly`, WEEK);
      expect([...week.keys()]).toEqual(['汇总', '按日', ...common]);
      const month = await sheetsOf(`${round}Monthly`, MONTH);
      expect([...month.keys()]).toEqual(['汇总', '按周', ...common.slice(0, 2), '题目统计', ...common.slice(2)]);
    }
  });

  test('credits a call to whoever made it, and to the owner what the owner answered', async () => {
    const day = '2026-09-16';
    const common = { round: 'threeDay', dueOn: day, doneOn: day, score: 9, isSatisfied: true } as const;
    await addFollowUp(desk, { ...common, assigneeUserId: 'xu', doneBy: 'he' });
    await addFollowUp(desk, { ...common, assigneeUserId: 'xu', doneBy: 'xu' });
    await addFollowUp(desk, { ...common, assigneeUserId: 'xu', doneBy: null, score: 7 });
    const sheets = await sheetsOf('threeDayWeekly', { from: '2026-09-14', to: '2026-09-20' });
    const people = rows(sheets, '按回访员').map(([name, done, , score]) => `${name} ${done} ${score}`);
    expect(people).toHaveLength(4);
    expect(people).toEqual(expect.arrayContaining(['何专员 1 9', '徐专员 1 9', '客户自评 1 7', `合计 3 ${25 / 3}`]));
    const listed = rows(sheets, '已回访明细').map((row) => row[10]);
    expect(listed).toEqual(expect.arrayContaining(['何专员', '客户自评', '徐专员']));
  });

  test.each(REPORT_KEYS)('%s has no two columns of one title in a sheet', async (key) => {
    const { content } = await draw(key, usual(key));
    for (const { name, columns } of content.tables) {
      const titles = columns.map(({ title }) => title);
      expect([name, titles]).toEqual([name, [...new Set(titles)]]);
    }
  });

  test('of complaints says once how many there were, the department with the most first', async () => {
    const sheets = await sheetsOf('complaintMonthly', MONTH);
    const titles = [...(sheets.get('按部门') ?? [])].filter(([address]) => /^[A-Z]3$/.test(address));
    expect(titles.map(([, { value }]) => value)).toEqual(['部门', '收到', '已关闭', '关闭率', '超时投诉']);
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

  test('of days that still run is compared with as many of the ones before, and says which', async () => {
    // On the 23rd.
    const { content, summary } = await draw('complaintMonthly', MONTH);
    const [figures] = content.tables;
    expect(figures?.columns.slice(1, 3).map(({ title }) => title)).toEqual([
      '本期（11月1日至23日）',
      '上期同期（10月1日至23日）',
    ]);
    expect(content.lines.every(({ query }) => query.compareWith?.to === '2026-10-23')).toBe(true);
    expect(summary).not.toMatch(/比上期(?!同期)/);
  });

  test('of days of which only the first has begun is compared with nothing', async () => {
    const { content, summary } = await draw('complaintWeekly', { from: '2026-11-23', to: '2026-11-29' });
    expect(content.tables[0]?.columns.map(({ title }) => title)).toEqual([
      '指标',
      '本期（11月23日）',
      '目标',
      '达标',
      '口径',
    ]);
    expect(summary).not.toContain('上期');
    expectFormulas(await sheetsOf('complaintWeekly', { from: '2026-11-23', to: '2026-11-29' }));
  });

  test('of days to come says that nothing is due yet, and nothing of what nobody has answered', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-28', status: 'planned' });
    const { summary } = await draw('threeDayWeekly', { from: '2026-11-23', to: '2026-11-29' });
    expect(summary.split('\n')).toEqual(['· 回访率 还没到期（1条），目标≥100%', '· 已回访 0 条']);
  });

  test('counts complaints alone, and says so: a rescue has clocks of minutes', async () => {
    const ticket = await desk.open('刹车又异响了，投诉');
    await desk.database.client.ticket.update({ where: { id: ticket.id }, data: { kind: 'rescue' } });
    drawn.clear();
    const now = await draw('complaintMonthly', MONTH);
    await desk.database.client.ticket.update({ where: { id: ticket.id }, data: { kind: 'other' } });
    drawn.clear();
    const without = await draw('complaintMonthly', MONTH);
    const values = ({ content }: Awaited<Drawn>) => content.lines.map(({ name, result }) => [name, result.value]);
    expect(values(now)).toEqual(values(without));
    await desk.database.client.$executeRaw`UPDATE ticket SET status = 'dismissed' WHERE id = ${ticket.id}`;
    drawn.clear();
    const definitions = now.content.tables[0]?.rows.map((row) => JSON.stringify(row.at(-1))) ?? [];
    expect(
      definitions.filter((words) => words.includes('时限')).every((words) => words.includes('只计投诉和抱怨')),
    ).toBe(true);
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
