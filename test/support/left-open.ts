import { afterAll, expect } from 'vitest';

/** What was opened in this worker and not closed yet. */
const open = new Set<{ what: string }>();

/** @returns to be called when it is closed */
export function noteOpened(what: string): () => void {
  const entry = { what };
  open.add(entry);
  return () => void open.delete(entry);
}

/** Files of tests share their worker: a service that one of them leaves behind would work on beside the next ones. */
export function expectNothingLeftOpen(): void {
  afterAll(() => {
    const left = [...open].map(({ what }) => what);
    open.clear();
    expect(left, 'left open by this file').toEqual([]);
  });
}
