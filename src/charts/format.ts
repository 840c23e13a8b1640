import type { ValueFormat } from './spec.ts';

/** `92.3%`, `3小时20分`, `9.2`, `12`. */
export function formatValue(value: number, format: ValueFormat): string {
  switch (format) {
    case 'share':
      return `${trim((value * 100).toFixed(1))}%`;
    case 'score':
      return trim(value.toFixed(1));
    case 'minutes':
      return minutesText(value);
    case 'count':
      return String(Math.round(value * 100) / 100);
    default:
      return format satisfies never;
  }
}

/** For an axis: 0% and 50%, not 50.0%. */
const trim = (text: string): string => text.replace(/\.0$/, '');

function minutesText(value: number): string {
  const minutes = Math.round(value);
  if (minutes < 60) return `${minutes}分`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 24) return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days}天` : `${days}天${hours % 24}小时`;
}
