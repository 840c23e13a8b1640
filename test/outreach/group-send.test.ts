import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../src/calendar.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type House, startHouse } from '../support/house.ts';
import { type GroupSendDesk, groupSendDesk, RULES } from './group-send-support.ts';

const HOUR = 3600;

describe.each(databaseKinds)('group sends on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let house: House;
    let desk: GroupSendDesk;
    let free: { userId: string; customerId: number; personId: string }[];
    beforeAll(async () => {
      house = await startHouse({ kind, rules: RULES, withContacts: true });
      desk = groupSendDesk(house);
      free = [];
      for (const userId of ['su', 'jiang']) {
        free.push(...(await desk.ownersOf(userId)).map((owner) => ({ userId, ...owner })));
      }
    });
    afterAll(() => house.close());

    /** Owners that no other test has, all contacts of one member. */
    function take(count: number): { userId: string; ids: number[]; people: string[] } {
      const userId = free.filter((owner) => owner.userId === 'jiang').length >= count ? 'jiang' : 'su';
      const taken = free.filter((owner) => owner.userId === userId).slice(0, count);
      if (taken.length < count) throw new Error('not enough contacts');
      free = free.filter((owner) => !taken.includes(owner));
      return { userId, ids: taken.map((one) => one.customerId), people: taken.map((one) => one.personId) };
    }
    const member = (userId: string) => house.emulator.control.member(userId);
    const taskOf = async (userId: string, msgId: string | null) =>
      (await member(userId).groupSends()).find((task) => task.msgid === msgId);
    const appTexts = async (userId: string) =>
      (await member(userId).inbox({ agentId: sampleAccounts.agentId })).items.map((item) => item.text);
    /** Moves time until every reminder of these owners is in its state. */
    const becomes = (ids: readonly number[], wanted: string[]) =>
      desk.passUntil(async () => ((await statuses(ids)).join() === wanted.join() ? true : undefined));
    const closed = (id: number) =>
      desk.passUntil(async () => ((await desk.group(id)).status === 'cancelled' ? true : undefined));
    const statuses = async (ids: readonly number[]) => (await desk.reminders(ids)).map(({ status }) => status);
    const reasonsOf = async (ids: readonly number[]) =>
      (await desk.reminders(ids)).flatMap(({ passedRungs }) =>
        (passedRungs as { channel: string; reason: string }[]).map(({ channel, reason }) => `${channel} ${reason}`),
      );

    test('one task for all owners of a kind reaches them when the member confirms, an hour later', async () => {
      const { userId, ids, people } = take(3);
      await desk.plan(ids);
      const group = await desk.ask(ids);
      const task = await taskOf(userId, group.msgId);
      expect(task).toMatchObject({ status: 'waiting', customers: [{}, {}, {}] });
      expect(task?.text).toMatch(/^【明达汽车（示例）】您好，您的爱车.+保养/);
      const names = await house.database.client.customer.findMany({ where: { id: { in: ids } } });
      for (const { name } of names) expect(task?.text).not.toContain(name);
      const [told] = (await appTexts(userId)).filter((text) => text.includes('群发助手'));
      expect(told).toMatch(/有 1 项企业群发等您确认：定期保养 3 位。/);
      expect(await statuses(ids)).toEqual(['sending', 'sending', 'sending']);
      for (const personId of people) expect(await desk.read(personId)).toEqual([]);
      await desk.pass(HOUR);
      await member(userId).confirmGroupSend(String(group.msgId));
      const at = house.clock.now();
      await becomes(ids, ['delivered', 'delivered', 'delivered']);
      for (const personId of people) expect(await desk.read(personId)).toEqual([task?.text]);
      expect(await desk.reminders(ids)).toMatchObject(
        ids.map(() => ({ status: 'delivered', channel: 'groupSend', sentAt: at, deliveredAt: at })),
      );
      expect(await desk.group(group.id)).toMatchObject({ status: 'done', pollAt: null });
      expect(await member(userId).groupSends()).toHaveLength(1);
    });

    test('never confirmed: the member is reminded, the task cancelled at the deadline, every owner called', async () => {
      const { userId, ids, people } = take(2);
      await desk.plan(ids);
      const group = await desk.ask(ids);
      await desk.pass(4 * HOUR);
      expect(await taskOf(userId, group.msgId)).toMatchObject({ status: 'waiting', reminders: 1 });
      await desk.pass(4 * HOUR);
      // 22:00 is in the quiet hours.
      await desk.pass(4 * HOUR);
      expect(await taskOf(userId, group.msgId)).toMatchObject({ reminders: 2 });
      const toMorning = 11 * HOUR;
      await desk.pass(toMorning);
      await desk.pass(60);
      expect(await taskOf(userId, group.msgId)).toMatchObject({ reminders: 3, status: 'waiting' });
      await desk.pass(HOUR);
      await becomes(ids, ['callTask', 'callTask']);
      expect(await taskOf(userId, group.msgId)).toMatchObject({ status: 'cancelled' });
      expect(await desk.group(group.id)).toMatchObject({ status: 'cancelled' });
      expect(await reasonsOf(ids)).toContain('groupSend 同事未在时限内确认群发');
      expect(await house.database.client.callTask.count({ where: { customerId: { in: ids } } })).toBe(2);
      for (const personId of people) expect(await desk.read(personId)).toEqual([]);
      await expect(member(userId).confirmGroupSend(String(group.msgId))).rejects.toMatchObject({ status: 409 });
    });

    test('who can’t be reached goes on at once, who was removed meanwhile after the confirmation; the others get it', async () => {
      const { userId, ids, people } = take(3);
      await house.emulator.control.callbackMode({ drop: 2 });
      await member(userId).customer(String(people[0])).delete();
      await desk.plan(ids);
      const group = await desk.ask(ids);
      expect(await statuses(ids)).toEqual(['callTask', 'sending', 'sending']);
      await house.emulator.control.person(String(people[1])).contact(userId).delete();
      await member(userId).confirmGroupSend(String(group.msgId));
      await becomes(ids, ['callTask', 'callTask', 'delivered']);
      expect(await reasonsOf(ids)).toEqual([
        'groupSend 企业微信判定无法群发（无好友关系或本月次数已满）',
        'groupSend 群发未送达（已不是好友）',
      ]);
      expect(await desk.read(String(people[2]))).toHaveLength(1);
      await desk.plan([ids[1] ?? 0], 'annualInspection');
      await desk.pass(300);
      expect(await reasonsOf([ids[1] ?? 0])).toContain('groupSend 车主已删除企业微信同事');
    });

    test('an owner who had another broadcast goes on', async () => {
      const { userId, ids } = take(1);
      await house.emulator.control.setSwitches({ groupSendsPerCustomerDay: 1 });
      await desk.plan(ids);
      await desk.plan(ids, 'annualInspection');
      const last = await desk.ask(ids);
      const both = await house.database.client.groupSend.findMany({
        where: { senderUserId: userId, status: 'created' },
        orderBy: { id: 'asc' },
      });
      expect(both.map(({ id }) => id)).toContain(last.id);
      for (const { msgId } of both) await member(userId).confirmGroupSend(String(msgId));
      await becomes(ids, ['delivered', 'callTask']);
      await house.emulator.control.setSwitches({ groupSendsPerCustomerDay: 0 });
      expect(await reasonsOf(ids)).toEqual(['groupSend 群发未送达（本周期已收到其他群发）']);
    });

    test('nobody who can be sent to: all go on', async () => {
      const { ids } = take(2);
      await house.emulator.control.fault({
        api: 'externalcontact/add_msg_template',
        kind: 'errcode',
        errcode: 41048,
      });
      await desk.plan(ids);
      await desk.pass(300);
      await becomes(ids, ['callTask', 'callTask']);
    });

    test('a created task whose answer is lost is found again, not made twice', async () => {
      const { userId, ids } = take(1);
      const before = (await member(userId).groupSends()).length;
      await house.emulator.control.fault({ api: 'externalcontact/add_msg_template', kind: 'lostAnswer' });
      await desk.plan(ids);
      await desk.pass(300);
      await desk.passUntil(async () => {
        const [reminder] = await desk.reminders(ids);
        const group = await desk.group(reminder?.groupSendId ?? 0);
        return group.status === 'unknown' ? true : undefined;
      });
      const found = await desk.ask(ids);
      await desk.pass(600);
      expect(await member(userId).groupSends()).toHaveLength(before + 1);
      await member(userId).confirmGroupSend(String(found.msgId));
      await becomes(ids, ['delivered']);
    });

    test('a task that was not created is created, once, when it is sure that it does not exist', async () => {
      const { userId, ids } = take(1);
      const before = (await member(userId).groupSends()).length;
      await house.emulator.control.fault({ api: 'externalcontact/add_msg_template', kind: 'status', status: 502 });
      await desk.plan(ids);
      await desk.pass(300);
      await desk.pass(240);
      await desk.pass(120);
      expect(await member(userId).groupSends()).toHaveLength(before);
      await desk.ask(ids);
      expect(await member(userId).groupSends()).toHaveLength(before + 1);
      expect(await statuses(ids)).toEqual(['sending']);
    });

    test('a process that dies between creating and recording makes no second task', async () => {
      const { userId, ids } = take(1);
      await desk.plan(ids);
      const group = await desk.ask(ids);
      const { client } = house.database;
      const tasks = (await member(userId).groupSends()).length;
      // As it was in the moment after the call.
      await client.groupSend.update({
        where: { id: group.id },
        data: { status: 'creating', msgId: null, remindAt: null },
      });
      await client.outboxMessage.update({
        where: { idempotencyKey: `gs-${group.id}-1` },
        data: { status: 'sending', notBeforeAt: null, platformMessageId: null },
      });
      expect(await desk.ask(ids)).toMatchObject({ id: group.id, msgId: group.msgId });
      expect(await member(userId).groupSends()).toHaveLength(tasks);
    });

    test('who says 退订 while it waits for the member gets nothing; the others get a task without them', async () => {
      const { userId, ids, people } = take(2);
      await desk.plan(ids);
      const group = await desk.ask(ids);
      await house.database.client.customer.update({
        where: { id: ids[0] ?? 0 },
        data: { optedOutAt: house.clock.now() },
      });
      await closed(group.id);
      expect(await taskOf(userId, group.msgId)).toMatchObject({ status: 'cancelled' });
      const next = await desk.ask(ids);
      expect(next.id).not.toBe(group.id);
      await member(userId).confirmGroupSend(String(next.msgId));
      await becomes(ids, ['skipped', 'delivered']);
      expect(await desk.read(String(people[0]))).toEqual([]);
      expect(await desk.read(String(people[1]))).toHaveLength(1);
    });

    test('an owner who has had this month’s group sends is called', async () => {
      const { ids } = take(1);
      const today = dayOf(house.clock.now());
      const { client } = house.database;
      await desk.plan(ids, 'licenceRenewal');
      await desk.plan(ids, 'insuranceRenewal');
      await desk.plan(ids, 'annualInspection');
      await desk.plan(ids, 'regularMaintenance');
      for (const { id, kind: kindOfReminder, dueOn } of await desk.reminders(ids)) {
        const { id: groupSendId } = await client.groupSend.create({
          data: {
            storeId: 'main',
            senderUserId: 'su',
            kind: kindOfReminder,
            text: '',
            status: 'done',
            createdAt: house.clock.now(),
            createdOn: dueOn,
            deadlineAt: house.clock.now(),
          },
        });
        const data = { status: 'delivered', channel: 'groupSend', groupSendId, sentAt: house.clock.now() };
        await client.reminder.update({ where: { id }, data });
      }
      await desk.plan(ids, 'firstMaintenance', addDays(today, 14));
      await desk.pass(300);
      expect((await statuses(ids)).at(-1)).toBe('callTask');
      expect(await reasonsOf(ids)).toEqual(['groupSend 本月企业群发已达 4 次']);
    });

    test('nodes that send, watch and create at once make one task', async () => {
      const { userId, ids } = take(3);
      await desk.plan(ids);
      const before = await house.database.client.groupSend.count();
      const { sendDueReminders, takeGroupSendTurn, watchGroupSends } = await import('../../src/outreach/index.ts');
      const context = house.service.contextOf('main');
      house.clock.advance(1);
      await Promise.all([1, 2, 3].map(() => sendDueReminders(context)));
      expect(await house.database.client.groupSend.count()).toBe(before + 1);
      const [reminder] = await desk.reminders(ids);
      house.clock.advance(240);
      await house.emulator.control.advance(241);
      const key = `main:${reminder?.groupSendId ?? 0}`;
      await Promise.all([1, 2, 3].map(() => takeGroupSendTurn(context, undefined, key)));
      await Promise.all([1, 2].map(() => watchGroupSends(context)));
      await desk.pass(60);
      const group = await desk.ask(ids);
      expect((await taskOf(userId, group.msgId))?.customers).toHaveLength(3);
      const tasks = (await member(userId).groupSends()).filter(({ customers }) => customers.length === 3);
      expect(tasks.filter(({ status }) => status === 'waiting')).toHaveLength(1);
      const told = (await appTexts(userId)).filter((text) => text.includes('定期保养 3 位'));
      expect(told.length).toBeLessThanOrEqual(2);
    });

    test('a member who leaves: the task is cancelled, the owners are called', async () => {
      const { userId, ids } = take(2);
      await desk.plan(ids);
      const group = await desk.ask(ids);
      await house.database.client.staff.updateMany({ where: { userId }, data: { isActive: false } });
      await becomes(ids, ['callTask', 'callTask']);
      expect(await taskOf(userId, group.msgId)).toMatchObject({ status: 'cancelled' });
      expect(await reasonsOf(ids)).toContain('groupSend 同事已离岗，群发取消');
      await house.database.client.staff.updateMany({ where: { userId }, data: { isActive: true } });
    });
  });
});
