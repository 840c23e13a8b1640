import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MonthOrder, MonthReport } from './month-process.ts';

/** Days passing by themselves in the sandbox: the sample store on the embedded database, as the page's button does it. */
export async function measureMonth(days: number): Promise<MonthReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'carebay-month-'));
  try {
    const order: MonthOrder = { dataDir, days };
    const child = fork(new URL('month-process.ts', import.meta.url), [JSON.stringify(order)]);
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`the sandbox ended with ${String(code)}`);
    });
    const [report] = (await Promise.race([once(child, 'message'), failed])) as [MonthReport];
    await failed.catch(() => undefined);
    return report;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** As a row of the printed table. */
export function printMonth({ days, seconds, cpuSeconds, sent, residentMb }: MonthReport): void {
  console.log(`${days} days passing in the sandbox`);
  console.table({
    [`${days} days`]: {
      seconds: Math.round(seconds),
      'processor seconds': Math.round(cpuSeconds),
      'reminders and calls': sent,
      'MB resident': Math.round(residentMb),
    },
  });
}
