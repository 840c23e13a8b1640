import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiveOwnerMessage } from '../../src/conversations/index.ts';
import { getStore, rulesOf } from '../../src/stores/index.ts';
import { hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';

// The embedded database has one connection: there two transactions never meet.
describe.skipIf(!hasPostgres())('a message in the very moment in which a person’s turn ends', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ kind: 'postgres' });
  });
  afterAll(() => desk.close());

  test('is left for the bot to read, and not for a person who is gone', async () => {
    const { client } = desk.database;
    const rules = rulesOf(await getStore(client, 'main'));
    const writes = (text: string) =>
      desk.run('owner', async (context, tx) => {
        const event = await tx.inboxEvent.create({
          data: {
            storeId: 'main',
            channel: 'kf',
            accountId: 'wk1',
            dedupeKey: text,
            orderKey: 'kf:1',
            payload: '',
            receivedAt: desk.clock.now(),
          },
        });
        return receiveOwnerMessage(context, tx, rules, {
          channel: 'kf',
          accountId: 'wk1',
          externalId: 'wm1',
          orderKey: 'kf:1',
          msgType: 'text',
          text,
          sentAt: desk.clock.now(),
          inboxEventId: event.id,
        });
      });
    await writes('转人工');
    await client.conversation.updateMany({ data: { state: 'human', humanSince: desk.clock.now() } });
    const [isEnded, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ending = desk.database.transaction(async (tx) => {
      await tx.conversation.updateMany({ data: { state: 'idle', humanSince: null } });
      isEnded.resolve();
      await told.promise;
    });
    await isEnded.promise;
    const second = writes('你们收费太贵了');
    // Long enough for it to get as far as it can.
    await new Promise((resolve) => setTimeout(resolve, 300));
    told.resolve();
    await Promise.all([ending, second]);
    const message = await client.message.findFirstOrThrow({ where: { text: '你们收费太贵了' } });
    expect(message.isUnderstood).toBe(false);
    expect((await client.conversation.findFirstOrThrow()).state).toBe('gathering');
  });
});
