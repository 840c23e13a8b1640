import { dayOf } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type { Vehicle } from '../../database/generated/client.ts';
import { type CareEntry, getCareCalendar } from '../../reminders/index.ts';
import type { DatedReminderKind } from '../../stores/index.ts';
import { type Heard, textOf } from '../heard.ts';
import { say } from '../messages.ts';
import { pass, reply } from '../reply.ts';
import { carsOf } from '../vehicle-of.ts';
import { type DueTopic, readDueQuestion } from './read-due-question.ts';
import { dueWords, MISSING } from './words.ts';

/** As many cars as fit an answer; of more the owner names one. */
const MOST_CARS = 3;

const KINDS: Record<DueTopic, readonly DatedReminderKind[]> = {
  maintenance: ['firstMaintenance', 'regularMaintenance'],
  insurance: ['insuranceRenewal'],
  inspection: ['annualInspection'],
  licence: ['licenceRenewal'],
  warranty: ['warrantyEnd'],
};

/** What falls due, and on which car; a licence is of no car. */
export interface Due {
  topic: DueTopic;
  vehicle: Vehicle | undefined;
  entries: readonly CareEntry[];
}

/**
 * “下次保养是什么时候”: an owner whom we know reads the day that the reminders go by, and how it was found. What the archive
 * can't tell goes to a person, who reads what is missing. Words of a complaint are none of this.
 *
 * @returns whether it was such a question
 */
export async function answerDueQuestion(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const { kind, severity, wantsHuman, decidedBy } = heard.decision;
  if (wantsHuman || severity < 'P2' || ['rescue', 'optOut', 'human'].includes(kind)) return false;
  // A guess at so few words is often wrong, and a complaint leaves something over; a model or a correction knows more.
  const isComplaint = ['complaint', 'grumble'].includes(kind);
  if (isComplaint && (decidedBy === 'model' || decidedBy === 'case')) return false;
  const topics = readDueQuestion(textOf(heard));
  if (topics === undefined) return false;
  if (heard.identity.customerId === null) {
    await reply(context, tx, heard, dueWords.unbound);
    return true;
  }
  const { found, isMore } = await duesOf(context, tx, heard, topics);
  const known = found.filter(({ entries }) => entries.length > 0);
  const missing = found.filter(({ entries }) => entries.length === 0);
  if (missing.length > 0 || found.length === 0) {
    const note = found.length === 0 ? dueWords.noCar : dueWords.missing(missing.map(missingOf));
    await pass(context, tx, heard, { purpose: 'callback', kind: 'question', to: 'adviser', note });
  }
  if (known.length === 0) {
    await reply(context, tx, heard, say.question);
    return true;
  }
  const today = dayOf(context.clock.now());
  const lines = known.map((due) => dueWords.line(due, today));
  if (missing.length > 0) lines.push(dueWords.restAsked);
  if (isMore) lines.push(dueWords.otherCars);
  const offer = dueWords.offerFor(known);
  await reply(context, tx, heard, [...lines, ...(offer === undefined ? [] : [offer])].join('\n'));
  return true;
}

/** For each topic the next day, or one that is over and not known to be done, of the car named or of each car. */
export async function duesOf(
  context: Context,
  tx: Transaction,
  heard: Heard,
  topics: readonly DueTopic[],
): Promise<{ found: Due[]; isMore: boolean }> {
  const { customerId } = heard.identity;
  const own = customerId === null ? [] : await carsOf(tx, customerId);
  const { plates } = heard.decision.entities;
  const named = own.filter(({ plateNumber }) => plates.includes(plateNumber ?? ''));
  // A plate that is not theirs is nobody's business here.
  const cars = plates.length > 0 ? named : own;
  const found: Due[] = [];
  const today = dayOf(context.clock.now());
  for (const vehicle of cars.slice(0, MOST_CARS)) {
    const { entries } = await getCareCalendar(tx, context.storeId, vehicle.id, today);
    for (const topic of topics) {
      if (topic === 'licence' && found.some((due) => due.topic === 'licence')) continue;
      const of = entries.filter(({ kind, isEstimate }) => KINDS[topic].includes(kind) && !isEstimate);
      found.push({ topic, vehicle: topic === 'licence' ? undefined : vehicle, entries: nextOf(topic, of) });
    }
  }
  return { found, isMore: cars.length > MOST_CARS };
}

/** Compulsory and commercial insurance may end on days of their own; of all else only the first counts. */
function nextOf(topic: DueTopic, entries: readonly CareEntry[]): readonly CareEntry[] {
  if (topic !== 'insurance') return entries.slice(0, 1);
  return entries.filter(({ item }, at) => entries.findIndex((entry) => entry.item === item) === at);
}

const missingOf = ({ topic, vehicle }: Due): string => `${vehicle?.plateNumber ?? ''}${MISSING[topic]}`;
