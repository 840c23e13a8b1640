import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { waitUntil } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const { corpId } = sampleAccounts;
const staffOf = (userId: string) => house.database.client.staff.findFirstOrThrow({ where: { userId } });
const director = () =>
  house.database.client.staff.findFirstOrThrow({ where: { role: 'director' }, orderBy: { id: 'asc' } });
const directorRead = async () => {
  const { items } = await house.emulator.control.member((await director()).userId).inbox();
  return items.flatMap(({ text }) => text ?? []);
};

test('who is deleted from the directory is no staff any more, and the director is told once', async () => {
  const { client } = house.database;
  const adviser = await client.staff.findFirstOrThrow({ where: { userId: 'jiang' } });
  const owners = await client.customer.count({ where: { advisorUserId: adviser.userId } });
  await house.emulator.control.changeMember(corpId, { changeType: 'delete_user', userId: adviser.userId });
  await waitUntil(async () => !(await staffOf(adviser.userId)).isActive);
  await waitUntil(async () => (await directorRead()).some((text) => text.includes(adviser.name)));
  const told = (await directorRead()).filter((text) => text.includes(`${adviser.name}已不在企业微信通讯录`));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(owners === 0 ? adviser.name : `名下还有${owners}位车主`);
});

test('another id is told, departments and new members change nothing', async () => {
  const { client } = house.database;
  const before = await client.staff.findMany({ orderBy: { id: 'asc' } });
  const member = before.find(({ role, isActive }) => isActive && role === 'careSpecialist');
  if (member === undefined) throw new Error('the sample store has no care specialist');
  const change = house.emulator.control.changeMember.bind(house.emulator.control, corpId);
  await change({ changeType: 'create_user', userId: 'xinren', name: '新样人', department: '销售' });
  await change({ changeType: 'update_user', userId: member.userId, department: '销售' });
  await change({ changeType: 'update_user', userId: member.userId, newUserId: `${member.userId}2` });
  await waitUntil(async () => (await directorRead()).some((text) => text.includes(`改为 ${member.userId}2`)));
  expect(await client.staff.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
});
