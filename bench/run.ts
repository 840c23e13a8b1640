import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { CONNECTIONS, measureCallbacks } from './callbacks.ts';
import { measureClassify } from './classify.ts';
import { findServer } from './databases.ts';
import { type DrainResult, measureDrain } from './drain.ts';
import { printDrain } from './drain-table.ts';
import { measureLatency } from './latency.ts';
import { measureMonth, printMonth } from './month.ts';
import { measurePlanning, type PlanningResult } from './planning.ts';
import { printPlanning } from './planning-table.ts';
import { round } from './round.ts';
import { measureStats } from './stats.ts';
import { printStats } from './stats-table.ts';

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    tickets: { type: 'string' },
    vehicles: { type: 'string' },
    reminders: { type: 'string' },
  },
  allowPositionals: true,
});
if (positionals.includes('classify')) {
  console.table({ classify: measureClassify() });
  process.exit();
}
if (positionals.includes('month')) {
  printMonth(await measureMonth(30));
  process.exit();
}
const tickets = Number(values.tickets ?? (values.quick ? 20_000 : 1_000_000));
const size = values.quick ? { rounds: 3, requests: 2000, owners: 20 } : { rounds: 9, requests: 6000, owners: 100 };

const startedAt = new Date();
const loadBefore = loadavg()[0] ?? 0;
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else process.stderr.write(`${text}\n`);
};

const server = await findServer();
if (server === undefined) progress('no PostgreSQL server answers: PGlite only');
if (positionals.includes('stats')) {
  if (server === undefined) throw new Error('figures are measured on PostgreSQL');
  const measured = await measureStats({ server, tickets, rounds: 5, progress });
  printStats(measured);
  writeResult('stats.json', { at: startedAt.toISOString(), ...measured });
  process.exit();
}
if (positionals.includes('planning') || positionals.includes('drain')) {
  if (server === undefined) throw new Error('planning and draining are measured on PostgreSQL');
  const planning = positionals.includes('planning') ? await planningOn(server) : undefined;
  const drain = positionals.includes('drain') ? await drainOn(server) : undefined;
  if (planning !== undefined) printPlanning(planning);
  if (drain !== undefined) printDrain(drain);
  const machine = describeMachine();
  const at = startedAt.toISOString();
  if (planning !== undefined) writeResult('planning.json', { at, machine, ...planning });
  if (drain !== undefined) writeResult('drain.json', { at, machine, ...drain });
  process.exit();
}
const callbacks = await measureCallbacks({ server, ...size, progress });
const latency = [];
for (const place of server === undefined ? [undefined] : [server, undefined]) {
  latency.push(await measureLatency({ server: place, owners: size.owners, progress }));
}
progress('days pass in the sandbox');
const month = await measureMonth(values.quick ? 3 : 30);
const planning = server === undefined ? undefined : await planningOn(server);
const drain = server === undefined ? undefined : await drainOn(server);
const stats = server === undefined ? undefined : await measureStats({ server, tickets, rounds: 5, progress });
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');

const machine = describeMachine();

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
printMonth(month);
if (planning !== undefined) printPlanning(planning);
if (drain !== undefined) printDrain(drain);
if (stats !== undefined) printStats(stats);
console.log(`${machine.cores} cores, load ${round(loadBefore, 1)} before and ${round(machine.loadAfter, 1)} after`);

writeResult('latest.json', {
  at: startedAt.toISOString(),
  isQuick: values.quick,
  size,
  machine,
  callbacks,
  latency,
  planning,
  drain,
  stats,
});

function planningOn(server: string): Promise<PlanningResult> {
  const vehicles = Number(values.vehicles ?? (values.quick ? 20_000 : 1_000_000));
  return measurePlanning({ server, vehicles, rounds: 3, progress });
}

function drainOn(server: string): Promise<DrainResult> {
  const reminders = Number(values.reminders ?? (values.quick ? 2000 : 100_000));
  return measureDrain({ server, reminders, progress });
}

function describeMachine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    /** Above the number of cores: others were at work, and absolute figures are too low. */
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
  };
}

function writeResult(name: string, result: object): void {
  mkdirSync(new URL('results/', import.meta.url), { recursive: true });
  const text = JSON.stringify(
    result,
    (_key, value: unknown) => (typeof value === 'number' ? round(value, 3) : value),
    2,
  );
  writeFileSync(new URL(`results/${name}`, import.meta.url), `${text}\n`);
}
