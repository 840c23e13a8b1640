import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isDay } from '../../calendar.ts';
import type { QuestionReader } from '../../ports.ts';
import { CATEGORY_KEYS, DEMAND_KEYS, DEPARTMENT_KEYS, SEVERITY_KEYS } from '../../understanding/taxonomy.ts';
import { METRIC_KEYS, metricOf } from '../metrics.ts';
import { nearestThatFit } from './nearest-that-fit.ts';
import { buildQuery, defaultPeriod, type Draft } from './query.ts';
import {
  CHANNELS_ASKED,
  KINDS_ASKED,
  PURPOSES_ASKED,
  questionCatalogue,
  TICKET_SOURCES,
  TICKET_STATES,
} from './question-catalogue.ts';
import { questionOf } from './question-of.ts';
import { type QuestionOptions, type Reading } from './question.ts';
import { FOLLOW_UP_ROUNDS, type Filters, GROUPINGS, type Query, VISIT_TYPES, WORK_KINDS } from '../types.ts';
import { PLATE, REMINDER_KIND_NAMES } from '../vocabulary.ts';

const day = z.string().refine(isDay);
const period = z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to);
const some = <T extends z.ZodType>(item: T) => z.array(item).max(30).optional();
const words = z.array(z.string().max(60)).max(10);

/** The only answer that counts: unknown fields and values are refused. */
const answerSchema = z.strictObject({
  metric: z.enum(METRIC_KEYS).nullable(),
  also: z.array(z.enum(METRIC_KEYS)).max(3).default([]),
  filters: z
    .strictObject({
      department: some(z.enum(DEPARTMENT_KEYS)),
      severity: some(z.enum(SEVERITY_KEYS)),
      category: some(z.enum(CATEGORY_KEYS)),
      kind: some(z.enum(KINDS_ASKED)),
      status: some(z.enum(TICKET_STATES)),
      source: some(z.enum(TICKET_SOURCES)),
      demand: some(z.enum(DEMAND_KEYS)),
      reminderKind: some(z.enum(Object.keys(REMINDER_KIND_NAMES))),
      channel: some(z.enum(CHANNELS_ASKED)),
      visitType: some(z.enum(VISIT_TYPES)),
      round: some(z.enum(FOLLOW_UP_ROUNDS)),
      purpose: some(z.enum(PURPOSES_ASKED)),
      workKind: some(z.enum(WORK_KINDS)),
      person: words.optional(),
      series: words.optional(),
      plate: words.optional(),
    })
    .default({}),
  groupBy: z.enum(GROUPINGS).nullable().default(null),
  period: period.nullable().default(null),
  compareWith: period.nullable().default(null),
  order: z.enum(['asc', 'desc']).nullable().default(null),
  top: z.int().min(1).max(50).nullable().default(null),
  wantList: z.boolean().default(false),
  left: words.default([]),
});
type ModelReading = z.infer<typeof answerSchema>;

/**
 * What a model makes of a question that the rules did not understand. It can only choose from the catalogue; what it
 * leaves over, or what goes against what the rules did understand, is asked back.
 *
 * @param reading of the rules; any but `doubtful` for words or figure and `unreadable` stays as it is
 * @returns the same reading when the model does not help, is down or talks nonsense. `isGuessed`: the answer must say how
 * the question was read
 */
export async function readWithModel(
  reader: QuestionReader | undefined,
  question: string,
  reading: Reading,
  options: QuestionOptions & { signal?: AbortSignal; warn?: (reason: string) => void },
): Promise<Reading & { isGuessed?: true }> {
  if (reader === undefined || !isUnsure(reading)) return reading;
  const { today, previous, people = [], signal = new AbortController().signal } = options;
  const names = Object.fromEntries(people.map(({ userId, name }) => [userId.toLowerCase(), name]));
  try {
    const { value } = await reader.read(
      {
        text: question,
        today,
        ...(previous === undefined ? {} : { previous: questionOf(previous, today, undefined, names) }),
        names: people.map(({ name }) => name),
        catalogue: questionCatalogue(),
        check: (answer, restore) => {
          const parsed = answerSchema.safeParse(restored(answer, restore));
          if (parsed.success) return { value: parsed.data };
          const fields = parsed.error.issues.map(({ path, code }) => path.join('.') || code);
          return { fault: `invalid fields: ${[...new Set(fields)].join(', ')}` };
        },
      },
      { signal },
    );
    return joined(reading, value, options);
  } catch (error) {
    options.warn?.(error instanceof Error ? error.message : String(error));
    return reading;
  }
}

