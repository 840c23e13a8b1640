import * as fc from '../support/property.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storableJson } from '../../src/database/storable-json.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase('pglite');
});
afterAll(() => database.close());

test('whatever a text holds, the database takes it and gives back the rest', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\uD800', 'a\u0000b', '😡', '半\uDC00个'));
  const run = fc.asyncProperty(fc.record({ note: text, more: fc.array(text) }), async (value) => {
    const stored = storableJson(value);
    const [row] = await database.client.$queryRawUnsafe<{ value: unknown }[]>(
      'SELECT $1::jsonb AS value',
      JSON.stringify(stored),
    );
    expect(row?.value).toEqual(stored);
  });
  await fc.assert(run, { numRuns: 50, seed: 3 });
});

test('what is fine stays as it is', () => {
  const value = { text: '刹车异响 😡', list: [1, true, null, '㊙'] };
  expect(storableJson(value)).toEqual(value);
});
