import { Fields } from '../api.ts';
import { isRecord } from '../core/http.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { TemplateInput } from '../world.ts';

const DAY = String.raw`(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2})`;
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2})?`;
const TIME = new RegExp(String.raw`^(?:${DAY} ?)?${CLOCK}(?: ?~ ?(?:${DAY} ?)?${CLOCK})?$`);
const DATE = new RegExp(String.raw`^${DAY}(?: ?${CLOCK})?(?: ?~ ?${DAY}(?: ?${CLOCK})?)?$`);

/** What a value may look like, by the letters before the number of its key (O2). Length counts characters. */
const RULES: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  number: (value) => /^-?[\d.]{1,32}$/.test(value),
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5 && !/[\p{L}\p{N}]/u.test(value),
  character_string: (value) => length(value) <= 32 && !/\p{Script=Han}/u.test(value),
  time: (value) => TIME.test(value) || DATE.test(value),
  date: (value) => DATE.test(value),
  amount: (value) => /^[¥￥$€£]?\d{1,10}(?:\.\d+)?元?$/.test(value),
  phone_number: (value) => /^[\d+\-() #*]{1,17}$/.test(value),
  car_number: (value) => length(value) <= 8,
  name: (value) => (/\p{Script=Han}/u.test(value) ? length(value) <= 10 : length(value) <= 20),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  const: (value) => length(value) <= 20,
};

export interface RenderedTemplate {
  fields: { key: string; label: string; value: string }[];
  text: string;
}

/**
 * Fills a template.
 *
 * @param lenient a test account: nothing is checked (O2)
 * @throws {PlatformError} 47003 naming the key whose value is missing, empty or against its type
 */
export function fillTemplate(
  template: TemplateInput,
  data: Record<string, unknown>,
  lenient: boolean,
): RenderedTemplate {
  const fields: RenderedTemplate['fields'] = [];
  for (const line of template.content.split('\n')) {
    for (const match of line.matchAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g)) {
      const key = match[1] ?? '';
      const label = line
        .slice(0, match.index)
        .replace(/[：:]\s*$/, '')
        .replaceAll(/\{\{.*?\}\}/g, '')
        .trim();
      fields.push({ key, label, value: readValue(data, key, lenient) });
    }
  }
  const values = new Map(fields.map(({ key, value }) => [key, value]));
  const body = template.content.replaceAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g, (_, key: string) => values.get(key) ?? '');
  return { fields, text: `${template.title}\n${body}` };
}

function readValue(data: Record<string, unknown>, key: string, lenient: boolean): string {
  const entry = data[key];
  const value = isRecord(entry) ? new Fields(entry).text('value') : '';
  if (lenient) return value;
  if (value === '') throw new PlatformError(47003, `argument invalid! data.${key}.value is empty`);
  const rule = RULES[key.replace(/\d+$/, '')];
  if (rule !== undefined && !rule(value)) throw new PlatformError(47003, `argument invalid! data.${key}.value invalid`);
  return value;
}

function length(text: string): number {
  // Code points, as the platform counts: not UTF-16 units, not what looks like one letter.
  return Array.from(text).length;
}
