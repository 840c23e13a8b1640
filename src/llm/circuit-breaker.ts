import type { Clock } from '../clock.ts';

/** Failures in a row that open the circuit. */
const FAILURES = 3;
/** Milliseconds until one trial is let through. */
const REST_MS = 60_000;

/** After each `mayCall` that said yes, one of the others tells how the call went. */
export type CircuitBreaker = {
  mayCall(): boolean;
  succeeded(): void;
  failed(): void;
  /** The call never reached the model. */
  wasNotMade(): void;
};

/**
 * Keeps owners from waiting 8 s each for a model that is down: after three failures in a row it is left alone a minute,
 * then one call tries it while the others still pass it by.
 */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0;
  let openUntil = 0;
  let isTrying = false;
  return {
    mayCall() {
      if (failures < FAILURES) return true;
      if (isTrying || clock.now().getTime() < openUntil) return false;
      isTrying = true;
      return true;
    },
    succeeded() {
      failures = 0;
      isTrying = false;
    },
    failed() {
      failures += 1;
      isTrying = false;
      if (failures >= FAILURES) openUntil = clock.now().getTime() + REST_MS;
    },
    wasNotMade() {
      isTrying = false;
    },
  };
}
