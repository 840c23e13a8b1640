import type { Day } from '../../calendar.ts';
import { daysLabel, durationText, figureText, percent, periodLabel } from './messages.ts';
import type { Metric } from '../metrics.ts';
import type { Figure, Period, Result } from '../types.ts';

/** `比上个月 12 条多 3 条（+25.0%）；10月1日–22日 9 条`. */
export function comparisonLine(metric: Metric, result: Result, other: Period, today: Day): string {
  const name = periodLabel(other, today);
  const { value, compared, comparedToDate } = result;
  if (compared === undefined || compared.value === null) return `${name}没有数据，无法比较`;
  const toDate =
    comparedToDate === undefined
      ? ''
      : `；${daysLabel(comparedToDate.period, today)} ${figureText(metric, comparedToDate)}`;
  if (value === null) return `${name} ${figureText(metric, compared)}${toDate}`;
  return `${differenceText(metric, value, compared, name)}${toDate}`;
}

function differenceText(metric: Metric, value: number, compared: Figure, name: string): string {
  const base = compared.value ?? 0;
  const before = figureText(metric, compared);
  switch (metric.shape) {
    case 'share': {
      const points = Math.round((value - base) * 1000) / 10;
      if (points === 0) return `与${name} ${before}持平`;
      return `比${name} ${before}${points > 0 ? '高' : '低'} ${Math.abs(points).toFixed(1)} 个百分点`;
    }
    case 'mean': {
      const difference = Math.round((value - base) * 10) / 10;
      if (difference === 0) return `与${name} ${before}持平`;
      return `比${name} ${before}${difference > 0 ? '高' : '低'} ${Math.abs(difference).toFixed(1)} ${metric.unit}`;
    }
    case 'duration': {
      const difference = Math.round(value) - Math.round(base);
      if (difference === 0) return `与${name} ${before}持平`;
      return `比${name} ${before}${difference > 0 ? '长' : '短'} ${durationText(Math.abs(difference))}${growth(difference, base)}`;
    }
    case 'count': {
      const difference = value - base;
      if (difference === 0) return `与${name}持平（${base} ${metric.unit}）`;
      return `比${name} ${before}${difference > 0 ? '多' : '少'} ${Math.abs(difference)} ${metric.unit}${growth(difference, base)}`;
    }
    default:
      return metric.shape satisfies never;
  }
}

function growth(difference: number, base: number): string {
  return base === 0 ? '' : `（${difference > 0 ? '+' : '-'}${percent(Math.abs(difference) / base)}）`;
}
