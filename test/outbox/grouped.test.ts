import { expect, test } from 'vitest';
import { grouped } from '../../src/outbox/index.ts';

test('what is asked for while a call is under way goes into the next, each with its own answer', async () => {
  const calls: number[][] = [];
  const double = grouped<number, number>(async (items) => {
    calls.push([...items]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return items.map((item) => item * 2);
  });
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
  expect(calls).toEqual([[1], [2, 3, 4]]);
});

test('no call has more than fifty items', async () => {
  const sizes: number[] = [];
  const keep = grouped<number, number>(async (items) => {
    sizes.push(items.length);
    return Promise.resolve([...items]);
  });
  await Promise.all(Array.from({ length: 120 }, (_, index) => keep(index)));
  expect(sizes).toEqual([1, 50, 50, 19]);
});

test('one that cannot be done takes no other with it', async () => {
  const half = grouped<number, number>(async (items) => {
    await Promise.resolve();
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => item / 2);
  });
  const results = await Promise.allSettled([2, 4, 13, 6].map(half));
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message))).toEqual([
    1,
    2,
    'unlucky',
    3,
  ]);
  expect(await half(8)).toBe(4);
});
