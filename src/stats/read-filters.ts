import type { Department } from '../understanding/taxonomy.ts';
import { isCategory } from '../understanding/taxonomy.ts';
import type { SpanText } from './spans.ts';
import type { Filters } from './types.ts';
import {
  AFTER_SALES,
  CATEGORY_CODE,
  CATEGORY_WORDS,
  DEPARTMENT_WORDS,
  KIND_WORDS,
  REMINDER_KIND_WORDS,
  SEVERITY_WORDS,
  SOURCE_WORDS,
  STATUS_WORDS,
} from './vocabulary.ts';

const DEPARTMENT_TAIL = '(?:部门|部|组|科|那边|这边|方面)?';

const CATEGORY_TAIL = '(?:系统)?(?:类|(?:的)?问题|故障|毛病|方面)*';

/** A store's own name for a department, e.g. 机电一部 for the workshop. */
export interface DepartmentName {
  key: Department;
  name: string;
}

/**
 * Takes every filter from the text.
 *
 * @param about `reminders`: 续保, 年检 … are kinds of reminders; `callTasks` and `tickets`: they are classes of complaints
 */
export function takeFilters(
  text: SpanText,
  about: 'tickets' | 'reminders' | 'callTasks',
  names: readonly DepartmentName[] = [],
): Filters {
  const filters: Filters = {};
  if (about === 'reminders') collect(filters, 'reminderKind', takeAll(text, REMINDER_KIND_WORDS));
  collect(filters, 'status', takeAll(text, STATUS_WORDS));
  collect(filters, 'source', takeAll(text, SOURCE_WORDS));
  collect(filters, 'department', takeNames(text, names));
  if (about !== 'callTasks')
    collect(filters, 'category', [...takeCodes(text), ...takeAll(text, CATEGORY_WORDS, CATEGORY_TAIL)]);
  collect(filters, 'department', takeAll(text, DEPARTMENT_WORDS, DEPARTMENT_TAIL));
  collect(filters, 'severity', takeAll(text, SEVERITY_WORDS));
  collect(filters, 'kind', takeAll(text, KIND_WORDS));
  // 售后和销售 keeps both; 售后配件 means the parts desk of after-sales.
  const departments = filters.department;
  if (departments !== undefined && /售后\uFFFF*(?:的)?(?:配件|车间|索赔)/.test(text.full)) {
    filters.department = departments.filter(
      (key) => key === 'parts' || key === 'workshop' || key === 'warranty' || !AFTER_SALES.includes(key),
    );
  }
  return filters;
}

function collect<K extends keyof Filters>(filters: Filters, key: K, values: NonNullable<Filters[K]>): void {
  if (values.length === 0) return;
  const known = (filters[key] ?? []) as unknown[];
  filters[key] = [...new Set([...known, ...values])].toSorted((a, b) =>
    String(a) < String(b) ? -1 : 1,
  ) as NonNullable<Filters[K]>;
}

function takeAll<T>(text: SpanText, words: readonly (readonly [RegExp, readonly T[]])[], tail = ''): T[] {
  const values: T[] = [];
  for (const [expression, meant] of words) {
    const whole = new RegExp(`(?:${expression.source})${tail}`);
    while (text.take(whole) !== undefined) values.push(...meant);
  }
  return values;
}

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
