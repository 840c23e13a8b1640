import { addDays, type Day, instantAt } from '../calendar.ts';
import { defaultRules } from '../stores/index.ts';
import { addWorkingMinutes, blocksOn } from '../working-time.ts';
import { kindOf, PAST_COMPLAINTS, RESULTS } from './past-complaints.ts';
import type { Random } from './random.ts';
import type { SampleStore } from './types.ts';

/** How far back the sample store remembers its complaints. */
const DAYS = 100;
/** Nothing of the last days: what the player does stands alone there. */
const QUIET_DAYS = 2;
const SOURCES = ['chat', 'chat', 'chat', 'hotline', 'hotline', 'followUp', 'manufacturer', 'staff'] as const;
/** The sample store's hours are the rules' own. */
const HOURS = defaultRules.workingTime;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type ClockName = 'route' | 'track' | 'resolve' | 'verify';
/** As in the rules' defaults. */
const LIMITS: Readonly<Record<ClockName, number>> = {
  route: 2 * HOUR,
  track: 24 * HOUR,
  resolve: 72 * HOUR,
  verify: 24 * HOUR,
};

export interface PastClock {
  name: ClockName;
  round: number;
  startedAt: Date;
  warnAt: Date;
  dueAt: Date;
  stoppedAt: Date;
}

export interface PastEvent {
  type: string;
  at: Date;
  actor: 'owner' | 'system' | { userId: string; name: string };
  data: Record<string, string>;
}

/** A complaint that was followed to its end. */
export interface PastTicket {
  number: string;
  openedOn: Day;
  openedAt: Date;
  acknowledgedAt: Date;
  trackedAt: Date;
  resolvedAt: Date;
  closedAt: Date;
  /** When the owner was first asked and answered: with 不满意 where the ticket was opened again. */
  firstVerdictAt: Date;
  /** Index in `vehicles`. */
  vehicle: number;
  source: (typeof SOURCES)[number];
  kind: string;
  category: string;
  severity: string;
  department: string;
  systems: readonly string[];
  text: string;
  cause: string;
  result: string;
  words: string;
  assigneeUserId: string;
  reopenCount: number;
  clocks: PastClock[];
  events: PastEvent[];
}

/** Invents what the store's owners complained of in the last months; all of it closed. Pure. */
export function buildPast(
  random: Random,
  sample: Pick<SampleStore, 'today' | 'vehicles' | 'definition'>,
): PastTicket[] {
  const tickets: PastTicket[] = [];
  for (let ago = DAYS; ago >= QUIET_DAYS; ago -= 1) {
    const day = addDays(sample.today, -ago);
    // On days off hardly anybody writes.
    const count = blocksOn(day, HOURS).length > 0 ? random.between(0, 3) : Number(random.chance(0.3));
    for (let nth = 1; nth <= count; nth += 1) tickets.push(pastTicket(random, sample, day, tickets.length, nth));
  }
  // Whatever would still be under way is left out: nothing of the past waits for anybody.
  return tickets.filter(({ closedAt }) => closedAt < instantAt(addDays(sample.today, -QUIET_DAYS)));
}

function pastTicket(
  random: Random,
  { vehicles, definition }: Pick<SampleStore, 'vehicles' | 'definition'>,
  day: Day,
  index: number,
  nth: number,
): PastTicket {
  const [text, category, department, severity, systems = []] = random.pick(PAST_COMPLAINTS);
  const people = (definition.staff ?? []).filter(
    (person) => person.departmentKey === department && person.role !== 'director',
  );
  const person = people[index % Math.max(1, people.length)] ?? { userId: 'xu', name: '徐专员' };
  const caller = index % 2 === 0 ? { userId: 'xu', name: '徐专员' } : { userId: 'he', name: '何专员' };
  const [cause, result] = RESULTS[category.slice(0, 1)] ?? ['', ''];
  const events: PastEvent[] = [];
  const clocks: PastClock[] = [];
  const note = (type: string, at: Date, actor: PastEvent['actor'], data: PastEvent['data'] = {}) =>
    events.push({ type, at, actor, data });
  const time = (name: ClockName, round: number, startedAt: Date, stoppedAt: Date) => {
    const dueAt = new Date(startedAt.getTime() + LIMITS[name]);
    clocks.push({
      name,
      round,
      startedAt,
      warnAt: new Date(startedAt.getTime() + LIMITS[name] * 0.75),
      dueAt,
      stoppedAt,
    });
  };

  const openedAt = timeOfOpening(random, day, nth);
  note('opened', openedAt, 'owner', {});
  note('routed', openedAt, 'system', { department });
  let from = openedAt;
  let firstVerdictAt: Date | undefined;
  const rounds = random.chance(0.08) ? 2 : 1;
  for (let round = 0; ; round += 1) {
    const acknowledgedAt = atWork(from, random.between(4, random.chance(0.1) ? 260 : 80));
    const trackedAt = atWork(acknowledgedAt, random.between(30, random.chance(0.12) ? 900 : 400));
    const resolvedAt = atWork(trackedAt, random.between(120, random.chance(0.15) ? 1800 : 900));
    const verdictAt = atWork(resolvedAt, random.between(30, random.chance(0.1) ? 900 : 420));
    note('acknowledged', acknowledgedAt, person);
    note('tracked', trackedAt, person, { note: '已联系车主，正在处理' });
    note('resolved', resolvedAt, person, { result });
    time('route', round, from, acknowledgedAt);
    time('track', round, from, trackedAt);
    time('resolve', round, from, resolvedAt);
    time('verify', round, resolvedAt, verdictAt);
    firstVerdictAt ??= verdictAt;
    if (round + 1 < rounds) {
      note('reopened', verdictAt, caller, { words: '还是没解决' });
      from = verdictAt;
      continue;
    }
    const words = random.pick(['满意，谢谢', '可以了', '处理得还行', '这次挺好']);
    note('closed', verdictAt, caller, { words });
    return {
      number: `TS-${day.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`,
      openedOn: day,
      openedAt,
      acknowledgedAt,
      trackedAt,
      resolvedAt,
      closedAt: verdictAt,
      firstVerdictAt,
      // A step that shares no factor with the number of cars: no car complains twice within these months.
      vehicle: (index * 7 + 11) % Math.min(vehicles.length, 337),
      source: random.pick(SOURCES),
      kind: kindOf(severity),
      category,
      severity,
      department,
      systems,
      text,
      cause,
      result,
      words,
      assigneeUserId: person.userId,
      reopenCount: round,
      clocks,
      events,
    };
  }
}

/** A few owners write in the evening; everybody else while the store is open. */
function timeOfOpening(random: Random, day: Day, nth: number): Date {
  const isOpen = blocksOn(day, HOURS).length > 0;
  if (!isOpen || random.chance(0.08)) return after(instantAt(day, '19:00'), (random.between(0, 150) + nth) * MINUTE);
  return atWork(instantAt(day), random.between(0, 140) * 3 + nth);
}

/** Staff work in opening hours alone. */
const atWork = (from: Date, minutes: number): Date => addWorkingMinutes(from, minutes, HOURS);

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
