import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, instantAt } from '../../src/calendar.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { saveCallbacks } from '../../src/sandbox/callbacks.ts';
import { buildWorld } from '../../src/sandbox/world.ts';
import { waitUntil } from '../support/wait.ts';
import { FastClock, type FastClockSettings } from './fast-clock.ts';
import { buildDay, DAY, fillDay, HalfConfirmed, openChannels, owners } from './outreach-day.ts';
import { createPlace, freePort, keepTime } from './place.ts';
import type { OutreachProgress } from './progress.ts';
import { randomOf } from './schedule.ts';
import type { ServiceProcessSettings } from './service-process.ts';
import { planStrikes } from './strike-plan.ts';
import type { Strike } from './strikes.ts';
import { Victim } from './victim.ts';

/** As the wall, and in jumps while every process is up: none of them must be down for longer than a restart takes. */
const SPEED = 1;
export const JUMP_SECONDS = 10;
/** Besides those at named places: at moments that nobody chose. */
export const OUTSIDE_KILLS = 3;
/** After the day itself. */
const MOST_DAYS = 4;
/** Of the wall, for one stage: on a machine that has nothing else to do it takes a tenth of it. */
const STAGE_MS = 500_000;

export interface BatteredOutreach {
  emulator: Emulator;
  database: Database;
  /** As the service had it at the end. */
  clock: FastClock;
  /** Names of the strikes that hit, in order. */
  hits: string[];
  /** Stages that did not come to their end in time, with how far they were. */
  stalled: string[];
  kills: number;
  close(): Promise<void>;
}

/**
 * Lets a day's reminders go out on all rungs while processes die at the worst moments, then waits until all is at rest.
 *
 * @param seed decides which visit of each place is struck, and whom SIGKILL hits from outside, and when
 */
