import { describe, expect, test } from 'vitest';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { type QuestionOptions, readQuestion } from '../../src/stats/reading/question.ts';
import { ASKED_ON, type ExpectedLine, PEOPLE, questionLines } from './question-lines.ts';
import { OTHERS_FIFTH } from './questions-others-fifth.ts';
import { OTHERS_FIRST } from './questions-others-first.ts';
import { OTHERS_FOURTH } from './questions-others-fourth.ts';
import { OTHERS_LIKE } from './questions-others-like.ts';
import { OTHERS_SECOND } from './questions-others-second.ts';
import { LIKE_THE_SEVENTH, OTHERS_SEVENTH } from './questions-others-seventh.ts';
import { OTHERS_SIXTH } from './questions-others-sixth.ts';
import { OTHERS_THIRD } from './questions-others-third.ts';

const options: QuestionOptions = {
  today: ASKED_ON,
  people: [...PEOPLE, ...(sampleStoreDefinition.staff ?? []).map(({ userId, name }) => ({ userId, name }))].filter(
    ({ userId }, at, all) => all.findIndex((each) => each.userId === userId) === at,
  ),
  series: ['明锐', '柯迪亚克', '速派', '柯珞克', 'ENYAQ'],
};
const TABLES: Readonly<Record<string, ExpectedLine[]>> = {
  first: questionLines(OTHERS_FIRST),
  second: questionLines(OTHERS_SECOND),
  third: questionLines(OTHERS_THIRD),
  fourth: questionLines(OTHERS_FOURTH),
  fifth: questionLines(OTHERS_FIFTH),
  sixth: questionLines(OTHERS_SIXTH),
  seventh: questionLines(OTHERS_SEVENTH),
  'like the seventh': questionLines(LIKE_THE_SEVENTH),
  'like those': questionLines(OTHERS_LIKE),
};

/** The query of a question, after the one before it where there is one: `before >> question`. */
function queryOf(asked: string) {
  const [first = '', second] = asked.split(' >> ');
  const before = readQuestion(first, options);
  if (second === undefined) return before.kind === 'query' ? before.query : undefined;
  const reading = readQuestion(second, {
    ...options,
    previous: before.kind === 'query' ? before.query : undefined,
  });
  return reading.kind === 'query' ? reading.query : undefined;
}

describe.each(Object.keys(TABLES))('a question by people who had not seen the reader: %s lot', (name) => {
  test.each(TABLES[name] ?? [])('$question is read as its query', ({ question, query }) => {
    expect(queryOf(question)).toEqual(query);
  });
});
