import type { Transaction } from '../database/database.ts';
import type { Reminder } from '../database/generated/client.ts';
import type { Subject } from './dispatch.ts';

/** Everything needed to send some reminders, in a few queries for all of them. Reminders whose owner is gone are left out. */
export async function loadSubjects(tx: Transaction, reminders: readonly Reminder[]): Promise<Subject[]> {
  const customerIds = [...new Set(reminders.map((reminder) => reminder.customerId))];
  const vehicleIds = [...new Set(reminders.flatMap((reminder) => reminder.vehicleId ?? []))];
  const customers = await tx.customer.findMany({ where: { id: { in: customerIds } } });
  const vehicles = await tx.vehicle.findMany({ where: { id: { in: vehicleIds } } });
  const identities = await tx.channelIdentity.findMany({
    where: { customerId: { in: customerIds } },
    include: { conversation: { select: { id: true, state: true, openTicketId: true, verifyTicketId: true } } },
    // The chat that was used last comes first.
    orderBy: [{ windowOpenedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  });
  const waiting = await tx.outboxMessage.groupBy({
    by: ['recipient', 'accountId'],
    where: {
      channel: 'kfMessage',
      status: { in: ['pending', 'sending', 'unknown'] },
      recipient: { in: identities.map((identity) => identity.externalId) },
    },
    _count: { _all: true },
  });
  const reachable = identities.map(({ conversation, ...identity }) => ({
    ...identity,
    isWithPerson: conversation?.state === 'human',
    hasOpenTicket:
      conversation !== null && (conversation.openTicketId !== null || conversation.verifyTicketId !== null),
    waiting:
      waiting.find((row) => row.recipient === identity.externalId && row.accountId === identity.accountId)?._count
        ._all ?? 0,
  }));
  return reminders.flatMap((reminder) => {
    const customer = customers.find((candidate) => candidate.id === reminder.customerId);
    if (customer === undefined) return [];
    return [
      {
        reminder,
        customer,
        vehicle: vehicles.find((candidate) => candidate.id === reminder.vehicleId) ?? null,
        identities: reachable.filter((identity) => identity.customerId === customer.id),
      },
    ];
  });
}
