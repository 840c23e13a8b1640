import { describe, expect, test } from 'vitest';
import type { OwnerItem, StaffItem } from '../../src/console/contract.ts';
import { loadSeen, saveSeen } from '../../src/console/model/seen-storage.ts';
import { ownerListName, ownerUnread, staffListName, staffUnread, unreadOf } from '../../src/console/model/unread.ts';

const at = '2026-11-22T01:00:00Z';
const ownerItem = (seq: number, from: OwnerItem['from'], channel: OwnerItem['channel'] = 'kf'): OwnerItem => ({
  seq,
  at,
  from,
  kind: 'text',
  text: String(seq),
  channel,
});
const staffItem = (seq: number, from: StaffItem['from']): StaffItem => ({ seq, at, from, kind: 'text', text: 'x' });

describe('unread counts', () => {
  test('what others added since the last look counts, own messages do not', () => {
    const items = [staffItem(1, 'app'), staffItem(2, 'staff'), staffItem(3, 'app'), staffItem(4, 'app')];
    expect(unreadOf(items, undefined)).toBe(3);
    expect(unreadOf(items, 2)).toBe(2);
    expect(unreadOf(items, 4)).toBe(0);
  });

  test('a card that changes in place is not a new message', () => {
    expect(unreadOf([staffItem(9, 'app')], 1)).toBe(0);
  });

  test('a count from before a reset counts as never looked at', () => {
    expect(unreadOf([staffItem(1, 'app')], 40)).toBe(1);
  });

  test("an owner's chat and notices are looked at separately and counted together", () => {
    const items = [ownerItem(1, 'store'), ownerItem(2, 'store', 'officialAccount'), ownerItem(3, 'store')];
    expect(ownerUnread('p', items, {})).toBe(3);
    expect(ownerUnread('p', items, { [ownerListName('p', 'kf')]: 2 })).toBe(1);
    expect(ownerUnread('p', undefined, {})).toBe(0);
  });

  test('a member has one list', () => {
    expect(staffUnread('liu', [staffItem(1, 'app')], { [staffListName('liu')]: 1 })).toBe(0);
    expect(staffUnread('liu', [staffItem(1, 'app')], { [staffListName('chen')]: 1 })).toBe(1);
  });
});

describe('what has been seen is kept', () => {
  const storage = () => {
    const values = new Map<string, string>();
    return {
      values,
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
    };
  };

  test('it comes back as it was', () => {
    const kept = storage();
    saveSeen(kept, { 'staff/liu': 3 });
    expect(loadSeen(kept)).toEqual({ 'staff/liu': 3 });
  });

  test('nonsense and a refusing browser count as nothing', () => {
    const kept = storage();
    saveSeen(kept, {});
    const [key = ''] = kept.values.keys();
    kept.values.set(key, '{"a":1,"b":"x"}');
    expect(loadSeen(kept)).toEqual({ a: 1 });
    kept.values.set(key, 'not json');
    expect(loadSeen(kept)).toEqual({});
    const refusing = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    };
    expect(loadSeen(refusing)).toEqual({});
    expect(() => saveSeen(refusing, { a: 1 })).not.toThrow();
  });
});
