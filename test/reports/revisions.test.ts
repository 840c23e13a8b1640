import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayToDate, instantAt } from '../../src/calendar.ts';
import type { Context } from '../../src/context.ts';
import { makeReport, planReports } from '../../src/reports/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { readSheets } from './evaluate.ts';
import { addFollowUp } from './support.ts';

/** Thursday of the week that is reported on Monday the 23rd. */
const DUE = '2026-11-19';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ rules: { reports: { daily: false, monthly: false } } });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.database.client.$executeRawUnsafe(
    'TRUNCATE report, outgoing_file, outbox_message, schedule_slot, follow_up RESTART IDENTITY',
  );
  desk.clock.set(instantAt('2026-11-20').toISOString());
  await planReports(desk.as('system'));
});

/** Makes what is due at that time, as the queue would. */
async function monday(day: string, context: Context = desk.as('system')): Promise<void> {
  desk.clock.set(instantAt(day, '08:30').toISOString());
  await planReports(context);
  await work(context);
}
async function work(context: Context): Promise<void> {
  const waiting = await desk.database.client.report.findMany({ where: { status: 'making' }, orderBy: { id: 'asc' } });
  for (const { id } of waiting) await makeReport(context, `main:${id}`);
}
/** What the weekly text that was sent last says of 3DC. */
async function lastOf3dc(): Promise<string[]> {
  const texts = await desk.texts('fang|lin');
  const lines = texts.at(-1)?.split('\n') ?? [];
  const from = lines.findIndex((line) => line.startsWith('《3DC客户回访周报表》'));
  return lines.slice(
    from + 1,
    lines.findIndex((line) => line.startsWith('《客户抱怨周报表》')),
  );
}
const answerLate = async (id: number, score = 9) => {
  const doneAt = desk.clock.now();
  await desk.database.client.followUp.update({
    where: { id },
    data: { status: 'done', doneOn: dayToDate(doneAt.toISOString().slice(0, 10)), doneAt, score, isSatisfied: true },
  });
};

/** 25 due, of which 22 answered in time. */
async function twentyTwoOf25(): Promise<number[]> {
  const late: number[] = [];
  for (let nth = 0; nth < 25; nth += 1) {
    const isDone = nth < 22;
    const row = await addFollowUp(desk, {
      round: 'threeDay',
      dueOn: DUE,
      ...(isDone ? { doneOn: DUE, score: 9, isSatisfied: true } : { status: 'callTask', assigneeUserId: 'xu' }),
    });
    if (!isDone) late.push(row.id);
  }
  return late;
}

test('what was entered after a report is told in the next one, in one line, with what was told before', async () => {
  const [first = 0, ...others] = await twentyTwoOf25();
  await monday('2026-11-23');
  expect(await lastOf3dc()).toEqual([]);
  desk.clock.set(instantAt('2026-11-24', '10:00').toISOString());
  await answerLate(first);
  await monday('2026-11-30');
  expect(await lastOf3dc()).toEqual(['11月16日至22日：回访率现为92.0%（上次报告88.0%，后补1条）。']);
  // It stands in the sheet and on the page, too.
  const report = await desk.database.client.report.findFirstOrThrow({
    where: { key: 'threeDayWeekly', fromOn: dayToDate('2026-11-23') },
  });
  expect(report.summary).toContain('11月16日至22日：回访率现为92.0%');
  const file = await desk.database.client.outgoingFile.findUniqueOrThrow({ where: { id: report.fileId ?? 0 } });
  expect(String(readSheets(Buffer.from(file.content)).get('汇总')?.get('A2')?.value)).toContain(
    '（上次报告88.0%，后补1条）',
  );
  // Told once; what comes later still is told against what was told last.
  await monday('2026-12-07');
  expect(await lastOf3dc()).toEqual([]);
  for (const id of others) await answerLate(id);
  await monday('2026-12-14');
  expect((await lastOf3dc())[0]).toBe('11月16日至22日：回访率现为100.0%（上次报告92.0%，后补2条）。');
});

test('what has not changed is not told, and what was never sent is no report to correct', async () => {
  const [first = 0] = await twentyTwoOf25();
  desk.clock.set(instantAt('2026-11-23', '09:00').toISOString());
  await planReports(desk.as('system'));
  // Asked for while the week's own is still being made.
  await answerLate(first);
  await work(desk.as('system'));
  await monday('2026-11-30');
  expect(await lastOf3dc()).toEqual([]);
});

test('a report that is asked for tells it too, and takes nothing away from the one that comes by itself', async () => {
  const [first = 0] = await twentyTwoOf25();
  await monday('2026-11-23');
  await answerLate(first);
  desk.clock.set(instantAt('2026-11-29', '10:00').toISOString());
  const { client } = desk.database;
  const asked = await client.report.create({
    data: {
      storeId: 'main',
      key: 'threeDayWeekly',
      fromOn: dayToDate('2026-11-23'),
      toOn: dayToDate('2026-11-29'),
      isOnDemand: true,
      sentTo: ['lin'],
      createdAt: desk.clock.now(),
    },
  });
  await makeReport(desk.as('system'), `main:${asked.id}`);
  expect((await desk.texts('lin')).at(-1)).toContain('11月16日至22日：回访率现为92.0%（上次报告88.0%，后补1条）');
  await monday('2026-11-30');
  expect(await lastOf3dc()).toEqual(['11月16日至22日：回访率现为92.0%（上次报告88.0%，后补1条）。']);
});

test('however a process dies, each change is told once, and the last that was told is what holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ more: fc.integer({ min: 0, max: 2 }), dies: fc.boolean() }), { minLength: 2, maxLength: 4 }),
      async (weeks) => {
        await desk.database.client.$executeRawUnsafe(
          'TRUNCATE report, outgoing_file, outbox_message, follow_up RESTART IDENTITY',
        );
        const late = await twentyTwoOf25();
        await monday('2026-11-23');
        let [told, done] = [22, 22];
        for (const [nth, { more, dies }] of weeks.slice(0, 4).entries()) {
          for (const id of late.splice(0, more)) {
            await answerLate(id);
            done += 1;
          }
          const day = ['2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21'][nth] ?? '';
          if (dies) await monday(day, dyingOnce());
          await monday(day);
          const line = (await lastOf3dc()).find((one) => one.startsWith('11月16日至22日'));
          const rate = (of: number) => `${((of / 25) * 100).toFixed(1)}%`;
          expect(line?.split('；')[0]?.replace(/。$/, '')).toBe(
            done === told
              ? undefined
              : `11月16日至22日：回访率现为${rate(done)}（上次报告${rate(told)}，后补${done - told}条）`,
          );
          told = done;
        }
      },
    ),
    { numRuns: 4 },
  );
});

/** The process is gone when the second of the week's reports is to be kept. */
function dyingOnce(): Context {
  const context = desk.as('system');
  let calls = 0;
  return {
    ...context,
    database: {
      ...context.database,
      transaction: (...parameters) => {
        calls += 1;
        return calls === 5 ? Promise.reject(new Error('killed')) : context.database.transaction(...parameters);
      },
    },
  };
}
