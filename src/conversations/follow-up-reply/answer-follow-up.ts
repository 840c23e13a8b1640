import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Ticket } from '../../database/generated/client.ts';
import {
  asksFixed,
  endCall,
  fixedMenu,
  type FollowUp,
  isUnhappy,
  keepAnswers,
  loadFollowUpSubjects,
  questionKey,
  questions,
  STEPS,
  suggestionsMenu,
} from '../../follow-ups/index.ts';
import { tellOwner } from '../../outreach/tell-owner.ts';
import { getStore } from '../../stores/index.ts';
import type { Heard } from '../heard.ts';
import { complainOf } from './complain.ts';
import { pendingFollowUp } from './pending.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Reads an owner's words as the answer to the questionnaire that is open, keeps it and asks what is still missing. Few
 * points, 没修好 and unhappy words become a complaint at once. Whatever else they write is left to the ordinary way, and the
 * question stays open.
 *
 * @param open the owner's open tickets: beside one only points and taps are answers
 * @returns `undefined` when it is done; else what is still to be answered
 */
export async function answerFollowUp(
  context: Context,
  tx: Transaction,
  heard: Heard,
  open: readonly Ticket[],
): Promise<Heard | undefined> {
  const pending = await pendingFollowUp(context, tx, heard);
  if (pending === undefined) return heard;
  const said = readAnswer(heard, pending, context.clock.now(), open.length > 0);
  if (said === undefined) return heard;
  const { lowScore } = heard.rules.followUps;
  const { row } = pending;
  if (said.isVague === true) {
    const key = questionKey(row.id, 'again');
    // Once; whoever stays vague is answered in the ordinary way, and called in the end.
    if ((await tx.outboxMessage.count({ where: { idempotencyKey: key } })) > 0) return heard;
    await tellOwner(context, tx, { conversationId: heard.conversation.id, key, text: questions.again });
    return undefined;
  }
  const channel = heard.identity.channel === 'kf' ? 'kf' : 'officialAccount';
  const kept = await keepAnswers(context, tx, row, said.answers, { channel, lowScore });
  await endCall(context, tx, kept);
  if (said.isComplaint || isUnhappy(kept, { lowScore })) {
    const ticketId = await complainOf(context, tx, heard, kept, open);
    await tx.followUp.update({ where: { id: row.id }, data: { ticketId, step: STEPS.over } });
    return undefined;
  }
  await askNext(context, tx, heard, kept, stepAnswered(said.answers, row.step));
  return undefined;
}

/** The last question that is answered now: points may come again while a later one is open. */
const stepAnswered = ({ score }: { score?: number | undefined }, step: number): number =>
  score !== undefined && step === STEPS.fixed ? STEPS.score : step;

async function askNext(
  context: Context,
  tx: Transaction,
  heard: Heard,
  row: FollowUp,
  answered: number,
): Promise<void> {
  const say = (question: string, text: string, menu?: { items: { id: string; text: string }[] }) =>
    tellOwner(context, tx, {
      conversationId: heard.conversation.id,
      key: questionKey(row.id, question),
      text,
      ...(menu === undefined ? {} : { menu }),
    });
  const goOn = (step: number) => tx.followUp.update({ where: { id: row.id }, data: { step } });
  if (answered < STEPS.fixed && asksFixed(row.round) && row.isFixed === null) {
    const subject = (await loadFollowUpSubjects(tx, await getStore(tx, row.storeId), [row])).get(row.id);
    if (subject !== undefined) {
      await say('fixed', questions.fixed(subject), fixedMenu(row.id, questions.fixedChoices(subject)));
      await goOn(STEPS.fixed);
      return;
    }
  }
  if (answered < STEPS.suggestions && row.words === null) {
    const text = answered === STEPS.score ? questions.suggestionsAfterScore : questions.suggestions;
    await say('suggestions', text, suggestionsMenu(row.id, questions.none));
    await goOn(STEPS.suggestions);
    return;
  }
  await say('thanks', questions.thanks);
  await goOn(STEPS.over);
}
