import type { Emulation } from '../emulation.ts';

const DAY_MS = 24 * 3600 * 1000;

/** One cap for a number: `seconds` is a natural minute or hour, or the rolling day. */
export interface Cap {
  key: string;
  seconds: 60 | 3600 | 86_400;
  count: number;
}

/** The first cap that one more message would break; counted at submission, so a refusal counts nothing. */
export function brokenCap(emulation: Emulation, caps: Cap[]): Cap | undefined {
  return caps.find((cap) => timesOf(emulation, cap).length >= cap.count);
}

/** Counts one accepted message under every key. */
export function countSms(emulation: Emulation, caps: Cap[]): void {
  const now = emulation.clock.now();
  for (const key of new Set(caps.map((cap) => cap.key))) {
    const times = sent(emulation, key).filter((at) => now - at < DAY_MS);
    emulation.state.facts.put(`sms-sent/${key}`, { times: [...times, now] });
  }
}

function timesOf(emulation: Emulation, cap: Cap): number[] {
  const now = emulation.clock.now();
  // Minute and hour are natural windows, the day rolls.
  const since = cap.seconds === 86_400 ? now - DAY_MS : now - (now % (cap.seconds * 1000)) - 1;
  return sent(emulation, cap.key).filter((at) => at > since);
}

function sent(emulation: Emulation, key: string): number[] {
  return (emulation.state.facts.get(`sms-sent/${key}`)?.['times'] ?? []) as number[];
}
