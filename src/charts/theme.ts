/** The family of the font that is shipped in fonts/. */
export const FONT = 'Noto Sans SC';

export const COLORS = {
  background: '#ffffff',
  title: '#1d2939',
  text: '#344054',
  faint: '#667085',
  line: '#d0d5dd',
  grid: '#eef0f4',
  tile: '#f5f7fa',
  /** A value that misses its target. */
  missed: '#d9574b',
  target: '#b54708',
} as const;

const MAIN = '#2f6fde';
/** What a figure is compared with. */
const OTHER = '#b9c6da';
const MANY = [MAIN, '#f0a33c', '#4aa785', '#9268c9', '#d9574b', '#5ab0c9', '#8a9a5b', '#c77d9b'];

/** Colours for so many series: one, one and what it is compared with, or distinct ones. */
export function palette(series: number): readonly string[] {
  return series === 2 ? [MAIN, OTHER] : MANY;
}
