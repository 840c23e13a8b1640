import { type Context, systemActor } from '../context.ts';
import type { Outcome, OutboxRow, SettledHook } from '../outbox/index.ts';
import { replaceMisleading } from './cards.ts';
import { getTicket } from './change.ts';

/**
 * The platform would not change a card (its code was too old, or used elsewhere): whoever is left with buttons that have become
 * wrong gets a fresh one.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function afterCardUpdate(contextOf: (storeId: string) => Context): SettledHook {
  const hook: SettledHook = async (tx, row, outcome) => {
    if (!isRefused(row, outcome) || row.ticketId === null) return;
    const context = { ...contextOf(row.storeId), actor: systemActor };
    await replaceMisleading(context, tx, await getTicket(tx, row.storeId, row.ticketId));
  };
  // Two updates of one card may be refused at the same time: the second sees what the first has sent.
  hook.before = async (tx, row, outcome) => {
    if (isRefused(row, outcome)) await tx.$queryRaw`SELECT id FROM ticket WHERE id = ${row.ticketId} FOR UPDATE`;
  };
  return hook;
}

/** Where the app may not send, or the member is unknown, a fresh card would fare no better. */
const isRefused = (row: OutboxRow, outcome: Outcome): boolean =>
  row.channel === 'wecomCardUpdate' &&
  outcome.status === 'failed' &&
  outcome.action !== 'configuration' &&
  outcome.action !== 'nextPerson';
