import * as fc from '../support/property.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer, Vehicle } from '../../src/database/generated/client.ts';
import { ruleGroups } from '../../src/pages/rules/rule-groups.ts';
import { getStore, rulesOf } from '../../src/stores/index.ts';
import { values } from './odd-values.ts';
import { buildOwner, buildReminder } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { hiddenFields, type Page, type Visitor, visitorAt } from './visitor.ts';

const EVIL = '<script>alert(1)</script>';
let site: Site;
let lin: Visitor;
let own: { customer: Customer; vehicle: Vehicle };
let other: { customer: Customer; vehicle: Vehicle };
beforeAll(async () => {
  site = await startSite();
  own = await buildOwner(site, { name: EVIL }, { series: EVIL });
  await buildReminder(site, own, { skipReason: EVIL, reason: EVIL });
  const east = { storeId: 'east' };
  other = await buildOwner(
    site,
    { ...east, name: '东城机密' },
    { ...east, plateNumber: '沪E98765', series: '东城机密' },
  );
  await buildReminder(site, other, { ...east, skipReason: '东城机密' });
  lin = visitorAt(site.url, 'lin');
  await lin.open('/staff');
});
afterAll(() => site.close());

/** No fault of ours, no markup of anybody else, nothing of the other store. */
function isSensible(page: Page): void {
  const says = (text: string) => page.text.includes(text);
  expect([page.address, page.status < 500, says(EVIL), says('<img src=x'), says('东城机密')]).toEqual([
    page.address,
    true,
    false,
    false,
    false,
  ]);
}
/** All that the other store has. */
async function eastern(): Promise<unknown> {
  const { client } = site.desk.database;
  const where = { storeId: 'east' };
  return [
    await client.customer.findMany({ where }),
    await client.vehicle.findMany({ where }),
    await client.reminder.findMany({ where }),
    await client.consent.findMany({ where }),
    await client.campaign.findMany({ where }),
    await client.store.findMany({ where: { id: 'east' } }),
  ];
}
const noFault = () => expect(site.log.filter((line) => line.message === 'page failed')).toEqual([]);
const dictionary = (...names: string[]) => fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 6 });

test('no page about owners and reminders, whatever is asked for, ends in a fault or shows what it should not', async () => {
  const days = ['2026-11-20', '0001-01-01', '9999-12-31', '2026-02-30', '2000-01-01', '2099-12-31'];
  const months = ['9999-12', '0001-01', '2099-12', '2000-01', '2026-13'];
  const paths = [
    '/owners',
    `/owners/${own.customer.id}`,
    `/vehicles/${own.vehicle.id}/calendar`,
    '/reminders',
    '/reminders/results',
    '/reminders/preview',
    ...days.map((day) => `/reminders/${day}`),
    '/rules',
    '/rules/history',
    '/campaigns',
    '/campaigns/new',
  ];
  for (const page of ['/reminders', '/reminders/results']) {
    for (const month of months) isSensible(await lin.get(`${page}?month=${month}`));
  }
  for (const day of days) isSensible(await lin.get(`/reminders/preview?day=${day}`));
  const query = dictionary(
    'q',
    'full',
    'done',
    'month',
    'day',
    'kind',
    'channel',
    'outcome',
    'page',
    'edit',
    'saved',
    'restored',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), query, async (path, asked) => {
      isSensible(await lin.get(`${path}?${new URLSearchParams(asked).toString()}`));
    }),
    { numRuns: 120 },
  );
  noFault();
});

test('what belongs to another store is not found, by page and by form', async () => {
  const before = await eastern();
  const { token } = hiddenFields(await lin.get(`/owners/${own.customer.id}`));
  for (const path of [
    `/owners/${other.customer.id}`,
    `/vehicles/${other.vehicle.id}/calendar`,
    `/vehicles/${other.vehicle.id}/calendar/ics`,
  ]) {
    const page = await lin.get(path);
    isSensible(page);
    expect([path, page.status]).toEqual([path, 404]);
  }
  const forged = await lin.post(`/owners/${other.customer.id}`, { token, action: 'deceased' });
  expect(forged.status).toBe(403);
  const car = { action: 'vehicle', vehicle: String(other.vehicle.id), status: 'sold', words: '卖了' };
  expect((await lin.post(`/owners/${own.customer.id}`, { token, ...car })).status).toBe(422);
  expect(await eastern()).toEqual(before);
});

