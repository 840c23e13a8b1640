import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEventStream, parseEvent } from '../../src/console/model/event-stream.ts';
import type { EventSourceLike } from '../../src/console/model/event-stream.ts';

class FakeSource implements EventSourceLike {
  readonly listeners = new Map<string, (event: { data: string }) => void>();
  closed = false;

  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(type, listener);
  }

  emit(type: 'open' | 'message' | 'error', data = ''): void {
    this.listeners.get(type)?.({ data });
  }

  close(): void {
    this.closed = true;
  }
}

function open() {
  const sources: FakeSource[] = [];
  const log: string[] = [];
  const close = openEventStream({
    connect: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    onOpen: () => log.push('open'),
    onEvent: (event) => log.push(event.type),
    onLost: () => log.push('lost'),
    retryDelaysMs: [100, 500],
  });
  return { sources, log, close };
}

describe('event stream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('events are handed on, what is not understood is passed over', () => {
    const { sources, log } = open();
    sources[0]?.emit('open');
    sources[0]?.emit('message', '{"type":"changed"}');
    sources[0]?.emit('message', 'nonsense');
    sources[0]?.emit('message', '{"type":"clock","now":"2026-11-22T01:00:00Z"}');
    expect(log).toEqual(['open', 'changed', 'clock']);
  });

  test('a lost connection is opened anew, ever more slowly, until it answers', () => {
    const { sources, log } = open();
    sources[0]?.emit('error');
    expect(sources[0]?.closed).toBe(true);
    vi.advanceTimersByTime(99);
    expect(sources).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(2);
    sources[1]?.emit('error');
    vi.advanceTimersByTime(499);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(1);
    sources[2]?.emit('error');
    vi.advanceTimersByTime(500);
    sources[3]?.emit('open');
    sources[3]?.emit('error');
    vi.advanceTimersByTime(100);
    expect(sources).toHaveLength(5);
    expect(log).toEqual(['lost', 'lost', 'lost', 'open', 'lost']);
  });

  test('an error of an earlier connection does not end the present one', () => {
    const { sources } = open();
    sources[0]?.emit('error');
    vi.advanceTimersByTime(100);
    sources[0]?.emit('error');
    expect(sources[1]?.closed).toBe(false);
  });

  test('a closed stream stays closed', () => {
    const { sources, close } = open();
    sources[0]?.emit('error');
    close();
    vi.advanceTimersByTime(10_000);
    expect(sources).toHaveLength(1);
  });

  test.each(['', 'null', '3', '{}', '{"type":"other"}', '{"type":"clock"}', '{"type":"clock","now":3}'])(
    '%s is no event',
    (data) => {
      expect(parseEvent(data)).toBeUndefined();
    },
  );
});
