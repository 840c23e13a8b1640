import { COLD_MS, reasonFor, type StatsResult, WARM_MS } from './stats.ts';

/** Every figure with its times; those that take longer than they should, with the reason. */
export function printStats({ tickets, events, monthTickets, figures, load }: StatsResult): void {
  console.log(
    `Every figure for a month, by department: ${tickets} tickets (${monthTickets} in the month), ${events} events; aims: ${COLD_MS} ms on a new connection, ${WARM_MS} ms again`,
  );
  const slow = figures.filter(({ coldMs, warmMs }) => coldMs > COLD_MS || warmMs > WARM_MS);
  console.table(
    Object.fromEntries(
      figures
        .toSorted((a, b) => b.warmMs - a.warmMs)
        .map(({ metric, groupBy, groups, coldMs, warmMs, bestMs, cpuMs }) => [
          metric,
          {
            by: groupBy ?? '',
            groups,
            'first ms': Math.round(coldMs),
            'again ms': Math.round(warmMs),
            'best ms': Math.round(bestMs),
            'processor ms': cpuMs === undefined ? '' : Math.round(cpuMs),
          },
        ]),
    ),
  );
  console.log(
    `load of the machine ${load.map((each) => each.toFixed(1)).join(' before, ')} after: above the number of cores others were at work`,
  );
  if (slow.length === 0) console.log('None is slower.');
  for (const { metric, coldMs, warmMs, cpuMs } of slow) {
    const own = cpuMs === undefined ? '' : `, ${Math.round(cpuMs)} ms of them work`;
    console.log(
      `slower: ${metric} (${Math.round(coldMs)} ms, then ${Math.round(warmMs)} ms${own}): ${reasonFor(metric)}`,
    );
  }
}
