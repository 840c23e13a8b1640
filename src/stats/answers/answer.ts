import { performance } from 'node:perf_hooks';
import { type Day, dayOf } from '../../calendar.ts';
import type { PictureSpec } from '../../charts/index.ts';
import type { Context } from '../../context.ts';
import { findStaff } from '../../stores/index.ts';
import { type Department, DEPARTMENTS } from '../../understanding/taxonomy.ts';
import { chartOf } from './chart-of.ts';
import { runQuery } from '../compute.ts';
import { asRead, clearlyAhead, type Confident } from './confidence.ts';
import { type KnownNames, knownNames, knownSeries } from '../reading/known-names.ts';
import { figuresAddress, placeAddress } from './links.ts';
import type { Names } from './messages.ts';
import { narrow } from './narrow.ts';
import type { QuestionReader } from '../../ports.ts';
import { readWithModel } from '../reading/model-reading.ts';
import { latestQuery, logQuestion, wasJustSaid } from './question-log.ts';
import { questionOf } from '../reading/question-of.ts';
import { readQuestion, type Reading } from '../reading/question.ts';
import { inReadableSteps } from './readable-step.ts';
import * as replies from './replies.ts';
import type { Answer, Query, Viewer } from '../types.ts';
import { answerText, type Wording } from './wording.ts';
import { wordingOf } from './wording-of.ts';

export type StatsContext = Pick<Context, 'database' | 'clock' | 'storeId'> & {
  /** Address of the site, for links; absent or empty: no links. */
  publicUrl?: string;
  /** Reads what the rules do not understand; absent: they alone. */
  questionReader?: QuestionReader | undefined;
  logger?: Context['logger'];
};

export interface QuestionInput {
  /** WeCom member id of who asks. */
  userId: string;
  text: string;
  /** The question before. Absent: the asker's latest answered one of the last 30 minutes; 'none': there is none. */
  previous?: Query | 'none' | undefined;
}

/** An answer, and the picture that goes with it where there is more to see than three numbers. */
export type IllustratedAnswer = Answer & { chart?: PictureSpec };

/**
 * Answers a question about figures in plain Chinese, and logs it with what it was read as.
 *
 * @returns `answer`; `clarify` with the nearest questions; `cannot`; or `forbidden`. `text` is at most 2048 bytes.
 * General manager and director see the whole store, heads their department, everybody else their own work.
 */
export async function answerQuestion(context: StatsContext, input: QuestionInput): Promise<IllustratedAnswer> {
  const person = await findStaff(context.database.client, context.storeId, input.userId);
  if (person !== undefined) return answerViewer(context, person, input);
  const answer: Answer = { status: 'forbidden', text: replies.unknownPersonText() };
  await logQuestion(context, { ...input, answer, tookMs: 0 });
  return answer;
}

/** The same for a viewer who is already known. */
export async function answerViewer(
  context: StatsContext,
  viewer: Viewer,
  input: QuestionInput,
): Promise<IllustratedAnswer> {
  const startedAt = performance.now();
  const previous =
    input.previous === 'none' ? undefined : (input.previous ?? (await latestQuery(context, input.userId)));
  const { chart, ...answer } = await readAndRun(context, viewer, input.text, previous);
  if (await wasJustSaid(context, input.userId, answer.text))
    answer.text = toTheSecond(answer.text, context.clock.now());
  await logQuestion(context, { ...input, answer, tookMs: performance.now() - startedAt });
  return { ...answer, ...(chart === undefined ? {} : { chart }) };
}

/** A figure asked for again within the minute is as of another second, and another text for the platform. */
const toTheSecond = (text: string, now: Date): string =>
  text.replace(/截至 .+$/, (asOf) => `${asOf}:${String(now.getUTCSeconds()).padStart(2, '0')}`);

async function readAndRun(
  context: StatsContext,
  viewer: Viewer,
  text: string,
  previous: Query | undefined,
): Promise<IllustratedAnswer> {
  const { database, storeId, clock } = context;
  const now = clock.now();
  const today = dayOf(now);
  const known = await knownNames(database.client, storeId);
  const { names } = known;
  const options = {
    today,
    previous,
    departmentNames: ownNames(names),
    people: known.staff,
    series: await knownSeries(database.client, storeId),
  };
  const reading = await readWithModel(context.questionReader, text, readQuestion(text, options), {
    ...options,
    warn: (reason) => context.logger?.warn({ reason }, 'the model did not read a question'),
  });
  switch (reading.kind) {
    case 'help':
      return { status: 'answer', text: replies.helpText() };
    case 'unreadable':
      return { status: 'cannot', text: replies.unreadableText() };
    case 'unsupported':
      return { status: 'cannot', text: replies.unsupportedText(reading.topic) };
    case 'doubtful': {
      const ahead = clearlyAhead(reading);
      return ahead === undefined ? askBack(reading, known, today) : answerReading(context, viewer, known, ahead);
    }
    case 'query':
      return answerReading(context, viewer, known, asRead(reading));
    default:
      return reading satisfies never;
  }
}

function askBack(
  { doubt, options }: Extract<Reading, { kind: 'doubtful' }>,
  { names, people }: KnownNames,
  today: Day,
): Answer {
  const [nearest] = options;
  const offers = options.slice(0, 2).map((query) => questionOf(query, today, names, people));
  const text = replies.clarifyText(doubt, offers);
  return { status: 'clarify', text, ...(nearest === undefined ? {} : { query: nearest }), offers };
}

async function answerReading(
  context: StatsContext,
  viewer: Viewer,
  known: KnownNames,
  { query: asked, others, countedAs, note, saysHow }: Confident,
): Promise<IllustratedAnswer> {
  const { database, storeId, clock, publicUrl = '' } = context;
  const now = clock.now();
  const today = dayOf(now);
  const scope = narrow(asked, viewer, known);
  if (scope.refusal !== undefined) return { status: 'forbidden', text: scope.refusal, query: asked };
  const { query } = scope;
  const steps = inReadableSteps(query, today);
  const result = await runQuery({ db: database.client, storeId, now }, steps.query);
  const inWords = (each: Query) => questionOf(each, today, known.names, known.people);
  const offers = others.slice(0, 2).map(inWords);
  const notes = [note, steps.note].filter((each) => each !== undefined);
  const wording: Wording = {
    ...wordingOf(known, scope, today),
    countedAs,
    ...(saysHow ? { readAs: inWords(asked) } : {}),
    ...(offers.length === 0 ? {} : { offers }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(publicUrl === ''
      ? {}
      : {
          linkTo: (place) => placeAddress(publicUrl, storeId, place),
          listAddress: figuresAddress(publicUrl, storeId, query),
        }),
  };
  const chart = chartOf(steps.query, result, wording);
  const text = answerText(steps.query, result, wording);
  const answer: Answer = { status: 'answer', text, query, result, ...(offers.length === 0 ? {} : { offers }) };
  return { ...answer, ...(chart === undefined ? {} : { chart }) };
}

const isDepartment = (key: string): key is Department => Object.hasOwn(DEPARTMENTS, key);

function ownNames(names: Names) {
  return Object.entries(names).flatMap(([key, name]) =>
    isDepartment(key) && DEPARTMENTS[key].label !== name ? [{ key, name }] : [],
  );
}
