import { takeDemands } from './read-demands.ts';
import { collect, takeAll } from './read-filters.ts';
import type { SpanText } from './spans.ts';
import type { Filters } from '../types.ts';
import { CATEGORY_LABELS, FOLLOW_UP_WAYS, PLATE, PURPOSE_WORDS, ROUND_WORDS, WORK_KIND_WORDS } from '../vocabulary.ts';

export interface PersonName {
  userId: string;
  name: string;
}

export interface KnownNames {
  people?: readonly PersonName[] | undefined;
  /** 车系, as the archive writes them. */
  series?: readonly string[] | undefined;
}

/** 处理完还没回访的: one state, no two figures. */
const RESOLVED_ONLY =
  /(?:已经?)?处理(?:完毕|完成|完|好)?了?(?:的)?(?:但是?|却|,)*(?:还)?(?:没有?|未|等着?)(?:做)?(?:回访确认|回访|确认|验证)(?!率|及时|用时|率)/;

/** Names that are words of the calendar or of a question as well stay what they are there. */
const ORDINARY = /^(?:周[一二三四五六日天末]|上周|本周|全年|明天|当天|季度|部门|顾问|投诉)$/;

const normal = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

/**
 * Takes what names a person, a car, a round of calls, or what calls and work are about, before anything else is read: names hold ordinary characters.
 * People of the same name are all meant; a stem (途观) means every series that has it.
 */
export function takeKnownNames(
  text: SpanText,
  { people = [], series = [] }: KnownNames,
  goesOnOfTickets = false,
): Filters {
  const filters: Filters = {};
  const plate = /(?:车牌(?:号)?(?:码)?(?:是|为)?)?/.source;
  for (;;) {
    const taken = text.take(new RegExp(`${plate}(${PLATE.source})`));
    if (taken === undefined) break;
    collect(filters, 'plate', [(taken.match[1] ?? '').toUpperCase().replaceAll(/[·.]/g, '')]);
  }
  for (const name of namesOf(people.map((each) => each.name))) {
    if (ORDINARY.test(name) || !takeName(text, name)) continue;
    collect(
      filters,
      'assignee',
      people.filter((each) => normal(each.name) === name).map(({ userId }) => userId.toLowerCase()),
    );
  }
  for (const name of namesOf(series)) {
    if (takeName(text, name))
      collect(
        filters,
        'series',
        series.filter((each) => normal(each) === name),
      );
  }
  for (const stem of namesOf(series.flatMap((name) => normal(name).match(/\p{Script=Han}{2,}/gu) ?? []))) {
    if (takeName(text, stem))
      collect(
        filters,
        'series',
        series.filter((each) => normal(each).includes(stem)),
      );
  }
  collect(filters, 'category', takeAll(text, CATEGORY_LABELS));
  if (text.take(RESOLVED_ONLY) !== undefined) collect(filters, 'status', ['resolved']);
  collect(filters, 'demand', takeDemands(text, goesOnOfTickets));
  collect(filters, 'purpose', takeAll(text, PURPOSE_WORDS));
  collect(filters, 'workKind', takeAll(text, WORK_KIND_WORDS));
  collect(filters, 'round', takeAll(text, ROUND_WORDS));
  collect(filters, 'channel', takeAll(text, FOLLOW_UP_WAYS));
  return filters;
}

/** Each once, the longest first; single characters would be found inside other words. */
const namesOf = (names: readonly string[]): string[] =>
  [...new Set(names.map(normal))].filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length);

/** A name in letters or figures counts as a word of its own only. */
function takeName(text: SpanText, name: string): boolean {
  const escaped = name.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&');
  const before = /^[a-z\d]/.test(name) ? '(?<![a-z\\d])' : '';
  const after = /[a-z\d]$/.test(name) ? '(?![a-z\\d])' : '';
  const expression = new RegExp(`${before}${escaped}${after}`);
  if (text.take(expression) === undefined) return false;
  while (text.take(expression) !== undefined);
  return true;
}
