import { describe, expect, test } from 'vitest';
import type { TraceItem } from '../../src/console/contract.ts';
import { appendTrace, ticketNumbersOf } from '../../src/console/model/trace-list.ts';

const item = (id: string, more: Partial<TraceItem> = {}): TraceItem => ({
  id,
  at: '2026-11-22T01:00:00Z',
  stage: 'ticket',
  title: id,
  ...more,
});
const ids = (items: TraceItem[]) => items.map((one) => one.id);

describe('trace list', () => {
  test('news is added at the end', () => {
    expect(ids(appendTrace([item('1')], [item('2'), item('3')]))).toEqual(['1', '2', '3']);
  });

  test('without news the list stays the very same', () => {
    const items = [item('1')];
    expect(appendTrace(items, [])).toBe(items);
  });

  test('an item that comes again is there once, as it is now', () => {
    const later = '2026-11-22T01:00:01Z';
    const items = appendTrace([item('1'), item('2', { at: later })], [item('1', { title: 'changed' })]);
    expect(ids(items)).toEqual(['1', '2']);
    expect(items[0]?.title).toBe('changed');
  });

  test('an item that was written late stands at its own time', () => {
    const at = (second: number) => ({ at: `2026-11-22T01:00:0${second}Z` });
    const items = appendTrace([item('1', at(1)), item('4', at(4))], [item('2', at(2)), item('3', at(4))]);
    expect(ids(items)).toEqual(['1', '2', '4', '3']);
  });

  test('only the newest are kept', () => {
    expect(ids(appendTrace([item('1'), item('2')], [item('3')], 2))).toEqual(['2', '3']);
  });

  test('an item of a stage from a newer server is left out', () => {
    const strange = { ...item('2'), stage: 'teleport' } as unknown as TraceItem;
    expect(ids(appendTrace([item('1')], [strange, item('3')]))).toEqual(['1', '3']);
  });

  test('ticket numbers are listed once, newest first', () => {
    const items = [
      item('1', { ticketNumber: 'TS-1' }),
      item('2'),
      item('3', { ticketNumber: 'TS-2' }),
      item('4', { ticketNumber: 'TS-1' }),
    ];
    expect(ticketNumbersOf(items)).toEqual(['TS-2', 'TS-1']);
  });
});
