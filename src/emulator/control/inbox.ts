import type { Emulation } from '../emulation.ts';
import type { ControlCall } from './router.ts';

/** Longest wait of one inbox call, in milliseconds of wall time. */
const MAX_WAIT_MS = 60_000;

/**
 * Items after `?after=SEQ`, oldest first; with `?waitMs=` waits for the first one.
 * `show` takes away what is not for the caller.
 */
export function waitForItems<Item extends { seq: number }>(
  emulation: Emulation,
  call: ControlCall,
  items: () => Item[],
  show: (item: Item) => unknown = (item) => item,
): Promise<unknown> {
  const after = Number(call.query.get('after') ?? 0);
  const waitMs = Math.min(Number(call.query.get('waitMs') ?? 0), MAX_WAIT_MS);
  const read = (): Item[] =>
    items()
      .filter((item) => item.seq > after)
      .sort((a, b) => a.seq - b.seq);
  const answer = (found: Item[]): unknown => ({ items: found.map(show), lastSeq: found.at(-1)?.seq ?? after });
  const first = read();
  if (first.length > 0 || !(waitMs > 0)) return Promise.resolve(answer(first));
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      unsubscribe();
      // What is told must be on disk; the call that showed the item commits before it answers, this one may be earlier.
      emulation.commit();
      resolve(answer(read()));
    };
    const timer = setTimeout(finish, waitMs);
    const unsubscribe = emulation.recorder.subscribe((change) => {
      if (change.type === 'change' && read().length > 0) setImmediate(finish);
    });
  });
}
