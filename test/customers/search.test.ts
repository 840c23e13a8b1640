import { afterAll, beforeAll, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { fillNameSounds, loadNameSounds, searchOwners } from '../../src/customers/index.ts';
import { upsertStore } from '../../src/stores/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T02:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.transaction((tx) => upsertStore(tx, clock, { id: 'main', name: '示例汽车' }));
  const common = { storeId: 'main', createdAt: clock.now(), updatedAt: clock.now() };
  const names = ['张三', '张珊珊', '章三', '单雄信', '曾样丁', '欧阳样戊', 'Zhao Yangji', '①②'];
  await database.client.customer.createMany({ data: names.map((name) => ({ ...common, name })) });
  await fillNameSounds({ database, storeId: 'main' });
});
afterAll(() => database.close());

const found = async (text: string) => (await searchOwners(database.client, 'main', text)).map(({ name }) => name);

test('an owner is found by how the name sounds, whole, begun, or by its initials', async () => {
  expect(await found('zhangsan')).toEqual(['张三', '章三']);
  expect(await found('Zhang San')).toEqual(['张三', '章三']);
  expect(await found('zhang')).toEqual(['张三', '张珊珊', '章三']);
  expect(await found('zss')).toEqual(['张珊珊']);
  expect(await found('ouyang')).toEqual(['欧阳样戊']);
  expect(await found('zhaoyang')).toEqual(['Zhao Yangji']);
  expect(await found('qianyi')).toEqual([]);
});

test('a surname with a reading of its own is found by that', async () => {
  expect(await found('shanxiong')).toEqual(['单雄信']);
  expect(await found('zengyang')).toEqual(['曾样丁']);
});

test('names are looked at once, also those that make no sound; one that changed is looked at again', async () => {
  expect(await fillNameSounds({ database, storeId: 'main' })).toBe(0);
  const { id } = await database.client.customer.findFirstOrThrow({ where: { name: '章三' }, orderBy: { id: 'asc' } });
  await database.client.customer.update({ where: { id }, data: { name: '李样己', namePinyin: '' } });
  expect(await fillNameSounds({ database, storeId: 'main' })).toBe(1);
  expect(await found('liyangji')).toEqual(['李样己']);
});

test('a name of one character and one with an umlaut sound as they are typed', async () => {
  const soundsOf = await loadNameSounds();
  expect(soundsOf('吕')).toEqual({ namePinyin: 'lv', nameInitials: 'l' });
  expect(soundsOf('')).toEqual({ namePinyin: '', nameInitials: '' });
});
