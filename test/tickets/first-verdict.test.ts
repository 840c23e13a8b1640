import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import type { Context } from '../../src/context.ts';
import type { Transaction } from '../../src/database/database.ts';
import type { Ticket } from '../../src/database/generated/client.ts';
import { runQuery } from '../../src/stats/index.ts';
import {
  acknowledgeTicket,
  handOverTicket,
  mergeTickets,
  resolveTicket,
  splitTicket,
  verifyTicket,
} from '../../src/tickets/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import * as fc from '../support/property.ts';
import { expectSound } from './expect-sound.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

type Play = (context: Context, tx: Transaction, ticketId: number) => Promise<unknown>;
const verdict =
  (isSatisfied: boolean): Play =>
  (context, tx, ticketId) =>
    verifyTicket(context, tx, { ticketId, isSatisfied, words: '车主原话' });

/** Who does it: customer care and the owner give the verdict, the department does the work. */
const PLAYS = {
  resolve: [
    'luo',
    async (context, tx, ticketId) => {
      await acknowledgeTicket(context, tx, { ticketId });
      await resolveTicket(context, tx, { ticketId, result: '已更换' });
    },
  ],
  ownerSatisfied: ['owner', verdict(true)],
  ownerDissatisfied: ['owner', verdict(false)],
  careSatisfied: ['xu', verdict(true)],
  careDissatisfied: ['xu', verdict(false)],
  departmentSatisfied: ['luo', verdict(true)],
  split: [
    'xu',
    (context, tx, ticketId) =>
      splitTicket(context, tx, { ticketId, words: '保养多收了我两百块工时费', category: 'F1' }),
  ],
  handBack: ['luo', (context, tx, ticketId) => handOverTicket(context, tx, { ticketId, department: 'parts' })],
} as const satisfies Record<string, readonly [string, Play]>;
type Name = keyof typeof PLAYS;

const plays = fc.constantFrom<Name>('resolve', 'resolve', 'resolve', ...(Object.keys(PLAYS) as Name[]));

describe.each(databaseKinds)('the first verdict on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    /** Time goes on with each look at it, as it does outside of tests. */
    let hurrying: Clock;
    beforeAll(async () => {
      desk = await openDesk({ kind });
      hurrying = {
        now: () => {
          desk.clock.advance(0.001);
          return desk.clock.now();
        },
      };
    });
    afterAll(() => desk.close());

    const play = (name: Name, ticketId: number) => {
      const [who, verb] = PLAYS[name];
      return desk.run(who, (context, tx): Promise<unknown> => verb({ ...context, clock: hurrying }, tx, ticketId));
    };
    const open = () => desk.open(PARTS, { department: 'parts', needsHuman: false });
    const firstOf = ({ firstVerdictAt, firstSatisfied }: Ticket) => [firstVerdictAt, firstSatisfied];

    test('a ticket keeps the first verdict of its record to the millisecond, whatever comes after it', async () => {
      const seen = new Set<string>();
      const run = fc.asyncProperty(fc.array(plays, { minLength: 8, maxLength: 12 }), async (names) => {
        const { id } = await open();
        let verdicts = 0;
        for (const name of names) {
          const before = firstOf(await desk.ticket(id));
          const isRefused = await play(name, id).then(
            () => false,
            () => true,
          );
          const ticket = await desk.ticket(id);
          const stays = isRefused || before[0] !== null;
          expect(stays ? firstOf(ticket) : before).toEqual(before);
          verdicts = (await desk.events(id)).filter(({ type }) => type === 'closed' || type === 'reopened').length;
          desk.clock.advance(60);
        }
        await expectSound(desk, id);
        seen.add(`${verdicts > 1 ? 'several' : verdicts}, ${(await desk.ticket(id)).firstSatisfied}`);
      });
      await fc.assert(run, { numRuns: 8, seed: 11, endOnFailure: true });
      // The walk is worth nothing if it knows no tickets with more than one verdict.
      expect([...seen]).toEqual(expect.arrayContaining(['several, true', 'several, false']));
    }, 60_000);

    test('of two who answer at the same moment only one is the first', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { id } = await open();
        await play('resolve', id);
        await Promise.allSettled([play('ownerSatisfied', id), play('careDissatisfied', id)]);
        await expectSound(desk, id);
        expect((await desk.ticket(id)).firstVerdictAt).not.toBeNull();
      }
    });

    test('neither a split nor a merge hands a verdict on: another ticket has its own', async () => {
      const [{ id }, { id: into }] = [await open(), await open()];
      for (const name of ['resolve', 'ownerDissatisfied'] as const) await play(name, id);
      const given = firstOf(await desk.ticket(id));
      expect(given[1]).toBe(false);
      const second = await desk.run('xu', (context, tx) =>
        splitTicket(context, tx, { ticketId: id, words: '保养多收了我两百块工时费', category: 'F1' }),
      );
      await desk.run('xu', (context, tx) => mergeTickets(context, tx, { ticketId: id, intoTicketId: into }));
      expect(firstOf(await desk.ticket(id))).toEqual(given);
      expect(firstOf(await desk.ticket(second.id))).toEqual([null, null]);
      expect(firstOf(await desk.ticket(into))).toEqual([null, null]);
      for (const name of ['resolve', 'careSatisfied'] as const) await play(name, into);
      expect((await desk.ticket(into)).firstSatisfied).toBe(true);
      for (const each of [id, second.id, into]) await expectSound(desk, each);
    });

    test('首次满意率 counts a ticket on the day of its first verdict, as that one was', async () => {
      desk.clock.set('2027-03-31T06:00:00.000Z');
      const [{ id: reopened }, { id: pleased }] = [await open(), await open()];
      for (const name of ['resolve', 'ownerDissatisfied'] as const) await play(name, reopened);
      desk.clock.set('2027-04-02T06:00:00.000Z');
      for (const name of ['resolve', 'careSatisfied'] as const) await play(name, reopened);
      for (const name of ['resolve', 'careSatisfied', 'ownerDissatisfied'] as const) await play(name, pleased);
      const at = { db: desk.database.client, storeId: 'main', now: desk.clock.now() };
      const share = async (month: string) => {
        const period = { from: `${month}-01`, to: `${month}-30` };
        const query = { metric: 'firstSatisfaction', filters: {}, period, wantList: false } as const;
        const { numerator, denominator } = await runQuery(at, query);
        return [numerator, denominator];
      };
      expect(await share('2027-04')).toEqual([1, 1]);
      const march = { from: '2027-03-31', to: '2027-03-31' };
      const found = await runQuery(at, { metric: 'firstSatisfaction', filters: {}, period: march, wantList: true });
      expect([found.numerator, found.denominator, found.list?.total]).toEqual([0, 1, 1]);
    });
  });
});
