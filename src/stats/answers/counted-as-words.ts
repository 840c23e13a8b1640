import { valueLabel } from '../labels.ts';
import type { CountedAs } from '../reading/counted-as.ts';
import { clip, type Names } from './messages.ts';

/** `“刹车异响”没有单独统计，按“行驶安全”整类计算`: a figure must not pass for a narrower one. */
export function countedAsWords(countedAs: readonly CountedAs[], names: Names): string[] {
  const classes = Map.groupBy(countedAs, ({ filter, key }) => valueLabel(filter, key, names));
  return [...classes].map(([label, words]) => {
    const said = [...new Set(words.map((each) => each.said))].join('、');
    const whole = words[0]?.filter === 'department' ? '整个部门' : '整类';
    return `“${clip(said, 20)}”没有单独统计，按“${label}”${whole}计算`;
  });
}
