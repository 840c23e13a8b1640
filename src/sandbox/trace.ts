import { readableEntry, readableFields } from '../chat/readable.ts';
import type { TraceItem } from '../console/contract.ts';
import type { Db } from '../database/database.ts';
import type { InboxEvent, OutboxMessage, TicketEvent } from '../database/generated/client.ts';
import { parseXml, type XmlFields, xmlText } from '../platform/callback.ts';
import { TICKET_STATUSES, type TicketStatus } from '../tickets/index.ts';
import {
  CATEGORIES,
  type Category,
  DEPARTMENTS,
  type Department,
  MESSAGE_KINDS,
  type MessageKind,
  SEVERITIES,
  type Severity,
} from '../understanding/index.ts';

/** Rows settle a little after their own time; the page replaces what comes again by its id. */
const OVERLAP_MS = 20_000;
const LIMIT = 150;

/** An item with the place it takes among the others. */
interface Row {
  item: TraceItem;
  sortAt: number;
}

/** What happened, newest last: read from the rows that the service keeps anyway. @param after id of the last known item */
export async function listTrace(db: Db, storeId: string, after: string | undefined): Promise<TraceItem[]> {
  const afterMs = Number(after?.split('-')[0] ?? 0);
  const since = new Date(Number.isFinite(afterMs) ? Math.max(0, afterMs - OVERLAP_MS) : 0);
  const newest = { orderBy: { id: 'desc' }, take: LIMIT } as const;
  const nameOf = await listNames(db, storeId);
  const [inbox, decisions, events, outbox, tasks, reminders] = await Promise.all([
    db.inboxEvent.findMany({
      where: { storeId, receivedAt: { gte: since }, channel: { not: 'identity' } },
      ...newest,
    }),
    db.decision.findMany({ where: { storeId, decidedAt: { gte: since } }, ...newest }),
    db.ticketEvent.findMany({ where: { storeId, at: { gte: since } }, include: { ticket: true }, ...newest }),
    db.outboxMessage.findMany({
      where: { storeId, OR: [{ createdAt: { gte: since } }, { sentAt: { gte: since } }] },
      ...newest,
    }),
    db.callTask.findMany({ where: { storeId, createdAt: { gte: since } }, ...newest }),
    db.reminder.groupBy({
      by: ['plannedFor', 'createdAt'],
      where: { storeId, createdAt: { gte: since } },
      _count: { id: true },
    }),
  ]);
  const rows: Row[] = [
    ...inbox.map(fromInbox),
    ...decisions.map((decision) =>
      row('decision', decision.id, decision.decidedAt, 3, {
        title: `${labelOf(MESSAGE_KINDS, decision.kind as MessageKind)} · ${labelOf(SEVERITIES, decision.severity as Severity)} · ${labelOf(DEPARTMENTS, decision.department as Department)}`,
        detail: decision.summary,
        fields: [
          { label: '判断者', value: DECIDERS[decision.decidedBy] ?? decision.decidedBy },
          {
            label: '类别',
            value: decision.categories.map((key) => labelOf(CATEGORIES, key as Category)).join('、') || '—',
          },
          { label: '把握', value: `${Math.round(decision.confidence * 100)}%` },
          { label: '依据', value: decision.reliedOn.join('、') || '—' },
          ...(decision.evidence === '' ? [] : [{ label: '原话', value: decision.evidence }]),
          ...(decision.modelError === null ? [] : [{ label: '模型', value: decision.modelError }]),
        ],
      }),
    ),
    ...events.map((event) => fromTicketEvent(event, event.ticket.number)),
    ...outbox.map((message) => fromOutbox(message, nameOf)),
    ...tasks.map((task) => row('callTask', task.id, task.createdAt, 6, { title: task.title, detail: task.script })),
    ...reminders.map((group) =>
      row('reminder', group.plannedFor.getTime(), group.createdAt, 1, {
        title: `生成 ${group._count.id} 条提醒`,
        detail: `计划日 ${group.plannedFor.toISOString().slice(0, 10)}`,
      }),
    ),
  ];
  return rows
    .toSorted((left, right) => left.sortAt - right.sortAt)
    .slice(-LIMIT)
    .map(({ item }) => item);
}

