import { formatInstant } from '../calendar.ts';
import type { TicketEvent } from '../database/generated/client.ts';
import { categoryLabels, sourceLabel } from '../documents/index.ts';
import { CLOCK_NAMES, type ClockName, PAUSE_REASONS, type PauseReason } from '../tickets/index.ts';
import {
  CATEGORIES,
  type Category,
  MESSAGE_KINDS,
  type MessageKind,
  SEVERITIES,
  type Severity,
} from '../understanding/index.ts';

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
  name?: string;
  assignee?: string;
  into?: string;
  source?: string;
  externalNo?: string;
  category?: string;
  kind?: string;
  reason?: string;
  reasons?: string[];
  until?: string;
  attempt?: number;
  cause?: string;
}

/** One line of a ticket's record as people read it. @param departmentOf what the store calls a department */
export function eventWords(event: TicketEvent, departmentOf: (key: string) => string): EventWords {
  const data = event.data as EventData;
  const said = data.note ?? data.result ?? data.words ?? data.text ?? '';
  const quote = (data.cause ?? '') === '' ? said : `原因：${data.cause}\n措施与结果：${said}`;
  const actor = event.actorKind === 'owner' ? '车主' : event.actorName;
  // The rules chose the department, not the owner whose message they read.
  if (data.by !== undefined) return { title: titleOf(event.type, data, departmentOf), quote, actor: '系统' };
  return { title: titleOf(event.type, data, departmentOf), quote, actor };
}

function titleOf(type: string, data: EventData, departmentOf: (key: string) => string): string {
  const clock = CLOCK_NAMES[data.clock as ClockName] ?? '';
  switch (type) {
    case 'opened':
      return (data.source ?? 'chat') === 'chat' ? '建立工单' : `建立工单（来源：${sourceLabel(data.source ?? '')}）`;
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
      if (data.reason === 'unacknowledged') return '仍无人签收，再次催办';
      return data.clock === 'verify' ? '车主尚未答复，安排电话回访' : `${clock}时限将到，已催办`;
    case 'messageAdded':
      return '车主补充';
    case 'commented':
      return '内部备注';
    case 'toldOwner':
      return '给车主留言';
    case 'assigned':
      return `改派给${data.name ?? ''}`;
    case 'takenBack':
      return takenBack(data, departmentOf);
    case 'merged':
      return data.into === undefined ? `工单${data.from ?? ''}并入` : `合并到工单${data.into}`;
    case 'joined':
      return `${sourceLabel(data.source ?? '')}又反映了同一件事${data.externalNo ? `（编号${data.externalNo}）` : ''}`;
    case 'split':
      return `拆分出工单${data.to ?? ''}（${CATEGORIES[data.category as Category]?.label ?? ''}）`;
    case 'dismissed':
      return `非投诉，按${MESSAGE_KINDS[data.kind as MessageKind]?.label ?? '其他'}处理`;
    case 'recategorized':
      return `类别由${categoryLabels(listOf(data.from))}改为${categoryLabels(listOf(data.to))}`;
    case 'bound':
      return '绑定车主';
    case 'paused':
      return `暂停计时：${PAUSE_REASONS[data.reason as PauseReason] ?? ''}${untilOf(data.until)}`;
    case 'resumed':
      return '恢复计时';
    case 'recalculated':
      return `${clock}时限按新规则重算`;
    case 'paged':
      return `呼叫${data.to ?? '值班人员'}`;
    case 'verificationAsked':
      return (data.attempt ?? 1) > 1 ? '再次询问车主是否满意' : '询问车主是否满意';
    case 'attached':
      return '补充附件';
    case 'resultRead':
      return '查阅处理结果';
    case 'verified':
      return '回访确认';
    default:
      // A kind that this page does not know yet is shown rather than hidden.
      return type;
  }
}

function takenBack(data: EventData, departmentOf: (key: string) => string): string {
  if (data.reason === 'assigneeLeft') return '责任人已离职，退回部门重新签收';
  return data.to === undefined ? '从责任人处收回，重新签收' : `从${departmentOf(data.from ?? '')}收回`;
}

const listOf = (keys: string | undefined) => (keys ?? '').split(',').filter((key) => key !== '');

function untilOf(until: string | undefined): string {
  return until === undefined ? '' : `（最晚${formatInstant(new Date(until))}恢复）`;
}

function levelOf(severity: string | undefined): string {
  return SEVERITIES[severity as Severity]?.label ?? severity ?? '';
}
