import * as fc from '../support/property.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTION_KEYS } from '../../src/pages/ticket/actions.ts';
import { values } from './odd-values.ts';
import { startSite, type Site } from './site.ts';
import { hiddenFields, type Page, type Visitor, visitorAt } from './visitor.ts';

let site: Site;
let lin: Visitor;
beforeAll(async () => {
  site = await startSite();
  lin = visitorAt(site.url, 'lin');
  await lin.open('/staff');
});
afterAll(() => site.close());

const names = ['words', 'cause', 'department', 'userId', 'reason', 'untilOn', 'category', 'severity', 'plate', 'phone'];
const more = ['into', 'kind', 'seen', 'vin', 'name', 'source', 'externalNo'];
const fields = fc.dictionary(fc.constantFrom(...names, ...more), values, { maxKeys: 6 });

const isSensible = (page: Page): void => expect([page.address, page.status < 500]).toEqual([page.address, true]);

test('no form of a ticket, whatever its fields hold, ends in a fault of ours', async () => {
  let page = await lin.open(`/tickets/${(await site.open('配件等了半个月')).number}`);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ACTION_KEYS, 'toString'), fields, async (action, rest) => {
      const answer = await lin.post(page.address, { ...hiddenFields(page), ...rest, action });
      isSensible(answer);
      page = await lin.get(page.address);
      isSensible(page);
      // An ended ticket tries little.
      if (/已关闭|已合并|非投诉<\/span/.test(page.text)) {
        page = await lin.get(`/tickets/${(await site.open('配件等了半个月')).number}`);
      }
    }),
    { numRuns: 150 },
  );
  expect(site.log.filter((line) => line.message === 'page failed')).toEqual([]);
});

test('no entry, list or sheet, whatever is asked for, ends in a fault of ours', async () => {
  const entry = await lin.get('/tickets/new');
  await fc.assert(
    fc.asyncProperty(
      fields,
      fc.dictionary(fc.constantFrom('list', 'page', 'words', 'from', 'to', 'status', 'entered'), values),
      async (rest, query) => {
        isSensible(await lin.post(entry.address, { ...hiddenFields(entry), ...rest, action: 'enter' }));
        isSensible(await lin.post(entry.address, { ...hiddenFields(entry), ...rest, action: 'lookUp' }));
        const asked = new URLSearchParams(query).toString();
        for (const path of ['/tickets', '/tickets/sheet', '/tickets/new'])
          isSensible(await lin.get(`${path}?${asked}`));
      },
    ),
    { numRuns: 60 },
  );
  expect(site.log.filter((line) => line.message === 'page failed')).toEqual([]);
});

test('no address and no broken body ends in a fault of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        '/tickets/',
        '/staff/',
        '/tickets/new/',
        '/tickets/east/',
        '/tickets/TS-20261123-0001/',
        '/login/wecom',
      ),
      fc.webPath(),
      async (start, rest) => {
        isSensible(await lin.get(start + rest));
      },
    ),
    { numRuns: 100 },
  );
  const cookie = [...lin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x', 'application/json', 'text/plain']) {
    const answer = await fetch(`${site.url}/tickets/new`, {
      method: 'POST',
      headers: { cookie, 'content-type': type },
      body: '--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nabc',
    });
    expect([type, answer.status]).toEqual([type, type.startsWith('multipart') ? 400 : 403]);
  }
});
