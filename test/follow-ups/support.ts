import { dayToDate, type Day, instantAt } from '../../src/calendar.ts';
import type { CallTask, FollowUp, Prisma } from '../../src/database/generated/client.ts';
import { askDueFollowUps, planFollowUps } from '../../src/follow-ups/index.ts';
import { addOwner, empty as emptyArchive, type Owned } from '../reminders/support.ts';
import type { Desk } from '../support/desk.ts';

export const TODAY = '2026-11-23';

let nth = 0;

/** A visit that was handed back on a day. */
export async function handBack(
  desk: Desk,
  vehicle: { id: number },
  handedBackOn: Day,
  visit: Partial<Prisma.VisitUncheckedCreateInput> = {},
): Promise<{ id: number }> {
  nth += 1;
  return desk.database.client.visit.create({
    data: {
      storeId: 'main',
      vehicleId: vehicle.id,
      repairOrderNo: `WX${nth}`,
      enteredOn: dayToDate(handedBackOn),
      handedBackOn: dayToDate(handedBackOn),
      type: 'repair',
      advisorName: '江顾问',
      ...visit,
    },
  });
}

/** An owner whose car came back on a day; `wroteAt`: when they wrote in 微信客服. */
export async function ownerOf(
  desk: Desk,
  handedBackOn: Day,
  owner: { wroteAt?: Date; customer?: Partial<Prisma.CustomerUncheckedCreateInput>; left?: number } = {},
): Promise<Owned & { conversationId: number | undefined }> {
  const owned = await addOwner(desk, owner.customer);
  await handBack(desk, owned.vehicle, handedBackOn);
  return { ...owned, conversationId: await openChat(desk, owned, owner) };
}

export async function openChat(
  desk: Desk,
  { customer }: Owned,
  { wroteAt, left = 5 }: { wroteAt?: Date; left?: number },
): Promise<number | undefined> {
  if (wroteAt === undefined) return undefined;
  const common = { storeId: 'main', createdAt: wroteAt };
  const { client } = desk.database;
  const identity = await client.channelIdentity.create({
    data: {
      ...common,
      customerId: customer.id,
      channel: 'kf',
      accountId: 'wk1',
      externalId: `wm${customer.id}`,
      windowOpenedAt: wroteAt,
      windowLeft: left,
    },
  });
  const conversation = await client.conversation.create({
    data: { storeId: 'main', identityId: identity.id, orderKey: `main:wk1:wm${customer.id}`, updatedAt: wroteAt },
  });
  return conversation.id;
}

export async function empty(desk: Desk): Promise<void> {
  await emptyArchive(desk);
  await desk.database.client.$executeRawUnsafe('TRUNCATE follow_up, ticket RESTART IDENTITY CASCADE');
}

/** What the schedule does on a morning and in the afternoon. */
export async function passDay(
  desk: Desk,
  day: Day,
  times: readonly string[] = ['07:35', '09:05', '14:05'],
): Promise<void> {
  for (const time of times) {
    desk.clock.set(instantAt(day, time));
    await planFollowUps(desk.as('system'));
    await askDueFollowUps(desk.as('system'));
  }
}

export const followUps = (desk: Desk): Promise<FollowUp[]> =>
  desk.database.client.followUp.findMany({ orderBy: { id: 'asc' } });

export const calls = (desk: Desk): Promise<CallTask[]> =>
  desk.database.client.callTask.findMany({ where: { purpose: 'followUp' }, orderBy: { id: 'asc' } });

/** What owners were sent, oldest first. */
export const told = async (desk: Desk): Promise<string[]> =>
  (
    await desk.database.client.outboxMessage.findMany({
      where: { channel: { in: ['kfMessage', 'officialAccountMessage'] } },
      orderBy: { id: 'asc' },
    })
  ).map((row) => row.preview);
