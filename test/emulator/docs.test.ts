import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSwitches } from '../../src/emulator/switches.ts';

test('docs/emulator.md names every switch with its default', () => {
  const page = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8').replaceAll('`', '');
  const missing = Object.entries(defaultSwitches).filter(
    ([name, value]) => !page.includes(`${name} = ${String(value)}`),
  );
  expect(missing).toEqual([]);
});
