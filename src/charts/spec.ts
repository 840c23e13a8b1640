/** Pictures of figures, as plain data: what to draw, in the words that are to be read. */

/** How values of one axis are written. Shares are 0–1, minutes are minutes. */
export type ValueFormat = 'count' | 'share' | 'minutes' | 'score';

/** `missed`: the value does not meet its target; `nothing`: there is none. */
export type Tone = 'plain' | 'missed' | 'nothing';

export interface ChartSeries {
  name: string;
  /** One for each category; null: no data, which is not drawn as zero. */
  values: readonly (number | null)[];
  /** What is written beside each value; absent: the value in the chart's format. */
  labels?: readonly string[];
  tones?: readonly Tone[];
}

export interface ChartSpec {
  /**
   * - `bars`: a lying bar a category, first on top; several series stand side by side
   * - `stacked`: lying bars of which each series is a part
   * - `line`: categories are time, left to right; several series are several lines
   * - `columns`: the same as standing bars, for few points
   */
  kind: 'bars' | 'stacked' | 'line' | 'columns';
  /** Above the chart, where a picture has several. */
  title?: string;
  categories: readonly string[];
  series: readonly ChartSeries[];
  format: ValueFormat;
  /** A line across at this value. */
  target?: { value: number; label: string };
}

/** One figure on its own: `关闭率` `92.3%` `目标≥90%`. */
export interface Tile {
  label: string;
  value: string;
  note?: string;
  tone?: Tone;
}

export interface PictureSpec {
  title: string;
  /** Period, scope. */
  subtitle?: string;
  tiles?: readonly Tile[];
  charts?: readonly ChartSpec[];
  /** Below everything: definition, time. */
  footnote?: string;
}
