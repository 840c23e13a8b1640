import type {
  CallbackMode,
  CallbackOptions,
  ClockState,
  Counts,
  FaultInput,
  KfSession,
  MemberItem,
  OutgoingMessage,
  PersonItem,
  RecordEntry,
  SentMessage,
} from './control-types.ts';
import type { Switches } from './switches.ts';
import type { CallbackConfig, OfficialAccountCallbackConfig, World } from './world.ts';

/** A control call that the emulator refused: `status` is 4xx, `message` says why. */
export class ControlCallError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

export interface InboxQuery {
  /** Items after this sequence number. */
  after?: number;
  /** Wall time to wait for the first one. */
  waitMs?: number;
}
export interface InboxPage<Item> {
  items: Item[];
  lastSeq: number;
}
export type CallbackTarget = { corpId: string; agentId: number } | { openKfId: string } | { appId: string };

/** Typed client of the control API described in docs/emulator.md; works from any process. */
export class EmulatorControl {
  readonly url: string;
  readonly #call: Call;

  /** @param url the emulator's base URL, without a path */
  constructor(url: string) {
    this.url = url.replace(/\/$/, '');
    this.#call = async (method, path, body) => {
      const response = await fetch(`${this.url}/_control${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new ControlCallError(response.status, String((answer as { error?: unknown }).error));
      return answer;
    };
  }

  async clock(): Promise<ClockState> {
    return (await this.#call('GET', '/clock')) as ClockState;
  }

  async now(): Promise<Date> {
    return new Date((await this.clock()).now);
  }

  async advance(seconds: number): Promise<ClockState> {
    return (await this.#call('POST', '/clock/advance', { seconds })) as ClockState;
  }

  async advanceTo(to: Date): Promise<ClockState> {
    return (await this.#call('POST', '/clock/advance', { to: to.toISOString() })) as ClockState;
  }

  /** Upserts and gives the whole world back, ids filled in. */
  async world(world?: World): Promise<World> {
    return (await this.#call(world === undefined ? 'GET' : 'POST', '/world', world)) as World;
  }

  async fault(fault: FaultInput): Promise<void> {
    await this.#call('POST', '/faults', fault);
  }

  async faults(): Promise<(FaultInput & { left: number })[]> {
    return ((await this.#call('GET', '/faults')) as { faults: (FaultInput & { left: number })[] }).faults;
  }

  async clearFaults(): Promise<void> {
    await this.#call('DELETE', '/faults');
  }

  async invalidateTokens(which: { corpId?: string; agentId?: number; appId?: string } = {}): Promise<number> {
    return ((await this.#call('POST', '/tokens/invalidate', which)) as { invalidated: number }).invalidated;
  }

  async saveCallback(
    config: CallbackTarget & (CallbackConfig | OfficialAccountCallbackConfig),
  ): Promise<{ saved: boolean; reason?: string }> {
    return (await this.#call('POST', '/callbacks/save', config)) as { saved: boolean; reason?: string };
  }

  async callbackMode(mode: CallbackMode): Promise<CallbackMode> {
    return (await this.#call('POST', '/callbacks/mode', mode)) as CallbackMode;
  }

  async callbackOptions(options: Partial<CallbackOptions>): Promise<CallbackOptions> {
    return (await this.#call('POST', '/callbacks/options', options)) as CallbackOptions;
  }

  /** Waits until no delivery is pending. @throws {ControlCallError} 408 after `timeoutMs` (default 30 s) of wall time */
  async idle(timeoutMs?: number): Promise<void> {
    await this.#call('POST', '/idle', timeoutMs === undefined ? {} : { timeoutMs });
  }

  async switches(): Promise<Switches> {
    return (await this.#call('GET', '/switches')) as Switches;
  }

  async setSwitches(changes: Partial<Switches>): Promise<Switches> {
    return (await this.#call('POST', '/switches', changes)) as Switches;
  }

  async kfSendFail(script: {
    openKfId: string;
    failType: number;
    times?: number;
    delaySeconds?: number;
    personId?: string;
  }): Promise<void> {
    await this.#call('POST', '/kf/send-fail', script);
  }

  async kfPages(script: { openKfId: string; emptyPages?: number; maxPageSize?: number }): Promise<void> {
    await this.#call('POST', '/kf/pages', script);
  }

  async kfExpire(openKfId: string): Promise<void> {
    await this.#call('POST', '/kf/expire', { openKfId });
  }

  async templateReceipt(script: {
    appId: string;
    status?: string;
    delaySeconds?: number;
    times?: number;
  }): Promise<void> {
    await this.#call('POST', '/template-receipts', script);
  }

  async templateFault(script: { appId: string; openId?: string; errcode: number; times?: number }): Promise<void> {
    await this.#call('POST', '/template-faults', script);
  }

  async appEvents(corpId: string, agentId: number, events: Record<string, unknown>[]): Promise<void> {
    await this.#call('POST', `/corps/${encodeURIComponent(corpId)}/app/${agentId}/events`, { events });
  }

  async record(
    query: { after?: number; api?: string; kind?: 'api' | 'callback' | 'note'; limit?: number } = {},
  ): Promise<RecordEntry[]> {
    return ((await this.#call('GET', `/record${search(query)}`)) as { entries: RecordEntry[] }).entries;
  }

  async counts(): Promise<Counts> {
    return (await this.#call('GET', '/counts')) as Counts;
  }

  person(personId: string): PersonControl {
    return new PersonControl(this.#call, personId);
  }

  /** @param corpId needed only when several corps have a member of that userId */
  member(userId: string, corpId?: string): MemberControl {
    return new MemberControl(this.#call, userId, corpId);
  }
}

/** An owner with a phone. */
export class PersonControl {
  readonly #call: Call;
  readonly #base: string;

  constructor(call: Call, personId: string) {
    this.#call = call;
    this.#base = `/people/${encodeURIComponent(personId)}`;
  }

  async inbox(query: InboxQuery = {}): Promise<InboxPage<PersonItem>> {
    return (await this.#call('GET', `${this.#base}/inbox${search(query)}`)) as InboxPage<PersonItem>;
  }

  kf(openKfId: string): PersonKfControl {
    return new PersonKfControl(this.#call, `${this.#base}/kf/${encodeURIComponent(openKfId)}`);
  }

  officialAccount(appId: string): PersonOfficialControl {
    return new PersonOfficialControl(this.#call, `${this.#base}/official-account/${encodeURIComponent(appId)}`);
  }
}

/** Somebody who types: owner, member or servicer. */
class Typist {
  protected readonly call: Call;
  protected readonly base: string;

  constructor(call: Call, base: string) {
    this.call = call;
    this.base = base;
  }

  say(text: string): Promise<SentMessage> {
    return this.send({ type: 'text', text });
  }

  async send(message: OutgoingMessage): Promise<SentMessage> {
    return (await this.call('POST', `${this.base}/messages`, message)) as SentMessage;
  }

  async sendAll(messages: OutgoingMessage[]): Promise<SentMessage[]> {
    return ((await this.call('POST', `${this.base}/messages`, { messages })) as { messages: SentMessage[] }).messages;
  }
}

export class PersonKfControl extends Typist {
  async enter(link: { scene?: string; sceneParam?: string } = {}): Promise<string | null> {
    return ((await this.call('POST', `${this.base}/enter`, link)) as { welcomeCode: string | null }).welcomeCode;
  }

  async clickMenu(id: string, msgid?: string): Promise<SentMessage> {
    return (await this.call('POST', `${this.base}/menu-click`, {
      id,
      ...(msgid === undefined ? {} : { msgid }),
    })) as SentMessage;
  }

  async recall(msgid: string): Promise<void> {
    await this.call('POST', `${this.base}/recall`, { msgid });
  }

  async reject(on = true): Promise<void> {
    await this.call('POST', `${this.base}/reject`, { on });
  }

  async session(): Promise<KfSession> {
    return (await this.call('GET', `${this.base}/session`)) as KfSession;
  }
}

export class PersonOfficialControl extends Typist {
  async follow(ticket?: string): Promise<void> {
    await this.call('POST', `${this.base}/follow`, ticket === undefined ? {} : { ticket });
  }

  async unfollow(): Promise<void> {
    await this.call('POST', `${this.base}/unfollow`, {});
  }

  async clickMenu(key: string, type: 'click' | 'view' = 'click'): Promise<void> {
    await this.call('POST', `${this.base}/menu-click`, { key, type });
  }

  async scan(ticket: string): Promise<'subscribe' | 'SCAN' | null> {
    return ((await this.call('POST', `${this.base}/scan`, { ticket })) as { event: 'subscribe' | 'SCAN' | null }).event;
  }

  async blockNotices(on = true): Promise<void> {
    await this.call('POST', `${this.base}/block-notices`, { on });
  }

  async reject(on = true): Promise<void> {
    await this.call('POST', `${this.base}/reject`, { on });
  }
}

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

function search(query: object): string {
  const entries = Object.entries(query as Record<string, string | number | undefined>).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(entries))}`;
}
