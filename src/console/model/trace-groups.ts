import type { TraceItem } from '../contract.ts';

/** Fewer are shown one by one. */
const FEWEST = 3;

/** What is done in one go takes no longer, and its sorts take turns. */
const GO_MS = 60_000;

/**
 * Steps of the same sort that are done in one go, as one: thirty notices of one morning say the same thing thirty times.
 * A ticket's own steps and decisions stay single, and nothing is moved past them.
 *
 * @returns runs in order; most hold one item
 */
export function groupTrace(items: readonly TraceItem[]): TraceItem[][] {
  const runs: TraceItem[][] = [];
  for (const item of items) {
    const run = runOf(runs, item);
    if (run === undefined) runs.push([item]);
    else run.push(item);
  }
  return runs.flatMap((run) => (run.length < FEWEST ? run.map((item) => [item]) : [run]));
}

/** The run of the same go that an item belongs to: sorts may alternate in it. */
function runOf(runs: readonly TraceItem[][], item: TraceItem): TraceItem[] | undefined {
  if (isSingle(item)) return undefined;
  for (const run of runs.toReversed()) {
    const [first] = run;
    if (first === undefined || isSingle(first) || !isOneGo(first, item)) return undefined;
    if (isAlike(first, item)) return run;
  }
  return undefined;
}

/** Whoever follows a case reads these one by one. */
const isSingle = (item: TraceItem): boolean => item.ticketNumber !== undefined || !FOLDED.has(item.stage);
const FOLDED: ReadonlySet<TraceItem['stage']> = new Set(['callback', 'outbox', 'reminder', 'callTask', 'schedule']);

const isOneGo = (first: TraceItem, item: TraceItem): boolean => Date.parse(item.at) - Date.parse(first.at) < GO_MS;

/** What a run is called: the words before the name that differs. */
export function sortOf(item: TraceItem): string {
  return item.stage === 'callTask' ? '电话任务' : (item.title.split(' → ')[0] ?? item.title);
}

function isAlike(one: TraceItem, other: TraceItem): boolean {
  return one.stage === other.stage && one.level === other.level && sortOf(one) === sortOf(other);
}
