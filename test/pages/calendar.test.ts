import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Vehicle } from '../../src/database/generated/client.ts';
import { openCalendarToken, calendarToken } from '../../src/pages/calendar/calendar-token.ts';
import { buildOwner } from './owner-case.ts';
import { startSite, type Site } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

let site: Site;
let vehicle: Vehicle;
let xu: Visitor;
beforeAll(async () => {
  site = await startSite();
  ({ vehicle } = await buildOwner(site));
  xu = visitorAt(site.url, 'xu');
  await xu.open('/staff');
});
afterAll(() => site.close());

const path = () => `/vehicles/${vehicle.id}/calendar`;
const linkOf = (text: string) => new URL(/href="([^"]*\/calendar\/[^"]*\.ics)"/.exec(text)?.[1] ?? '').pathname;

test('a square a month, each entry with how its day was found', async () => {
  const { text } = await xu.open(path());
  expect(text.match(/<h3>/g)).toHaveLength(25);
  for (const words of ['交强险续保', '年检', '2027年3月14日', '预计']) expect(text).toContain(words);
  expect(text).not.toContain('沪A12345');
});

test('the file of a member and of the owner’s link hold the same events', async () => {
  const page = await xu.open(path());
  // Signing in leads to the file.
  const own = await visitorAt(site.url, 'xu').open(`${path()}/ics`);
  expect(own.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(own.text).toContain('DTSTART;VALUE=DATE:20270314');
  const stranger = visitorAt(site.url, 'nobody');
  const opened = await stranger.get(linkOf(page.text));
  expect([opened.status, opened.text]).toEqual([200, own.text]);
});

test('a link that is forged, of another purpose, too old, or of a sold car opens nothing', async () => {
  const link = linkOf((await xu.open(path())).text);
  const stranger = visitorAt(site.url, 'nobody');
  const statusOf = async (address: string) => (await stranger.get(address)).status;
  const [, encoded = '', mac = ''] = /\/calendar\/(.+)\.(.+)\.ics/.exec(link) ?? [];
  const other = Buffer.from(JSON.stringify({ storeId: 'main', vehicleId: vehicle.id + 1, until: '2099-01-01' }));
  expect(await statusOf(`/calendar/${other.toString('base64url')}.${mac}.ics`)).toBe(404);
  expect(await statusOf(`/calendar/${encoded}.ics`)).toBe(404);
  expect(await statusOf('/calendar/x.ics')).toBe(404);
  const { client } = site.desk.database;
  await client.vehicle.update({ where: { id: vehicle.id }, data: { status: 'sold' } });
  expect(await statusOf(link)).toBe(404);
  await client.vehicle.update({ where: { id: vehicle.id }, data: { status: 'active' } });
  expect(await statusOf(link)).toBe(200);
});

test('a link ends with its last day, and opens with its own store’s key alone', () => {
  const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const token = calendarToken(key, { storeId: 'main', vehicleId: 7, until: '2026-12-31' });
  expect(openCalendarToken(token, () => key, '2026-12-31')?.vehicleId).toBe(7);
  expect(openCalendarToken(token, () => key, '2027-01-01')).toBeUndefined();
  expect(openCalendarToken(token, () => other, '2026-12-31')).toBeUndefined();
  expect(openCalendarToken(token, () => undefined, '2026-12-31')).toBeUndefined();
});

test('who may not see the owner sees no calendar either', async () => {
  for (const address of [path(), `${path()}/ics`]) {
    const luo = visitorAt(site.url, 'luo');
    await luo.open('/staff');
    expect((await luo.open(address)).status).toBe(403);
  }
  expect((await xu.open('/vehicles/999999/calendar')).status).toBe(404);
});
