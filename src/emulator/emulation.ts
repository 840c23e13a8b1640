import { VirtualClock } from './core/clock.ts';
import { Deliveries } from './core/deliveries.ts';
import { Faults } from './core/faults.ts';
import { Identifiers } from './core/identifiers.ts';
import { Inboxes } from './core/inboxes.ts';
import { Quotas } from './core/quotas.ts';
import { Recorder } from './core/recorder.ts';
import { openState, type State } from './core/state.ts';
import { Store } from './core/store.ts';
import { Timers } from './core/timers.ts';
import { registerTransferTimers } from './contacts/transfers.ts';
import { KfHistory } from './kf/history.ts';
import { registerKfTimers } from './kf/events.ts';
import { registerReceiptTimers } from './official-account/receipts.ts';
import { registerSubscriptionTimers } from './official-account/subscription-send.ts';
import { handleReply } from './passive-replies.ts';
import { registerSmsTimers } from './sms/delivery.ts';
import { defaultSwitches, type Switches } from './switches.ts';

export interface EmulationOptions {
  clock: 'frozen' | 'running';
  startAt?: Date;
  seed: number;
  stateFile?: string;
  switches?: Partial<Switches>;
  /** Wall time in milliseconds, for the running clock. */
  wall: () => number;
}

/** All parts of one emulated platform, wired. API and control handlers receive it. */
export class Emulation {
  readonly store: Store;
  readonly state: State;
  readonly clock: VirtualClock;
  readonly ids: Identifiers;
  readonly recorder: Recorder;
  readonly inboxes: Inboxes;
  readonly timers: Timers;
  readonly faults: Faults;
  readonly quotas: Quotas;
  readonly switches: Switches;
  readonly deliveries: Deliveries;
  readonly kfHistory: KfHistory;

  constructor(options: EmulationOptions) {
    this.store = new Store(options.stateFile);
    this.state = openState(this.store);
    const { startAt, wall } = options;
    this.clock = new VirtualClock(this.store.table('clock'), {
      mode: options.clock,
      wall,
      ...(startAt === undefined ? {} : { startAt }),
    });
    this.ids = new Identifiers(options.seed, this.store.table('counters'));
    this.recorder = new Recorder(this.state.record, this.clock, this.ids);
    this.inboxes = new Inboxes(this.state, this.clock, this.ids, this.recorder);
    this.timers = new Timers(this.state.timers, this.clock, this.ids);
    this.faults = new Faults(this.state.faults, this.ids);
    this.switches = { ...defaultSwitches };
    this.setSwitches(Object.fromEntries([...this.state.switches.rows].map(([name, row]) => [name, row.value])));
    this.setSwitches({ ...options.switches });
    this.quotas = new Quotas(this.state.facts, this.clock, this.switches);
    this.kfHistory = new KfHistory(this.state.kfMessages);
    this.deliveries = new Deliveries({
      state: this.state,
      clock: this.clock,
      ids: this.ids,
      recorder: this.recorder,
      switches: this.switches,
      commit: () => this.commit(),
      onReply: (delivery, receiver, body) => handleReply(this, delivery, receiver, body),
    });
    registerKfTimers(this);
    registerReceiptTimers(this);
    registerSubscriptionTimers(this);
    registerSmsTimers(this);
    registerTransferTimers(this);
    this.timers.start(() => this.commit());
    this.commit();
  }

  /** @throws {RangeError} for an unknown switch or a value of another type */
  setSwitches(changes: Record<string, unknown>): Switches {
    for (const [name, value] of Object.entries(changes)) {
      const current: unknown = Object.hasOwn(defaultSwitches, name) ? Reflect.get(defaultSwitches, name) : undefined;
      const fits =
        typeof value === typeof current || (name === 'kfConsultLimit' && (value === null || typeof value === 'number'));
      if (current === undefined || !fits) throw new RangeError(`switch ${name} is unknown or has another type`);
      Reflect.set(this.switches, name, value);
      this.state.switches.put(name, { value });
    }
    return this.switches;
  }

  commit(): void {
    this.store.commit();
  }

  close(): void {
    this.timers.stop();
    this.deliveries.close();
    this.store.close();
  }
}
