import type {
  Card,
  OwnerInfo,
  OwnerItem,
  SandboxState,
  SentFile,
  StaffItem,
  TraceItem,
  TroubleItem,
} from '../../src/console/contract.ts';
import { ticketCard } from './mock-card.ts';
import { MockOutreach } from './mock-outreach.ts';
import { mockOwners, mockStaff } from './mock-people.ts';

type NewOwnerItem = Omit<OwnerItem, 'seq' | 'at' | 'channel'> & { channel?: OwnerItem['channel'] };

/** A dealership with one fixed story, to look at the page and to try it without the real service. */
export class MockDealership {
  nowMs = new Date('2026-11-22T01:30:00Z').getTime();
  readonly owners: OwnerInfo[] = structuredClone(mockOwners);
  readonly #ownerItems = new Map<string, OwnerItem[]>();
  readonly #staffItems = new Map<string, StaffItem[]>();
  readonly trace: TraceItem[] = [];
  readonly outreach = new MockOutreach({
    owners: () => this.owners,
    staffInbox: (userId) => this.staffInbox(userId),
    ownerGets: (personId, item) => this.#owner(personId, { from: 'store', kind: 'text', ...item }),
    staffGets: (userId, item) => this.#staff(userId, { from: 'app', ...item }),
    nextSeq: () => (this.#seq += 1),
    changed: () => this.#changed(),
  });
  readonly trouble: TroubleItem[] = [
    { kind: 'kfSendFails', active: false },
    { kind: 'duplicateCallbacks', active: false },
    { kind: 'modelDown', active: false },
    { kind: 'modelSlow', active: false },
    { kind: 'modelOk', active: false },
  ];
  readonly #changed: () => void;
  #seq = 0;
  #tickets = 0;
  #complainant = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  state(): SandboxState {
    return {
      now: new Date(this.nowMs).toISOString(),
      clockRuns: false,
      store: { name: '明达汽车（示例）4S店' },
      owners: this.owners.map((owner) => ({ ...owner, lastSeq: lastSeq(this.ownerInbox(owner.personId)) })),
      staff: mockStaff.map((one) => ({ ...one, lastSeq: lastSeq(this.staffInbox(one.userId)) })),
      managerUserId: 'gao',
      nextDue: { at: '2026-11-23T01:00:00.000Z', what: '发送 12 条保养、年检和生日提醒' },
      counts: { openTickets: this.#tickets, callTasks: 3, reminders: 12, outboxPending: 0 },
      ...(this.outreach.journey === undefined ? {} : { journey: this.outreach.journey }),
      sampleImportUrl: '/sandbox/api/import/sample',
    };
  }

  ownerInbox(personId: string): OwnerItem[] {
    return listIn(this.#ownerItems, personId);
  }

  staffInbox(userId: string): StaffItem[] {
    return listIn(this.#staffItems, userId);
  }

  ownerWrites(personId: string, text: string): void {
    this.#owner(personId, { from: 'owner', kind: 'text', text });
    this.#step('callback', '微信客服回调已验签、解密', { detail: 'kf_msg_or_event · 0.8 ms 内应答' });
    this.#step('inbox', `收到${this.#nameOf(personId)}的消息`, { detail: text });
    if (/几点|营业|预约/.test(text)) {
      this.#owner(personId, { from: 'store', kind: 'text', text: '您好，我们每天 8:30–17:30 营业，周末照常。' });
      this.#step('decision', '咨询 → 直接回答', { fields: [{ label: '依据', value: '“营业”' }] });
      return;
    }
    this.#complainant = personId;
    this.#openTicket(personId, text);
  }

  ownerChooses(personId: string, id: string): void {
    const satisfied = id === 'satisfied';
    this.#owner(personId, { from: 'owner', kind: 'text', text: satisfied ? '满意' : '不满意' });
    this.#owner(personId, {
      from: 'store',
      kind: 'text',
      text: satisfied ? '感谢您的反馈，这件事已为您关闭。祝您用车愉快！' : '很抱歉没有让您满意，我们马上重新处理。',
    });
    this.#step('ticket', satisfied ? '车主确认满意，工单关闭' : '车主不满意，工单重开', {
      ticketNumber: this.#number(),
    });
  }

  /** What was sent, by the id in its address. */
  readonly media = new Map<string, Buffer>();

  takesFile(phone: string, id: string, kind: SentFile['kind'], name: string, bytes: Buffer): void {
    const mediaId = `m${this.media.size + 1}`;
    this.media.set(mediaId, bytes);
    const item = { kind: 'file' as const, text: name, file: { kind, name, url: `/sandbox/api/media/${mediaId}` } };
    if (phone === 'owners') this.#owner(id, { from: 'owner', ...item });
    else this.#staff(id, { from: 'staff', ...item });
    this.#step('callback', `收到文件 ${name}`);
  }

  follow(personId: string, follow: boolean): void {
    for (const owner of this.owners) if (owner.personId === personId) owner.follows = follow;
    this.#changed();
  }

  staffWrites(userId: string, text: string): void {
    this.#staff(userId, { from: 'staff', kind: 'text', text });
    const asked = /投诉|关闭率|超时|待处理|上个月/.test(text);
    this.#staff(userId, {
      from: 'app',
      kind: 'text',
      text: asked
        ? `今天（11月22日）共受理投诉 ${this.#tickets} 件，其中未关闭 ${this.#tickets} 件。\n口径：按受理时间，不含抱怨和咨询。\n<a href="/tickets">查看明细</a>`
        : `已记到 ${this.#number()}。`,
    });
    this.#step('ticket', asked ? `${text} → 查询数字` : '记下一条进展', {
      detail: text,
      ...(asked ? {} : { ticketNumber: this.#number() }),
    });
  }

  clickCard(userId: string, taskId: string, key: string): string | undefined {
    const card = this.staffInbox(userId).find((item) => item.card?.taskId === taskId)?.card;
    if (card === undefined) return '这张卡片已经不在了';
    if (key === 'acknowledge') this.#acknowledge(userId, taskId);
    else if (key === 'resolve') this.#resolve(userId, taskId);
    else this.#updateCards(taskId, () => ({ replaced: `${this.#staffName(userId)} 已转派` }));
    return undefined;
  }

  advance(seconds: number): void {
    this.nowMs += seconds * 1000;
    this.#step('clock', `时钟拨快 ${seconds / 3600} 小时`);
    if (seconds < 24 * 3600) return;
    this.#step('schedule', '每天 09:00 的提醒计划已执行', { detail: '计划 12 条，跳过 1 条（车主已退订）' });
    this.#owner('zhang', {
      channel: 'officialAccount',
      from: 'store',
      kind: 'notice',
      title: '车辆保养提醒',
      text: '',
      fields: [
        { label: '车牌号', value: '沪A12345' },
        { label: '保养项目', value: '定期保养（12 个月或 1 万公里）' },
        { label: '到期日期', value: '2026年12月6日' },
      ],
      url: '/notices/1',
    });
    this.#step('outbox', '服务通知已送达', {
      detail: '模板消息 · 车辆保养提醒',
      fields: [{ label: '状态', value: '已送达' }],
    });
    this.#step('callTask', '没有可用渠道，转为电话任务', { detail: '交给服务顾问吴芳', level: 'warn' });
  }

  makeTrouble(kind: string): void {
    for (const item of this.trouble) {
      if (item.kind === kind) item.active = !kind.endsWith('Ok');
      else if (kind === 'modelOk' && item.kind.startsWith('model')) item.active = false;
    }
  }

  /** Many lines at once, to see how the trace scrolls. */
  makeNoise(count: number): void {
    for (let index = 1; index <= count; index += 1) this.#step('schedule', `第 ${index} 次例行核对，没有遗漏`);
  }

  #openTicket(personId: string, text: string): void {
    this.#tickets += 1;
    const ticketNumber = this.#number();
    this.#step('decision', '投诉 → 售后技术', {
      ticketNumber,
      fields: [
        { label: '类别', value: 'Q2 行驶安全 · R1 维修质量' },
        { label: '严重程度', value: 'P1 升级（首次联系 ≤ 30 分钟）' },
        { label: '依据', value: '“刹车”“又响”“发软”' },
        { label: '由谁判断', value: '规则 + 本地分类器，大模型确认（0.93）' },
      ],
    });
    this.#step('ticket', '工单已开，派给售后技术', { ticketNumber, detail: '4 小时内应跟进，3 天内应解决' });
    for (const userId of ['liu', 'chen']) {
      this.#staff(userId, { from: 'app', kind: 'card', card: ticketCard(ticketNumber, this.#nameOf(personId), text) });
    }
    this.#step('outbox', '卡片已送达刘建国、陈志强', { ticketNumber });
    this.#owner(personId, {
      from: 'store',
      kind: 'text',
      text: `非常抱歉给您添麻烦了。您反映的问题已登记（${ticketNumber}），售后技术部会在 30 分钟内联系您。行车安全第一，请先不要继续驾驶；需要救援请拨打 400-000-0000。`,
    });
    this.#step('outbox', '已告知车主受理情况', { ticketNumber });
  }

  #acknowledge(userId: string, taskId: string): void {
    const who = this.#staffName(userId);
    this.#updateCards(taskId, (owner) =>
      owner === userId
        ? {
            desc: `${who} 已签收，请尽快联系车主`,
            buttons: [
              { key: 'resolve', text: '处理完毕', style: 1, disabled: false },
              { key: 'handOver', text: '转派', style: 2, disabled: false },
            ],
          }
        : { replaced: `${who} 已签收` },
    );
    this.#step('callback', '卡片按钮回调：签收');
    this.#step('ticket', `${who}签收了工单`, { ticketNumber: taskId });
    this.#owner(this.#complainant, {
      from: 'store',
      kind: 'text',
      text: `您好，售后技术部${who}已接手您的问题，稍后会与您联系。`,
    });
  }

  #resolve(userId: string, taskId: string): void {
    this.#updateCards(taskId, () => ({ replaced: `${this.#staffName(userId)} 已处理完毕，等待回访` }));
    this.#step('ticket', '处理完毕，等待客户关爱回访', { ticketNumber: taskId });
    this.#owner(this.#complainant, {
      from: 'store',
      kind: 'menu',
      text: '您反映的刹车问题已处理完毕：更换前刹车片并路试。请问您对处理结果满意吗？',
      menu: [
        { id: 'satisfied', text: '满意' },
        { id: 'dissatisfied', text: '不满意，还有问题' },
      ],
    });
  }

  #updateCards(taskId: string, change: (userId: string) => Partial<Card>): void {
    for (const [userId, items] of this.#staffItems) {
      for (const item of items) {
        if (item.card?.taskId !== taskId) continue;
        item.card = { ...item.card, ...change(userId) };
        this.#seq += 1;
        item.seq = this.#seq;
      }
    }
    this.#changed();
  }

  #number(): string {
    return `TS-20261122-${String(this.#tickets).padStart(4, '0')}`;
  }

  #nameOf(personId: string): string {
    return this.owners.find((owner) => owner.personId === personId)?.name ?? personId;
  }

  #staffName(userId: string): string {
    return mockStaff.find((one) => one.userId === userId)?.name ?? userId;
  }

  #owner(personId: string, item: NewOwnerItem): void {
    this.#seq += 1;
    this.ownerInbox(personId).push({ seq: this.#seq, at: this.#now(), channel: 'kf', ...item });
    this.#changed();
  }

  #staff(userId: string, item: Omit<StaffItem, 'seq' | 'at'>): void {
    this.#seq += 1;
    this.staffInbox(userId).push({ seq: this.#seq, at: this.#now(), ...item });
    this.#changed();
  }

  #step(stage: TraceItem['stage'], title: string, more: Partial<TraceItem> = {}): void {
    this.trace.push({ id: String(this.trace.length + 1), at: this.#now(), stage, title, ...more });
    this.#changed();
  }

  #now(): string {
    return new Date(this.nowMs).toISOString();
  }
}

function listIn<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function lastSeq(items: { seq: number }[]): number {
  return items.reduce((highest, item) => Math.max(highest, item.seq), 0);
}