const DECIDERS: Record<string, string> = {
  rules: '规则',
  local: '本地分类器',
  case: '人工更正过的案例',
  model: '大模型',
};
const CHANNELS: Record<string, string> = {
  wecomText: '企业微信消息',
  wecomCard: '企业微信卡片',
  wecomCardUpdate: '更新卡片',
  wecomImage: '企业微信图片',
  wecomFile: '企业微信文件',
  kfMessage: '微信客服',
  kfWelcome: '微信客服欢迎语',
  kfHandToPerson: '转人工',
  officialAccountTemplate: '服务号模板消息',
  officialAccountMessage: '服务号消息',
  subscriptionNotice: '订阅通知',
  sms: '短信',
  groupSend: '企业群发任务',
  groupSendRemind: '提醒确认企业群发',
  groupSendCancel: '取消企业群发',
  contactWelcome: '新客户欢迎语',
};
const PLATFORM_EVENTS: Record<string, string> = {
  TEMPLATESENDJOBFINISH: '模板消息的送达回执',
  subscribe_msg_popup_event: '车主回答了订阅通知的询问',
  subscribe_msg_change_event: '车主改了订阅通知的设置',
  subscribe_msg_sent_event: '订阅通知的送达回执',
  subscribe: '车主关注服务号',
  unsubscribe: '车主取消关注服务号',
  template_card_event: '员工点了卡片按钮',
  kf_msg_or_event: '微信客服有新消息',
  change_external_contact: '企业微信客户有变化',
};
const OUTBOX_STATUS: Record<string, string> = {
  pending: '等待发送',
  sending: '发送中',
  sent: '已发送',
  delivered: '已送达',
  unknown: '结果未知，将按同一编号重发',
  failed: '发送失败',
  withdrawn: '已撤回',
};
const EVENTS: Record<string, string> = {
  opened: '工单已建立',
  routed: '已派单',
  acknowledged: '已签收',
  tracked: '记录进展',
  handedOver: '已转派',
  resolved: '处理完毕',
  closed: '车主确认，已关闭',
  reopened: '车主不满意，已重开',
  escalated: '超时升级',
  nudged: '催办',
  noted: '补充记录',
  messageAdded: '车主补充',
  raised: '等级上调',
  assigned: '改派责任人',
  takenBack: '收回，重新签收',
  merged: '合并',
  joined: '并入其他来源的反映',
  split: '拆分',
  dismissed: '非投诉',
  recategorized: '改分类',
  bound: '绑定车主',
  commented: '内部备注',
  toldOwner: '告知车主',
  attached: '补充附件',
  paused: '暂停计时',
  resumed: '恢复计时',
  recalculated: '时限重算',
  paged: '呼叫下一位',
  verificationAsked: '再次询问车主',
  resultRead: '查阅处理结果',
};

/** Ids start with the time, so that the last one says how far the reader is. Things of one instant keep their order. */
function row(
  stage: TraceItem['stage'],
  id: number,
  at: Date,
  rank: number,
  item: Omit<TraceItem, 'id' | 'at' | 'stage'>,
): Row {
  return {
    sortAt: at.getTime() + rank / 10,
    item: { id: `${at.getTime()}-${stage}-${id}`, at: at.toISOString(), stage, ...item },
  };
}

function fromInbox(event: InboxEvent): Row {
  const level = event.status === 'dead' ? { level: 'error' as const } : {};
  if (event.channel === 'sms')
    return row('callback', event.id, event.receivedAt, 0, { title: '短信回执或答复', ...level });
  if (event.payload.startsWith('{')) {
    const entry = JSON.parse(event.payload) as Record<string, unknown> & { msgtype?: string };
    const { msgtype = '' } = entry;
    const isEvent = msgtype === 'event';
    return row('inbox', event.id, event.receivedAt, 2, {
      title: isEvent ? '收到微信客服事件' : '收到车主消息',
      detail: isEvent ? msgtype : readableEntry(msgtype, (entry[msgtype] ?? {}) as Record<string, unknown>),
      ...level,
    });
  }
  const fields = parseXml(event.payload);
  const name = xmlText(fields, 'Event');
  return row('callback', event.id, event.receivedAt, 0, {
    title: name === '' ? '收到员工消息' : (PLATFORM_EVENTS[name] ?? `收到事件 ${name}`),
    detail: [xmlText(fields, 'FromUserName'), wordsOf(fields), xmlText(fields, 'EventKey')]
      .filter((part) => part !== '')
      .join(' · '),
    ...level,
  });
}

function wordsOf(fields: XmlFields): string {
  const msgType = xmlText(fields, 'MsgType');
  return msgType === 'event' || msgType === '' ? '' : readableFields(msgType, fields);
}

function fromTicketEvent(event: TicketEvent, number: string): Row {
  const data = event.data as { note?: string; words?: string; result?: string; text?: string; to?: string };
  const status = event.toStatus === null ? '' : `→ ${TICKET_STATUSES[event.toStatus as TicketStatus]}`;
  return row('ticket', event.id, event.at, 4, {
    title: `${number} ${EVENTS[event.type] ?? event.type} ${status}`.trim(),
    detail: [event.actorName, data.note ?? data.words ?? data.result ?? data.text ?? data.to ?? '']
      .filter((part) => part !== '')
      .join('：'),
    ticketNumber: number,
    ...(event.type === 'escalated' ? { level: 'warn' as const } : {}),
  });
}

/** What people are called, by the ids that messages go to; an id without a name stays as it is. */
async function listNames(db: Db, storeId: string): Promise<(recipient: string) => string> {
  const [staff, identities] = await Promise.all([
    db.staff.findMany({ where: { storeId } }),
    db.channelIdentity.findMany({ where: { storeId }, include: { customer: { select: { name: true } } } }),
  ]);
  const names = new Map([
    ...staff.map((person) => [person.userId, person.name] as const),
    ...identities.map((identity) => [identity.externalId, identity.customer?.name ?? '未绑定车主'] as const),
  ]);
  return (recipient) =>
    recipient
      .split('|')
      .map((id) => names.get(id) ?? id)
      .join('、');
}

function fromOutbox(message: OutboxMessage, nameOf: (recipient: string) => string): Row {
  const failed = message.status === 'failed' || message.status === 'unknown';
  return row('outbox', message.id, message.createdAt, 5, {
    title: `${CHANNELS[message.channel] ?? message.channel} → ${nameOf(message.recipient)}`,
    detail: message.preview,
    fields: [
      { label: '状态', value: OUTBOX_STATUS[message.status] ?? message.status },
      ...(message.errorText === null ? [] : [{ label: '原因', value: message.errorText }]),
    ],
    ...(failed ? { level: 'warn' as const } : {}),
  });
}

function labelOf<K extends string>(table: Record<K, { label: string }>, key: K): string {
  return table[key]?.label ?? key;
}
