import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPlans } from '../../src/database/keep-plans.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import * as fc from '../support/property.ts';

let database: TestDatabase;
let plain: PGlite;
let keeping: PGlite;
beforeAll(async () => {
  database = await openTestDatabase('pglite');
  plain = await PGlite.create();
  keeping = keepPlans(await PGlite.create());
});
afterAll(async () => {
  await database.close();
  await plain.close();
  await keeping.close();
});

/** What both say: the rows as they came, or the code of the error. */
async function both(text: string, values: unknown[] = []): Promise<unknown[]> {
  const ask = async (pglite: PGlite) => {
    try {
      const { rows, fields, affectedRows } = await pglite.query(text, values);
      return { rows, fields, affectedRows };
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  return [await ask(plain), await ask(keeping)];
}

test('a kept statement answers as a fresh one does, whatever its values', async () => {
  await plain.exec('CREATE TABLE thing (id serial PRIMARY KEY, name text, at timestamptz, tags text[], note jsonb)');
  await keeping.exec('CREATE TABLE thing (id serial PRIMARY KEY, name text, at timestamptz, tags text[], note jsonb)');
  const word = fc.string({ unit: fc.constantFrom('a', '车', "'", '"', '\\', ',', '{', '😡', ' ') });
  const thing = fc.record({
    name: fc.option(word),
    at: fc.option(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })),
    tags: fc.option(fc.array(word, { maxLength: 3 })),
    note: fc.option(fc.dictionary(fc.constantFrom('甲', '乙'), word)),
  });
  const run = fc.asyncProperty(thing, async ({ name, at, tags, note }) => {
    const insert = 'INSERT INTO thing (name, at, tags, note) VALUES ($1, $2, $3, $4) RETURNING *';
    const [fresh, kept] = await both(insert, [name, at, tags, note]);
    expect(kept).toEqual(fresh);
    const [freshFound, keptFound] = await both('SELECT id, tags FROM thing WHERE name = $1 AND at > $2 ORDER BY id', [
      name,
      at,
    ]);
    expect(keptFound).toEqual(freshFound);
  });
  await fc.assert(run, { numRuns: 40 });
  const [freshCount, keptCount] = await both("UPDATE thing SET name = 'x' WHERE id % 2 = $1", [0]);
  expect(keptCount).toEqual(freshCount);
});

test('a statement that failed works the next time', async () => {
  for (const divisor of [1, 0, 2, 0, 5]) {
    const [fresh, kept] = await both('SELECT 10 / $1::int AS result', [divisor]);
    expect(kept).toEqual(fresh);
  }
  const [fresh, kept] = await both('SELECT wrong FROM thing');
  expect(kept).toBe('42703');
  expect(kept).toEqual(fresh);
});

test('a table whose shape changes is read in its new shape', async () => {
  await keeping.exec('CREATE TABLE shape (a int)');
  await keeping.query('INSERT INTO shape VALUES ($1)', [1]);
  const read = async () => (await keeping.query('SELECT * FROM shape')).rows;
  expect(await read()).toEqual([{ a: 1 }]);
  await keeping.exec('ALTER TABLE shape ADD COLUMN b text');
  expect(await read()).toEqual([{ a: 1, b: null }]);
  await keeping.transaction((tx) => tx.exec('ALTER TABLE shape DROP COLUMN a'));
  expect(await read()).toEqual([{ b: null }]);
});

test('more texts than are kept, and more uses than a plan has', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    for (let index = 0; index < 700; index += 1) {
      const { rows } = await keeping.query(`SELECT $1::int + ${index} AS sum`, [turn]);
      expect(rows).toEqual([{ sum: turn + index }]);
    }
  }
  for (let use = 0; use < 450; use += 1) {
    expect((await keeping.query('SELECT $1::int AS use', [use])).rows).toEqual([{ use }]);
  }
  const prepared = await keeping.query<{ count: number }>('SELECT count(*)::int AS count FROM pg_prepared_statements');
  expect(prepared.rows[0]?.count).toBeLessThanOrEqual(602);
});

test('a transaction that failed leaves its statements usable, and says so until it is over', async () => {
  const failing = database.transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 / ${0}::int AS never`.catch(() => undefined);
    await tx.$queryRaw`SELECT ${1}::int AS first`;
  });
  await expect(failing).rejects.toThrow('current transaction is aborted');
  expect(await database.client.$queryRaw`SELECT ${1}::int AS first`).toEqual([{ first: 1 }]);
});

test('a transaction that has ended takes no more statements', async () => {
  let ended: Parameters<Parameters<PGlite['transaction']>[0]>[0] | undefined;
  await keeping.transaction((tx) => {
    ended = tx;
    return Promise.resolve();
  });
  await expect(ended?.query('SELECT 1')).rejects.toThrow('Transaction is closed');
});
