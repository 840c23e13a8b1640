import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Prisma } from '../database/generated/client.ts';
import { departmentNames, findStaff } from '../stores/index.ts';
import { type Department, DEPARTMENTS } from '../understanding/taxonomy.ts';
import { runQuery } from './compute.ts';
import { departmentsLabel, type Names } from './messages.ts';
import { metricOf } from './metrics.ts';
import { querySchema } from './query-schema.ts';
import { readQuestion } from './question.ts';
import * as replies from './replies.ts';
import type { Answer, Query, Viewer } from './types.ts';
import { answerText } from './wording.ts';

export type StatsContext = Pick<Context, 'database' | 'clock' | 'storeId'>;

/** A question this long ago is no longer what 那配件呢 follows. */
const FOLLOW_UP_MINUTES = 30;

export interface QuestionInput {
  /** WeCom member id of who asks. */
  userId: string;
  text: string;
  /** The question before. Absent: the asker's latest answered one of the last 30 minutes; 'none': there is none. */
  previous?: Query | 'none' | undefined;
}

/**
 * Answers a question about figures in plain Chinese, and logs it with what it was read as.
 *
 * @returns `answer`; `clarify` with the nearest questions; `cannot`; or `forbidden`. `text` is at most 2048 bytes.
 * General manager and director see the whole store, everybody else their own department.
 */
export async function answerQuestion(context: StatsContext, input: QuestionInput): Promise<Answer> {
  const person = await findStaff(context.database.client, context.storeId, input.userId);
  if (person === undefined) {
    return log(context, input, { status: 'forbidden', text: replies.unknownPersonText() });
  }
  return answerViewer(context, person, input);
}

/** The same for a viewer who is already known. */
export async function answerViewer(context: StatsContext, viewer: Viewer, input: QuestionInput): Promise<Answer> {
  const { database, storeId, clock } = context;
  const names = await departmentNames(database.client, storeId);
  const previous =
    input.previous === 'none' ? undefined : (input.previous ?? (await latestQuery(context, input.userId)));
  const answer = await read(input.text);
  return log(context, input, answer);

  async function read(text: string): Promise<Answer> {
    const now = clock.now();
    const today = dayOf(now);
    const reading = readQuestion(text, { today, previous, departmentNames: ownNames(names) });
    switch (reading.kind) {
      case 'help':
        return { status: 'answer', text: replies.helpText() };
      case 'unreadable':
        return { status: 'cannot', text: replies.unreadableText() };
      case 'unsupported':
        return { status: 'cannot', text: replies.unsupportedText(reading.topic) };
      case 'doubtful': {
        const [nearest] = reading.options;
        const reply = replies.clarifyText(reading.doubt, reading.options, today, names);
        return { status: 'clarify', text: reply, ...(nearest === undefined ? {} : { query: nearest }) };
      }
      case 'query': {
        const scope = narrow(reading.query, viewer, names);
        if (scope.refusal !== undefined) return { status: 'forbidden', text: scope.refusal, query: reading.query };
        const result = await runQuery({ db: database.client, storeId, now }, scope.query);
        const wording = { names, today, ownDepartment: scope.own };
        return { status: 'answer', text: answerText(scope.query, result, wording), query: scope.query, result };
      }
      default:
        return reading satisfies never;
    }
  }
}

interface Scope {
  query: Query;
  /** Name of the only department that is seen. */
  own?: string;
  refusal?: string;
}

/** Keeps a query within what its viewer may see. */
export function narrow(query: Query, viewer: Viewer, names: Names): Scope {
  if (viewer.role === 'generalManager' || viewer.role === 'director') return { query };
  const own = viewer.departmentKey;
  if (!isDepartment(own)) return { query, refusal: replies.noDepartmentText() };
  const metrics = [query.metric, ...(query.also ?? [])].map(metricOf);
  const closed = metrics.find(({ visibleTo }) => visibleTo === 'managersAndCare' && own !== 'customerCare');
  if (closed !== undefined) return { query, refusal: replies.restrictedText(closed.name) };
  const asked = query.filters.department;
  const ownName = names[own] ?? own;
  if (asked !== undefined && !asked.includes(own)) {
    return { query, refusal: replies.otherDepartmentText(ownName, departmentsLabel(asked, names)) };
  }
  // Reminders are customer care's own work and belong to no department.
  if (!metrics.every(({ filters }) => filters.includes('department'))) return { query };
  const narrowed: Query = { ...query, filters: { ...query.filters, department: [own] } };
  if (narrowed.groupBy === 'department') {
    delete narrowed.groupBy;
    delete narrowed.order;
    delete narrowed.top;
  }
  return { query: narrowed, own: ownName };
}

const isDepartment = (key: string): key is Department => Object.hasOwn(DEPARTMENTS, key);

function ownNames(names: Names) {
  return Object.entries(names).flatMap(([key, name]) =>
    isDepartment(key) && DEPARTMENTS[key].label !== name ? [{ key, name }] : [],
  );
}

async function latestQuery({ database, clock, storeId }: StatsContext, userId: string): Promise<Query | undefined> {
  const since = new Date(clock.now().getTime() - FOLLOW_UP_MINUTES * 60_000);
  const logged = await database.client.questionLog.findMany({
    where: { storeId, userId: userId.toLowerCase(), askedAt: { gte: since, lte: clock.now() } },
    orderBy: { id: 'desc' },
    take: 5,
  });
  for (const { query } of logged) {
    const { status, query: read } = query as { status?: unknown; query?: unknown };
    const parsed = status === 'answer' ? querySchema.safeParse(read) : undefined;
    if (parsed?.success === true) return parsed.data;
  }
  return undefined;
}

async function log({ database, clock, storeId }: StatsContext, input: QuestionInput, answer: Answer): Promise<Answer> {
  const query = { status: answer.status, ...(answer.query === undefined ? {} : { query: answer.query }) };
  await database.client.questionLog.create({
    data: {
      storeId,
      userId: input.userId.toLowerCase(),
      askedAt: clock.now(),
      // PostgreSQL text holds no zero character.
      text: input.text.replaceAll('\u0000', '').slice(0, 500),
      query: query as unknown as Prisma.InputJsonValue,
      answer: answer.text,
    },
  });
  return answer;
}
