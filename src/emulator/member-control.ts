import { search, Typist, type Call, type InboxPage, type InboxQuery } from './control-calls.ts';
import type { GroupSendView, MemberItem, OutgoingMessage, SentMessage } from './control-types.ts';

/** A member of staff. */
export class MemberControl {
  readonly #call: Call;
  readonly #base: string;
  readonly #plainCall: Call;
  readonly #corpId: string | undefined;

  constructor(call: Call, userId: string, corpId?: string) {
    this.#corpId = corpId;
    const suffix = corpId === undefined ? '' : `?corpId=${encodeURIComponent(corpId)}`;
    this.#call = (method, path, body) => call(method, path + suffix, body);
    this.#base = `/members/${encodeURIComponent(userId)}`;
    this.#plainCall = call;
  }

  async inbox(query: InboxQuery & { agentId?: number } = {}): Promise<InboxPage<MemberItem>> {
    const whole = { ...query, ...(this.#corpId === undefined ? {} : { corpId: this.#corpId }) };
    return (await this.#plainCall('GET', `${this.#base}/inbox${search(whole)}`)) as InboxPage<MemberItem>;
  }

  /** A customer of this member, from the member's side. */
  customer(personId: string): MemberCustomerControl {
    return new MemberCustomerControl(this.#call, `${this.#base}/customers/${encodeURIComponent(personId)}`);
  }

  /** Broadcasts on this phone, oldest first. */
  async groupSends(): Promise<GroupSendView[]> {
    const { items } = await this.inbox();
    return items.flatMap((item) => (item.groupSend === undefined ? [] : [item.groupSend]));
  }

  /** Taps 发送. @param only externalUserIds, when the task lets the member choose */
  async confirmGroupSend(msgid: string, only?: string[]): Promise<void> {
    const body = only === undefined ? {} : { externalUserIds: only };
    await this.#call('POST', `${this.#base}/group-sends/${encodeURIComponent(msgid)}/confirm`, body);
  }

  /** Puts the notice away without sending. */
  async ignoreGroupSend(msgid: string): Promise<void> {
    await this.#call('POST', `${this.#base}/group-sends/${encodeURIComponent(msgid)}/ignore`, {});
  }

  app(agentId: number): MemberAppControl {
    return new MemberAppControl(this.#call, `${this.#base}/app/${agentId}`);
  }

  kf(openKfId: string): ServicerControl {
    return new ServicerControl(this.#call, `${this.#base}/kf/${encodeURIComponent(openKfId)}`);
  }
}

export class MemberAppControl extends Typist {
  /** @throws {ControlCallError} 409 when the card is not clickable any more or has no such key */
  async click(
    taskId: string,
    key: string,
    selected?: Record<string, string[]>,
  ): Promise<{ event: string; responseCode: string }> {
    const body = { key, ...(selected === undefined ? {} : { selected }) };
    const path = `${this.base}/cards/${encodeURIComponent(taskId)}/click`;
    return (await this.call('POST', path, body)) as { event: string; responseCode: string };
  }

  async clickMenu(key: string, type = 'click'): Promise<void> {
    await this.call('POST', `${this.base}/menu-click`, { key, type });
  }

  async enterAgent(): Promise<void> {
    await this.call('POST', `${this.base}/enter-agent`, {});
  }

  async subscribe(): Promise<void> {
    await this.call('POST', `${this.base}/subscribe`, {});
  }

  async unsubscribe(): Promise<void> {
    await this.call('POST', `${this.base}/unsubscribe`, {});
  }
}

/** A member in the WeCom client, serving owners of a kf account. */
export class ServicerControl {
  readonly #call: Call;
  readonly #base: string;

  constructor(call: Call, base: string) {
    this.#call = call;
    this.#base = base;
  }

  say(personId: string, text: string): Promise<SentMessage> {
    return this.send(personId, { type: 'text', text });
  }

  async send(personId: string, message: OutgoingMessage): Promise<SentMessage> {
    return (await this.#call('POST', `${this.#chat(personId)}/messages`, message)) as SentMessage;
  }

  async take(personId: string): Promise<void> {
    await this.#call('POST', `${this.#chat(personId)}/take`, {});
  }

  async end(personId: string): Promise<void> {
    await this.#call('POST', `${this.#chat(personId)}/end`, {});
  }

  async transfer(personId: string, to: string): Promise<void> {
    await this.#call('POST', `${this.#chat(personId)}/transfer`, { to });
  }

  /** Shuts the owner out; `reject_customer_msg_switch_change` follows. */
  async reject(personId: string, on = true): Promise<void> {
    await this.#call('POST', `${this.#chat(personId)}/reject`, { on });
  }

  async setStatus(status: 'receiving' | 'stopped' | 'suspended'): Promise<void> {
    await this.#call('POST', `${this.#base}/status`, { status });
  }

  #chat(personId: string): string {
    return `${this.#base}/people/${encodeURIComponent(personId)}`;
  }
}

/** What a member does with a customer in the WeCom client. */
export class MemberCustomerControl {
  readonly #call: Call;
  readonly #base: string;

  constructor(call: Call, base: string) {
    this.#call = call;
    this.#base = base;
  }

  async say(text: string): Promise<void> {
    await this.#call('POST', `${this.#base}/messages`, { text });
  }

  /** Adds back a customer who came without verification. */
  async addBack(): Promise<void> {
    await this.#call('POST', `${this.#base}/add-back`, {});
  }

  /** Changes remark or tags by hand: only an event tells. */
  async edit(remark: string): Promise<void> {
    await this.#call('POST', `${this.#base}/edit`, { remark });
  }

  async delete(): Promise<void> {
    await this.#call('POST', `${this.#base}/delete`, {});
  }
}