export async function batterOutreach(kind: 'pglite' | 'postgres', seed: number): Promise<BatteredOutreach> {
  const plan = planStrikes(seed);
  const settings: FastClockSettings = {
    startAt: instantAt(DAY, '07:24').toISOString(),
    speed: SPEED,
    wallAt: Date.now(),
  };
  const clock = new FastClock(settings);
  const place = await createPlace(kind);
  const sample = buildDay();
  await place.prepare((database) => fillDay(database, clock, sample));
  const emulator = await startEmulator({
    clock: 'running',
    startAt: clock.now(),
    seed: 1,
    world: buildWorld(sample),
    // Events must outlive a restart on a loaded machine: what nobody took in time is another test's business.
    callbackOptions: { verifyDeadlineMs: 60_000, retryDelaysMs: Array.from({ length: 40 }, () => 1000) },
    switches: { memberMessagesPerMinute: 1000 },
  });
  const keepingTime = keepTime(emulator, clock);
  const folder = await mkdtemp(join(tmpdir(), 'carebay-strikes-'));
  const file = join(folder, 'hits');
  const port = await freePort();
  /** One stage after the other: the next is armed once each place of the one before is hit. */
  let stages: (readonly Strike[])[] = [plan.planning];
  const strikes: { file: string; armed: readonly Strike[] } = { file, armed: plan.planning };
  const common = { database: place.location, emulatorUrl: emulator.url, port, clock: settings, strikes, withSms: true };
  const roles: ServiceProcessSettings['roles'][] =
    kind === 'pglite' ? [['web', 'worker', 'scheduler']] : [['web'], ['worker', 'scheduler'], ['worker', 'scheduler']];
  const stalled: string[] = [];
  const hits = (): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  const missed = (all: readonly Strike[]) => all.map(({ name }) => name).filter((name) => !hits().includes(name));
  const haveHit = (all: readonly Strike[]) => missed(all).length === 0;
  const arm = () => {
    const next = stages.find((stage) => !haveHit(stage)) ?? [];
    strikes.armed = next.filter(({ name }) => missed(next).includes(name));
    for (const victim of victims) victim.tell({ arm: strikes.armed });
  };
  const victims = roles.map((own) => new Victim({ ...common, roles: own }, join(folder, 'compiled'), arm));
  const [web] = victims;
  if (web === undefined) throw new Error('no process');
  const ready = async () => {
    for (const victim of victims) await victim.ready();
  };
  const jump = (seconds: number) => {
    if (seconds <= 0) return;
    // Who is started from now on lives in the new time.
    settings.startAt = new Date(Date.parse(settings.startAt) + seconds * 1000).toISOString();
    for (const victim of victims) victim.tell({ advance: seconds });
  };
  const secondsTo = (instant: Date) => (instant.getTime() - clock.now().getTime()) / 1000;
  /** Lets time pass until it is so. @returns the last progress; what is missed, the test says */
  const travel = async (
    stage: string,
    isSo: (progress: OutreachProgress, tasksAtMembers: number) => boolean,
    until?: Date,
  ) => {
    const began = Date.now();
    let last: OutreachProgress | undefined;
    await waitUntil(
      async () => {
        await ready();
        // What waited for another day gets a task of that day.
        const atMembers = await groupSends.confirm(
          emulator,
          arePastDeadline && haveHit(plan.deadline) ? 'all' : 'half',
        );
        last = await web.progress(DAY).catch(() => undefined);
        if (last !== undefined && isSo(last, atMembers)) return true;
        looks += 1;
        if (outside.includes(looks)) await victims[Math.floor(random() * victims.length)]?.kill();
        jump(until === undefined ? JUMP_SECONDS : Math.min(JUMP_SECONDS, secondsTo(until)));
        return false;
      },
      { timeoutMs: STAGE_MS, everyMs: 200 },
    ).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.startsWith('gave up')) throw error;
      stalled.push(`${stage}: ${JSON.stringify(last)}, missed ${missed(Object.values(plan).flat()).join('; ')}`);
    });
    if (process.env['CRASH_TRACE'] === '1') {
      const seconds = (Date.now() - began) / 1000;
      process.stderr.write(`${stage} ${seconds} s, ${clock.now().toISOString()} ${JSON.stringify(last)}\n`);
    }
    return last;
  };
  const groupSends = new HalfConfirmed();
  const random = randomOf(seed + 1);
  /** Looks at the progress after which SIGKILL comes from outside. */
  let looks = 0;
  const outside = Array.from({ length: OUTSIDE_KILLS }, (_, nth) => 3 + nth * 8 + Math.floor(random() * 8));
  let arePastDeadline = false;

  for (const victim of victims) victim.start();
  await ready();
  await saveCallbacks(emulator.control, `http://127.0.0.1:${port}`);
  await travel('planned', ({ isPlanned }) => isPlanned && haveHit(plan.planning));
  await openChannels(emulator);
  await travel(
    'channels open',
    ({ consents, windows, contacts, waiting }) =>
      consents >= owners.subscription.length && windows >= owners.kf.length && contacts > 0 && waiting === 0,
    instantAt(DAY, '08:58'),
  );

  stages = [plan.claiming, plan.sending];
  arm();
  jump(secondsTo(instantAt(DAY, '08:59:30')));
  await travel(
    'sent',
    ({ unsettled, putOff, atMembers, tasksUnderWay, unconfirmed, waiting }, tasksAtMembers) =>
      haveHit([...plan.claiming, ...plan.sending]) &&
      unconfirmed > 0 &&
      unconfirmed === tasksAtMembers &&
      unsettled === atMembers + putOff &&
      tasksUnderWay === 0 &&
      waiting === 0,
  );

  arePastDeadline = true;
  stages = [plan.deadline];
  arm();
  // Each task's deadline is a day after it was created; who had a group send that day gets the next one on another day.
  for (let day = 1; day <= MOST_DAYS; day += 1) {
    jump(secondsTo(instantAt(addDays(DAY, day), '09:30')));
    const last = await travel(
      `at rest on day ${day}`,
      ({ unsettled, putOff, unconfirmed, tasksUnderWay, waiting }) =>
        haveHit(plan.deadline) && unsettled === putOff && unconfirmed + tasksUnderWay + waiting === 0,
    );
    if (last?.unsettled === 0) break;
  }
  for (const victim of victims) await victim.layDown();
  await keepingTime.stop();
  const database = await openDatabase(place.location);
  return {
    emulator,
    database,
    clock,
    hits: hits(),
    stalled,
    kills: victims.reduce((sum, victim) => sum + victim.kills, 0),
    close: async () => {
      await emulator.close();
      await database.close();
      await place.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
