import type { Clock } from '../../src/clock.ts';

export interface FastClockSettings {
  /** Instant of the clock at wall time `wallAt` (ms). Several processes with the same settings agree. */
  startAt: string;
  wallAt: number;
  /** Seconds of this clock in one second of wall time. */
  speed: number;
}

/** Runs from a given instant at a given speed, alike in all processes of one machine. */
export class FastClock implements Clock {
  readonly #settings: FastClockSettings;
  #offsetMs = 0;

  constructor(settings: FastClockSettings) {
    this.#settings = settings;
  }

  now(): Date {
    const { startAt, wallAt, speed } = this.#settings;
    return new Date(Date.parse(startAt) + (Date.now() - wallAt) * speed + this.#offsetMs);
  }

  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }
}
