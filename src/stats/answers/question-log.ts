import type { Clock } from '../../clock.ts';
import type { Database } from '../../database/database.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { querySchema } from '../query-schema.ts';
import type { Answer, Query } from '../types.ts';

interface LogContext {
  database: Database;
  clock: Clock;
  storeId: string;
}

/** A question this long ago is no longer what 那配件呢 follows. */
const FOLLOW_UP_MINUTES = 30;

/** What the asker's latest answered question of the last half hour was read as. */
export async function latestQuery(
  { database, clock, storeId }: LogContext,
  userId: string,
): Promise<Query | undefined> {
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

/** `1`, `选2`, `第一个`: one of the questions that were offered. */
const CHOICE = /^(?:选|第)?([12一二])(?:个|号|条)?[.。、]?$/;

export const isChoice = (text: string): boolean => CHOICE.test(text.normalize('NFKC').trim());

/**
 * The question that a bare number chooses, when questions were offered with the answer to the asker's latest one.
 *
 * @returns undefined when nothing was offered in the last half hour, or the text is no number
 */
export async function offeredQuestion(
  { database, clock, storeId }: LogContext,
  userId: string,
  text: string,
): Promise<string | undefined> {
  const chosen = CHOICE.exec(text.normalize('NFKC').trim())?.[1];
  if (chosen === undefined) return undefined;
  const since = new Date(clock.now().getTime() - FOLLOW_UP_MINUTES * 60_000);
  const latest = await database.client.questionLog.findFirst({
    where: { storeId, userId: userId.toLowerCase(), askedAt: { gte: since, lte: clock.now() } },
    orderBy: { id: 'desc' },
  });
  const { status, offers } = (latest?.query ?? {}) as { status?: unknown; offers?: unknown };
  const offer: unknown =
    (status === 'clarify' || status === 'answer') && Array.isArray(offers)
      ? offers['1一'.includes(chosen) ? 0 : 1]
      : undefined;
  return typeof offer === 'string' ? offer : undefined;
}

/** Whether the same words were said to somebody a short time ago: the platform shows equal texts only once. */
export async function wasJustSaid(
  { database, clock, storeId }: LogContext,
  userId: string,
  answer: string,
): Promise<boolean> {
  const since = new Date(clock.now().getTime() - FOLLOW_UP_MINUTES * 60_000);
  const said = await database.client.questionLog.findFirst({
    where: { storeId, userId: userId.toLowerCase(), askedAt: { gte: since, lte: clock.now() }, answer },
    orderBy: { id: 'desc' },
  });
  return said !== null;
}

/** Keeps a question with its answer's status, what it was read as, and how many milliseconds the answer took. */
export async function logQuestion(
  { database, clock, storeId }: LogContext,
  input: { userId: string; text: string; answer: Answer; tookMs: number },
): Promise<void> {
  const { answer } = input;
  const query = {
    status: answer.status,
    tookMs: Math.round(input.tookMs),
    ...(answer.query === undefined ? {} : { query: answer.query }),
    ...(answer.offers === undefined ? {} : { offers: answer.offers }),
  };
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
}
