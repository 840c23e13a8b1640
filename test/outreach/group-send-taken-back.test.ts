import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayOf } from '../../src/calendar.ts';
import type { Context } from '../../src/context.ts';
import type { GroupSend } from '../../src/database/generated/client.ts';
import { cancelCampaign, createCampaign } from '../../src/outreach/index.ts';
import { openTicket } from '../../src/tickets/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { type GroupSendDesk, groupSendDesk, RULES } from './group-send-support.ts';

const TEXT = '周六爱车课堂，欢迎参加';

let house: House;
let desk: GroupSendDesk;
let director: Context;
let free: { customerId: number; personId: string }[];
beforeAll(async () => {
  house = await startHouse({ rules: RULES, withContacts: true });
  desk = groupSendDesk(house);
  free = await desk.ownersOf('jiang');
  const { userId: id, name } = await house.database.client.staff.findFirstOrThrow({ where: { role: 'director' } });
  director = { ...house.service.contextOf('main'), actor: { kind: 'staff', id, name } };
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.database.client.customer.updateMany({ data: { consentMarketing: false } });
});

const member = () => house.emulator.control.member('jiang');
const taskOf = async ({ msgId }: GroupSend) => (await member().groupSends()).find((task) => task.msgid === msgId);
const readOf = async (people: readonly string[]) =>
  (await Promise.all(people.map((personId) => desk.read(personId)))).flat().filter((text) => text.includes('爱车课堂'));
const endings = async (ids: readonly number[], campaignId: number) =>
  (await desk.reminders(ids))
    .filter((reminder) => reminder.campaignId === campaignId)
    .map(({ status, skipReason }) => skipReason ?? status);
const ends = (ids: readonly number[], campaignId: number, wanted: string[]) =>
  desk.passUntil(async () => ((await endings(ids, campaignId)).join() === wanted.join() ? true : undefined));

/** A promotion that waits for its member, to owners that no other test has. */
async function promote(count: number): Promise<{ id: number; ids: number[]; people: string[]; group: GroupSend }> {
  const taken = free.splice(0, count);
  const ids = taken.map((one) => one.customerId);
  const { client } = house.database;
  await client.customer.updateMany({ where: { id: { in: ids } }, data: { consentMarketing: true } });
  const plannedFor = dayOf(house.clock.now());
  const text = `${TEXT}（${free.length}）`;
  const { id } = await house.database.transaction((tx) =>
    createCampaign(director, tx, { kind: 'promotion', title: '爱车课堂', text, plannedFor }),
  );
  return { id, ids, people: taken.map((one) => one.personId), group: await desk.ask(ids) };
}
const cancel = (campaignId: number) => house.database.transaction((tx) => cancelCampaign(director, tx, { campaignId }));

const complain = (customerId: number) =>
  house.database.transaction((tx) => {
    const description = '刹车异响，修了两次还没好';
    const decision = understandLocally({ messages: [description] });
    return openTicket(director, tx, { decision, decisionId: 1, description, source: 'hotline', customerId });
  });

test('a cancelled promotion is taken back from the member who has not confirmed it: nobody gets it, by any channel', async () => {
  const { id, ids, people, group } = await promote(2);
  await desk.pass(120);
  expect(await cancel(id)).toEqual({ cancelled: 0, takingBack: 2 });
  await ends(ids, id, ['活动已取消', '活动已取消']);
  expect(await taskOf(group)).toMatchObject({ status: 'cancelled' });
  await expect(member().confirmGroupSend(String(group.msgId))).rejects.toMatchObject({ status: 409 });
  expect(await readOf(people)).toEqual([]);
  expect(await house.database.client.callTask.count({ where: { customerId: { in: ids } } })).toBe(0);
  expect(await house.database.client.groupSend.count({ where: { status: 'collecting' } })).toBe(0);
});

test('what its member had confirmed counts as sent, although the campaign is cancelled', async () => {
  const { id, ids, people, group } = await promote(1);
  await desk.pass(120);
  await member().confirmGroupSend(String(group.msgId));
  await cancel(id);
  await ends(ids, id, ['delivered']);
  expect(await readOf(people)).toHaveLength(1);
});

test('who wants no promotion any more while it waits gets none; the other gets a task without them', async () => {
  const { id, ids, people, group } = await promote(2);
  await house.database.client.customer.update({ where: { id: ids[0] ?? 0 }, data: { consentMarketing: false } });
  await desk.passUntil(async () => ((await desk.group(group.id)).status === 'cancelled' ? true : undefined));
  expect(await taskOf(group)).toMatchObject({ status: 'cancelled' });
  const next = await desk.ask(ids);
  expect(next.id).not.toBe(group.id);
  await member().confirmGroupSend(String(next.msgId));
  await ends(ids, id, ['车主未同意接收活动信息', 'delivered']);
  expect(await readOf(people.slice(0, 1))).toEqual([]);
  expect(await readOf(people.slice(1))).toHaveLength(1);
});

test('who complains while a promotion waits for its member is left out, with the reason; the other gets a task without them', async () => {
  const { id, ids, people, group } = await promote(2);
  await complain(ids[0] ?? 0);
  await desk.passUntil(async () => ((await desk.group(group.id)).status === 'cancelled' ? true : undefined));
  expect(await taskOf(group)).toMatchObject({ status: 'cancelled' });
  const next = await desk.ask(ids);
  expect(next.id).not.toBe(group.id);
  await member().confirmGroupSend(String(next.msgId));
  await ends(ids, id, ['车主有未关闭的投诉，暂不问候', 'delivered']);
  expect(await readOf(people.slice(0, 1))).toEqual([]);
  expect(await readOf(people.slice(1))).toHaveLength(1);
});

test('who complains while a greeting is still being collected is in no task; their own car’s maintenance is told all the same', async () => {
  const taken = free.splice(0, 1);
  const ids = taken.map((one) => one.customerId);
  await desk.plan(ids, 'birthday');
  await desk.pass(60);
  const statusOf = async (kind: string) =>
    (await desk.reminders(ids)).filter((reminder) => reminder.kind === kind).map((one) => one.skipReason ?? one.status);
  expect(await statusOf('birthday')).toEqual(['sending']);
  await complain(ids[0] ?? 0);
  await desk.plan(ids, 'regularMaintenance');
  const group = await desk.ask(ids);
  expect(await statusOf('birthday')).toEqual(['车主有未关闭的投诉，暂不问候']);
  await member().confirmGroupSend(String(group.msgId));
  await desk.passUntil(async () => ((await statusOf('regularMaintenance')).join() === 'delivered' ? true : undefined));
});
