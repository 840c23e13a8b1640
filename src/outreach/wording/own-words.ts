import { ANY_PLACEHOLDER, type Placeholder, PLACEHOLDERS } from '../../stores/index.ts';
import type { Said } from './facts.ts';

/** @param said absent: for a text to everybody, where nobody's own name, plate or day may stand */
export function fillPlaceholders(text: string, said: (Said & { item?: string }) | undefined): string {
  const values: Record<Placeholder, string> =
    said === undefined
      ? { 称呼: '车主', 车牌: '', 日期: '近期', 项目: '', 门店: '', 电话: '' }
      : {
          称呼: said.who,
          车牌: said.car,
          日期: said.date,
          项目: said.item ?? '',
          门店: said.facts.store.name,
          电话: said.facts.store.phone,
        };
  return text.replaceAll(ANY_PLACEHOLDER, (whole, name: string) => {
    const key = name.trim();
    return isPlaceholder(key) ? values[key] : whole;
  });
}

/** Whether a text speaks of one owner: then it can't go to many at once. */
export const speaksOfOne = (text: string): boolean => /[{｛]\s*(?:称呼|车牌|日期)\s*[}｝]/.test(text);

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}
