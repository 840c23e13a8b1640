import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { silentLogger } from '../../src/logger.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { createScheduler, type Scheduler } from '../../src/schedule/scheduler.ts';
import { timetable } from '../../src/schedule/timetable.ts';
import { databaseKinds, hasPostgres, openTestDatabase, type TestDatabase } from '../support/database.ts';

interface Node {
  scheduler: Scheduler;
  queue: Queue;
  clock: FixedClock;
  sweeps: number;
}

/** A process with a scheduler and no worker: what it queues stays to be seen. */
async function startNode(database: Database, clock: FixedClock): Promise<Node> {
  const queue = createQueue({ database, logger: silentLogger });
  await queue.start();
  const node = { queue, clock, sweeps: 0 };
  const outbox = {
    turn: () => Promise.resolve(),
    sweep: () => {
      node.sweeps += 1;
      return Promise.resolve();
    },
  };
  return Object.assign(node, { scheduler: createScheduler({ database, queue, clock, logger: silentLogger, outbox }) });
}

describe.each(databaseKinds)('the schedule on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let database: TestDatabase;
    let second: Database;
    let nodes: Node[];
    const clock = new FixedClock('2026-11-22T02:00:30Z');
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      // The embedded database has one process: there the second node stands for the first one after a restart.
      second = kind === 'postgres' ? await openDatabase({ url: database.url, poolSize: 4 }) : database;
      nodes = [await startNode(database, clock), await startNode(second, clock)];
    });
    afterAll(async () => {
      for (const node of nodes) await node.queue.stop();
      if (second !== database) await second.close();
      await database.close();
    });

    const tickAll = () => Promise.all(nodes.map((node) => node.scheduler.tick()));
    const jobs = async (): Promise<string[]> => {
      const rows = await database.client.$queryRawUnsafe<{ key: string }[]>(
        `SELECT singleton_key AS key FROM queue.job WHERE name = 'schedule.run' ORDER BY 1`,
      );
      await database.client.$executeRawUnsafe('DELETE FROM queue.job');
      // Nobody works here: what was queued counts as run.
      await database.client.$executeRawUnsafe('UPDATE schedule_slot SET done_at = claimed_at');
      return rows.map((row) => row.key);
    };

    test('at the first tick ever runs the newest slot of each job once', async () => {
      await tickAll();
      expect(await jobs()).toEqual(
        [
          'classifier.train|2026-11-21T19:40:00.000Z',
          'contacts.reconcile|2026-11-21T20:20:00.000Z',
          'follow-ups.ask|2026-11-22T01:05:00.000Z',
          'follow-ups.coverage|2026-11-22T00:55:00.000Z',
          'follow-ups.plan|2026-11-21T23:35:00.000Z',
          'group-sends.watch|2026-11-22T02:00:00.000Z',
          'conversations.return|2026-11-22T02:00:00.000Z',
          'identities.reconcile|2026-11-21T20:40:00.000Z',
          'kf.reconcile|2026-11-22T02:00:00.000Z',
          'names.sound|2026-11-22T01:25:00.000Z',
          'rectifications.watch|2026-11-22T00:30:00.000Z',
          'reminders.coverage|2026-11-22T00:50:00.000Z',
          'reminders.outcomes|2026-11-22T01:20:00.000Z',
          'reminders.plan|2026-11-21T23:30:00.000Z',
          'reminders.prepare|2026-11-22T01:55:00.000Z',
          'reminders.send|2026-11-22T02:00:00.000Z',
          'reports.make|2026-11-22T02:00:00.000Z',
          'slots.prune|2026-11-21T19:15:00.000Z',
          'tickets.deadlines|2026-11-22T02:00:00.000Z',
          'warranty.watch|2026-11-22T00:40:00.000Z',
          'win-back.plan|2026-11-21T23:40:00.000Z',
        ].toSorted(),
      );
    });

    test('gives each slot to one of two nodes that tick at once', async () => {
      await jobs();
      const seen: string[] = [];
      for (let minute = 0; minute < 12; minute += 1) {
        clock.advance(60);
        await tickAll();
        await tickAll();
        seen.push(...(await jobs()));
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((key) => key.startsWith('tickets.deadlines|'))).toHaveLength(12);
      expect(seen.filter((key) => key.startsWith('kf.reconcile|'))).toHaveLength(6);
    });

    test('queues nothing when a node restarts in the middle of a slot', async () => {
      const restarted = await startNode(database, clock);
      await restarted.scheduler.tick();
      expect(await jobs()).toEqual([]);
      await restarted.queue.stop();
    });

    test('after a jump of a month runs each job once, for its newest slot', async () => {
      clock.set('2026-12-22T02:00:05Z');
      await tickAll();
      const keys = await jobs();
      expect(keys).toHaveLength(timetable.length);
      expect(keys).toContain('reminders.plan|2026-12-21T23:30:00.000Z');
      expect(keys).toContain('tickets.deadlines|2026-12-22T02:00:00.000Z');
    });

    test('after the clock was set back runs nothing twice', async () => {
      clock.set('2026-12-22T02:01:05Z');
      await tickAll();
      await jobs();
      clock.set('2026-12-22T02:00:30Z');
      await tickAll();
      clock.set('2026-12-22T02:01:30Z');
      await tickAll();
      expect(await jobs()).toEqual([]);
    });

    test('a tick that is asked for while one runs is that one', async () => {
      clock.advance(60);
      const node = nodes[0];
      await Promise.all([node?.scheduler.tick(), node?.scheduler.tick(), node?.scheduler.tick()]);
      expect((await jobs()).filter((key) => key.startsWith('tickets.deadlines|'))).toHaveLength(1);
    });

    test('looks for messages without a job at every second tick', async () => {
      const node = await startNode(database, clock);
      for (let index = 0; index < 6; index += 1) await node.scheduler.tick();
      expect(node.sweeps).toBe(3);
      await node.queue.stop();
    });
  });
});
