import type { EChartsOption, SeriesOption } from 'echarts';
import { formatValue } from './format.ts';
import type { ChartSeries, ChartSpec } from './spec.ts';
import { cutToWidth, widthOf } from './text.ts';
import { COLORS, FONT, palette } from './theme.ts';

export const CHART_WIDTH = 347;
const LABEL_SIZE = 12;
/** Names longer than this are cut. */
const NAME_EMS = 10;
const ROW = 26;
const SERIES_ROW = 17;
const LEGEND = 26;
const LINE_HEIGHT = 210;
/** So many points may each say their value. */
const LABELLED_POINTS = 10;

/** Height in pixels that a chart needs to be readable. */
export function chartHeight(spec: ChartSpec): number {
  const legend = hasLegend(spec) ? LEGEND : 0;
  const target = spec.target === undefined ? 0 : 18;
  if (!isLying(spec)) return LINE_HEIGHT + legend + target;
  const perRow = spec.kind === 'stacked' || spec.series.length === 1 ? ROW : SERIES_ROW * spec.series.length + 9;
  return perRow * spec.categories.length + legend + target + 6;
}

const isLying = ({ kind }: ChartSpec): boolean => kind === 'bars' || kind === 'stacked';
const hasLegend = ({ series }: ChartSpec): boolean => series.length > 1;

/** What echarts draws for a chart. */
export function optionsOf(spec: ChartSpec): EChartsOption {
  const { categories, format } = spec;
  const axisText = { fontFamily: FONT, fontSize: LABEL_SIZE, color: COLORS.text };
  const legendTop = hasLegend(spec) ? LEGEND : 0;
  const common = {
    animation: false,
    textStyle: { fontFamily: FONT },
    color: [...palette(spec.series.length)],
    ...(spec.target === undefined ? {} : { graphic: targetSign(spec.target.label, legendTop) }),
    ...(hasLegend(spec)
      ? { legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, itemGap: 14, textStyle: axisText } }
      : {}),
    series: spec.series.map((series, index) => seriesOf(spec, series, index)),
  };
  const end = axisEnd(spec);
  const valueAxis = {
    type: 'value' as const,
    min: 0,
    ...(format === 'count' ? { minInterval: 1 } : {}),
    ...(end === undefined ? {} : { max: end }),
    ...(format === 'share' && end === 1 ? { interval: 0.25 } : {}),
  };
  const top = legendTop + (spec.target === undefined ? 2 : 20);
  if (isLying(spec)) {
    const names = categories.map((name) => cutToWidth(name, NAME_EMS));
    const left = Math.ceil(Math.max(...names.map(widthOf), 1) * LABEL_SIZE) + 8;
    const right = Math.ceil(Math.max(...spec.series.flatMap((one) => labelsOf(spec, one)).map(widthOf)) * 11) + 8;
    return {
      ...common,
      grid: { left, right: Math.min(right, 130), top, bottom: 4 },
      xAxis: { ...valueAxis, show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: COLORS.line } },
        axisLabel: axisText,
      },
    };
  }
  return {
    ...common,
    grid: {
      left: 4,
      right: lastLabelWidth(spec),
      top: top + 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      boundaryGap: spec.kind === 'columns',
      axisTick: { show: false },
      axisLine: { lineStyle: { color: COLORS.line } },
      axisLabel: { ...axisText, hideOverlap: true, fontSize: 11, formatter: (name: string) => inSlot(name, spec) },
    },
    yAxis: {
      ...valueAxis,
      splitNumber: 4,
      axisLabel: {
        ...axisText,
        fontSize: 11,
        color: COLORS.faint,
        formatter: (value: number) => formatValue(value, format),
      },
      splitLine: { lineStyle: { color: COLORS.grid } },
    },
  };
}

/** Days from and to (`10月5日至11日`) stand below each other where side by side they would hide their neighbours. */
function inSlot(name: string, { kind, categories }: ChartSpec): string {
  const slot = (CHART_WIDTH - 30) / categories.length;
  return kind === 'columns' && widthOf(name) * 11 > slot ? name.replace(/(?<=日)(?=[至–])/, '\n') : name;
}

/** The last point of a line speaks on its right. */
function lastLabelWidth(spec: ChartSpec): number {
  if (spec.kind !== 'line') return 8;
  return Math.max(14, ...spec.series.map((one) => Math.ceil(widthOf(labelsOf(spec, one).at(-1) ?? '') * 11) + 10));
}

/** What is written beside the values of a series. */
function labelsOf({ format }: ChartSpec, { values, labels }: ChartSeries): string[] {
  return values.map((value, index) => labels?.[index] ?? (value === null ? '无数据' : formatValue(value, format)));
}

