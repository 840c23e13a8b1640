import { addMonths, type Day, dateToDay, dayOf, dayToDate } from '../../calendar.ts';
import type { Transaction } from '../../database/database.ts';
import type {
  CallTask,
  Consent,
  Customer,
  DueDate,
  Reminder,
  Ticket,
  Vehicle,
} from '../../database/generated/client.ts';
import { reminderTemplates } from '../../outreach/index.ts';
import { rulesOf } from '../../stores/index.ts';
import { accessOf } from '../access.ts';
import type { Visit } from '../visit.ts';
import { type ChannelState, channelStates } from './channel-states.ts';

export interface OwnerView {
  customer: Customer;
  adviserName: string | undefined;
  mayChange: boolean;
  isMasked: boolean;
  today: Day;
  vehicles: readonly (Vehicle & { dueDates: readonly DueDate[] })[];
  /** What is due for the owner, not for a car: licence, birthday. */
  ownDueDates: readonly DueDate[];
  channels: readonly ChannelState[];
  /** Of the last twelve months and still to come, the latest first. */
  reminders: readonly Reminder[];
  calls: readonly CallTask[];
  tickets: readonly (Ticket & { isReadable: boolean })[];
  consents: readonly Consent[];
}

const MONTHS_BACK = 12;
const MOST_REMINDERS = 120;
const DAY_MS = 86_400_000;

/** All that the page of one owner shows. */
export async function loadOwner(
  tx: Transaction,
  visit: Visit,
  customer: Customer,
  { mayChange, isMasked }: { mayChange: boolean; isMasked: boolean },
): Promise<OwnerView> {
  const { context, staff, store } = visit;
  const { storeId } = context;
  const now = context.clock.now();
  const today = dayOf(now);
  const own = { storeId, customerId: customer.id };
  const people = await tx.staff.findMany({ where: { storeId }, select: { userId: true, name: true } });
  const nameOf = (userId: string) => people.find((one) => one.userId === userId.toLowerCase())?.name ?? userId;
  const vehicles = await tx.vehicle.findMany({
    where: own,
    orderBy: [{ status: 'asc' }, { id: 'asc' }],
  });
  const dueDates = await tx.dueDate.findMany({
    where: { ...own, dueOn: { gte: dayToDate(addMonths(today, -1)) } },
    orderBy: { dueOn: 'asc' },
  });
  const identities = await tx.channelIdentity.findMany({
    where: own,
    include: { subscriptions: true, contacts: { orderBy: { addedAt: 'desc' } }, conversation: true },
    orderBy: [{ windowOpenedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  });
  const tickets = await tx.ticket.findMany({ where: own, orderBy: { id: 'desc' }, take: 20 });
  const readable = [];
  for (const ticket of tickets) {
    readable.push({ ...ticket, isReadable: (await accessOf(tx, ticket, staff)) !== undefined });
  }
  return {
    customer,
    adviserName: customer.advisorUserId === null ? undefined : nameOf(customer.advisorUserId),
    mayChange,
    isMasked,
    today,
    vehicles: vehicles.map((vehicle) => ({
      ...vehicle,
      dueDates: dueDates.filter(({ vehicleId }) => vehicleId === vehicle.id),
    })),
    ownDueDates: dueDates.filter(({ vehicleId }) => vehicleId === null),
    channels: channelStates({
      identities: identities.map(({ conversation, ...identity }) => ({
        ...identity,
        isWithPerson: conversation?.state === 'human',
      })),
      mobiles: customer.mobiles,
      wrongMobiles: customer.wrongMobiles,
      smsToday: await tx.outboxMessage.count({
        where: {
          storeId,
          channel: 'sms',
          recipient: { in: customer.mobiles },
          createdAt: { gt: new Date(now.getTime() - DAY_MS) },
          status: { notIn: ['withdrawn', 'failed'] },
        },
      }),
      rules: rulesOf(store),
      now,
      nameOf,
      subscriptionTitle: (key) => (reminderTemplates as Partial<Record<string, { title: string }>>)[key]?.title ?? key,
    }),
    reminders: await tx.reminder.findMany({
      where: { ...own, plannedFor: { gte: dayToDate(addMonths(today, -MONTHS_BACK)) } },
      orderBy: [{ plannedFor: 'desc' }, { id: 'desc' }],
      take: MOST_REMINDERS,
    }),
    calls: await tx.callTask.findMany({ where: own, orderBy: { id: 'desc' }, take: 30 }),
    tickets: readable,
    consents: await tx.consent.findMany({ where: { customerId: customer.id }, orderBy: { id: 'desc' }, take: 20 }),
  };
}

export const dueDay = (due: Pick<DueDate, 'dueOn'>): Day => dateToDay(due.dueOn);
