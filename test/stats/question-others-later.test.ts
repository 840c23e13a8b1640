import { describe, expect, test } from 'vitest';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { type QuestionOptions, readQuestion } from '../../src/stats/reading/question.ts';
import type { Query } from '../../src/stats/types.ts';
import { ASKED_ON, questionLines } from './question-lines.ts';
import { OTHERS_EIGHTH } from './questions-others-eighth.ts';
import { LIKE_THE_NINTH, OTHERS_NINTH } from './questions-others-ninth.ts';
import { OTHERS_TENTH } from './questions-others-tenth.ts';

const { staff = [], departments = [] } = sampleStoreDefinition;
const options: QuestionOptions = {
  today: ASKED_ON,
  people: staff.map(({ userId, name, departmentKey }) => ({ userId, name, departmentKey })),
  series: ['途观L', '途观X', '朗逸', '帕萨特'],
  departmentNames: departments,
};

interface Line {
  question: string;
  query?: Query;
  /** What the line above was read as, where this one goes on from it. */
  previous?: Query;
}

/** `> ` goes on from the line above. */
function chained(table: string): Line[] {
  const lines: Line[] = [];
  for (const { question, query } of questionLines(table)) {
    const before = question.startsWith('> ') ? lines.at(-1)?.query : undefined;
    lines.push({
      question: question.replace(/^> /, ''),
      ...(query === undefined ? {} : { query }),
      ...(before === undefined ? {} : { previous: before }),
    });
  }
  return lines;
}

describe.each([
  ['eighth', chained(OTHERS_EIGHTH)],
  ['ninth', chained(OTHERS_NINTH)],
  ['like those', chained(LIKE_THE_NINTH)],
  ['tenth', chained(OTHERS_TENTH)],
] as const)('a question by people who had not seen the reader: %s lot', (_, lines) => {
  test.each(lines)('$question is read as its query', ({ question, query, previous }) => {
    const reading = readQuestion(question, { ...options, previous });
    expect(reading.kind === 'query' ? reading.query : undefined).toEqual(query);
  });
});
