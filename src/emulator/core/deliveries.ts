import type { CallbackMode, CallbackOptions, RecordEntry } from '../control-types.ts';
import type { VirtualClock } from './clock.ts';
import type { Identifiers } from './identifiers.ts';
import { parseJsonObject } from './http.ts';
import { exchange, findReceiver, writePost, type Receiver, type Stamp } from './receivers.ts';
import type { Recorder } from './recorder.ts';
import type { DeliveryRow, ReceiverRef, State } from './state.ts';
import type { Switches } from '../switches.ts';

export const defaultCallbackOptions: CallbackOptions = {
  retryDelaysMs: [0, 1000, 3000],
  deadlineMs: 5000,
  verifyDeadlineMs: 1000,
  concurrencyPerReceiver: 32,
};

/** How long a swapped event waits (wall time) for another one to overtake it. */
const SWAP_WAIT_MS = 500;

interface Parts {
  state: State;
  clock: VirtualClock;
  ids: Identifiers;
  recorder: Recorder;
  switches: Switches;
  commit: () => void;
  /** What the platform does with the body of a 200 answer (C9, C10). */
  onReply: (delivery: DeliveryRow, receiver: Receiver, body: string) => void;
}

export type NewDelivery = Omit<DeliveryRow, 'id' | 'attempts'>;

