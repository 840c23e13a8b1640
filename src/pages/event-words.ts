import type { TicketEvent } from '../database/generated/client.ts';
import { CLOCK_NAMES, type ClockName } from '../tickets/index.ts';
import { SEVERITIES, type Severity } from '../understanding/index.ts';

export interface EventWords {
  title: string;
  /** What was said or written. */
  quote: string;
  actor: string;
}

/** The fields that events keep; each kind has some of them. */
interface EventData {
  note?: string;
  result?: string;
  words?: string;
  text?: string;
  department?: string;
  from?: string;
  to?: string;
  clock?: string;
  by?: string;
}

/** One line of a ticket's record as people read it. @param departmentOf what the store calls a department */
export function eventWords(event: TicketEvent, departmentOf: (key: string) => string): EventWords {
  const data = event.data as EventData;
  const quote = data.note ?? data.result ?? data.words ?? data.text ?? '';
  const actor = event.actorKind === 'owner' ? '车主' : event.actorName;
  // The rules chose the department, not the owner whose message they read.
  if (data.by !== undefined) return { title: titleOf(event.type, data, departmentOf), quote, actor: '系统' };
  return { title: titleOf(event.type, data, departmentOf), quote, actor };
}

function titleOf(type: string, data: EventData, departmentOf: (key: string) => string): string {
  const clock = CLOCK_NAMES[data.clock as ClockName] ?? '';
  switch (type) {
    case 'opened':
      return '建立工单';
    case 'routed':
      return `派给${departmentOf(data.to ?? data.department ?? '')}`;
    case 'acknowledged':
      return '签收';
    case 'tracked':
      return '记录进展';
    case 'handedOver':
      return `由${departmentOf(data.from ?? '')}转派给${departmentOf(data.to ?? '')}`;
    case 'resolved':
      return '处理完毕';
    case 'noted':
      return '补充处理结果';
    case 'closed':
      return '车主确认满意，工单关闭';
    case 'reopened':
      return '车主不满意，工单重开';
    case 'escalated':
      return data.to === undefined || data.to === '' ? `${clock}超时` : `${clock}超时，上报${data.to}`;
    case 'raised':
      return `等级由${levelOf(data.from)}升为${levelOf(data.to)}`;
    case 'nudged':
      return data.clock === 'verify' ? '车主尚未答复，安排电话回访' : `${clock}时限将到，已催办`;
    case 'messageAdded':
      return '车主补充';
    default:
      // A kind that this page does not know yet is shown rather than hidden.
      return type;
  }
}

function levelOf(severity: string | undefined): string {
  return SEVERITIES[severity as Severity]?.label ?? severity ?? '';
}
