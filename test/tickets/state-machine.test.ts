import * as fc from '../support/property.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/context.ts';
import type { Transaction } from '../../src/database/database.ts';
import type { Ticket } from '../../src/database/generated/client.ts';
import { CareError } from '../../src/errors.ts';
import {
  acknowledgeTicket,
  assignTicket,
  commentTicket,
  dismissTicket,
  handOverTicket,
  mergeTickets,
  noteToOwner,
  pauseTicket,
  readResult,
  recategorizeTicket,
  resolveTicket,
  resumeTicket,
  splitTicket,
  takeBackTicket,
  TICKET_STATUSES,
  trackTicket,
  verifyTicket,
  watchDeadlines,
} from '../../src/tickets/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { expectSound } from './expect-sound.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

interface Target {
  ticketId: number;
  /** Another ticket, to merge into. */
  otherId: number;
  department: string;
  colleague: string;
}
type Play = (context: Context, tx: Transaction, target: Target) => Promise<unknown>;

/** Everything that can be done to a ticket, by anybody who tries. */
const VERBS = {
  acknowledge: (context, tx, { ticketId }) => acknowledgeTicket(context, tx, { ticketId }),
  handOver: (context, tx, { ticketId, department }) => handOverTicket(context, tx, { ticketId, department }),
  track: (context, tx, { ticketId }) => trackTicket(context, tx, { ticketId, note: '已联系车主' }),
  resolve: (context, tx, { ticketId, colleague }) =>
    resolveTicket(context, tx, { ticketId, result: colleague === 'luo' ? '' : '已更换' }),
  close: (context, tx, { ticketId }) => verifyTicket(context, tx, { ticketId, isSatisfied: true, words: '满意' }),
  reopen: (context, tx, { ticketId }) => verifyTicket(context, tx, { ticketId, isSatisfied: false, words: '还是不行' }),
  assign: (context, tx, { ticketId, colleague }) => assignTicket(context, tx, { ticketId, userId: colleague }),
  takeBack: (context, tx, { ticketId }) => takeBackTicket(context, tx, { ticketId }),
  merge: (context, tx, { ticketId, otherId }) => mergeTickets(context, tx, { ticketId, intoTicketId: otherId }),
  split: (context, tx, { ticketId }) =>
    splitTicket(context, tx, { ticketId, words: '保养多收了我两百块工时费', category: 'F1' }),
  dismiss: (context, tx, { ticketId }) => dismissTicket(context, tx, { ticketId, kind: 'question' }),
  comment: (context, tx, { ticketId }) => commentTicket(context, tx, { ticketId, text: '老客户' }),
  note: (context, tx, { ticketId }) => noteToOwner(context, tx, { ticketId, text: '请稍等' }),
  recategorize: (context, tx, { ticketId }) =>
    recategorizeTicket(context, tx, { ticketId, categories: ['P1', 'F1'], severity: 'P1' }),
  pause: (context, tx, { ticketId }) => pauseTicket(context, tx, { ticketId, reason: 'waitingParts', note: '等件' }),
  resume: (context, tx, { ticketId }) => resumeTicket(context, tx, { ticketId }),
  read: (context, tx, { ticketId }) => readResult(context, tx, { ticketId }),
} satisfies Record<string, Play>;
type Verb = keyof typeof VERBS;
interface Step {
  verb: Verb;
  who: string;
  department: string;
  colleague: string;
}

/** lin is the director, fang leads the house, nobody is called ghost. */
const RESPONSIBLE: Record<string, string> = {
  parts: 'luo',
  workshop: 'ma',
  serviceReception: 'su',
  customerCare: 'xu',
  triage: 'he',
};
/** Whoever may do it just now. */
function ableTo(verb: Verb, ticket: Ticket): string {
  if (verb === 'close' || verb === 'reopen') return 'owner';
  if (verb === 'dismiss' || verb === 'merge' || verb === 'note') return 'xu';
  if (verb === 'read') return 'lin';
  return RESPONSIBLE[ticket.responsibleDepartment] ?? '';
}

const department = fc.constantFrom('parts', 'workshop', 'serviceReception', 'customerCare', 'triage', 'nowhere');
const colleague = fc.constantFrom('luo', 'ma', 'su', 'jiang', 'xu', 'he', 'ghost');
const anything = fc.record({
  verb: fc.constantFrom(...(Object.keys(VERBS) as Verb[])),
  who: fc.constantFrom('luo', 'ma', 'su', 'jiang', 'xu', 'lin', 'fang', 'ghost', 'owner'),
  department,
  colleague,
});
const able = { who: fc.constant('able'), department, colleague };
const progress = fc.record({
  verb: fc.constantFrom<Verb>(
    ...([
      'acknowledge',
      'acknowledge',
      'track',
      'resolve',
      'close',
      'reopen',
      'handOver',
      'assign',
      'takeBack',
      'pause',
    ] as const),
  ),
  ...able,
});
/** These end a ticket: too many of them and the walk gets nowhere. */
const ending = fc.record({
  verb: fc.constantFrom<Verb>('merge', 'dismiss', 'split'),
  ...able,
});
const steps = fc.noBias(
  fc.oneof({ weight: 10, arbitrary: progress }, { weight: 6, arbitrary: anything }, { weight: 1, arbitrary: ending }),
);

