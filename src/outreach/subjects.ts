import { findSmsRefusals } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import { loadGroupSendTimes } from './group-send/collect.ts';
import type { Subject } from './rungs/index.ts';

/** Everything needed to send some reminders, in a few queries for all of them. Reminders whose owner is gone are left out. */
export async function loadSubjects(tx: Transaction, reminders: readonly Reminder[]): Promise<Subject[]> {
  const customerIds = [...new Set(reminders.map((reminder) => reminder.customerId))];
  const vehicleIds = [...new Set(reminders.flatMap((reminder) => reminder.vehicleId ?? []))];
  const customers = await tx.customer.findMany({ where: { id: { in: customerIds } } });
  const vehicles = await tx.vehicle.findMany({ where: { id: { in: vehicleIds } } });
  const identities = await tx.channelIdentity.findMany({
    where: { customerId: { in: customerIds } },
    // The chat that was used last comes first.
    orderBy: [{ windowOpenedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  });
  // One after the other: included, the client would send all three at once over the transaction's one connection.
  const ofIdentities = { identityId: { in: identities.map(({ id }) => id) } };
  const conversations = await tx.conversation.findMany({
    where: ofIdentities,
    select: { identityId: true, state: true, openTicketId: true, verifyTicketId: true },
  });
  const consents = await tx.subscriptionConsent.findMany({ where: ofIdentities });
  const contacts = await tx.contactRelation.findMany({ where: ofIdentities, orderBy: { addedAt: 'desc' } });
  const waiting = await tx.outboxMessage.groupBy({
    by: ['recipient', 'accountId'],
    where: {
      channel: 'kfMessage',
      status: { in: ['pending', 'sending', 'unknown'] },
      recipient: { in: identities.map((identity) => identity.externalId) },
    },
    _count: { _all: true },
  });
  const refusals = await findSmsRefusals(tx, customerIds);
  const phonesOf = (customer: (typeof customers)[number]) =>
    customer.mobiles.filter((mobile) => !customer.wrongMobiles.includes(mobile));
  const smsTimes = await loadSmsTimes(
    tx,
    reminders[0]?.storeId ?? '',
    customers.flatMap((customer) => phonesOf(customer)[0] ?? []),
  );
  const groupSends = await loadGroupSendTimes(tx, customerIds);
  const onDuty = await loadOnDuty(tx, reminders[0]?.storeId ?? '', contacts);
  const reachable = identities.map((identity) => {
    const isOfThis = ({ identityId }: { identityId: number }) => identityId === identity.id;
    const conversation = conversations.find(isOfThis);
    return {
      ...identity,
      subscriptions: consents.filter(isOfThis),
      contacts: contacts.filter(isOfThis).map((contact) => ({ ...contact, isOnDuty: onDuty.has(contact.userId) })),
      isWithPerson: conversation?.state === 'human',
      hasOpenTicket:
        conversation !== undefined && (conversation.openTicketId !== null || conversation.verifyTicketId !== null),
      waiting:
        waiting.find((row) => row.recipient === identity.externalId && row.accountId === identity.accountId)?._count
          ._all ?? 0,
    };
  });
  return reminders.flatMap((reminder) => {
    const customer = customers.find((candidate) => candidate.id === reminder.customerId);
    if (customer === undefined) return [];
    return [
      {
        reminder,
        customer,
        vehicle: vehicles.find((candidate) => candidate.id === reminder.vehicleId) ?? null,
        reach: {
          identities: reachable.filter((identity) => identity.customerId === customer.id),
          phones: phonesOf(customer),
          smsAt: smsTimes.get(phonesOf(customer)[0] ?? '') ?? [],
          refusesSms: refusals.has(customer.id),
          groupSendsAt: (groupSends.get(customer.id) ?? []).map(({ at }) => at),
        },
      },
    ];
  });
}

/** Of the newest short messages to each number. One list a number, so that reminders of one run count for each other. */
async function loadSmsTimes(tx: Transaction, storeId: string, phones: readonly string[]): Promise<Map<string, Date[]>> {
  const times = new Map<string, Date[]>(phones.map((phone) => [phone, []]));
  if (phones.length === 0) return times;
  const rows = await tx.$queryRaw<{ phone: string; at: Date }[]>`
    SELECT phone, at FROM unnest(${[...times.keys()]}::text[]) AS wanted(phone), LATERAL (
      SELECT COALESCE(sent_at, not_before_at, created_at) AS at FROM outbox_message
      WHERE order_key = ${`${storeId}:sms::`} || phone AND status NOT IN ('failed', 'withdrawn')
      ORDER BY id DESC LIMIT 50) AS sent`;
  for (const { phone, at } of rows) times.get(phone)?.push(at);
  return times;
}

/** Members with contacts among these who work here and are on duty. */
async function loadOnDuty(
  tx: Transaction,
  storeId: string,
  contacts: readonly { userId: string }[],
): Promise<Set<string>> {
  const userIds = new Set(contacts.map((contact) => contact.userId));
  if (userIds.size === 0) return new Set();
  const staff = await tx.staff.findMany({
    where: { storeId, userId: { in: [...userIds] }, isActive: true, onDuty: true },
    select: { userId: true },
  });
  return new Set(staff.map(({ userId }) => userId));
}
