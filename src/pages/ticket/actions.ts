/** What can be done on the page, with the events that show it was done. */
export const ACTIONS = {
  acknowledge: { events: ['acknowledged'], done: '已签收，请尽快联系车主。' },
  note: { events: ['tracked', 'noted'], done: '已记入工单。' },
  resolve: { events: ['resolved'], done: '已标记处理完毕，客户关爱部将回访车主。' },
  satisfied: { events: ['closed'], done: '已登记满意，工单已关闭。' },
  dissatisfied: { events: ['reopened'], done: '已登记不满意，工单已重开。' },
  handOver: { events: ['handedOver', 'routed'], done: '已转派。' },
  assign: { events: ['assigned'], done: '已改派。' },
  takeBack: { events: ['takenBack'], done: '已收回。' },
  pause: { events: ['paused'], done: '已暂停计时。' },
  resume: { events: ['resumed'], done: '已恢复计时。' },
  comment: { events: ['commented'], done: '已记下内部备注，车主看不到。' },
  noteToOwner: { events: ['toldOwner'], done: '已给车主留言。' },
  attach: { events: [], done: '附件已保存。' },
  recategorize: { events: ['recategorized', 'raised'], done: '已保存类别和等级。' },
  bind: { events: ['bound'], done: '已绑定车主。' },
  split: { events: ['split'], done: '已拆分，新工单见下方“相关工单”。' },
  merge: { events: ['merged'], done: '已合并，后续请看另一张工单。' },
  dismiss: { events: ['dismissed'], done: '已标记为非投诉。' },
} as const satisfies Record<string, { events: readonly string[]; done: string }>;
export type Action = keyof typeof ACTIONS;

export const ACTION_KEYS = Object.keys(ACTIONS) as Action[];

/** True whatever else happened to the ticket since the page was opened. */
export const ANY_TIME: readonly Action[] = ['note', 'comment', 'noteToOwner', 'attach', 'bind', 'recategorize'];

export function findAction(name: string): Action | undefined {
  return Object.hasOwn(ACTIONS, name) ? (name as Action) : undefined;
}
