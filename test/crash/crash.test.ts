import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberItem, PersonItem } from '../../src/emulator/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { batter, type BatteredHouse } from './battered-house.ts';

const OWNERS = 500;
const KILLS = 20;
/** `CRASH_SEED=n` plays another schedule. */
const seed = Number(process.env['CRASH_SEED'] ?? 20_261_123);

describe.each(databaseKinds)(`on %s, killed ${KILLS} times with CRASH_SEED=${seed}`, (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let house: BatteredHouse;
    beforeAll(async () => {
      house = await batter(kind, seed, { kills: KILLS, owners: OWNERS });
    }, 600_000);
    afterAll(() => house?.close());

    const read = async (personId: string): Promise<PersonItem[]> =>
      (await house.emulator.control.person(personId).inbox()).items.filter((item) => item.direction === 'received');
    const staffItems = async (): Promise<MemberItem[]> => {
      const members = (await house.emulator.control.world()).corps?.[0]?.members ?? [];
      const inboxes = await Promise.all(members.map((member) => house.emulator.control.member(member.userId).inbox()));
      return inboxes.flatMap((inbox) => inbox.items.filter((item) => item.direction === 'received'));
    };

    test('every owner has exactly one ticket, and the numbers have no gap', async () => {
      const tickets = await house.database.client.ticket.findMany({ orderBy: { number: 'asc' } });
      expect(new Set(tickets.map((ticket) => ticket.conversationId)).size).toBe(OWNERS);
      expect(tickets.map((ticket) => Number(ticket.number.slice(-4)))).toEqual(
        Array.from({ length: OWNERS }, (_, index) => index + 1),
      );
    });

    test('every owner was told the number of that ticket once, and nothing twice', async () => {
      const numbers = new Set<string>();
      for (const personId of house.owners) {
        const texts = (await read(personId)).map((item) => item.text ?? '');
        const told = texts.filter((text) => /TS-\d{8}-\d{4}/.test(text));
        expect([personId, told]).toEqual([personId, [expect.stringContaining('TS-')]]);
        expect(new Set(texts).size).toBe(texts.length);
        numbers.add(/TS-\d{8}-\d{4}/.exec(told[0] ?? '')?.[0] ?? '');
      }
      expect(numbers.size).toBe(OWNERS);
    });

    test('every ticket has one card, which each of its people got once', async () => {
      const cards = await house.database.client.ticketCard.findMany();
      // Danger that nobody has taken is paged up the chain, each time with a card of its own.
      const pages = await house.database.client.ticketEvent.count({ where: { type: 'paged' } });
      expect(new Set(cards.map((card) => card.ticketId)).size).toBe(OWNERS);
      expect(cards.length - OWNERS).toBeLessThanOrEqual(pages);
      const wanted = cards.flatMap((card) => card.userIds.map((userId) => `${userId} ${card.taskId}`));
      const got = (await staffItems())
        .map((item) => `${item.userId} ${item.card?.taskId}`)
        // Advisors' call lists are cards too.
        .filter((delivery) => delivery.includes(' ticket-'));
      expect(got.toSorted()).toEqual(wanted.toSorted());
    });

    test('every reminder of the day was handled once, and each that went out arrived once', async () => {
      const reminders = await house.database.client.reminder.findMany();
      const due = reminders.filter((reminder) => reminder.plannedFor <= new Date('2026-11-23T00:00:00Z'));
      expect(due.length).toBeGreaterThan(0);
      expect(due.filter((reminder) => reminder.status === 'planned' && reminder.notBeforeAt === null)).toEqual([]);
      const sent = await house.database.client.outboxMessage.findMany({
        where: { channel: 'officialAccountTemplate', status: { in: ['sent', 'delivered', 'unconfirmed'] } },
      });
      expect(sent.length).toBeGreaterThan(0);
      const record = await house.emulator.control.record({ api: 'official-account:message/template/send' });
      expect(record.filter((entry) => entry.effect).length).toBe(sent.length);
    });

    test('what we believe to have sent is what the platform delivered, each key once', async () => {
      const rows = await house.database.client.outboxMessage.groupBy({ by: ['channel', 'status'], _count: true });
      expect(rows.filter((row) => ['sending', 'unknown'].includes(row.status))).toEqual([]);
      const toOwners = rows.find((row) => row.channel === 'kfMessage' && row.status === 'sent')?._count ?? 0;
      const { people, byIdempotencyKey } = await house.emulator.control.counts();
      const received = house.owners.reduce((sum, personId) => sum + (people[personId]?.received ?? 0), 0);
      expect(received).toBe(toOwners);
      expect(Object.entries(byIdempotencyKey).filter(([, count]) => count !== 1)).toEqual([]);
    });

    test('no staff member read a text twice', async () => {
      const texts = (await staffItems())
        .filter((item) => item.msgtype === 'text')
        .map((item) => `${item.userId} ${item.text ?? ''}`);
      expect(texts.length - new Set(texts).size).toBe(0);
    });

    test('the service was killed at least as often as planned', () => {
      expect(house.kills).toBeGreaterThanOrEqual(KILLS);
    });
  });
});
