import * as fc from '../support/property.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayOf, instantAt } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import { answerQuestion, offeredQuestion } from '../../src/stats/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { NOW, rowsOfStore, storeArbitrary, writeStore, type Rows } from './generated.ts';
import { QUESTIONS } from './questions.ts';

type Ticket = Rows['tickets'][number];

let count = 0;
function ticket(fields: Partial<Ticket> & { openedAt: Date }): Ticket {
  count += 1;
  return {
    id: count,
    storeId: 'main',
    number: `TS-${count}`,
    openedOn: dayOf(fields.openedAt),
    status: 'routed',
    source: 'chat',
    kind: 'complaint',
    categories: ['P1'],
    severity: 'P2',
    responsibleDepartment: 'parts',
    assigneeUserId: null,
    closedAt: null,
    resolvedAt: null,
    isSatisfied: null,
    clocks: [],
    events: [],
    ...fields,
  };
}

/** Route clocks of two hours from the opening; `tookHours` absent: still running. */
function routeClock(openedAt: Date, tookHours?: number) {
  const at = (hours: number) => new Date(openedAt.getTime() + hours * 3_600_000);
  return [
    {
      name: 'route' as const,
      startedAt: openedAt,
      dueAt: at(2),
      stoppedAt: tookHours === undefined ? null : at(tookHours),
    },
  ];
}

