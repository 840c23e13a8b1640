/** Of one statement. */
const MOST = 50;

interface Waiting<Item, Result> {
  item: Item;
  done: (result: Result) => void;
  failed: (error: unknown) => void;
}

/**
 * Work that is cheaper for many at once: whatever is asked for while one call is under way goes into the next, nobody
 * waits for company. Where a call fails its items are done one by one, so that one which can't be done takes no other with
 * it: `together` must be able to do an item again.
 *
 * @param together one result for each item, in their order
 */
export function grouped<Item, Result>(
  together: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isUnderWay = false;

  async function run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await together(batch.map(({ item }) => item));
      for (const [index, { done }] of batch.entries()) done(results[index] as Result);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) only.failed(error);
      else for (const one of batch) await run([one]);
    }
  }

  async function runAll(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await run(batch);
    }
    isUnderWay = false;
  }

  return (item) =>
    new Promise<Result>((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isUnderWay) void runAll();
    });
}
