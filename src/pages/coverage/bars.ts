import { html, type Html } from '../html.ts';
import { type CoverageCount, type Outcome, OUTCOMES } from './count-coverage.ts';

const ORDER = Object.keys(OUTCOMES) as Outcome[];

/** How many ended how. */
export function sumOutcomes(counts: readonly { outcome: Outcome; count: number }[]): Record<Outcome, number> {
  const sums: Record<Outcome, number> = {
    reached: 0,
    sent: 0,
    callDone: 0,
    callOpen: 0,
    underWay: 0,
    explained: 0,
    unexplained: 0,
  };
  for (const { outcome, count } of counts) sums[outcome] += count;
  return sums;
}

/** One bar, as long as its share of the longest, in the colours of the outcomes. */
export function barOf(sums: Record<Outcome, number>, longest: number): Html {
  let at = 0;
  const parts = ORDER.flatMap((outcome) => {
    const width = longest === 0 ? 0 : (sums[outcome] / longest) * 1000;
    const x = at;
    at += width;
    return width === 0
      ? []
      : [
          html`<rect x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="20" class="${outcome}">
            <title>${OUTCOMES[outcome]} ${sums[outcome]}</title>
          </rect>`,
        ];
  });
  return html`<svg class="stack" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

/** What the colours mean, with the numbers; each leads to its list. */
export function legendOf(sums: Record<Outcome, number>, linkTo: (outcome: Outcome) => string): Html {
  return html`<ul class="legend">
    ${ORDER.filter((outcome) => sums[outcome] > 0 || outcome === 'reached').map(
      (outcome) =>
        html`<li>
          <a href="${linkTo(outcome)}"><i class="dot ${outcome}"></i>${OUTCOMES[outcome]} <b>${sums[outcome]}</b></a>
        </li>`,
    )}
  </ul>`;
}

/** One row a group, the largest first. */
export function barsBy(
  counts: readonly CoverageCount[],
  groupOf: (count: CoverageCount) => string | undefined,
  labelOf: (group: string) => string,
  linkTo: (group: string) => string,
): Html {
  const groups = [...Map.groupBy(counts, groupOf)]
    .flatMap(([key, own]) => (key === undefined ? [] : [{ key, sums: sumOutcomes(own), total: totalOf(own) }]))
    .toSorted((a, b) => b.total - a.total);
  const longest = groups[0]?.total ?? 0;
  return html`<ol class="bars">
    ${groups.map(
      ({ key, sums, total }) =>
        html`<li>
          <a href="${linkTo(key)}"><span>${labelOf(key)}</span>${barOf(sums, longest)}<b>${total}</b></a>
        </li>`,
    )}
  </ol>`;
}

export const totalOf = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);