type Unsure = Extract<Reading, { kind: 'doubtful' | 'unreadable' }>;

const isUnsure = (reading: Reading): reading is Unsure =>
  reading.kind === 'unreadable' ||
  (reading.kind === 'doubtful' && (reading.doubt.what === 'words' || reading.doubt.what === 'metric'));

/** Personal data put back wherever it stands. */
function restored(value: unknown, restore: (text: string) => string): unknown {
  if (typeof value === 'string') return restore(value);
  if (Array.isArray(value)) return value.map((each) => restored(each, restore));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restored(each, restore)]));
}

function joined(reading: Unsure, answer: ModelReading, options: QuestionOptions): Reading & { isGuessed?: true } {
  if (answer.metric === null) return reading;
  const { filters, unknown } = filtersOf(answer, options);
  const { today } = options;
  const draft: Draft = {
    keys: [answer.metric, ...answer.also.filter((key) => key !== answer.metric)],
    isAboutComplaints: false,
    filters,
    clearsDepartment: false,
    isNow: false,
    asksHowMany: true,
    saysArrived: true,
    saysToday: false,
    period: answer.period ?? undefined,
    compareWith: answer.compareWith ?? undefined,
    ...(answer.groupBy === null ? {} : { groupBy: answer.groupBy }),
    isTrend: false,
    ...(answer.order === null ? {} : { ranks: answer.order === 'desc' ? ('most' as const) : ('least' as const) }),
    ...(answer.top === null ? {} : { top: answer.top }),
    wantList: answer.wantList && answer.groupBy === null,
    isTail: false,
    isFragment: false,
  };
  const { query, doubt } = buildQuery(draft, answer.metric, filters, today);
  const partial = reading.kind === 'doubtful' ? reading.partial : undefined;
  const left = [...answer.left, ...unknown].filter((word) => word.trim() !== '');
  if (doubt !== undefined) return { kind: 'doubtful', doubt, options: nearestThatFit(query, today) };
  if (left.length > 0) return { kind: 'doubtful', doubt: { what: 'words', words: left }, options: [query] };
  if (partial !== undefined && !agrees(query, partial, today)) {
    const asked = reading.kind === 'doubtful' ? reading.doubt : { what: 'metric' as const };
    return { kind: 'doubtful', doubt: asked, options: [query, partial] };
  }
  return { kind: 'query', query, isFollowUp: false, isGuessed: true };
}

/** Names are looked up: one that nobody has is left over. */
function filtersOf(
  { filters: given }: ModelReading,
  { people = [], series = [] }: QuestionOptions,
): { filters: Filters; unknown: string[] } {
  const { person = [], series: cars = [], plate = [], ...closed } = given;
  const unknown: string[] = [];
  const found = (wanted: readonly string[], matches: (word: string) => readonly string[]): string[] => {
    const values = wanted.flatMap((word) => {
      const known = matches(word);
      if (known.length === 0) unknown.push(word);
      return known;
    });
    return [...new Set(values)];
  };
  const same = (a: string, b: string) => a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
  const named = {
    assignee: found(person, (word) =>
      people.filter(({ name }) => same(name, word)).map(({ userId }) => userId.toLowerCase()),
    ),
    series: found(cars, (word) => series.filter((each) => same(each, word))),
    plate: found(plate, (word) =>
      PLATE.test(word.toLowerCase()) ? [word.toUpperCase().replaceAll(/[·.\s]/g, '')] : [],
    ),
  };
  const entries = Object.entries({ ...closed, ...named }).flatMap(([name, values]) =>
    values === undefined || values.length === 0 ? [] : [[name, values.toSorted((a, b) => (a < b ? -1 : 1))]],
  );
  return { filters: Object.fromEntries(entries) as Filters, unknown };
}

/** Whether nothing that the rules understood is missing or different. A period that nobody named does not count. */
function agrees(query: Query, partial: Query, today: string): boolean {
  const usual = defaultPeriod(metricOf(partial.metric), today);
  return (
    query.metric === partial.metric &&
    Object.entries(partial.filters).every(([name, values]) =>
      isDeepStrictEqual(Reflect.get(query.filters, name), values),
    ) &&
    (partial.period === undefined ||
      isDeepStrictEqual(partial.period, usual) ||
      isDeepStrictEqual(partial.period, query.period)) &&
    (partial.compareWith === undefined || isDeepStrictEqual(partial.compareWith, query.compareWith)) &&
    (partial.groupBy === undefined || partial.groupBy === query.groupBy) &&
    (partial.order === undefined || (partial.order === query.order && partial.top === query.top)) &&
    (!partial.wantList || query.wantList)
  );
}
