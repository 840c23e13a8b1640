import { messageOf } from '../api.ts';
import type { Api } from '../api.ts';
import type { OwnerItem, SandboxState, StaffItem, TraceItem } from '../contract.ts';
import { coalesced } from './coalesced.ts';
import { openEventStream } from './event-stream.ts';
import type { EventSourceLike } from './event-stream.ts';
import { loadSeen, saveSeen } from './seen-storage.ts';
import type { StorageLike } from './seen-storage.ts';
import { appendTrace } from './trace-list.ts';
import type { Seen } from './unread.ts';

/** All that the page shows; replaced as a whole, never changed in place. */
export interface Snapshot {
  connection: 'connecting' | 'live' | 'lost';
  /** Undefined until the first answer. */
  state: SandboxState | undefined;
  owners: Record<string, OwnerItem[]>;
  staff: Record<string, StaffItem[]>;
  trace: TraceItem[];
  seen: Seen;
  /** The sandbox's time and the moment of this browser at which it was right, both in milliseconds. */
  clock: { sandboxMs: number; measuredMs: number };
  /** Why the last reading failed, in Chinese; undefined when it went well. */
  loadError: string | undefined;
}

export interface SandboxModelOptions {
  api: Api;
  connect: () => EventSourceLike;
  storage?: StorageLike | undefined;
  /** This browser's time in milliseconds. */
  wallNow: () => number;
}

/** Many changes come at once when the clock moves: one reading is enough for them. */
const GATHER_MS = 60;
/** While days pass by themselves, changes never end. */
const GATHER_ON_JOURNEY_MS = 2000;
/** Also read without a word from the server, so that `nextDue` and the clock never drift for long. */
const POLL_MS = 20_000;

/** Reads the sandbox, listens for changes, and hands out snapshots (made for React's `useSyncExternalStore`). */
export class SandboxModel {
  readonly api: Api;
  /** Reads everything that may have changed; settles once the snapshot shows it. Never rejects. */
  readonly refresh: () => Promise<void>;
  readonly #options: SandboxModelOptions;
  readonly #listeners = new Set<() => void>();
  #snapshot: Snapshot;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #restarted = false;

  constructor(options: SandboxModelOptions) {
    this.api = options.api;
    this.#options = options;
    this.#snapshot = {
      connection: 'connecting',
      state: undefined,
      owners: {},
      staff: {},
      trace: [],
      seen: loadSeen(options.storage),
      clock: { sandboxMs: options.wallNow(), measuredMs: options.wallNow() },
      loadError: undefined,
    };
    this.refresh = coalesced(() => this.#read());
  }

  readonly getSnapshot = (): Snapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @returns a function that stops listening */
  start(): () => void {
    const closeStream = openEventStream({
      connect: this.#options.connect,
      onOpen: () => {
        // What happened while nobody listened is unknown, and after a reset even the trace is another one.
        this.#restarted = true;
        this.#change({ connection: 'live' });
        void this.refresh();
      },
      onEvent: (event) => {
        if (event.type === 'clock') this.#setClock(event.now);
        else this.#refreshSoon();
      },
      onLost: () => this.#change({ connection: 'lost' }),
    });
    const poll = setInterval(() => void this.refresh(), POLL_MS);
    void this.refresh();
    return () => {
      closeStream();
      clearInterval(poll);
      clearTimeout(this.#gather);
    };
  }

  /** Does something on the server, then shows its effect. @throws {ApiError} with a Chinese message */
  async act<T>(action: (api: Api) => Promise<T>): Promise<T> {
    const result = await action(this.api);
    await this.refresh();
    return result;
  }

  /** The first `count` items of a list have been on the screen. */
  markSeen(list: string, count: number): void {
    if (this.#snapshot.seen[list] === count) return;
    const seen = { ...this.#snapshot.seen, [list]: count };
    saveSeen(this.#options.storage, seen);
    this.#change({ seen });
  }

  #refreshSoon(): void {
    this.#gather ??= setTimeout(
      () => {
        this.#gather = undefined;
        void this.refresh();
      },
      this.#snapshot.state?.journey?.running === true ? GATHER_ON_JOURNEY_MS : GATHER_MS,
    );
  }

  async #read(): Promise<void> {
    const whole = this.#restarted;
    this.#restarted = false;
    try {
      const { api } = this;
      const before = this.#snapshot;
      const last = whole ? undefined : before.trace.at(-1)?.id;
      const [state, news] = await Promise.all([api.state(), api.trace(last)]);
      const [owners, staff] = await Promise.all([
        readInboxes(state.owners, (one) => one.personId, whole ? {} : before.owners, api.ownerInbox),
        readInboxes(state.staff, (one) => one.userId, whole ? {} : before.staff, api.staffInbox),
      ]);
      this.#setClock(state.now);
      const trace = appendTrace(last === undefined ? [] : before.trace, news);
      this.#change({ state, owners, staff, trace, loadError: undefined });
    } catch (error) {
      // The next reading must not trust what this one should have brought.
      this.#restarted ||= whole;
      this.#change({ loadError: messageOf(error) });
    }
  }

  #setClock(now: string): void {
    const sandboxMs = new Date(now).getTime();
    if (!Number.isNaN(sandboxMs)) this.#change({ clock: { sandboxMs, measuredMs: this.#options.wallNow() } });
  }

  #change(change: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Reads the inboxes that may have grown; one whose highest `seq` is known already stays as it is. */
async function readInboxes<Who extends { lastSeq?: number }, Item extends { seq: number }>(
  people: Who[],
  idOf: (who: Who) => string,
  known: Record<string, Item[]>,
  read: (id: string) => Promise<Item[]>,
): Promise<Record<string, Item[]>> {
  const inboxes = people.map(async (who): Promise<[string, Item[]]> => {
    const id = idOf(who);
    const items = known[id];
    if (items !== undefined && who.lastSeq !== undefined && highestSeq(items) === who.lastSeq) return [id, items];
    return [id, await read(id)];
  });
  return Object.fromEntries(await Promise.all(inboxes));
}

function highestSeq(items: { seq: number }[]): number {
  return items.reduce((highest, item) => Math.max(highest, item.seq), 0);
}
