import { describe, expect, test } from 'vitest';
import type { Due } from '../../src/sandbox/due.ts';
import { nextStop } from '../../src/sandbox/travel.ts';

const at = (time: string, rest: Pick<Due, 'canWait'> = {}): Due => ({
  at: new Date(`2026-11-23T${time}:00+08:00`),
  what: time,
  ...rest,
});
const time = (stop: Date | undefined) => stop?.toISOString().slice(11, 16);

describe('the next stop', () => {
  test('is the first thing due, each by itself', () => {
    expect(time(nextStop([at('08:30'), at('08:40')], false))).toBe('00:30');
    expect(nextStop([], false)).toBeUndefined();
  });

  test('in leaps takes what is due within an hour along, and no more', () => {
    expect(time(nextStop([at('08:30'), at('08:40'), at('09:30'), at('09:31')], true))).toBe('01:30');
    expect(nextStop([], true)).toBeUndefined();
  });

  test('in leaps asks for results hours later, unless something else is due by then', () => {
    expect(time(nextStop([at('09:04', { canWait: true })], true))).toBe('04:04');
    expect(time(nextStop([at('09:04', { canWait: true }), at('10:00')], true))).toBe('02:00');
  });
});
