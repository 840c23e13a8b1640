import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Staff } from '../../src/stores/index.ts';
import { personNamed } from '../../src/tickets/tell-named-persons-head.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('the head of whoever is named in a complaint about attitude hears of it; customer care handles it', async () => {
  const before = await desk.texts('su');
  const ticket = await desk.open('你们那个江顾问态度太差了，爱理不理还骂人');
  expect(ticket).toMatchObject({ responsibleDepartment: 'customerCare', categories: ['C1'] });
  const news = (await desk.texts('su')).slice(before.length);
  expect(news).toEqual([expect.stringContaining(`工单 ${ticket.number} 中车主提到您部门的江顾问`)]);
});

test('nobody is told when the named person is a head, or when nobody is named', async () => {
  const count = () => desk.database.client.outboxMessage.count({ where: { preview: { contains: '车主提到您部门' } } });
  const before = await count();
  await desk.open('售后的秦主管态度恶劣，对我大吼大叫');
  await desk.open('前台态度恶劣，对我大吼大叫');
  expect(await count()).toBe(before);
});

test('a name means one person or nobody', () => {
  const staff = ['江涛', '江海', '李强', '王芳'].map((name) => ({ name }) as Staff);
  expect(personNamed('江涛', staff)?.name).toBe('江涛');
  expect(personNamed('江顾问', staff)).toBeUndefined();
  expect(personNamed('小王', staff)?.name).toBe('王芳');
  expect(personNamed('李师傅', staff)?.name).toBe('李强');
  expect(personNamed('李刚', staff)).toBeUndefined();
});
