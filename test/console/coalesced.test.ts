import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { coalesced } from '../../src/console/model/coalesced.ts';

/** A task whose runs end when they are told to. */
function controlled() {
  const runs: { finish: () => void; fail: (error: Error) => void }[] = [];
  let beside = 0;
  let most = 0;
  const task = () =>
    new Promise<void>((resolve, reject) => {
      beside += 1;
      most = Math.max(most, beside);
      const end = (how: () => void) => () => {
        beside -= 1;
        how();
      };
      runs.push({ finish: end(resolve), fail: (error) => end(() => reject(error))() });
    });
  return { task, runs, most: () => most };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('coalesced', () => {
  test('calls during a run share one further run', async () => {
    const { task, runs } = controlled();
    const refresh = coalesced(task);
    void refresh();
    void refresh();
    const last = refresh();
    expect(runs).toHaveLength(1);
    runs[0]?.finish();
    await turn();
    expect(runs).toHaveLength(2);
    runs[1]?.finish();
    await last;
    expect(runs).toHaveLength(2);
  });

  test('a failed run reaches its own caller and does not stop the next', async () => {
    const { task, runs } = controlled();
    const refresh = coalesced(task);
    const first = refresh();
    const second = refresh();
    runs[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    runs[1]?.finish();
    await expect(second).resolves.toBeUndefined();
  });

  test('runs never stand side by side, and every call settles with a run begun after it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (steps) => {
        const { task, runs, most } = controlled();
        const refresh = coalesced(task);
        const calls: Promise<void>[] = [];
        const begunAtCall: number[] = [];
        const begunAtEnd: number[] = [];
        let ended = 0;
        for (const isCall of steps) {
          if (isCall) {
            const place = begunAtCall.length;
            // The first call of all starts a run itself; it is begun after the call too.
            begunAtCall.push(runs.length);
            calls.push(
              refresh().then(() => {
                begunAtEnd[place] = runs.length;
              }),
            );
          } else if (ended < runs.length) {
            runs[ended]?.finish();
            ended += 1;
          }
          await turn();
        }
        while (ended < runs.length) {
          runs[ended]?.finish();
          ended += 1;
          await turn();
        }
        await Promise.all(calls);
        expect(most()).toBeLessThanOrEqual(1);
        for (const [place, begun] of begunAtCall.entries()) expect(begunAtEnd[place]).toBeGreaterThan(begun);
      }),
    );
  });
});
