import { html, type Html } from '../html.ts';

export interface FunnelStep {
  label: string;
  count: number;
}

/** Middle of the drawing, whose width is 1000. */
const MIDDLE = 500;

/**
 * A funnel: a row a step, as wide as its share of the first, joined by slopes. A later step may be the wider one: somebody
 * who was not reached comes in too.
 */
export function funnelOf(steps: readonly FunnelStep[]): Html {
  const all = steps[0]?.count ?? 0;
  const widest = Math.max(1, ...steps.map(({ count }) => count));
  const halfOf = (count: number) => (count / widest) * MIDDLE;
  return html`<ol class="funnel">
    ${steps.map(({ label, count }, index) => {
      const half = halfOf(count);
      const next = steps[index + 1];
      return html`<li>
        <span>${label}</span>
        <svg viewBox="0 0 1000 44" preserveAspectRatio="none" aria-hidden="true">
          <rect x="${(MIDDLE - half).toFixed(1)}" y="0" width="${(2 * half).toFixed(1)}" height="30" />
          ${next !== undefined && count > 0 && next.count > 0 && slope(half, halfOf(next.count))}
        </svg>
        <b>${count}${index > 0 && html`<small>${percentOf(count, all)}</small>`}</b>
      </li>`;
    })}
  </ol>`;
}

const slope = (above: number, below: number): Html => {
  const corners = [
    [MIDDLE - above, 30],
    [MIDDLE + above, 30],
    [MIDDLE + below, 44],
    [MIDDLE - below, 44],
  ];
  return html`<polygon points="${corners.map(([x = 0, y = 0]) => `${x.toFixed(1)},${y}`).join(' ')}" />`;
};

/** `35%`; a share of nothing is no share. */
export const percentOf = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`;
