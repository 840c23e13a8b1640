import { type Department, DEPARTMENT_KEYS } from '../../understanding/taxonomy.ts';
import { takeDemands } from './read-demands.ts';
import { collect, takeAll } from './read-filters.ts';
import type { SpanText } from './spans.ts';
import type { Filters } from '../types.ts';
import { CATEGORY_LABELS, FOLLOW_UP_WAYS, PLATE, PURPOSE_WORDS, ROUND_WORDS, WORK_KIND_WORDS } from '../vocabulary.ts';

export interface PersonName {
  userId: string;
  name: string;
  departmentKey?: string;
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
    if (ORDINARY.test(name)) continue;
    collect(filters, 'department', takeTheirDepartments(text, name, people));
    if (!takeName(text, name, { before: TITLE, after: THE_TWO })) continue;
    collect(
      filters,
      'assignee',
      people.filter((each) => normal(each.name) === name).map(({ userId }) => userId.toLowerCase()),
    );
  }
  for (const name of namesOf(series)) {
    if (takeName(text, name, { before: '', after: THAT_SERIES }))
      collect(
        filters,
        'series',
        series.filter((each) => normal(each) === name),
      );
  }
  for (const stem of namesOf(series.flatMap((name) => normal(name).match(/\p{Script=Han}{2,}/gu) ?? []))) {
    if (takeName(text, stem, { before: '', after: THAT_SERIES }))
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

const escapedName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&');

/** 服务顾问江顾问 is one person, and no department beside. */
const TITLE = '(?:(?:服务|销售)顾问|(?:关爱|客服|回访)专员|责任人|负责人|经办人)?';
const THEIRS = '(?:他们|她们|那个|所在|负责|分管|管|带|的)*部门';
/** 何专员和徐专员她们两个; 秦主管他们 is somebody's people. */
const THE_TWO = '(?:[她他]们[两二三23]个?人?(?!部|组|班|团|科))?';
/** 朗逸这个车系 */
const THAT_SERIES = '(?:[这那][个款](?:车系|车型|车(?!间)))?';

/** 秦主管他们部门: whatever the department does, not only what is in that name. */
function takeTheirDepartments(text: SpanText, name: string, people: readonly PersonName[]): Department[] {
  const keys = people.filter((each) => normal(each.name) === name).map(({ departmentKey }) => departmentKey);
  const known = keys.filter((key) => DEPARTMENT_KEYS.some((each) => each === key)) as Department[];
  if (known.length === 0 || known.length < keys.length) return [];
  return text.take(new RegExp(`${escapedName(name)}${THEIRS}`)) === undefined ? [] : known;
}

/** A name in letters or figures counts as a word of its own only. */
function takeName(text: SpanText, name: string, around = { before: '', after: '' }): boolean {
  const escaped = escapedName(name);
  const before = /^[a-z\d]/.test(name) ? '(?<![a-z\\d])' : '';
  const after = /[a-z\d]$/.test(name) ? '(?![a-z\\d])' : '';
  const expression = new RegExp(`${around.before}${before}${escaped}${after}${around.after}`);
  if (text.take(expression) === undefined) return false;
  while (text.take(expression) !== undefined);
  return true;
}
