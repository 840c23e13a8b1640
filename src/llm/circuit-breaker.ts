import type { Clock } from '../clock.ts';

/** Failures in a row that open the circuit. */
const FAILURES = 3;
/** Milliseconds until one trial is let through. */
const REST_MS = 60_000;

export type CircuitBreaker = { isOpen(): boolean; succeeded(): void; failed(): void };

/** Keeps owners from waiting 8 s each for a model that is down: after three failures in a row it is left alone a minute. */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0;
  let openUntil = 0;
  return {
    isOpen: () => failures >= FAILURES && clock.now().getTime() < openUntil,
    succeeded() {
      failures = 0;
    },
    failed() {
      failures += 1;
      if (failures >= FAILURES) openUntil = clock.now().getTime() + REST_MS;
    },
  };
}
