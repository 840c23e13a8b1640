import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CareError } from '../../src/errors.ts';
import {
  acknowledgeTicket,
  handOverTicket,
  resolveTicket,
  TICKET_STATUSES,
  trackTicket,
  TRANSITIONS,
  verifyTicket,
  watchDeadlines,
} from '../../src/tickets/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';

type Verb = 'acknowledge' | 'handOver' | 'track' | 'resolve' | 'close' | 'reopen';
interface Step {
  verb: Verb;
  who: string;
  department: string;
}

/** lin is the director, fang leads the house, nobody is called ghost. */
const RESPONSIBLE: Record<string, string> = { parts: 'luo', workshop: 'ma', customerCare: 'xu', triage: 'he' };
const department = fc.constantFrom('parts', 'workshop', 'customerCare', 'triage', 'nowhere');
const anything = fc.record({
  verb: fc.constantFrom<Verb>('acknowledge', 'handOver', 'track', 'resolve', 'close', 'reopen'),
  who: fc.constantFrom('luo', 'ma', 'xu', 'lin', 'fang', 'ghost', 'owner'),
  department,
});
/** "able": whoever may do it just now. */
const progress = fc.record({
  verb: fc.constantFrom<Verb>('acknowledge', 'acknowledge', 'track', 'track', 'resolve', 'close', 'reopen', 'handOver'),
  who: fc.constant('able'),
  department,
});
const steps = fc.noBias(fc.oneof({ weight: 2, arbitrary: progress }, { weight: 1, arbitrary: anything }));

async function play(desk: Desk, ticketId: number, { verb, who, department }: Step): Promise<unknown> {
  const { responsibleDepartment } = await desk.ticket(ticketId);
  const able = verb === 'close' || verb === 'reopen' ? 'owner' : (RESPONSIBLE[responsibleDepartment] ?? '');
  const actor = who === 'able' ? able : who;
  return desk.run(actor, (context, tx): Promise<unknown> => {
    switch (verb) {
      case 'acknowledge':
        return acknowledgeTicket(context, tx, { ticketId });
      case 'handOver':
        return handOverTicket(context, tx, { ticketId, department });
      case 'track':
        return trackTicket(context, tx, { ticketId, note: '已联系车主' });
      case 'resolve':
        return resolveTicket(context, tx, { ticketId, result: '已更换' });
      case 'close':
        return verifyTicket(context, tx, { ticketId, isSatisfied: true, words: '满意' });
      case 'reopen':
        return verifyTicket(context, tx, { ticketId, isSatisfied: false, words: '还是不行' });
      default:
        return verb satisfies never;
    }
  });
}

/** A refusal is one of ours and has words for the person who tried. */
const isPolite = (error: unknown) => error instanceof CareError && /[一-鿿]/.test(error.userMessage ?? '');

const isTransition = (from: string | null, to: string | null) =>
  Object.values(TRANSITIONS).some((allowed) => allowed.to === to && allowed.from.some((status) => status === from));

/** What must hold after whatever happened to a ticket. */
async function expectSound(desk: Desk, ticketId: number): Promise<void> {
  const ticket = await desk.ticket(ticketId);
  const changes = (await desk.events(ticketId)).filter((event) => event.toStatus !== null);
  let status = changes[0]?.toStatus;
  for (const event of changes.slice(1)) {
    expect(event.fromStatus).toBe(status);
    expect(isTransition(event.fromStatus, event.toStatus)).toBe(true);
    status = event.toStatus;
  }
  const verdicts = changes.filter((event) => event.type === 'closed' || event.type === 'reopened');
  expect(verdicts.filter((event) => !['wmOwner', 'xu', 'he', 'lin'].includes(event.actorId))).toEqual([]);
  expect(ticket.status).toBe(status);
  expect(Object.keys(TICKET_STATUSES)).toContain(ticket.status);
  expect(ticket.assigneeUserId === null).toBe(ticket.status === 'routed' || ticket.status === 'triage');
  expect(ticket.reopenCount).toBe(changes.filter((event) => event.type === 'reopened').length);

  const running = (await desk.clocks(ticketId)).filter((clock) => clock.stoppedAt === null).map((clock) => clock.name);
  expect(new Set(running).size).toBe(running.length);
  const isOpen = ticket.status !== 'resolved' && ticket.status !== 'closed';
  expect(running.includes('route')).toBe(ticket.status === 'routed' || ticket.status === 'triage');
  expect(running.includes('track')).toBe(isOpen && ticket.trackedAt === null);
  expect(running.includes('resolve')).toBe(isOpen);
  expect(running.includes('verify')).toBe(ticket.status === 'resolved');
}