describe('an answer in chat', () => {
  let database: TestDatabase;
  const clock = new FixedClock(NOW);
  const ask = (userId: string, text: string, storeId = 'main') =>
    answerQuestion({ database, clock, storeId }, { userId, text });
  const write = (tickets: Ticket[], rest: Partial<Rows> = {}) =>
    writeStore(database, { tickets, reminders: [], callTasks: [], ...rest });

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    count = 0;
    clock.set(NOW);
    const october = instantAt('2026-10-05', '10:00');
    const monday = instantAt('2026-11-16', '09:00');
    const today = instantAt('2026-11-22', '09:05');
    await write([
      ticket({
        openedAt: october,
        status: 'closed',
        closedAt: instantAt('2026-10-08'),
        isSatisfied: true,
        responsibleDepartment: 'sales',
      }),
      ticket({ openedAt: october, status: 'tracking', responsibleDepartment: 'parts', clocks: routeClock(october, 5) }),
      ticket({
        openedAt: monday,
        status: 'closed',
        closedAt: instantAt('2026-11-18'),
        clocks: routeClock(monday, 1),
        isSatisfied: true,
      }),
      ticket({ openedAt: monday, clocks: routeClock(monday) }),
      ticket({ openedAt: monday, clocks: routeClock(monday, 9), responsibleDepartment: 'sales', severity: 'P0' }),
      ticket({ openedAt: today, status: 'triage', responsibleDepartment: 'triage', categories: [], kind: 'grumble' }),
      ticket({ openedAt: today, kind: 'rescue', responsibleDepartment: 'workshop', clocks: routeClock(today) }),
      ticket({ openedAt: today, storeId: 'other' }),
    ]);
  });

  test('the figure comes first, the definition and the time last', async () => {
    const answer = await ask('zong', '本月投诉多少');
    expect(answer.status).toBe('answer');
    expect(answer.text.split('\n')).toEqual([
      '本月投诉 4 条',
      '口径：按收到日期，收到的投诉和抱怨工单；时段：11月1日–30日',
      '截至 11月22日 14:05',
    ]);
  });

  test('the closure rate shows its parts and the score of the KPI sheet', async () => {
    expect((await ask('zong', '本月关闭率')).text).toMatch(/^本月关闭率 25\.0%（1\/4），得分 2\.5\n/);
  });

  test('two figures asked together are answered together', async () => {
    const lines = (await ask('zong', '这个月售后投诉多少,关闭率?')).text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['本月售后投诉 2 条', '本月售后关闭率 50.0%（1/2）']);
  });

  test('a comparison says the difference, and the same days while the month still runs', async () => {
    expect((await ask('zong', '本月投诉跟上个月比')).text.split('\n')[1]).toBe(
      '比上个月 2 条多 2 条（+100.0%）；10月1日–22日 2 条',
    );
    expect((await ask('zong', '本月关闭率跟上个月比')).text.split('\n')[1]).toMatch(
      /^比上个月 50\.0%（1\/2）低 25\.0 个百分点/,
    );
  });

  test('who has most is named, ties included', async () => {
    const first = (await ask('zong', '哪个部门超时最多')).text.split('\n')[0];
    expect(first).toMatch(/^本月超时工单最多的部门：.* 各 1 条（共 3 条）$/);
    expect(new Set((first?.match(/：(.*?) /)?.[1] ?? '').split('、'))).toEqual(new Set(['配件', '销售', '车间']));
    expect((await ask('zong', '上个月哪个部门超时最多')).text).toMatch(
      /^上个月超时工单最多的部门：配件 1 条（共 1 条）/,
    );
  });

  test('the list holds number, department, status, what was said and waiting time, what is overdue first', async () => {
    const lines = (await ask('zong', '待处理有哪些')).text.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '当前待处理工单 5 条，其中 2 条责任部门已超时',
      'TS-4｜配件｜待签收｜“摘要”｜已等 6 天 5 小时｜超时',
      'TS-7｜车间｜待签收｜“摘要”｜已等 5 小时｜超时',
    ]);
    expect(lines.at(-2)).toBe('口径：尚未关闭的工单，含已处理、待回访确认的');
  });

  test('a long list ends with how many more there are', async () => {
    await write(Array.from({ length: 37 }, () => ticket({ openedAt: instantAt('2026-11-20', '10:00') })));
    const { text, result } = await ask('zong', '待处理有哪些');
    expect(text).toContain('还有 27 条');
    expect(result?.list?.items).toHaveLength(10);
  });

  test('no data is not zero', async () => {
    expect((await ask('zong', '昨天投诉多少')).text).toMatch(/^昨天投诉 0 条/);
    expect((await ask('zong', '去年投诉多少')).text).toMatch(/^去年投诉 没有数据（记录从 10月5日 开始）/);
    expect((await ask('zong', '昨天关闭率')).text).toMatch(/^昨天关闭率 没有数据（没有可统计的工单）/);
    expect((await ask('zong', '本月发了多少提醒')).text).toMatch(/没有数据（系统里还没有这类记录）/);
    expect((await ask('zong', '下个月投诉多少')).text).toMatch(/没有数据（时段还没到）/);
    expect((await ask('zong', '本月投诉跟去年同期比')).text).toContain('没有数据，无法比较');
  });

  test('records that begin inside the period are pointed out', async () => {
    expect((await ask('zong', '今年投诉多少')).text).toContain('（记录从 10月5日 开始）');
  });

  test('the question before is remembered for half an hour', async () => {
    await ask('zong', '本月投诉多少');
    expect((await ask('zong', '那销售呢')).text).toMatch(/^本月销售投诉 1 条/);
    clock.advance(31 * 60);
    expect((await ask('zong', '那配件呢')).status).toBe('clarify');
  });

  test('one asker does not follow the question of another', async () => {
    await ask('zong', '本月投诉多少');
    expect((await ask('director', '那销售呢')).status).toBe('clarify');
  });

  test('what is not understood is named and the nearest questions are offered', async () => {
    const { status, text } = await ask('zong', '张三这个月投诉多少');
    expect(status).toBe('clarify');
    expect(text.split('\n')).toEqual([
      '没看懂“张三”，怕算错，先确认一下。您是不是想问：',
      '1. 本月投诉多少',
      '2. 待处理工单多少',
      '请回复序号，或换个说法。',
    ]);
  });

  test('a number chooses one of the questions that were just offered, and means nothing otherwise', async () => {
    const chosen = (text: string, userId = 'zong') =>
      offeredQuestion({ database, clock, storeId: 'main' }, userId, text);
    expect((await ask('zong', '张三这个月投诉多少')).offers).toEqual(['本月投诉多少', '待处理工单多少']);
    for (const text of ['1', '1.', '选1', '第一个', '１']) expect(await chosen(text, 'ZONG')).toBe('本月投诉多少');
    expect(await chosen('2')).toBe('待处理工单多少');
    for (const text of ['3', '12', '1 号工单', '投诉']) expect(await chosen(text)).toBeUndefined();
    expect(await chosen('1', 'lin')).toBeUndefined();
    await ask('zong', '本月投诉多少');
    expect(await chosen('1')).toBeUndefined();
  });

  test('months before the first record are left out, not shown as zero', async () => {
    const lines = (await ask('zong', '今年每月投诉')).text.split('\n');
    expect(lines.slice(1, 3)).toEqual(['2026年10月 2 条', '2026年11月 4 条']);
  });

  test('every example of the help is answered when it is sent', async () => {
    const examples = [...(await ask('zong', '帮助')).text.matchAll(/^“(.*)”$/gm)].map((match) => match[1] ?? '');
    for (const example of examples) expect((await ask('zong', example)).status).toBe('answer');
  });

  test('help and unreadable texts name three examples', async () => {
    expect((await ask('zong', '帮助')).text.match(/^“.*”$/gm)).toHaveLength(3);
    expect(await ask('zong', '今天天气怎么样')).toMatchObject({ status: 'cannot' });
    expect((await ask('zong', '上周3DC回访率')).text).toMatch(/^上周3DC回访率 没有数据/);
  });

  describe('roles', () => {
    test('general manager and director see the whole store', async () => {
      for (const userId of ['zong', 'ZONG', 'director'])
        expect((await ask(userId, '本月投诉多少')).text).toMatch(/^本月投诉 4 条/);
    });

    test('a head sees the own department, everybody else what is in their own name, and is told so', async () => {
      expect((await ask('lin', '本月投诉多少')).text).toMatch(/^以下为配件部门：本月投诉 2 条/);
      expect((await ask('tech', '待处理有哪些')).text).toMatch(/^以下为您本人的：当前待处理工单 0 条/);
      await database.client.ticket.updateMany({
        where: { responsibleDepartment: 'workshop' },
        data: { assigneeUserId: 'Tech' },
      });
      const { text, query } = await ask('tech', '待处理有哪些');
      expect(text).toMatch(/^以下为您本人的：当前待处理工单 1 条/);
      expect(text).toContain('范围：本人');
      expect(query?.filters).toEqual({ assignee: ['tech'] });
    });

    test('a ranking of departments shrinks to the own one', async () => {
      const { text, query } = await ask('lin', '哪个部门超时最多');
      expect(text).toMatch(/^以下为配件部门：本月超时工单 1 条/);
      expect(text).not.toMatch(/销售|车间/);
      expect(query?.groupBy).toBeUndefined();
    });

    test('the after-sales side narrows to the own desk', async () => {
      expect((await ask('lin', '售后本月投诉')).query?.filters).toEqual({ department: ['parts'] });
    });

    test("another department's figures are refused politely, without a figure", async () => {
      const { status, text, result } = await ask('lin', '销售本月投诉多少');
      expect({ status, result }).toEqual({ status: 'forbidden', result: undefined });
      expect(text).toBe('抱歉，您只能查看本部门（配件）的数据，销售的数据请向客户关爱总监了解。');
    });

    test('a follow-up does not open another department either', async () => {
      await ask('lin', '本月投诉多少');
      expect((await ask('lin', '那销售呢')).status).toBe('forbidden');
      expect((await ask('lin', '全店呢')).query?.filters).toEqual({ department: ['parts'] });
    });

    test('reminders are for managers and customer care', async () => {
      expect((await ask('lin', '今天发了多少提醒')).status).toBe('forbidden');
      expect((await ask('lin', '本月投诉多少,提醒发了多少')).status).not.toBe('answer');
      expect((await ask('care', '今天发了多少提醒')).status).toBe('answer');
    });

    test('a stranger, somebody who left and staff of another store get no figure', async () => {
      await database.client.staff.updateMany({ where: { userId: 'gao' }, data: { isActive: false } });
      for (const [userId, store] of [
        ['nobody', 'main'],
        ['gao', 'main'],
        ['lin', 'other'],
      ] as const) {
        expect(await ask(userId, '本月投诉多少', store)).toEqual({
          status: 'forbidden',
          text: '没有找到您的员工信息，暂时不能查询。请联系客户关爱部登记。',
        });
      }
    });
  });

  test('every question is logged with what it was read as', async () => {
    await ask('zong', '本月投诉多少');
    await ask('zong', '张三这个月投诉多少');
    await ask('lin', '销售本月投诉多少');
    await ask('nobody', '本月投诉多少\u0000');
    const logged = await database.client.questionLog.findMany({ orderBy: { id: 'asc' } });
    expect(logged.map(({ userId, text, query }) => [userId, text, (query as { status: string }).status])).toEqual([
      ['zong', '本月投诉多少', 'answer'],
      ['zong', '张三这个月投诉多少', 'clarify'],
      ['lin', '销售本月投诉多少', 'forbidden'],
      ['nobody', '本月投诉多少', 'forbidden'],
    ]);
    expect(logged[0]).toMatchObject({
      storeId: 'main',
      askedAt: NOW,
      query: { query: { metric: 'complaintsReceived' }, tookMs: expect.any(Number) as number },
    });
    expect(logged[0]?.answer).toMatch(/^本月投诉 4 条/);
  });

  test(
    'every answer fits one message, has no stray words and shows a department only its own',
    { timeout: 120_000 },
    async () => {
      const questions = QUESTIONS.trim()
        .split('\n')
        .map((line) => line.split(' | ')[0] ?? '');
      await fc.assert(
        fc.asyncProperty(
          storeArbitrary,
          fc.array(fc.constantFrom(...questions), { minLength: 20, maxLength: 20 }),
          fc.constantFrom('zong', 'lin', 'care'),
          async (store, asked, userId) => {
            await writeStore(database, rowsOfStore(store));
            await database.client.department.createMany({
              data: ['sales', 'finance', 'parts'].map((key) => ({
                storeId: 'main',
                key,
                name: `${key === 'parts' ? '配件' : key}${'很长的部门名称'.repeat(20)}`,
              })),
            });
            for (const question of asked) {
              const { text, status, query } = await answerQuestion(
                { database, clock, storeId: 'main', publicUrl: 'https://care.example.com/very/long/folder' },
                { userId, text: question, previous: 'none' },
              );
              expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
              expect(text).not.toMatch(/undefined|null|NaN|Infinity|\[object/);
              expect(text.replaceAll(/<a href="https:[^"<>]+">[^<>]+<\/a>/g, '')).not.toMatch(/<|a>|href/);
              expect(['answer', 'forbidden', 'clarify']).toContain(status);
              const isOwn =
                userId !== 'lin' || status !== 'answer' || JSON.stringify(query?.filters.department) === '["parts"]';
              expect({ question, isOwn }).toEqual({ question, isOwn: true });
            }
          },
        ),
        { numRuns: 10, endOnFailure: true },
      );
    },
  );
});