/** Sends callbacks: concurrently, each until it is taken or its repeats are used up. Pending ones survive a restart. */
export class Deliveries {
  readonly #parts: Parts;
  readonly #queues = new Map<string, string[]>();
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #heldForSwap = new Map<string, { id: string; timer: NodeJS.Timeout }>();
  readonly #idleListeners = new Set<() => void>();
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    for (const row of parts.state.deliveries.rows.values()) this.#enter(row);
  }

  get options(): CallbackOptions {
    return { ...defaultCallbackOptions, ...(this.#parts.state.callbacks.get('options') as Partial<CallbackOptions>) };
  }

  setOptions(changes: Partial<CallbackOptions>): CallbackOptions {
    this.#parts.state.callbacks.put('options', { ...this.options, ...changes });
    return this.options;
  }

  get mode(): CallbackMode {
    return (this.#parts.state.callbacks.get('mode') ?? {}) as CallbackMode;
  }

  setMode(changes: CallbackMode): CallbackMode {
    this.#parts.state.callbacks.put('mode', { ...this.mode, ...changes });
    if (changes.hold === false) for (const key of this.#queues.keys()) this.#pumpSoon(key);
    return this.mode;
  }

  /** Queues an event for its receiver, as the current mode wants it. Sending starts after this call was committed. */
  send(event: NewDelivery): void {
    const mode = this.mode;
    if (findReceiver(this.#parts.state, event.receiver) === undefined) {
      this.#finish({ ...event, id: '', attempts: [] }, 'no callback configured');
      return;
    }
    if (take(mode, 'drop')) {
      this.#parts.state.callbacks.put('mode', mode);
      this.#finish({ ...event, id: '', attempts: [] }, 'dropped');
      return;
    }
    // What carries no signature cannot be forged in a way that a receiver could see.
    if (mode.tamper !== undefined && mode.tamper.times > 0 && event.receiver.type !== 'sms') {
      mode.tamper.times -= 1;
      this.#create({ ...event, tamper: mode.tamper.kind });
    }
    const key = receiverKey(event.receiver);
    const held = this.#heldForSwap.get(key);
    const created = this.#create(event);
    if (held !== undefined) {
      this.#releaseSwapped(key, created.id);
    } else if (take(mode, 'reorder')) {
      created.after = 'held';
      const timer = setTimeout(() => this.#releaseSwapped(key), SWAP_WAIT_MS);
      this.#heldForSwap.set(key, { id: created.id, timer });
    }
    if (take(mode, 'duplicate')) this.#create(event);
    if (Object.keys(mode).length > 0) this.#parts.state.callbacks.put('mode', mode);
  }

  /** Waits until nothing is pending. @returns false when `timeoutMs` passed first */
  idle(timeoutMs: number): Promise<boolean> {
    for (const key of this.#heldForSwap.keys()) this.#releaseSwapped(key);
    if (this.#parts.state.deliveries.rows.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#idleListeners.delete(done);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#idleListeners.delete(done);
        resolve(false);
      }, timeoutMs);
      this.#idleListeners.add(done);
    });
  }

  get pending(): number {
    return this.#parts.state.deliveries.rows.size;
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const { timer } of this.#heldForSwap.values()) clearTimeout(timer);
  }

  #create(event: NewDelivery): DeliveryRow {
    const row = { ...event, id: `d${this.#parts.ids.next('delivery')}`, attempts: [] };
    this.#parts.state.deliveries.put(row.id, row);
    this.#enter(row);
    return row;
  }

  #enter(row: DeliveryRow): void {
    const key = receiverKey(row.receiver);
    if (row.after === 'held') delete row.after;
    const queue = this.#queues.get(key);
    if (queue === undefined) this.#queues.set(key, [row.id]);
    else queue.push(row.id);
    this.#pumpSoon(key);
  }

  #releaseSwapped(key: string, overtakenBy?: string): void {
    const held = this.#heldForSwap.get(key);
    if (held === undefined) return;
    clearTimeout(held.timer);
    this.#heldForSwap.delete(key);
    const row = this.#parts.state.deliveries.get(held.id);
    if (row === undefined) return;
    if (overtakenBy === undefined) delete row.after;
    else row.after = overtakenBy;
    this.#pumpSoon(key);
  }

  /** After the current call: its changes must be on disk before anybody hears of them. */
  #pumpSoon(key: string): void {
    setImmediate(() => this.#pump(key));
  }

  #pump(key: string): void {
    const queue = this.#queues.get(key);
    if (queue === undefined || this.#closed || this.mode.hold === true) return;
    const waiting: string[] = [];
    while (queue.length > 0 && (this.#running.get(key) ?? 0) < this.options.concurrencyPerReceiver) {
      const id = queue.shift();
      const row = id === undefined ? undefined : this.#parts.state.deliveries.get(id);
      if (row === undefined) continue;
      if (
        row.after !== undefined &&
        (row.after === 'held' || this.#parts.state.deliveries.get(row.after) !== undefined)
      ) {
        waiting.push(row.id);
        continue;
      }
      this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
      void this.#attempt(row).finally(() => {
        this.#running.set(key, (this.#running.get(key) ?? 1) - 1);
        this.#pump(key);
      });
    }
    queue.unshift(...waiting);
  }

  async #attempt(row: DeliveryRow): Promise<void> {
    const receiver = findReceiver(this.#parts.state, row.receiver);
    if (receiver === undefined) return this.#end(row, 'no callback configured');
    const { url, ...post } = writePost(row, receiver, this.#stamp(row));
    const startedAt = performance.now();
    const attempt: NonNullable<RecordEntry['attempts']>[number] = { at: this.#parts.clock.iso(), ms: 0 };
    if (row.tamper !== undefined) attempt.tampered = row.tamper;
    let answer: { status: number; body: Buffer } | undefined;
    try {
      answer = await exchange(url, { method: 'POST', ...post, deadlineMs: this.options.deadlineMs });
      attempt.status = answer.status;
      attempt.answer = answer.body.toString('utf8', 0, 2000);
    } catch (error) {
      attempt.error = error instanceof Error ? error.message || error.name : String(error);
    }
    if (this.#closed) return;
    attempt.ms = Math.round(performance.now() - startedAt);
    row.attempts.push(attempt);
    this.#settle(row, receiver, answer);
    this.#parts.commit();
  }

  #settle(row: DeliveryRow, receiver: Receiver, answer: { status: number; body: Buffer } | undefined): void {
    if (row.tamper !== undefined) return this.#end(row);
    if (answer?.status === 200 && isTaken(row, answer.body)) {
      if (row.receiver.type !== 'sms') this.#parts.onReply(row, receiver, answer.body.toString('utf8'));
      return this.#end(row);
    }
    const wait = this.options.retryDelaysMs[row.attempts.length - 1];
    const repeated = wait !== undefined && (answer === undefined || this.#parts.switches.retryOnNon200);
    if (!repeated) return this.#end(row, 'lost');
    this.#parts.state.deliveries.put(row.id, row);
    const timer = setTimeout(() => {
      this.#waiting.delete(row.id);
      this.#enter(row);
    }, wait);
    this.#waiting.set(row.id, timer);
  }

  #end(row: DeliveryRow, fault?: string): void {
    this.#parts.state.deliveries.delete(row.id);
    this.#finish(row, fault);
    this.#parts.commit();
    // Only a swapped event waits for another one's end.
    if (this.#queues.get(receiverKey(row.receiver))?.length) this.#pumpSoon(receiverKey(row.receiver));
    if (this.#parts.state.deliveries.rows.size === 0) for (const done of this.#idleListeners) done();
  }

  #finish(row: DeliveryRow, fault?: string): void {
    const last = row.attempts.at(-1);
    const taken = last?.status === 200 && row.tamper === undefined && fault === undefined;
    if (row.tamper === undefined) this.#parts.ids.next(taken ? 'callbacks-taken' : 'callbacks-lost');
    this.#parts.recorder.add({
      kind: 'callback',
      api: `callback:${platformOf(row.receiver)}:${row.name}`,
      request: { receiver: row.receiver, xml: row.xml },
      answer: last === undefined ? null : { status: last.status ?? null, body: last.answer ?? null },
      effect: taken,
      ...(fault === undefined ? {} : { fault }),
      attempts: row.attempts,
    });
  }

  #stamp(row: DeliveryRow): Stamp {
    const fresh = {
      timestamp: String(this.#parts.clock.seconds()),
      nonce: String(1_000_000_000 + this.#parts.ids.next('nonce')),
      random: this.#parts.ids.bytes16('frame'),
    };
    if (this.#parts.switches.freshEnvelopeOnRetry) return fresh;
    row.sealed ??= { ...fresh, random: fresh.random.toString('base64') };
    return { ...row.sealed, random: Buffer.from(row.sealed.random, 'base64') };
  }
}

/** 阿里云 wants `{"code":0}` beside the status. */
function isTaken(row: DeliveryRow, body: Buffer): boolean {
  if (row.receiver.type !== 'sms' || row.receiver.format !== 'json') return true;
  return parseJsonObject(body.toString('utf8'))?.['code'] === 0;
}

function platformOf(ref: ReceiverRef): 'official-account' | 'wecom' | 'sms' {
  return ref.type === 'official-account' || ref.type === 'sms' ? ref.type : 'wecom';
}

function receiverKey(ref: ReceiverRef): string {
  if (ref.type === 'sms') return `sms/${ref.url}`;
  if (ref.type === 'contacts-sync') return `contacts-sync/${ref.corpId}`;
  if (ref.type === 'app') return `app/${ref.corpId}/${ref.agentId}`;
  return ref.type === 'kf' ? `kf/${ref.openKfId}` : `oa/${ref.appId}`;
}

function take(mode: CallbackMode, counter: 'drop' | 'duplicate' | 'reorder'): boolean {
  const left = mode[counter] ?? 0;
  if (left <= 0) return false;
  mode[counter] = left - 1;
  return true;
}