/** The target is to be seen even where nobody comes near it. */
function axisEnd(spec: ChartSpec): number | undefined {
  const { target, format } = spec;
  const sums = spec.categories.map((_, index) => {
    const values = spec.series.map(({ values }) => values[index] ?? 0);
    return spec.kind === 'stacked' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const highest = Math.max(0, ...sums, target?.value ?? 0);
  if (isLying(spec)) return highest === 0 ? 1 : highest;
  if (format === 'share') return highest > 0.5 ? 1 : undefined;
  return target !== undefined && target.value >= highest ? target.value * 1.1 : undefined;
}

function seriesOf(spec: ChartSpec, series: ChartSeries, index: number): SeriesOption {
  const { name, values, tones } = series;
  const labels = labelsOf(spec, series);
  const last = values.findLastIndex((value) => value !== null);
  const data = values.map((value, at) => ({
    value: value ?? (isLying(spec) ? 0 : '-'),
    ...(spec.kind === 'line' && at === last ? { label: { position: 'right' as const } } : {}),
    ...(tones?.[at] === 'missed' ? { itemStyle: { color: COLORS.missed } } : {}),
  }));
  const label = (at: number): string => labels[at] ?? '';
  const mark = index === 0 && spec.target !== undefined ? { markLine: targetLine(spec, spec.target) } : {};
  // Readable where the dashed line of the target crosses it.
  const text = { fontFamily: FONT, fontSize: 11, textBorderColor: COLORS.background, textBorderWidth: 2 };
  if (spec.kind === 'line') {
    const shown = pointsToLabel(spec, values);
    return {
      type: 'line',
      name,
      data,
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: values.length <= 31,
      lineStyle: { width: 2.2 },
      ...(spec.series.length === 1 ? { areaStyle: { opacity: 0.1 } } : {}),
      label: {
        ...text,
        show: true,
        position: 'top',
        color: COLORS.text,
        formatter: ({ dataIndex }: { dataIndex: number }) => (shown.has(dataIndex) ? label(dataIndex) : ''),
      },
      ...mark,
    };
  }
  const isStacked = spec.kind === 'stacked';
  return {
    type: 'bar',
    name,
    data,
    ...(isStacked ? { stack: 'all' } : {}),
    barMaxWidth: spec.kind === 'columns' ? 34 : 15,
    barGap: '15%',
    itemStyle: { borderRadius: isStacked ? 0 : spec.kind === 'columns' ? [3, 3, 0, 0] : [0, 3, 3, 0] },
    label: {
      ...text,
      show: true,
      position: isStacked ? 'inside' : spec.kind === 'columns' ? 'top' : 'right',
      color: isStacked ? COLORS.background : COLORS.text,
      ...(isStacked ? { textBorderWidth: 0 } : {}),
      formatter: ({ dataIndex }: { dataIndex: number }) =>
        isStacked && (values[dataIndex] ?? 0) === 0 ? '' : label(dataIndex),
    },
    ...mark,
  };
}

/** Of a long line only its highest and its last point speak. */
function pointsToLabel(spec: ChartSpec, values: readonly (number | null)[]): Set<number> {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  if (values.length <= LABELLED_POINTS && spec.series.length === 1) return new Set(known.map(({ index }) => index));
  if (spec.series.length > 1) return new Set(known.slice(-1).map(({ index }) => index));
  const highest = known.toSorted((a, b) => b.value - a.value || a.index - b.index)[0];
  return new Set([highest, known.at(-1)].flatMap((point) => (point === undefined ? [] : [point.index])));
}

function targetLine(spec: ChartSpec, { value }: NonNullable<ChartSpec['target']>) {
  return {
    silent: true,
    // Behind the bars, so that their values stay readable.
    z: 1,
    symbol: 'none',
    lineStyle: { color: COLORS.target, type: 'dashed' as const, width: 1.2 },
    label: { show: false },
    data: [isLying(spec) ? { xAxis: value } : { yAxis: value }],
  };
}

/** Says above the chart what the dashed line is: beside the line it would lie on the values. */
function targetSign(label: string, top: number) {
  const text = cutToWidth(label, 20);
  const left = CHART_WIDTH - Math.ceil(widthOf(text) * LABEL_SIZE) - 4;
  return [
    { type: 'text' as const, left, top: top + 1, style: { text, fill: COLORS.target, font: `11px ${FONT}` } },
    {
      type: 'line' as const,
      left: left - 24,
      top: top + 7,
      shape: { x1: 0, y1: 0, x2: 18, y2: 0 },
      style: { stroke: COLORS.target, lineWidth: 1.2, lineDash: [4, 3] },
    },
  ];
}
