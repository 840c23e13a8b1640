import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSwitches } from '../../src/emulator/switches.ts';

const page = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');

/** `'X1, X2: …'`, `'T3 switch: …'` */
const TITLE = /'[A-Z]\d+(?:, [A-Z]\d+)*(?: switch(?:es)?)?: [^'\n]*'/g;

test('docs/emulator.md names every switch with its default', () => {
  const plain = page.replaceAll('`', '');
  const missing = Object.entries(defaultSwitches).filter(
    ([name, value]) => !plain.includes(`${name} = ${String(value)}`),
  );
  expect(missing).toEqual([]);
});

test('every rule that docs/emulator.md lists has a test of that name', () => {
  const folder = new URL('.', import.meta.url);
  const titles = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(TITLE)])
    .flatMap(([title]) => title.match(/[A-Z]\d+/g) ?? []);
  const listed = [...page.matchAll(/^\| ([A-Z]\d[^|]*) \|/gm)].flatMap((match) => rulesOf(match[1] ?? ''));
  expect(listed.length).toBeGreaterThan(80);
  expect(listed.filter((rule) => !titles.includes(rule))).toEqual([]);
});

/** `X1, X2` and `K5–K8` as single rules. */
function rulesOf(cell: string): string[] {
  return cell.split(', ').flatMap((part) => {
    const [, letter = '', from, to] = /^([A-Z])(\d+)(?:–[A-Z](\d+))?$/.exec(part) ?? [];
    const first = Number(from);
    return Array.from({ length: Number(to ?? from) - first + 1 }, (_, index) => `${letter}${first + index}`);
  });
}
