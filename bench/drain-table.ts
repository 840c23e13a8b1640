import { availableParallelism } from 'node:os';
import type { DrainRate, DrainResult } from './drain.ts';
import { round } from './round.ts';

export function printDrain({ reminders, queued, drained }: DrainResult): void {
  console.log(
    `A burst of ${reminders} reminders, limits off: queued in ${round(queued.ms / 1000, 1)} s ` +
      `(${round(queued.perSecond, 0)}/s, ${round(queued.perCoreSecond, 0)} for each second of a core)`,
  );
  for (const { answerMs, one, two, ratio } of drained) {
    console.log(`drained, answers after ${answerMs} ms: two workers ${round(ratio, 2)} × one`);
    console.table({ 'one worker': rowOf(one), 'two workers': rowOf(two) });
  }
}

function rowOf({ perSecond, perCoreSecond, msEach }: DrainRate): Record<string, number> {
  const { workers, database, emulator } = msEach;
  const most = (1000 * availableParallelism()) / (workers + database + emulator);
  return {
    'per second': round(perSecond, 0),
    'per second of a worker’s core': round(perCoreSecond, 0),
    'ms each: worker': round(workers, 2),
    PostgreSQL: round(database, 2),
    emulator: round(emulator, 2),
    // What these cores could do if nobody waited for anything.
    'of this machine’s most': round(perSecond / most, 2),
  };
}
