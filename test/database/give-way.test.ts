import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';

test('a service that is busy with the embedded database still reads requests and fires timers', async () => {
  const database = await openTestDatabase();
  let isBusy = true;
  let statements = 0;
  const work = async (): Promise<void> => {
    while (isBusy) {
      await database.client.$queryRaw`SELECT count(*)::int FROM generate_series(1, 3000)`;
      await database.transaction(async (tx) => {
        for (let index = 0; index < 5; index += 1)
          await tx.$queryRaw`SELECT count(*)::int FROM generate_series(1, 3000)`;
      });
      statements += 6;
      // Ends by itself where nothing else ever gets a turn.
      if (statements > 3000) isBusy = false;
    }
  };
  const workers = Array.from({ length: 4 }, work);
  const statementsBetween: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const before = statements;
    await new Promise((resolve) => setTimeout(resolve, 1));
    statementsBetween.push(statements - before);
  }
  expect(isBusy).toBe(true);
  isBusy = false;
  await Promise.all(workers);
  expect(Math.max(...statementsBetween)).toBeLessThan(200);
  await database.close();
});
