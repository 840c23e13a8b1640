import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dateToDay } from '../../src/calendar.ts';
import type { Context } from '../../src/context.ts';
import type { Database } from '../../src/database/database.ts';
import { makeReport, planReports } from '../../src/reports/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { addFollowUp } from './support.ts';
import { HOUR, reportsOf, sentOf, START, startAnew, work } from './timetable.ts';

const ALWAYS = { reports: { dailyFiles: 'always' } };

/** A process that reaches the database once it has failed, no sooner. */
function dying(desk: Desk): Context {
  const context = desk.as('system');
  let calls = 0;
  const transaction: Database['transaction'] = (...parameters) => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error('killed')) : context.database.transaction(...parameters);
  };
  return { ...context, database: { ...context.database, transaction } };
}

describe('reports of the timetable', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ startAt: START, rules: ALWAYS });
  });
  afterAll(() => desk.close());
  beforeEach(() => startAnew(desk));

  const pass = async (hours: number) => {
    desk.clock.advance(hours * HOUR);
    await planReports(desk.as('system'));
    await work(desk.as('system'));
  };

  const day = '2026-11-18';

  test('go out in the evening as one text, then the pictures, then the files, to whom the rules say', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9, isSatisfied: true });
    await addFollowUp(desk, { round: 'sevenDay', dueOn: day, status: 'callTask', assigneeUserId: 'xu' });
    await planReports(desk.as('system'));
    await pass(9);
    const reports = await reportsOf(desk);
    expect(reports.map(({ key, status, sentTo }) => [key, status, sentTo])).toEqual([
      ['sevenDayDaily', 'made', ['lin']],
      ['threeDayDaily', 'made', ['lin']],
    ]);
    const sent = await sentOf(desk);
    expect(sent.map(({ channel, recipient, preview }) => [channel, recipient, preview])).toEqual([
      [
        'wecomText',
        'lin',
        [
          '【日报】2026年11月18日（截至11月18日 18:00）',
          '《7DC客户回访日报表》回访率0.0%（0/1），未达标。',
          '《3DC客户回访日报表》回访率100.0%（1/1）；已回访1条；回访得分9.0分（1条）；回访满意率100.0%（1/1）。',
          '还没登记结果的回访共1位：徐专员1。',
          '全部报表：http://127.0.0.1/reports/main',
        ].join('\n'),
      ],
      ['wecomImage', 'lin', '[图片] 7DC客户回访日报表-20261118.png'],
      ['wecomImage', 'lin', '[图片] 3DC客户回访日报表-20261118.png'],
      ['wecomFile', 'lin', '[文件] 7DC客户回访日报表-20261118.xlsx'],
      ['wecomFile', 'lin', '[文件] 3DC客户回访日报表-20261118.xlsx'],
    ]);
  });

  test('in which there is nothing are one line without a picture or a file; what is in only one of them comes with it', async () => {
    await planReports(desk.as('system'));
    await pass(9);
    expect((await sentOf(desk)).map(({ preview }) => preview)).toEqual([
      '【日报】2026年11月18日（截至11月18日 18:00）：没有到期的回访。',
    ]);
    // They are on the page all the same.
    expect((await reportsOf(desk)).every(({ fileId }) => fileId !== null)).toBe(true);
    await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-19', doneOn: '2026-11-19', score: 8 });
    await pass(24);
    expect((await sentOf(desk)).slice(1).map(({ preview }) => preview.split('\n')[1] ?? preview)).toEqual([
      '《7DC客户回访日报表》没有到期的回访。',
      '[图片] 3DC客户回访日报表-20261119.png',
      '[文件] 3DC客户回访日报表-20261119.xlsx',
    ]);
  });

  test.each([
    [
      undefined,
      [
        '[图片] 7DC客户回访日报表-20261118.png',
        '[图片] 3DC客户回访日报表-20261118.png',
        '[文件] 7DC客户回访日报表-20261118.xlsx',
        '[文件] 3DC客户回访日报表-20261118.xlsx',
      ],
    ],
    ['missed', ['[图片] 7DC客户回访日报表-20261118.png', '[文件] 7DC客户回访日报表-20261118.xlsx']],
    ['never', []],
  ])('bring pictures and files as the rule says: %s', async (dailyFiles, files) => {
    const { client } = desk.database;
    await client.store.update({
      where: { id: 'main' },
      data: { rules: { reports: dailyFiles === undefined ? {} : { dailyFiles } } },
    });
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9, isSatisfied: true });
    await addFollowUp(desk, { round: 'sevenDay', dueOn: day, doneOn: day, score: 4, isSatisfied: false });
    await planReports(desk.as('system'));
    await pass(9);
    await client.store.update({ where: { id: 'main' }, data: { rules: ALWAYS } });
    const [text, ...others] = (await sentOf(desk)).map(({ preview }) => preview);
    expect(text).toContain('《3DC客户回访日报表》回访率100.0%');
    expect(others).toEqual(files);
    expect((await reportsOf(desk)).every(({ fileId, pictureId }) => fileId !== null && pictureId !== null)).toBe(true);
  });

  test('of a week, and of a month, are one text for all of them', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-11-18', doneOn: '2026-11-18', score: 9 });
    desk.clock.set('2026-12-04T10:00:00.000Z');
    await planReports(desk.as('system'));
    // Saturday the 5th, then Monday the 7th.
    await pass(15);
    await pass(48);
    const texts = (await sentOf(desk)).filter(({ channel }) => channel === 'wecomText');
    const [month, ...others] = texts.filter(({ preview }) => !preview.startsWith('【日报】'));
    expect(month?.recipient.split('|').toSorted()).toEqual(['fang', 'lin']);
    expect(month?.preview.split('\n').map((line) => /^【.*|^《[^》]*》/.exec(line)?.[0])).toEqual([
      '【月报】2026年11月',
      '《7DC调查统计月报表》',
      '《3DC调查统计月报表》',
      '《客服中心工作月报表》',
      '《客户抱怨表》',
      '《客户流失分析月报表》',
      undefined,
    ]);
    expect(others.map(({ preview }) => preview.split('\n'))).toEqual([
      [
        '【周报】2026年11月30日至12月6日',
        '《7DC回访周报表》没有到期的回访。',
        '《3DC客户回访周报表》没有到期的回访。',
        '《客户抱怨周报表》这段时间没有数据。',
        '全部报表：http://127.0.0.1/reports/main',
      ],
    ]);
  });

  test('of a week and of a month that are due at the same minute are one text, unless they go to others', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: '2026-09-24', doneOn: '2026-09-24', score: 9 });
    const texts = async () =>
      (await sentOf(desk)).filter(({ channel, preview }) => channel === 'wecomText' && !preview.startsWith('【日报】'));
    const monday = async (monthlyTo: string[]) => {
      await startAnew(desk);
      await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: { reports: { monthlyTo } } } });
      desk.clock.set('2026-10-03T00:00:00.000Z');
      await planReports(desk.as('system'));
      // Monday the 5th, in the holiday: it goes out all the same.
      await pass(2 * 24 + 1);
      await desk.database.client.store.update({ where: { id: 'main' }, data: { rules: ALWAYS } });
      return texts();
    };
    const [only, ...more] = await monday(['director', 'generalManager']);
    expect(more).toEqual([]);
    expect(only?.preview.split('\n').map((line) => /^【[^】]*】\S*|^《[^》]*》/.exec(line)?.[0])).toEqual([
      '【周报】2026年9月28日至10月4日',
      '《7DC回访周报表》',
      '《3DC客户回访周报表》',
      '《客户抱怨周报表》',
      '【月报】2026年9月',
      '《7DC调查统计月报表》',
      '《3DC调查统计月报表》',
      '《客服中心工作月报表》',
      '《客户抱怨表》',
      '《客户流失分析月报表》',
      undefined,
    ]);
    expect((await monday(['director'])).map(({ recipient }) => recipient).toSorted()).toEqual(['fang|lin', 'lin']);
  });

  test('in which all were excused say how many, and count no zeros', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, status: 'skipped', skipReason: '车主已退订' });
    await planReports(desk.as('system'));
    await pass(9);
    const [text] = (await sentOf(desk)).map(({ preview }) => preview.split('\n'));
    expect(text?.slice(1, 3)).toEqual([
      '《7DC客户回访日报表》没有到期的回访。',
      '《3DC客户回访日报表》没有到期的回访，免访1位。',
    ]);
  });

  test('are made once, however often the minute comes', async () => {
    await planReports(desk.as('system'));
    await pass(9);
    for (let minute = 0; minute < 5; minute += 1) await pass(1 / 60);
    expect(await reportsOf(desk)).toHaveLength(2);
    expect(await sentOf(desk)).toHaveLength(1);
  });

  test('wait for each other, but not for one that failed or that nobody works on any more', async () => {
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9 });
    await addFollowUp(desk, { round: 'sevenDay', dueOn: day, doneOn: day, score: 9 });
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [first, second] = await reportsOf(desk);
    if (first === undefined || second === undefined) throw new Error('no reports');
    await makeReport(desk.as('system'), `main:${first.id}`);
    for (let minute = 0; minute < 9; minute += 1) {
      desk.clock.advance(60);
      await planReports(desk.as('system'));
    }
    expect(await sentOf(desk)).toEqual([]);
    desk.clock.advance(60);
    await planReports(desk.as('system'));
    await planReports(desk.as('system'));
    expect((await sentOf(desk)).map(({ channel }) => channel)).toEqual(['wecomText', 'wecomImage', 'wecomFile']);
    await makeReport(desk.as('system'), `main:${second.id}`);
    const late = (await sentOf(desk)).slice(3).map(({ preview }) => preview);
    expect(late[0]).toContain('《3DC客户回访日报表》');
    expect(late[0]).not.toContain('《7DC客户回访日报表》');
    expect(late).toHaveLength(3);
  });

  test('that nobody made for two days are made up for, each of its own day', async () => {
    await planReports(desk.as('system'));
    await pass(9 + 48);
    const days = (await reportsOf(desk)).map(({ key, fromOn }) => `${key} ${dateToDay(fromOn)}`);
    expect(days).toEqual([
      'sevenDayDaily 2026-11-18',
      'threeDayDaily 2026-11-18',
      'sevenDayDaily 2026-11-19',
      'threeDayDaily 2026-11-19',
      'sevenDayDaily 2026-11-20',
      'threeDayDaily 2026-11-20',
    ]);
  });

  test('made up for at night wait until the morning', async () => {
    await planReports(desk.as('system'));
    // 02:00 in Shanghai.
    await pass(17);
    const waits = (await sentOf(desk)).map(({ notBeforeAt }) => notBeforeAt?.toISOString());
    expect(new Set(waits)).toEqual(new Set(['2026-11-19T00:00:00.000Z']));
  });

  test('that can’t be made are tried again and keep no other waiting', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [bad, good] = await reportsOf(desk);
    if (bad === undefined || good === undefined) throw new Error('no reports');
    await addFollowUp(desk, { round: 'threeDay', dueOn: day, doneOn: day, score: 9 });
    await makeReport(desk.as('system'), `main:${good.id}`);
    expect(await sentOf(desk)).toEqual([]);
    for (let attempt = 0; attempt < 4; attempt += 1) await makeReport(dying(desk), `main:${bad.id}`);
    expect((await sentOf(desk)).map(({ channel }) => channel)).toEqual(['wecomText', 'wecomImage', 'wecomFile']);
    const after = await desk.database.client.report.findUniqueOrThrow({ where: { id: bad.id } });
    expect(after).toMatchObject({ status: 'making', attempts: 4, error: 'killed', fileId: null });
    await work(desk.as('system'));
    expect((await reportsOf(desk)).map(({ status }) => status)).toEqual(['made', 'made']);
    expect((await sentOf(desk)).at(-1)?.preview).toContain('《7DC客户回访日报表》没有到期的回访。');
  });

  test('that failed too often are told to the director, once', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [bad] = await reportsOf(desk);
    const id = bad?.id ?? 0;
    await desk.database.client.report.update({ where: { id }, data: { attempts: 4 } });
    await makeReport(dying(desk), `main:${id}`);
    await makeReport(desk.as('system'), `main:${id}`);
    expect(await desk.database.client.report.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'failed' });
    expect(await desk.texts('lin')).toEqual([
      expect.stringContaining('《7DC客户回访日报表》（2026年11月18日）没有生成成功'),
    ]);
  });

  test('are handed to nobody but their own store', async () => {
    await planReports(desk.as('system'));
    desk.clock.advance(9 * HOUR);
    await planReports(desk.as('system'));
    const [first] = await reportsOf(desk);
    await makeReport({ ...desk.as('system'), storeId: 'east' }, `east:${first?.id}`);
    expect((await reportsOf(desk)).every(({ status }) => status === 'making')).toBe(true);
  });
});
