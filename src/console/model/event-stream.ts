import type { SandboxEvent } from '../contract.ts';

/** The part of `EventSource` that is used here. */
export interface EventSourceLike {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: string }) => void): void;
  close(): void;
}

export interface EventStreamOptions {
  connect: () => EventSourceLike;
  onOpen: () => void;
  onEvent: (event: SandboxEvent) => void;
  onLost: () => void;
  /** Milliseconds to wait before each new attempt; the last one repeats. */
  retryDelaysMs?: number[];
}

/**
 * Listens until closed, through restarts of the server. The browser's own reconnecting gives up for good
 * on an answer such as 502, so each attempt here is a new connection.
 *
 * @returns a function that closes the stream
 */
export function openEventStream(options: EventStreamOptions): () => void {
  const delays = options.retryDelaysMs ?? [300, 700, 1500, 3000];
  let closed = false;
  let attempts = 0;
  let source: EventSourceLike | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = (): void => {
    const current = options.connect();
    source = current;
    current.addEventListener('open', () => {
      attempts = 0;
      options.onOpen();
    });
    current.addEventListener('message', ({ data }) => {
      const event = parseEvent(data);
      if (event !== undefined) options.onEvent(event);
    });
    current.addEventListener('error', () => {
      if (closed || source !== current) return;
      current.close();
      source = undefined;
      options.onLost();
      timer = setTimeout(connect, delays[Math.min(attempts, delays.length - 1)] ?? 1000);
      attempts += 1;
    });
  };

  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}

/** A line that says nothing known is passed over: a newer server may say more. */
export function parseEvent(data: string): SandboxEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    // Not JSON, so not one of ours.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  if (value.type === 'changed') return { type: 'changed' };
  if (value.type === 'clock' && 'now' in value && typeof value.now === 'string') {
    return { type: 'clock', now: value.now };
  }
  return undefined;
}
