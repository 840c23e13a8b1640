import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { CONNECTIONS, measureCallbacks } from './callbacks.ts';
import { findServer } from './databases.ts';
import { measureLatency } from './latency.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const size = values.quick ? { rounds: 3, requests: 2000, owners: 20 } : { rounds: 9, requests: 6000, owners: 100 };

const startedAt = new Date();
const loadBefore = loadavg()[0] ?? 0;
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else process.stderr.write(`${text}\n`);
};

const server = await findServer();
if (server === undefined) progress('no PostgreSQL server answers: PGlite only');
const callbacks = await measureCallbacks({ server, ...size, progress });
const latency = [];
for (const place of server === undefined ? [undefined] : [server, undefined]) {
  latency.push(await measureLatency({ server: place, owners: size.owners, progress }));
}
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  /** Above the number of cores: others were at work, and absolute figures are too low. */
  loadBefore,
  loadAfter: loadavg()[0] ?? 0,
};

console.log(
  `Accepting callbacks, ${CONNECTIONS} connections, ${size.rounds} rounds in turn; ratio: to bare, round by round`,
);
console.table(
  Object.fromEntries(
    callbacks.map((row) => [
      row.target,
      {
        'per second': Math.round(row.perSecond),
        ratio: round(row.ratio, 2),
        'p50 ms': round(row.p50Ms, 1),
        'p99 ms': round(row.p99Ms, 1),
        'half rate p50': round(row.half.p50Ms, 1),
        'half rate p99': round(row.half.p99Ms, 1),
        'MB resident': Math.round(row.residentMb),
      },
    ]),
  ),
);
console.log(`Complaint in → card out, ${size.owners} owners one after the other`);
console.table(
  Object.fromEntries(
    latency.map((row) => [
      row.database,
      { 'p50 ms': round(row.p50Ms, 0), 'p95 ms': round(row.p95Ms, 0), 'MB resident': Math.round(row.residentMb) },
    ]),
  ),
);
console.log(`${machine.cores} cores, load ${round(loadBefore, 1)} before and ${round(machine.loadAfter, 1)} after`);

mkdirSync(new URL('results/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('results/latest.json', import.meta.url),
  `${JSON.stringify({ at: startedAt.toISOString(), isQuick: values.quick, size, machine, callbacks, latency }, (_key, value: unknown) => (typeof value === 'number' ? round(value, 3) : value), 2)}\n`,
);

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
