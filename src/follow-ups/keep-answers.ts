import { dayOf, dayToDate } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { FollowUp, Prisma } from '../database/generated/client.ts';
import type { FollowUpChannel } from './rounds.ts';

/** What an owner said. Absent: not asked, or not answered. */
export interface Answers {
  /** 1 to 10 */
  score?: number | undefined;
  isFixed?: boolean | undefined;
  isSatisfied?: boolean | undefined;
  /** In the owner's words. */
  words?: string | undefined;
}

/** Whoever gives few points, says that it was not repaired or is not satisfied. */
export const isUnhappy = (
  row: Pick<FollowUp, 'score' | 'isFixed' | 'isSatisfied'>,
  { lowScore }: { lowScore: number },
): boolean => (row.score !== null && row.score <= lowScore) || row.isFixed === false || row.isSatisfied === false;

/**
 * Writes answers down beside those that are there already. With the first of them the follow-up is done; its day is the
 * day on which the owner answered first.
 *
 * @param how.doneBy who took them down; absent: the owner answered the bot
 */
export async function keepAnswers(
  context: Context,
  tx: Transaction,
  row: FollowUp,
  answers: Answers,
  how: { channel: FollowUpChannel; lowScore: number; doneBy?: string; step?: number },
): Promise<FollowUp> {
  const now = context.clock.now();
  const score = answers.score ?? row.score;
  const isFixed = answers.isFixed ?? row.isFixed;
  const said = answers.isSatisfied ?? row.isSatisfied;
  const words = [row.words, answers.words].filter((part) => part != null && part !== '').join('\n');
  // Who gives good points and says nothing else is satisfied.
  const isSatisfied =
    said === false || isFixed === false || (score !== null && score <= how.lowScore)
      ? false
      : (said ?? (score === null ? null : true));
  const noted = row.answers as Prisma.JsonObject;
  return tx.followUp.update({
    where: { id: row.id },
    data: {
      score,
      isFixed,
      isSatisfied,
      words: words === '' ? null : words.slice(0, 2000),
      status: 'done',
      skipReason: null,
      channel: row.channel ?? how.channel,
      doneAt: row.doneAt ?? now,
      doneOn: row.doneOn ?? dayToDate(dayOf(now)),
      doneBy: row.doneBy ?? how.doneBy ?? null,
      answers: { ...noted, at: now.toISOString() },
      ...(how.step === undefined ? {} : { step: how.step }),
    },
  });
}
