import type { Transaction } from '../database/database.ts';
import type { Queue, QueueName } from './queue.ts';

/**
 * The queue as a page of work sees it: jobs are kept until `flush`, which adds all of them with one statement a queue. Must
 * be flushed in the transaction that they were added in.
 */
export function gatherJobs(queue: Queue): { queue: Queue; flush(tx: Transaction): Promise<void> } {
  const waiting = new Map<string, { name: QueueName; isBulk: boolean; keys: string[] }>();
  return {
    queue: {
      ...queue,
      enqueue(_tx, name, keys, isBulk = false) {
        const id = `${name}|${isBulk}`;
        const same = waiting.get(id) ?? { name, isBulk, keys: [] };
        same.keys.push(...keys);
        waiting.set(id, same);
        return Promise.resolve();
      },
    },
    async flush(tx) {
      for (const { name, isBulk, keys } of waiting.values()) await queue.enqueue(tx, name, keys, isBulk);
      waiting.clear();
    },
  };
}
