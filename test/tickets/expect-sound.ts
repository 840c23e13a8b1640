import { expect } from 'vitest';
import { ENDED_STATUSES, TICKET_STATUSES, type TicketStatus, TRANSITIONS } from '../../src/tickets/index.ts';
import { holdersOf } from '../../src/tickets/people.ts';
import type { Desk } from '../support/desk.ts';

const isTransition = (from: string | null, to: string | null) =>
  Object.values(TRANSITIONS).some((allowed) => allowed.to === to && allowed.from.some((status) => status === from));

/** What must hold after whatever happened to a ticket. */
export async function expectSound(desk: Desk, ticketId: number): Promise<void> {
  const ticket = await desk.ticket(ticketId);
  const changes = (await desk.events(ticketId)).filter((event) => event.toStatus !== null);
  let status = changes[0]?.toStatus;
  for (const event of changes.slice(1)) {
    expect(event.fromStatus).toBe(status);
    expect(isTransition(event.fromStatus, event.toStatus)).toBe(true);
    status = event.toStatus;
  }
  // Every change of state has its row, and the first row says how it began.
  expect(changes[0]?.type).toBe('opened');
  const verdicts = changes.filter((event) => event.type === 'closed' || event.type === 'reopened');
  expect(verdicts.filter((event) => !['wmOwner', 'xu', 'he', 'lin'].includes(event.actorId))).toEqual([]);
  const first = verdicts.toSorted((left, right) => left.at.getTime() - right.at.getTime() || left.id - right.id)[0];
  expect([ticket.firstVerdictAt, ticket.firstSatisfied]).toEqual(
    first === undefined ? [null, null] : [first.at, first.type === 'closed'],
  );
  expect(ticket.status).toBe(status);
  expect(Object.keys(TICKET_STATUSES)).toContain(ticket.status);
  const isHeld = ['acknowledged', 'tracking', 'resolved', 'closed'].includes(ticket.status);
  expect(isHeld ? ticket.assigneeUserId : 'anybody').not.toBeNull();
  expect(ticket.status === 'triage' ? ticket.assigneeUserId : null).toBeNull();
  const ending = [...changes.slice(-2).map((event) => event.type), ticket.isSatisfied];
  expect(ticket.status === 'closed' ? ending : []).toEqual(
    ticket.status === 'closed' ? ['resolved', 'closed', true] : [],
  );
  expect(ticket.mergedIntoId === null).toBe(ticket.status !== 'merged');
  expect(ticket.reopenCount).toBe(changes.filter((event) => event.type === 'reopened').length);

  const running = (await desk.clocks(ticketId)).filter((clock) => clock.stoppedAt === null).map((clock) => clock.name);
  expect(new Set(running).size).toBe(running.length);
  const isEnded = ENDED_STATUSES.includes(ticket.status as TicketStatus);
  const pauses = await desk.database.client.ticketPause.count({ where: { ticketId, endedAt: null } });
  expect(isEnded ? [running, pauses, ticket.pageAt] : [[], 0, null]).toEqual([[], 0, null]);
  const holders = await desk.run('system', (_context, tx) => holdersOf(tx, ticket));
  expect(isEnded || holders.length > 0).toBe(true);
  const isOpen = !isEnded && ticket.status !== 'resolved';
  expect(running.includes('route')).toBe(ticket.status === 'routed' || ticket.status === 'triage');
  expect(running.includes('track')).toBe(isOpen && ticket.trackedAt === null);
  expect(running.includes('resolve')).toBe(isOpen);
  expect(running.includes('verify')).toBe(ticket.status === 'resolved');
  expect(ticket.verifyAskAt !== null && ticket.verifyTries === 0).toBe(running.includes('verify') && !ticket.result);
}
