import { expect, test } from 'vitest';
import { linkAs } from '../../src/console/model/use-link-as.ts';

const SITE = 'http://127.0.0.1:3000';

test.each([
  [`${SITE}/tickets/TS-1`, `${SITE}/sandbox/open?as=luo&to=%2Ftickets%2FTS-1`],
  ['/calls', `${SITE}/sandbox/open?as=luo&to=%2Fcalls`],
  ['https://example.com/tickets', 'https://example.com/tickets'],
  ['//example.com', '//example.com'],
  [`${SITE}//example.com`, `${SITE}//example.com`],
  [`${SITE}9/x`, `${SITE}9/x`],
])('%s is opened by way of %s', (href, expected) => {
  expect(linkAs(href, 'luo', SITE)).toBe(expected);
});

test('without a service behind, links stay as they are', () => {
  expect(linkAs('/tickets', 'luo', undefined)).toBe('/tickets');
});
