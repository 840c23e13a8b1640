import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const file = new URL('../../package-lock.json', import.meta.url);
const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };

test('the lock file names the optional packages of every platform, so that npm ci takes it anywhere', () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing, 'run: node .ci/complete-lock.mjs package-lock.json').toEqual([]);
});

test('the lock file records no download address', () => {
  expect(Object.entries(packages).filter(([, entry]) => entry.resolved?.startsWith('http') === true)).toEqual([]);
});
