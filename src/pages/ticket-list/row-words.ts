import { CLOCK_NAMES, type ClockName, TICKET_STATUSES, type TicketStatus } from '../../tickets/index.ts';
import { SEVERITIES, type Severity } from '../../understanding/index.ts';
import { lengthOf } from '../clock-words.ts';
import { maskName, maskPlate, maskText } from '../masking.ts';
import type { ListedTicket } from './find-rows.ts';

export interface RowWords {
  number: string;
  severity: Severity;
  severityLabel: string;
  statusLabel: string;
  summary: string;
  /** Who has it. */
  holder: string;
  owner: string;
  age: string;
  deadline: { text: string; state: 'running' | 'warning' | 'overdue' | 'waiting' } | undefined;
}

/** One ticket of a list in words. Pure. @param departmentOf what the store calls a department */
export function rowWords(
  row: ListedTicket,
  input: { now: Date; isMasked: boolean; departmentOf: (key: string) => string },
): RowWords {
  const { now, isMasked, departmentOf } = input;
  const name = row.customer ?? row.reporter ?? '未绑定车主';
  const plate = row.plate ?? '';
  const known = [row.customer ?? '', row.reporter ?? '', plate];
  const owner = isMasked
    ? [name === '未绑定车主' ? name : maskName(name), plate === '' ? '' : maskPlate(plate)]
    : [name, plate];
  const department = departmentOf(row.department);
  return {
    number: row.number,
    severity: row.severity as Severity,
    severityLabel: SEVERITIES[row.severity as Severity].label,
    statusLabel: `${TICKET_STATUSES[row.status as TicketStatus]}${row.reopenCount > 0 ? ' · 重开' : ''}`,
    summary: isMasked ? maskText(row.summary, known) : row.summary,
    holder: row.assigneeUserId === null ? department : `${department} ${row.assignee ?? '（已离职）'}`,
    owner: owner.filter((part) => part !== '').join(' '),
    age: `${lengthOf(now.getTime() - row.openedAt.getTime())}前`,
    deadline: deadlineOf(row, now),
  };
}

function deadlineOf(row: ListedTicket, now: Date): RowWords['deadline'] {
  if (row.isPaused) return { text: '已暂停计时', state: 'waiting' };
  if (row.clock === null || row.dueAt === null || row.warnAt === null) return undefined;
  const label = CLOCK_NAMES[row.clock as ClockName];
  const leftMs = row.dueAt.getTime() - now.getTime();
  if (leftMs < 0) return { text: `${label}已超时${lengthOf(-leftMs)}`, state: 'overdue' };
  return { text: `${label}还剩${lengthOf(leftMs)}`, state: row.warnAt <= now ? 'warning' : 'running' };
}
