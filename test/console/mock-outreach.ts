import type { CallItem, GroupSendTask, Journey, OwnerInfo, OwnerItem, StaffItem } from '../../src/console/contract.ts';

/** The phones of the mock dealership, as far as reminders need them. */
interface Phones {
  owners(): OwnerInfo[];
  staffInbox(userId: string): StaffItem[];
  ownerGets(personId: string, item: Pick<OwnerItem, 'channel' | 'text'>): void;
  staffGets(userId: string, item: { kind: 'groupSend'; groupSend: GroupSendTask }): void;
  nextSeq(): number;
  changed(): void;
}

/** Reminders of the mock dealership: group sends, short messages, notices, calls, days that pass. */
export class MockOutreach {
  journey: Journey | undefined;
  readonly calls: CallItem[] = [
    {
      id: 1,
      title: '质保到期 沪A12345',
      script: '您好，您的爱车质保将于12月6日到期，方便来店检查一次吗？',
      assignee: '吴芳',
      owner: '测试·张明远',
      dueOn: '2026-11-23',
    },
  ];
  readonly #phones: Phones;

  constructor(phones: Phones) {
    this.#phones = phones;
  }

  /** A broadcast to all owners waits on this member's phone. */
  asksForGroupSend(userId: string, text: string): void {
    const customers = this.#phones.owners().map((owner) => owner.name);
    const groupSend = { msgId: 'msg1', text, customers, status: 'waiting' as const, reminders: 1 };
    this.#phones.staffGets(userId, { kind: 'groupSend', groupSend });
  }

  answersGroupSend(userId: string, how: 'confirm' | 'ignore'): void {
    for (const item of this.#phones.staffInbox(userId)) {
      if (item.groupSend === undefined) continue;
      item.groupSend = { ...item.groupSend, status: how === 'confirm' ? 'sent' : 'ignored' };
      item.seq = this.#phones.nextSeq();
      if (how === 'ignore') continue;
      for (const owner of this.#phones.owners()) {
        this.#phones.ownerGets(owner.personId, { channel: 'contact', text: item.groupSend.text });
      }
    }
    this.#phones.changed();
  }

  sendsSms(personId: string, text: string): void {
    this.#phones.ownerGets(personId, { channel: 'sms', text });
  }

  answersNotice(personId: string, templateId: string, accept: boolean): void {
    const owner = this.#phones.owners().find((one) => one.personId === personId);
    const notice = owner?.notices?.find((one) => one.templateId === templateId);
    if (notice !== undefined) notice.left = accept ? notice.left + 1 : 0;
    this.#phones.changed();
  }

  startsJourney(days: number): void {
    this.journey = { running: true, days, passed: 0, log: [] };
    this.#phones.changed();
  }

  /** @param reached template messages of that day */
  passesDay(day: string, reached: number): void {
    if (this.journey === undefined) return;
    const passed = this.journey.passed + 1;
    const counts = { officialAccountTemplate: reached, groupSend: 3, sms: 2, callTask: 1 };
    const log = [...this.journey.log, { day, counts, skipped: 1 }];
    this.journey = { ...this.journey, passed, log, running: passed < this.journey.days };
    this.#phones.changed();
  }

  stopsJourney(): void {
    if (this.journey !== undefined) this.journey = { ...this.journey, running: false, note: '已停下' };
    this.#phones.changed();
  }
}
