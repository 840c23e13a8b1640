import { CareError } from '../errors.ts';

const length = (value: string) => Array.from(value).length;

const DAY = String.raw`(?:\d{4}年(?<month>\d{1,2})月(?<date>\d{1,2})日|\d{4}-(?<monthDashed>\d{2})-(?<dateDashed>\d{2}))`;
const CLOCK = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d`;
const plain = (pattern: string) => pattern.replaceAll(/\?<\w+>/g, '');
/** `2026年6月1日`, `2026-06-01 09:00`, and ranges of both with `~`. */
const MOMENT = String.raw`${plain(DAY)}(?: ${CLOCK})?`;
const DATES = new RegExp(`^${MOMENT}(?:~(?:${MOMENT}|${CLOCK}))?$`);
const DATES_ONLY = new RegExp(`^${MOMENT}(?:~${MOMENT})?$`);
const CLOCKS = new RegExp(`^${CLOCK}(?:~${CLOCK})?$`);

function areRealDays(value: string): boolean {
  return [...value.matchAll(new RegExp(DAY, 'g'))].every(({ groups = {} }) => {
    const month = Number(groups['month'] ?? groups['monthDashed']);
    const date = Number(groups['date'] ?? groups['dateDashed']);
    return month >= 1 && month <= 12 && date >= 1 && date <= 31;
  });
}

/** By the letters in front of a key's number. Stricter than the platform where its pages leave room. */
const CHECKS: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  // Seen in templates, without a published limit: what fits a phrase fits it.
  short_thing: (value) => length(value) <= 5,
  const: (value) => length(value) <= 20,
  number: (value) => /^-?\d+(?:\.\d+)?$/.test(value) && value.replaceAll(/\D/g, '').length <= 31,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5 && !/[\p{L}\p{N}\s]/u.test(value),
  character_string: (value) => /^[\u0021-\u007e]{1,32}$/.test(value),
  time: (value) => CLOCKS.test(value) || (DATES.test(value) && areRealDays(value)),
  date: (value) => DATES_ONLY.test(value) && areRealDays(value),
  amount: (value) => /^[¥￥$€£]?\d+(?:\.\d+)?元?$/.test(value) && value.replaceAll(/\D/g, '').length <= 10,
  phone_number: (value) => /^[\d+\-() #*]{1,17}$/.test(value) && /\d/.test(value),
  car_number: (value) => length(value) <= 8 && !/\s/.test(value),
  name: (value) =>
    /^[\p{Script=Han}·A-Za-z]{1,10}$/u.test(value) || /^[\u0021-\u007e][\u0020-\u007e]{0,19}$/.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
};

/**
 * Makes values fit the platform's types before anything is sent: free text (`thing`) is put on one line and cut,
 * everything else must fit as it is, because a cut plate or date would be a wrong one.
 *
 * @param keys the template's, all of which need a value; absent: those that are given
 * @throws {CareError} `VALIDATION` naming the key; the platform would answer 47003
 * @see official-account.md §4
 */
export function fitTemplateData(
  values: Readonly<Record<string, string>>,
  keys: readonly string[] = Object.keys(values),
): Record<string, { value: string }> {
  return Object.fromEntries(
    keys.map((key) => {
      const type = key.replace(/\d+$/, '');
      const given = values[key] ?? '';
      const value = type === 'thing' ? cutThing(given) : given;
      if (value.trim() === '' || CHECKS[type]?.(value) !== true) {
        throw new CareError('VALIDATION', `template value ${key} does not fit its type`);
      }
      return [key, { value }];
    }),
  );
}

function cutThing(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return length(line) > 20 ? `${Array.from(line).slice(0, 17).join('')}...` : line;
}
