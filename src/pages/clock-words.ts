import { formatInstant } from '../calendar.ts';
import type { TicketClock } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { CLOCK_NAMES, type ClockHistory, type ClockName, deadlineOf } from '../tickets/index.ts';
import type { Severity } from '../understanding/index.ts';

export type ClockState = 'waiting' | 'running' | 'paused' | 'warning' | 'overdue' | 'kept' | 'late';

export interface ClockWords {
  label: string;
  state: ClockState;
  /** One sentence: which length, which calendar, which pauses, when it ends, and how it stands. */
  sentence: string;
}

const WAITING: Record<ClockName, string> = {
  route: '派单后开始计时。',
  track: '派单后开始计时。',
  resolve: '派单后开始计时。',
  verify: '处理完毕后开始计时，由客户关爱部向车主回访确认。',
};

interface Beside {
  /** The ticket's present one. */
  severity: Severity;
  rules: Rules;
  now: Date;
  /** What moved its deadlines. */
  history?: ClockHistory;
}

/** What one clock of a ticket says at this moment. Pure. @param clock its newest round; undefined when it never ran */
export function clockWords(name: ClockName, clock: TicketClock | undefined, beside: Beside): ClockWords {
  if (clock === undefined) return { label: CLOCK_NAMES[name], state: 'waiting', sentence: WAITING[name] };
  const end = clock.stoppedAt ?? beside.now;
  const leftMs = clock.dueAt.getTime() - end.getTime();
  const isOver = leftMs < 0;
  const label = roundLabel(CLOCK_NAMES[name], clock.round);
  const start = reasonOf(name, clock, beside);
  if (clock.stoppedAt !== null) {
    const how = isOver ? `超时${lengthOf(-leftMs)}` : `提前${lengthOf(leftMs)}`;
    return {
      label,
      state: isOver ? 'late' : 'kept',
      sentence: `${start}，${formatInstant(clock.stoppedAt)}停止，${how}。`,
    };
  }
  if (isOver) return { label, state: 'overdue', sentence: `${start}，已超时${lengthOf(-leftMs)}。` };
  // The length that is left counts nothing while it stands still.
  if (isPaused(name, beside)) return { label, state: 'paused', sentence: `${start}。` };
  return {
    label,
    state: clock.warnAt <= beside.now ? 'warning' : 'running',
    sentence: `${start}，还剩${lengthOf(leftMs)}。`,
  };
}

function isPaused(name: ClockName, { rules, now, history }: Beside): boolean {
  return (history?.pauses ?? []).some(
    (pause) => !pause.isOver && pause.endsAt > now && rules.pauses[pause.reason].clocks.includes(name),
  );
}

/** The rule that made the deadline; when a rule has changed since, the deadline alone. */
function reasonOf(name: ClockName, clock: TicketClock, { severity, rules, history }: Beside): string {
  const isBefore = ({ at }: { at: Date }) => clock.stoppedAt === null || at < clock.stoppedAt;
  const { dueAt, explanation } = deadlineOf(name, severity, clock.startedAt, rules, {
    pauses: (history?.pauses ?? []).filter((pause) => isBefore({ at: pause.startedAt })),
    raises: (history?.raises ?? []).filter(isBefore),
  });
  if (dueAt.getTime() === clock.dueAt.getTime()) return explanation;
  return `${CLOCK_NAMES[name]}时限${formatInstant(clock.dueAt)}到期`;
}

function roundLabel(label: string, round: number): string {
  return round === 0 ? label : `${label}（第${round + 1}次）`;
}

/** `2天3小时`, `1小时20分钟`, `5分钟`; the second unit only where it says something. */
export function lengthOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '不到1分钟';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return hours === 0 ? `${days}天` : `${days}天${hours}小时`;
  if (hours > 0) return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`;
  return `${rest}分钟`;
}
