import { describe, expect, test } from 'vitest';
import { METRIC_KEYS } from '../../src/stats/metrics.ts';
import { readQuestion } from '../../src/stats/reading/question.ts';
import { ASKED_ON, type ExpectedLine, PEOPLE, questionLines, SERIES, withoutNotes } from './question-lines.ts';
import { QUESTIONS } from './questions.ts';
import { QUESTIONS_FIGURES } from './questions-figures.ts';
import { QUESTIONS_FILTERS } from './questions-filters.ts';
import { QUESTIONS_SPOKEN } from './questions-spoken.ts';
import { QUESTIONS_STATES, QUESTIONS_STEPS } from './questions-steps.ts';
import { QUESTIONS_TIME } from './questions-time.ts';
import { UNSEEN_FIRST, UNSEEN_SECOND } from './questions-unseen.ts';
import { UNSEEN_FOURTH, UNSEEN_THIRD } from './questions-unseen-later.ts';

const options = { today: ASKED_ON, people: PEOPLE, series: SERIES };

const TABLES: Readonly<Record<string, ExpectedLine[]>> = {
  'first questions': questionLines(QUESTIONS),
  'times and comparisons': questionLines(QUESTIONS_TIME),
  'steps of the calendar': questionLines(QUESTIONS_STEPS),
  'what is nearly late, what nobody took up': questionLines(QUESTIONS_STATES),
  'words for figures': questionLines(QUESTIONS_FIGURES),
  'filters, groups, rankings, lists': questionLines(QUESTIONS_FILTERS),
  'loose talk and slips': questionLines(QUESTIONS_SPOKEN),
  'written before the reader was tried': questionLines(UNSEEN_FIRST),
  'written before it was tried again': questionLines(UNSEEN_SECOND),
  'written before it was tried a third time': questionLines(UNSEEN_THIRD),
  'written before it was tried a fourth time': questionLines(UNSEEN_FOURTH),
};
const all = Object.values(TABLES).flat();

describe.each(Object.keys(TABLES))('a question typed by a manager: %s', (name) => {
  test.each(TABLES[name] ?? [])('$question is read as its query', ({ question, query }) => {
    const reading = withoutNotes(readQuestion(question, options));
    const expected = query === undefined ? 'no query' : { kind: 'query', query, isFollowUp: false };
    expect(query === undefined && reading.kind !== 'query' ? 'no query' : reading).toEqual(expected);
  });
});

describe('the tables together', () => {
  test('hold at least 400 different questions', () => {
    expect(new Set(all.map(({ question }) => question)).size).toBeGreaterThanOrEqual(400);
  });

  test('ask for every metric of the catalogue', () => {
    const asked = new Set(
      all.flatMap(({ query }) => (query === undefined ? [] : [query.metric, ...(query.also ?? [])])),
    );
    expect(METRIC_KEYS.filter((key) => !asked.has(key))).toEqual([]);
  });
});

describe('names of the store', () => {
  test('people of one name are all meant', () => {
    const people = [...PEOPLE, { userId: 'wanglei2', name: '王磊' }];
    expect(readQuestion('王磊的超时', { ...options, people })).toMatchObject({
      query: { filters: { assignee: ['wanglei', 'wanglei2'] } },
    });
  });

  test('a stem means every series that has it', () => {
    expect(readQuestion('途观的投诉', { ...options, series: ['途观L', '途观X', '速腾'] })).toMatchObject({
      query: { filters: { series: ['途观L', '途观X'] } },
    });
  });

  test.each(['李大勇的超时', '奥迪的投诉', '沪A1234的投诉'])(
    'what nobody and nothing is called is asked back: %s',
    (question) => {
      expect(readQuestion(question, options)).toMatchObject({ kind: 'doubtful', doubt: { what: 'words' } });
    },
  );

  const departmentNames = [{ key: 'workshop', name: '机电一部' } as const];

  test("the store's own department name is a filter", () => {
    expect(readQuestion('机电一部本月投诉', { ...options, departmentNames })).toMatchObject({
      query: { filters: { department: ['workshop'] } },
    });
    expect(readQuestion('机电一部本月投诉', options).kind).toBe('doubtful');
  });
});
