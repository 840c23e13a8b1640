import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('..', import.meta.url).pathname;
const HOOK_AT_TOP = /^(before|after)(Each|All)\(/m;

test('a module that several files of tests share sets no hook by being imported: only the first file would have it', () => {
  const shared = globSync('**/*.ts', { cwd: folder }).filter((name) => !name.endsWith('.test.ts'));
  expect(shared.length).toBeGreaterThan(20);
  expect(shared.filter((name) => HOOK_AT_TOP.test(readFileSync(`${folder}${name}`, 'utf8')))).toEqual([]);
});
