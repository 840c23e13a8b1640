import { type Day, dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { Rectification, RectificationEvent, Staff } from '../database/generated/client.ts';
import { getStore, type Rules, rulesOf } from '../stores/index.ts';
import { stepDueOn } from './due-day.ts';
import { refusalOf } from './people.ts';
import { RECTIFICATION_STEPS, type RectificationStep, UNFINISHED_STATUSES } from './states.ts';

export interface ListedRectification {
  rectification: Rectification;
  /** Last day for the step that is due now; absent for a closed one. */
  dueOn?: Day;
  isOverdue: boolean;
}

const NUMBER = /ZG-?(\d{4})-?W(\d{2})-?(\d{2,})/i;

/** The number of a rectification that stands in a text, in its normal form. */
export function rectificationNumberIn(text: string): string | undefined {
  const match = NUMBER.exec(text);
  return match === null ? undefined : `ZG-${match[1]}W${match[2]}-${match[3]}`;
}

/** A text without the number of the rectification that it names. */
export function withoutRectificationNumber(text: string): string {
  return text
    .replace(NUMBER, '')
    .trim()
    .replace(/^[:：,，\s]+/, '');
}

export async function findRectificationByNumber(
  db: Db,
  storeId: string,
  number: string,
): Promise<Rectification | undefined> {
  return (await db.rectification.findUnique({ where: { storeId_number: { storeId, number } } })) ?? undefined;
}

/**
 * A store's rectifications, newest first.
 *
 * @param filter.isUnfinished only those that still run
 * @param filter.department only this department's
 */
export async function listRectifications(
  context: Pick<Context, 'clock' | 'storeId'>,
  db: Db,
  filter: { isUnfinished?: boolean; department?: string; ticketId?: number; vehicleId?: number; take?: number } = {},
): Promise<ListedRectification[]> {
  const rows = await db.rectification.findMany({
    where: {
      storeId: context.storeId,
      ...(filter.isUnfinished === true ? { status: { in: [...UNFINISHED_STATUSES] } } : {}),
      ...(filter.department === undefined ? {} : { department: filter.department }),
      ...(filter.ticketId === undefined ? {} : { ticketIds: { has: filter.ticketId } }),
      ...(filter.vehicleId === undefined ? {} : { vehicleId: filter.vehicleId }),
    },
    orderBy: { id: 'desc' },
    take: filter.take ?? 200,
    include: { events: { where: { type: { in: ['measured', 'verified'] } }, orderBy: { id: 'desc' }, take: 1 } },
  });
  const rules = rulesOf(await getStore(db, context.storeId));
  const today = dayOf(context.clock.now());
  return rows.map(({ events, ...rectification }) => withDueDay(rectification, events[0], rules, today));
}

function withDueDay(
  rectification: Rectification,
  lastStep: RectificationEvent | undefined,
  rules: Rules,
  today: Day,
): ListedRectification {
  const dueOn = stepDueOn(rectification, lastStep?.at ?? rectification.createdAt, rules);
  return dueOn === undefined ? { rectification, isOverdue: false } : { rectification, dueOn, isOverdue: today > dueOn };
}

/** The immutable record, oldest first. */
export async function listRectificationEvents(db: Db, rectificationId: number): Promise<RectificationEvent[]> {
  return db.rectificationEvent.findMany({ where: { rectificationId }, orderBy: { id: 'asc' } });
}

/** The steps that this person may take now: the buttons of a page. */
export async function stepsFor(db: Db, rectification: Rectification, staff: Staff): Promise<RectificationStep[]> {
  const steps = Object.keys(RECTIFICATION_STEPS) as RectificationStep[];
  const possible: RectificationStep[] = [];
  for (const step of steps.filter((key) => RECTIFICATION_STEPS[key].from === rectification.status)) {
    if ((await refusalOf(db, rectification, staff, step)) === undefined) possible.push(step);
  }
  return possible;
}