test('no form about an owner, whatever its fields hold, ends in a fault or reaches another store', async () => {
  const before = await eastern();
  const path = `/owners/${own.customer.id}`;
  const { token } = hiddenFields(await lin.get(path));
  const actions = [
    'optOut',
    'optIn',
    'allowMarketing',
    'refuseMarketing',
    'vehicle',
    'deceased',
    'alive',
    'wrongMobile',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...actions, 'rightMobile', 'constructor', ''),
      dictionary('words', 'mobile', 'vehicle', 'status', 'full'),
      async (action, rest) => {
        isSensible(await lin.post(path, { vehicle: String(own.vehicle.id), ...rest, token, action }));
        isSensible(await lin.get(path));
      },
    ),
    { numRuns: 30 },
  );
  noFault();
  expect(await eastern()).toEqual(before);
});

test('no form of the rules, whatever its fields hold, leaves rules that can not be read', async () => {
  const group = fc.constantFrom(...ruleGroups);
  await fc.assert(
    fc.asyncProperty(
      group.chain((one) =>
        fc.tuple(fc.constant(one), dictionary(...one.rules.map(({ path }) => path.join('.')), 'note', 'day')),
      ),
      fc.constantFrom('save', 'preview', 'constructor'),
      async ([{ key }, fields], action) => {
        const page = await lin.get(`/rules?edit=${key}`);
        isSensible(await lin.post('/rules', { ...fields, ...hiddenFields(page), group: key, action }));
        rulesOf(await getStore(site.desk.database.client, 'main'));
      },
    ),
    { numRuns: 50 },
  );
  const history = await lin.get('/rules/history');
  await fc.assert(
    fc.asyncProperty(dictionary('version', 'seen'), async (fields) => {
      isSensible(await lin.post('/rules/history', { ...hiddenFields(history), ...fields, action: 'restore' }));
    }),
    { numRuns: 15 },
  );
  noFault();
});

test('no campaign and no list of violations ends in a fault; what is too large is refused', async () => {
  const before = await eastern();
  const form = await lin.get('/campaigns/new');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('preview', 'create', ''),
      fc.constantFrom('badWeather', 'holiday', 'promotion', 'constructor', ''),
      dictionary('title', 'words', 'plannedFor', 'series', 'tier', 'previewed', 'lastVisitFrom', 'audience'),
      async (action, kind, fields) => {
        isSensible(await lin.post('/campaigns/new', { ...fields, kind, ...hiddenFields(form), action }));
      },
    ),
    { numRuns: 50 },
  );
  const list = await lin.get('/campaigns');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('checkViolations', 'tellViolations', 'cancel'),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.constant(new TextEncoder().encode(`沪A12345,${EVIL}\n沪E98765,超速`)),
      ),
      values,
      async (action, bytes, campaign) => {
        const file = new File([new Uint8Array(bytes)], '违章.csv');
        isSensible(await lin.upload(list, action, { campaign }, [file]));
      },
    ),
    { numRuns: 40 },
  );
  const large = new File([new Uint8Array(21 * 1024 * 1024)], '违章.csv');
  expect((await lin.upload(list, 'checkViolations', {}, [large])).status).toBe(413);
  expect((await lin.post('/campaigns/new', { ...hiddenFields(form), words: '长'.repeat(40_000) })).status).toBe(413);
  noFault();
  expect(await eastern()).toEqual(before);
});

test('no link of an owner that somebody made up opens anything', async () => {
  const stranger = visitorAt(site.url, 'nobody', 'MicroMessenger');
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const made = fc.oneof(
    fc.webSegment(),
    fc.constantFrom(
      '%00',
      '%ff',
      '..%2f..',
      '__proto__',
      `${encoded({ storeId: '__proto__', vehicleId: 1, until: '2099-01-01' })}.x`,
    ),
    fc.jsonValue().map((value) => `${encoded(value)}.${'0'.repeat(64)}`),
    fc
      .string({ minLength: 1, maxLength: 9 })
      .map((text) => `1-${encodeURIComponent(text.toWellFormed())}-${'0'.repeat(32)}`),
  );
  await fc.assert(
    fc.asyncProperty(made, fc.constantFrom('main', 'east', 'constructor', 'nowhere'), async (token, store) => {
      for (const path of [`/calendar/${token}.ics`, `/subscribe/${store}/${token}?code=x&state=subscribe`]) {
        const page = await stranger.get(path);
        isSensible(page);
        expect([path, [400, 404].includes(page.status)]).toEqual([path, true]);
      }
    }),
    { numRuns: 60 },
  );
  noFault();
});
