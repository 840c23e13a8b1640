import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockFolder } from '../../src/database/folder-lock.ts';

const directory = mkdtempSync(join(tmpdir(), 'carebay-lock-'));
const folder = join(directory, 'database');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a folder that a living process has is refused, naming the process', () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  try {
    writeFileSync(`${folder}.lock`, String(other.pid));
    expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid}`);
  } finally {
    other.kill('SIGKILL');
  }
});

test('the lock of a process that was killed is taken over', async () => {
  const other = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => other.once('exit', resolve));
  writeFileSync(`${folder}.lock`, String(other.pid));
  const unlock = lockFolder(folder);
  unlock();
  expect(() => lockFolder(folder)()).not.toThrow();
});
