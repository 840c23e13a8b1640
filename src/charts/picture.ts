import { init } from 'echarts';
import { writable } from './font.ts';
import { CHART_WIDTH, chartHeight, optionsOf } from './options.ts';
import type { ChartSpec, PictureSpec, Tile } from './spec.ts';
import { cutToWidth, escapeXml, wrap } from './text.ts';
import { COLORS, FONT } from './theme.ts';

/** A phone's width in points; the PNG has twice as many pixels. */
const WIDTH = 375;
const MARGIN = 14;
const TILES_A_ROW = 3;
const TILE_GAP = 8;
const TILE_HEIGHT = 66;

/** Only one weight of the font is shipped: a thin outline makes it a little bolder. */
const heading = { color: COLORS.title, outline: 0.5 };

interface Style {
  size: number;
  color: string;
  outline?: number;
}

interface Drawn {
  svg: string;
  height: number;
}

/** Draws a picture from top to bottom: title, figures, charts, note. */
export function drawPicture(spec: PictureSpec): string {
  const { title, subtitle, tiles = [], charts = [], footnote } = withWritableText(spec);
  const parts: Drawn[] = [lines(wrap(title, 18.5, 2), { ...heading, size: 18, gap: 6 })];
  if (subtitle !== undefined) parts.push(lines(wrap(subtitle, 28, 2), { size: 12, color: COLORS.faint, gap: 4 }));
  parts.push(space(8));
  if (tiles.length > 0) parts.push(drawTiles(tiles));
  for (const chart of charts) parts.push(...drawChart(chart));
  if (footnote !== undefined)
    parts.push(space(4), lines(wrap(footnote, 31, 3), { size: 11, color: COLORS.faint, gap: 4 }));
  let y = MARGIN;
  const placed = parts.map(({ svg, height }) => {
    const part = `<g transform="translate(${MARGIN} ${y})">${svg}</g>`;
    y += height;
    return part;
  });
  const height = Math.ceil(y + MARGIN - 4);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><rect width="100%" height="100%" fill="${COLORS.background}"/>${placed.join('')}</svg>`;
}

/** Every text of a picture passes here. */
function withWritableText(spec: PictureSpec): PictureSpec {
  return JSON.parse(JSON.stringify(spec), (_key, value: unknown) =>
    typeof value === 'string' ? writable(value) : value,
  ) as PictureSpec;
}

const space = (height: number): Drawn => ({ svg: '', height });

function lines(texts: readonly string[], style: Style & { gap: number }): Drawn {
  const step = style.size + style.gap;
  return {
    svg: texts.map((line, index) => text(line, 0, style.size + index * step, style)).join(''),
    height: texts.length * step,
  };
}

function text(content: string, x: number, y: number, { size, color, outline }: Style): string {
  const stroke = outline === undefined ? '' : ` stroke="${color}" stroke-width="${outline}"`;
  return `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${size}" fill="${color}"${stroke}>${escapeXml(content)}</text>`;
}

/** As even rows as can be, the longer ones first; each row is as wide as the picture. */
function rowsOfTiles(tiles: readonly Tile[]): (readonly Tile[])[] {
  const count = tiles.length === 4 ? 2 : Math.ceil(tiles.length / TILES_A_ROW);
  const [short, longer] = [Math.floor(tiles.length / count), tiles.length % count];
  let from = 0;
  return Array.from({ length: count }, (_, row) => {
    const to = from + short + (row < longer ? 1 : 0);
    const own = tiles.slice(from, to);
    from = to;
    return own;
  });
}

function drawTiles(tiles: readonly Tile[]): Drawn {
  const rows = rowsOfTiles(tiles);
  const svg = rows.flatMap((row, index) => {
    const width = (CHART_WIDTH - TILE_GAP * (row.length - 1)) / row.length;
    const y = index * (TILE_HEIGHT + TILE_GAP);
    return row.map((tile, column) => drawTile(tile, { x: column * (width + TILE_GAP), y, width }));
  });
  return { svg: svg.join(''), height: rows.length * (TILE_HEIGHT + TILE_GAP) + 6 };
}

function drawTile(
  { label, value, note, tone }: Tile,
  { x, y, width }: { x: number; y: number; width: number },
): string {
  const fit = (content: string, size: number) => cutToWidth(content, (width - 16) / size);
  // A long value (3天4小时) is written smaller rather than cut; what is not there is no news.
  const size = value.length > 7 || tone === 'nothing' ? 15 : 20;
  const color = tone === 'missed' ? COLORS.missed : tone === 'nothing' ? COLORS.faint : COLORS.title;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${TILE_HEIGHT}" rx="6" fill="${COLORS.tile}"/>`,
    text(fit(label, 11), x + 8, y + 17, { size: 11, color: COLORS.faint }),
    text(fit(value, size), x + 8, y + 41, { size, color }),
    note === undefined ? '' : text(fit(note, 10), x + 8, y + 58, { size: 10, color: COLORS.faint }),
  ].join('');
}

function drawChart(spec: ChartSpec): Drawn[] {
  const height = chartHeight(spec);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height });
  try {
    chart.setOption(optionsOf(spec));
    const drawn = { svg: chart.renderToSVGString({ useViewBox: false }), height: height + 10 };
    if (spec.title === undefined) return [drawn];
    return [lines([cutToWidth(spec.title, 24)], { ...heading, size: 14, gap: 8 }), drawn];
  } finally {
    chart.dispose();
  }
}
