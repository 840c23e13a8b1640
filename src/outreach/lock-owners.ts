import type { Transaction } from '../database/database.ts';

/** Of ours among the advisory locks that take two numbers. */
const LOCK = 7301;

/**
 * Until the transaction ends, nobody else decides about messages to these owners. Caps, budgets and “one call for all” count
 * what was sent before, so two nodes that each hold one reminder of an owner come one after the other.
 */
export async function lockOwners(tx: Transaction, customerIds: readonly number[]): Promise<void> {
  // In one order for all: who waits for another never holds what that one waits for.
  const ids = [...new Set(customerIds)].toSorted((left, right) => left - right);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, id) FROM unnest(${ids}::int[]) WITH ORDINALITY AS owner(id, nth) ORDER BY nth`;
}
