import type { Department } from '../../understanding/taxonomy.ts';
import { isCategory } from '../../understanding/taxonomy.ts';
import type { RowsKey } from '../rows.ts';
import { type CountedAs, narrowerCategories, narrowerParts } from './counted-as.ts';
import type { Span, SpanText } from './spans.ts';
import type { Filters } from '../types.ts';
import {
  AFTER_SALES,
  CATEGORY_CODE,
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  DEPARTMENT_WORDS,
  KIND_WORDS,
  REMINDER_KIND_WORDS,
  SEVERITY_WORDS,
  SOURCE_WORDS,
  STATUS_WORDS,
  VISIT_TYPE_WORDS,
} from '../vocabulary.ts';

const DEPARTMENT_TAIL = '(?:班组|部门|部|组|科|那边|这边|方面)?';

/** Symptoms stand with the part that has them: 发动机异响 is no second class. */
const CATEGORY_TAIL = '(?:系统)?(?:异响|异味|抖动|漏油|类|(?:的)?问题|故障|毛病|方面|[那这]种)*';

/** A store's own name for a department, e.g. 机电一部 for the workshop. */
export interface DepartmentName {
  key: Department;
  name: string;
}

/**
 * Takes every filter that is a word of the trade. Names of people and cars were taken before (read-names.ts).
 *
 * @param about rows of the figure asked for: 续保, 年检 … are kinds of reminders there, of visits here, else classes of complaints
 */
export function takeFilters(
  text: SpanText,
  about: RowsKey,
  names: readonly DepartmentName[] = [],
): { filters: Filters; countedAs: CountedAs[] } {
  const filters: Filters = {};
  const countedAs: CountedAs[] = [];
  const keep = (filter: 'reminderKind' | 'visitType' | 'department', said: readonly Said<string>[]) => {
    collect(filters, filter, said.flatMap(({ values }) => values) as never);
    countedAs.push(...narrowerParts(filter, said));
  };
  const isOfTickets = about === 'ticket' || about === 'clock';
  if (about === 'reminder' || about === 'dueDate') keep('reminderKind', takeSaid(text, REMINDER_KIND_WORDS));
  if (about === 'visit') keep('visitType', takeSaid(text, VISIT_TYPE_WORDS, '(?:类|车)?'));
  if (about === 'reminder' || about === 'dueDate' || about === 'followUp')
    collect(filters, 'channel', takeAll(text, CHANNEL_WORDS, '(?:渠道|方式)?'));
  collect(filters, 'status', takeAll(text, STATUS_WORDS));
  collect(
    filters,
    'source',
    takeAll(text, SOURCE_WORDS, '(?:渠道|来源|上|里)?(?:[打转发]?(?:进来|过来|来)|反映|反馈)?'),
  );
  collect(filters, 'department', takeNames(text, names));
  if (isOfTickets) {
    const said = takeSaid(text, CATEGORY_WORDS, CATEGORY_TAIL);
    collect(filters, 'category', [...takeCodes(text), ...said.flatMap(({ values }) => values)]);
    countedAs.push(...narrowerCategories(said));
  }
  keep('department', takeSaid(text, DEPARTMENT_WORDS, DEPARTMENT_TAIL));
  collect(filters, 'severity', takeAll(text, SEVERITY_WORDS, '(?:级别|等级)?(?:的?[那这]种)?'));
  collect(filters, 'kind', takeAll(text, KIND_WORDS));
  // 售后和销售 keeps both; 售后配件 means the parts desk of after-sales.
  const departments = filters.department;
  if (departments !== undefined && /售后\uFFFF*(?:的)?(?:配件|车间|索赔|机电)/.test(text.full)) {
    filters.department = departments.filter(
      (key) => key === 'parts' || key === 'workshop' || key === 'warranty' || !AFTER_SALES.includes(key),
    );
  }
  return { filters, countedAs };
}

/** Adds values to a filter, sorted, each once. */
export function collect<K extends keyof Filters>(filters: Filters, key: K, values: NonNullable<Filters[K]>): void {
  if (values.length === 0) return;
  const known = (filters[key] ?? []) as unknown[];
  filters[key] = [...new Set([...known, ...values])].toSorted((a, b) =>
    String(a) < String(b) ? -1 : 1,
  ) as NonNullable<Filters[K]>;
}

const compiled = new Map<string, RegExp>();

/** A word of a table with what may follow it; made once. */
function withTail(expression: RegExp, tail: string): RegExp {
  const source = `(?:${expression.source})${tail}`;
  const known = compiled.get(source) ?? new RegExp(source);
  compiled.set(source, known);
  return known;
}

type Words<T> = readonly (readonly [RegExp, readonly T[]])[];

/** A word of a table as it was written, and what it stands for. */
export interface Said<T> extends Span {
  word: string;
  values: readonly T[];
}

/** Takes every word of a table, wherever it stands. */
function takeSaid<T>(text: SpanText, words: Words<T>, tail = ''): Said<T>[] {
  const said: Said<T>[] = [];
  for (const [expression, values] of words) {
    const whole = withTail(expression, tail);
    for (let taken = text.take(whole); taken !== undefined; taken = text.take(whole))
      said.push({ word: taken.match[0], values, start: taken.start, end: taken.end });
  }
  return said;
}

/** The same, where it does not matter how it was written. */
export const takeAll = <T>(text: SpanText, words: Words<T>, tail = ''): T[] =>
  takeSaid(text, words, tail).flatMap(({ values }) => values);

function takeNames(text: SpanText, names: readonly DepartmentName[]): Department[] {
  const found: Department[] = [];
  for (const { key, name } of names.toSorted((a, b) => b.name.length - a.name.length)) {
    const normal = name.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
    // One character would be found inside other words.
    if (normal.length < 2) continue;
    const at = text.rest.indexOf(normal);
    if (at < 0) continue;
    text.blank({ start: at, end: at + normal.length });
    found.push(key);
  }
  return found;
}

function takeCodes(text: SpanText) {
  const code = text.take(CATEGORY_CODE)?.match[1]?.toUpperCase();
  return isCategory(code) ? [code] : [];
}
