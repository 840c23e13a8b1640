import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TICKET_STATUSES, TRANSITIONS } from '../../src/tickets/index.ts';

const drawing = readFileSync(new URL('../../docs/tickets.md', import.meta.url), 'utf8');

test('the drawing shows exactly the changes that the state machine allows', () => {
  const drawn = [...drawing.matchAll(/^ {2}(\w+) --> (\w+) : (.+)$/gm)].flatMap(([, from, to, verbs]) =>
    (verbs ?? '').split(', ').map((verb) => `${from} --${verb}--> ${to}`),
  );
  const allowed = Object.entries(TRANSITIONS).flatMap(([verb, { from, to }]) =>
    from.map((state) => `${state} --${verb}--> ${to}`),
  );
  expect(drawn.toSorted()).toEqual(allowed.toSorted());
});

test('the drawing calls each state by its name', () => {
  const named = [...drawing.matchAll(/^ {2}state "(\w+) (\S+)" as (\w+)$/gm)].map(([, key, label, alias]) => [
    key,
    label,
    alias,
  ]);
  expect(named).toEqual(Object.entries(TICKET_STATUSES).map(([key, label]) => [key, label, key]));
});
