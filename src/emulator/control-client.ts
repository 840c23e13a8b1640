import { search, type Call } from './control-calls.ts';
import type {
  CallbackMode,
  CallbackOptions,
  ClockState,
  Counts,
  FaultInput,
  LastSeqs,
  MediaContent,
  RecordEntry,
} from './control-types.ts';
import { MemberControl } from './member-control.ts';
import { PersonControl } from './person-control.ts';
import { PhoneControl } from './phone-control.ts';
import { RobotControl } from './robot-control.ts';
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

  /** Outcome of the next accepted subscription notices; `errorCode` other than '0' is not delivered. */
  async subscriptionReceipt(script: {
    appId: string;
    errorCode?: string;
    errorStatus?: string;
    delaySeconds?: number;
    times?: number;
  }): Promise<void> {
    await this.#call('POST', '/subscription-receipts', script);
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

  /** How far all inboxes are, so that a reader asks only for those that grew. */
  async lastSeqs(): Promise<LastSeqs> {
    return (await this.#call('GET', '/last-seqs')) as LastSeqs;
  }

  /** The content behind a media id, also after the platform would refuse it. */
  async media(mediaId: string): Promise<MediaContent> {
    return (await this.#call('GET', `/media/${encodeURIComponent(mediaId)}`)) as MediaContent;
  }

  person(personId: string): PersonControl {
    return new PersonControl(this.#call, personId);
  }

  /** A mobile phone by its number, also of somebody without WeChat. */
  phone(number: string): PhoneControl {
    return new PhoneControl(this.#call, number);
  }

  /** A group robot by the key of its webhook. */
  robot(key: string): RobotControl {
    return new RobotControl(this.#call, key);
  }

  /** An administrator changes the directory: contacts-sync hears of it (A12). */
  async changeMember(
    corpId: string,
    change: {
      changeType: 'create_user' | 'update_user' | 'delete_user';
      userId: string;
      name?: string;
      department?: string;
      newUserId?: string;
    },
  ): Promise<void> {
    await this.#call('POST', `/corps/${encodeURIComponent(corpId)}/members`, change);
  }

  /** Reports of the next SMS of an account. `code`: the vendor's own, default by the phone's condition. */
  async smsReport(script: { keyId: string; code?: string; delaySeconds?: number; times?: number }): Promise<void> {
    await this.#call('POST', '/sms-reports', script);
  }

  /** Another app answers with a WelcomeCode: it is at it, or it was first. */
  async claimWelcome(welcomeCode: string, state: 'sending' | 'sent' = 'sending'): Promise<void> {
    await this.#call('POST', '/welcome-codes/claim', { welcomeCode, state });
  }

  /** @param corpId needed only when several corps have a member of that userId */
  member(userId: string, corpId?: string): MemberControl {
    return new MemberControl(this.#call, userId, corpId);
  }
}
