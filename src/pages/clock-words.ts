import { formatInstant } from '../calendar.ts';
import type { TicketClock } from '../database/generated/client.ts';
import type { Rules } from '../stores/index.ts';
import { CLOCK_NAMES, type ClockName, deadlineOf } from '../tickets/index.ts';
import type { Severity } from '../understanding/index.ts';

export type ClockState = 'waiting' | 'running' | 'warning' | 'overdue' | 'kept' | 'late';

export interface ClockWords {
  label: string;
  state: ClockState;
  /** One sentence: which length, which calendar, when it ends, and how it stands. */
  sentence: string;
}

const WAITING: Record<ClockName, string> = {
  route: '派单后开始计时。',
  track: '派单后开始计时。',
  resolve: '派单后开始计时。',
  verify: '处理完毕后开始计时，由客户关爱部向车主回访确认。',
};

/** What one clock of a ticket says at this moment. Pure. @param clock its newest round; undefined when it never ran */
export function clockWords(
  name: ClockName,
  clock: TicketClock | undefined,
  input: { severity: Severity; rules: Rules; now: Date },
): ClockWords {
  const label = CLOCK_NAMES[name];
  if (clock === undefined) return { label, state: 'waiting', sentence: WAITING[name] };
  const end = clock.stoppedAt ?? input.now;
  const leftMs = clock.dueAt.getTime() - end.getTime();
  const isOver = leftMs < 0;
  const start = reasonOf(name, clock, input.severity, input.rules);
  if (clock.stoppedAt !== null) {
    const how = isOver ? `超时${lengthOf(-leftMs)}` : `提前${lengthOf(leftMs)}`;
    return {
      label: roundLabel(label, clock.round),
      state: isOver ? 'late' : 'kept',
      sentence: `${start}，${formatInstant(clock.stoppedAt)}停止，${how}。`,
    };
  }
  const running = clock.warnAt <= input.now ? 'warning' : 'running';
  return {
    label: roundLabel(label, clock.round),
    state: isOver ? 'overdue' : running,
    sentence: `${start}，${isOver ? `已超时${lengthOf(-leftMs)}` : `还剩${lengthOf(leftMs)}`}。`,
  };
}

/** The rule that made the deadline; when a raised level or a changed rule moved it, the deadline alone. */
function reasonOf(name: ClockName, clock: TicketClock, severity: Severity, rules: Rules): string {
  const { dueAt, explanation } = deadlineOf(name, severity, clock.startedAt, rules);
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
