import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres } from '../support/database.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

describe.skipIf(!hasPostgres())('the database drops every connection under load', { timeout: 240_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ kind: 'postgres' });
  });
  afterAll(() => house.close());

  const owners = Array.from({ length: 30 }, (_, index) => `owner-${String(31 + index * 2).padStart(4, '0')}`);

  /** As a restart does it to its clients. */
  async function dropConnections(): Promise<void> {
    const client = new Client({ connectionString: house.database.url });
    await client.connect();
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await client.end();
  }

  test('every owner has one ticket and one answer, and nothing is told twice', async () => {
    const writing = (async () => {
      for (const personId of owners) await ownerPhone(house, personId).say('说好三天到货的配件，等了半个月还没消息');
    })();
    for (let times = 0; times < 5; times += 1) {
      await dropConnections();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await writing;
    const conversations = () =>
      house.database.client.ticket.findMany({ select: { conversationId: true } }).catch(() => []);
    await waitUntil(
      async () => {
        await house.advance(30);
        return (await conversations()).length >= owners.length;
      },
      { timeoutMs: 150_000, everyMs: 300 },
    );
    await waitUntil(
      async () => {
        await house.advance(30);
        const where = { status: { in: ['pending', 'sending', 'unknown'] }, channel: 'kfMessage' };
        return (await house.database.client.outboxMessage.count({ where })) === 0;
      },
      { timeoutMs: 60_000, everyMs: 300 },
    );
    const found = (await conversations()).map((ticket) => ticket.conversationId);
    expect(found).toHaveLength(owners.length);
    expect(new Set(found).size).toBe(owners.length);
    for (const personId of owners) {
      const texts = (await ownerPhone(house, personId).chat()).map((item) => item.text ?? '');
      expect([personId, texts]).toEqual([personId, [expect.stringContaining('已转配件部处理')]]);
    }
  });
});
