import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { ControlCallError, type Emulator } from '../../src/emulator/index.ts';
import { embeddedTemplate, openTestDatabase } from '../support/database.ts';
import type { FastClock } from './fast-clock.ts';

/** The emulator's clock follows ours, twenty times a second. */
export function keepTime(emulator: Emulator, clock: FastClock): { stop(): Promise<void> } {
  const state = { isStopped: false };
  const run = async (): Promise<void> => {
    while (!state.isStopped) {
      const { now } = await emulator.control.clock();
      if (clock.now().getTime() > Date.parse(now)) await follow(emulator, clock.now());
      await wait(50);
    }
  };
  const running = run();
  return {
    stop: () => {
      state.isStopped = true;
      return running;
    },
  };
}

/** It runs by itself, too: on a loaded machine it may have passed the instant before it is told of it. */
async function follow(emulator: Emulator, now: Date): Promise<void> {
  try {
    await emulator.control.advanceTo(now);
  } catch (error) {
    if (!(error instanceof ControlCallError) || error.status !== 400) throw error;
  }
}

/** A database that several processes open one after the other, or at once. */
export interface Place {
  location: { url: string; poolSize: number } | { dataDir: string };
  prepare(fill: (database: Database) => Promise<unknown>): Promise<void>;
  drop(): Promise<void>;
}

export async function createPlace(kind: 'pglite' | 'postgres'): Promise<Place> {
  if (kind === 'postgres') {
    const database = await openTestDatabase('postgres');
    return {
      location: { url: database.url, poolSize: 6 },
      prepare: async (fill) => void (await fill(database)),
      drop: () => database.close(),
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'carebay-crash-'));
  const location = { dataDir: join(folder, 'data') };
  return {
    location,
    prepare: async (fill) => {
      const database = await openDatabase({ ...location, loadDataDir: await embeddedTemplate() });
      await fill(database);
      await database.close();
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