async function play(desk: Desk, ticketId: number, step: Step, otherId = ticketId): Promise<unknown> {
  const who = step.who === 'able' ? ableTo(step.verb, await desk.ticket(ticketId)) : step.who;
  return desk.run(who, (context, tx): Promise<unknown> =>
    VERBS[step.verb](context, tx, { ...step, ticketId, otherId }),
  );
}

/** A refusal is one of ours and has words for the person who tried. */
const isPolite = (error: unknown) => error instanceof CareError && /[一-鿿]/.test(error.userMessage ?? '');

describe.each(databaseKinds)('tickets on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());

    test('whatever anybody tries, only the state machine moves a ticket, and a refusal changes nothing', async () => {
      const reached = new Set<string>();
      const run = fc.asyncProperty(fc.array(steps, { minLength: 18, maxLength: 22 }), async (sequence) => {
        const { id: otherId } = await desk.open(PARTS);
        let { id } = await desk.open(PARTS);
        for (const step of sequence) {
          const state = async () => [
            await desk.ticket(id),
            await desk.events(id),
            await desk.clocks(id),
            await desk.ticket(otherId),
            await desk.database.client.ticket.count(),
          ];
          const before = await state();
          const refusal: unknown = await play(desk, id, step, otherId).then(
            () => undefined,
            (error: unknown) => error,
          );
          expect(refusal === undefined || isPolite(refusal)).toBe(true);
          expect(refusal === undefined ? before : await state()).toEqual(before);
          const { status } = await desk.ticket(id);
          reached.add(status);
          await expectSound(desk, id);
          await expectSound(desk, otherId);
          // What has ended for good can only be refused: the walk goes on with another one.
          if (status === 'dismissed') ({ id } = await desk.open('你们太差了'));
          if (status === 'merged') id = otherId;
        }
      });
      await fc.assert(run, { numRuns: 10, seed: 20_261_122, endOnFailure: true });
      // The walk is worth nothing if it never gets anywhere.
      expect([...reached].toSorted()).toEqual(Object.keys(TICKET_STATUSES).toSorted());
    }, 180_000);

    test('a ticket that was merged or dismissed stays so, whatever anybody tries', async () => {
      const [{ id: merged }, { id: into }, { id: dismissed }] = [
        await desk.open(PARTS),
        await desk.open(PARTS),
        await desk.open('你们太差了'),
      ];
      await desk.run('xu', (context, tx) => mergeTickets(context, tx, { ticketId: merged, intoTicketId: into }));
      await desk.run('xu', (context, tx) => dismissTicket(context, tx, { ticketId: dismissed, kind: 'question' }));
      for (const ticketId of [merged, dismissed]) {
        const before = await desk.ticket(ticketId);
        const refusals: unknown[] = [];
        for (const verb of Object.keys(VERBS) as Verb[]) {
          for (const who of ['luo', 'xu', 'lin', 'owner']) {
            const step = { verb, who, department: 'workshop', colleague: 'luo' };
            await play(desk, ticketId, step, into).catch((error: unknown) => refusals.push(error));
          }
        }
        expect(await desk.ticket(ticketId)).toEqual(before);
        expect(refusals.filter((error) => !isPolite(error))).toEqual([]);
        expect(refusals.length).toBeGreaterThan(40);
        await expectSound(desk, ticketId);
      }
    });

    test('two verbs at the same moment leave one sound history', async () => {
      const run = fc.asyncProperty(fc.array(fc.tuple(steps, steps), { minLength: 6, maxLength: 10 }), async (pairs) => {
        const { id } = await desk.open(PARTS);
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
        who.map((name) => play(desk, id, { verb: 'acknowledge', who: name, department: '', colleague: '' })),
      );
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      expect((await desk.events(id)).filter((event) => event.type === 'acknowledged')).toHaveLength(1);
      await expectSound(desk, id);
    });

    test('four ticks in the same moment nudge once and escalate once', async () => {
      desk.clock.set('2026-11-25T02:00:00.000Z');
      const { id } = await desk.open(PARTS);
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
      const { id } = await desk.open(PARTS);
      await play(desk, id, { verb: 'acknowledge', who: 'luo', department: '', colleague: '' });
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
