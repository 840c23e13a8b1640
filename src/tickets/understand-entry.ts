import type { Context } from '../context.ts';
import { knownNames } from '../customers/index.ts';
import type { Decision, Understanding } from '../understanding/index.ts';
import type { ComplaintEntry } from './enter-complaint.ts';
import { findOwner } from './find-owner.ts';

/** What a complaint entered by staff means. A model may take seconds: not inside a transaction. */
export async function understandEntry(
  context: Context,
  understanding: Understanding,
  entry: Pick<ComplaintEntry, 'text' | 'name' | 'plate' | 'phone' | 'vin'>,
): Promise<Decision> {
  const { client } = context.database;
  const { customer } = await findOwner(client, context.storeId, entry);
  const names = await knownNames(client, context.storeId, [entry.name, customer?.name]);
  return understanding.understand({ messages: [entry.text], names });
}