describe.each(databaseKinds)('tickets on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());

    test('whatever anybody tries, only the state machine moves a ticket, and a refusal changes nothing', async () => {
      const reached = new Set<string>();
      const run = fc.asyncProperty(fc.array(steps, { minLength: 15, maxLength: 18 }), async (sequence) => {
        const { id } = await desk.open('说好三天到货的配件，等了半个月还没消息');
        for (const step of sequence) {
          const state = async () => [await desk.ticket(id), await desk.events(id), await desk.clocks(id)];
          const before = await state();
          const refusal: unknown = await play(desk, id, step).then(
            () => undefined,
            (error: unknown) => error,
          );
          expect(refusal === undefined || isPolite(refusal)).toBe(true);
          expect(refusal === undefined ? before : await state()).toEqual(before);
          reached.add((await desk.ticket(id)).status);
          await expectSound(desk, id);
        }
      });
      await fc.assert(run, { numRuns: 8, seed: 20_261_122, endOnFailure: true });
      // The walk is worth nothing if it never gets anywhere.
      expect([...reached].toSorted()).toEqual(['acknowledged', 'closed', 'resolved', 'routed', 'tracking']);
    }, 120_000);

    test('two verbs at the same moment leave one sound history', async () => {
      const run = fc.asyncProperty(fc.array(fc.tuple(steps, steps), { minLength: 6, maxLength: 10 }), async (pairs) => {
        const { id } = await desk.open('说好三天到货的配件，等了半个月还没消息');
        for (const [left, right] of pairs) {
          const results = await Promise.allSettled([play(desk, id, left), play(desk, id, right)]);
          expect(results.every((result) => result.status === 'fulfilled' || isPolite(result.reason))).toBe(true);
          await expectSound(desk, id);
        }
      });
      await fc.assert(run, { numRuns: 6, seed: 7, endOnFailure: true });
    }, 120_000);

    test('of five who acknowledge at once one has the ticket', async () => {
      const { id } = await desk.open('你们太差了');
      expect((await desk.ticket(id)).status).toBe('triage');
      const who = ['xu', 'he', 'lin', 'xu', 'fang'];
      const results = await Promise.allSettled(
        who.map((name) => play(desk, id, { verb: 'acknowledge', who: name, department: '' })),
      );
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      expect((await desk.events(id)).filter((event) => event.type === 'acknowledged')).toHaveLength(1);
      await expectSound(desk, id);
    });

    test('four ticks in the same moment nudge once and escalate once', async () => {
      desk.clock.set('2026-11-25T02:00:00.000Z');
      const { id } = await desk.open('说好三天到货的配件，等了半个月还没消息');
      const told = async () =>
        (await desk.events(id)).map((event) => event.type).filter((type) => type === 'nudged' || type === 'escalated');
      const tickAll = () => Promise.all([1, 2, 3, 4].map(() => watchDeadlines(desk.as('system'))));
      desk.clock.set('2026-11-25T03:30:00.000Z');
      await tickAll();
      expect(await told()).toEqual(['nudged']);
      desk.clock.set('2026-11-25T04:00:00.000Z');
      await tickAll();
      expect(await told()).toEqual(['nudged', 'escalated']);
    });

    test('two results written at once are both kept', async () => {
      const { id } = await desk.open('说好三天到货的配件，等了半个月还没消息');
      await play(desk, id, { verb: 'acknowledge', who: 'luo', department: '' });
      await desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId: id, result: '到货' }));
      const note = (words: string) =>
        desk.run('luo', (context, tx) => trackTicket(context, tx, { ticketId: id, note: words }));
      const results = await Promise.allSettled([note('已装车'), note('已道歉')]);
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') await note(index === 0 ? '已装车' : '已道歉');
      }
      const { result } = await desk.ticket(id);
      expect(result?.split('；').toSorted()).toEqual(['到货', '已装车', '已道歉'].toSorted());
    });
  });
});
