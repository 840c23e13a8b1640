import type { PlanningResult } from './planning.ts';
import { round } from './round.ts';

export function printPlanning({ vehicles, day, changes, first, ratio }: PlanningResult): void {
  console.log(`Planning one day, ${vehicles} vehicles; ratio: to the same INSERT … SELECT run alone`);
  console.table({
    'the day': {
      seconds: round(day.ms / 1000, 2),
      ratio: round(ratio, 2),
      rows: day.rows,
      'MB resident': Math.round(day.residentMb),
    },
    'its due dates before it': {
      seconds: round(changes.ms / 1000, 2),
      rows: changes.rows,
      'MB resident': Math.round(changes.residentMb),
    },
    'due dates, first time': {
      seconds: round(first.ms / 1000, 1),
      rows: first.rows,
      'MB resident': Math.round(first.residentMb),
    },
  });
}
