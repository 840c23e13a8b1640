import { FixedClock } from '../../src/clock.ts';
import { type Actor, type Connected, type Context, nothingConnected } from '../../src/context.ts';
import type { Transaction } from '../../src/database/database.ts';
import type { Ticket, TicketClock, TicketEvent } from '../../src/database/generated/client.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue } from '../../src/queue/queue.ts';
import { reminderTemplates } from '../../src/outreach/index.ts';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { upsertStore } from '../../src/stores/index.ts';
import { openTicket } from '../../src/tickets/index.ts';
import { type Decision, understandLocally } from '../../src/understanding/index.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

/** A service account with all templates, and nothing else. */
export const withTemplates: Connected = {
  ...nothingConnected,
  appId: 'wx1',
  templateKeys: Object.keys(reminderTemplates),
  subscriptionKeys: Object.keys(reminderTemplates),
};

/** Tickets without a platform: verbs on a real database, messages stay in the outbox. */
export interface Desk {
  database: TestDatabase;
  clock: FixedClock;
  /** The context in which this member of staff acts; 'owner' and 'system' are what they say. */
  as(who: string): Context;
  /** Runs one verb in a transaction of its own. */
  run<T>(who: string, verb: (context: Context, tx: Transaction) => Promise<T>): Promise<T>;
  /** @param as what differs from what the text is read as */
  open(text: string, as?: Partial<Decision>): Promise<Ticket>;
  ticket(id: number): Promise<Ticket>;
  events(ticketId: number): Promise<TicketEvent[]>;
  clocks(ticketId: number): Promise<TicketClock[]>;
  /** Texts in the outbox for this member, oldest first. */
  texts(userId: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function openDesk(
  options: {
    kind?: 'pglite' | 'postgres';
    startAt?: string;
    rules?: Record<string, unknown>;
    connected?: Connected;
  } = {},
): Promise<Desk> {
  const database = await openTestDatabase(options.kind ?? 'pglite');
  const clock = new FixedClock(options.startAt ?? '2026-11-23T02:00:00.000Z');
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  await database.transaction((tx) => upsertStore(tx, clock, { ...sampleStoreDefinition, rules: options.rules ?? {} }));
  const contextOf = (who: string): Context => ({
    database,
    queue,
    clock,
    logger: silentLogger,
    storeId: 'main',
    actor: actorOf(who),
    publicUrl: 'http://127.0.0.1',
    connected: options.connected ?? withTemplates,
  });
  const run: Desk['run'] = (who, verb) => database.transaction((tx) => verb(contextOf(who), tx));
  return {
    database,
    clock,
    as: contextOf,
    run,
    open: (text, as = {}) =>
      run('owner', (context, tx) =>
        openTicket(context, tx, {
          decision: { ...understandLocally({ messages: [text] }), ...as },
          decisionId: 1,
          description: text,
          source: 'chat',
        }),
      ),
    ticket: (id) => database.client.ticket.findUniqueOrThrow({ where: { id } }),
    events: (ticketId) => database.client.ticketEvent.findMany({ where: { ticketId }, orderBy: { id: 'asc' } }),
    clocks: (ticketId) => database.client.ticketClock.findMany({ where: { ticketId }, orderBy: { id: 'asc' } }),
    texts: async (userId) => {
      const rows = await database.client.outboxMessage.findMany({
        where: { channel: 'wecomText', recipient: userId },
        orderBy: { id: 'asc' },
      });
      return rows.map((row) => row.preview);
    },
    close: async () => {
      await queue.stop();
      await database.close();
    },
  };
}

function actorOf(who: string): Actor {
  if (who === 'owner') return { kind: 'owner', id: 'wmOwner', name: '车主' };
  if (who === 'system') return { kind: 'system', id: 'system', name: '系统' };
  return { kind: 'staff', id: who, name: who };
}
