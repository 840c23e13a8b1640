import { enqueueOutbox } from '../outbox/index.ts';
import type { OutreachContext } from './dispatch.ts';

/**
 * A text of the service itself to the director; a store without one is told nothing.
 *
 * @param message.key the same key is told once
 */
export async function tellDirector(context: OutreachContext, message: { key: string; text: string }): Promise<void> {
  const { storeId, database } = context;
  const director = await database.client.staff.findFirst({ where: { storeId, role: 'director', isActive: true } });
  if (director === null) return;
  await database.transaction((tx) =>
    enqueueOutbox(context, tx, {
      channel: 'wecomText',
      accountId: '',
      recipient: director.userId,
      idempotencyKey: message.key,
      payload: { text: message.text },
      preview: message.text,
    }),
  );
}
