import * as fc from '../support/property.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setPreferredChannel } from '../../src/customers/index.ts';
import { orderFor } from '../../src/outreach/order-for.ts';
import { reminderKinds, type ReminderKindKey } from '../../src/outreach/kinds.ts';
import { rungFor } from '../../src/outreach/index.ts';
import { getStore, outreachChannels, rulesOf } from '../../src/stores/index.ts';
import { empty } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due, hoursAgo, NOON, only, openCalls, outbox, send, settle } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  desk.clock.set(NOON);
});

const prefer = (customerId: number, channel: 'sms' | 'kf' | 'callTask' | null) =>
  desk.run('system', (context, tx) => setPreferredChannel(context, tx, { customerId, channel }));

test('the way an owner prefers comes first where it is open, and the reminder says why', async () => {
  const { customer } = await due(desk, { follows: true, wroteAt: hoursAgo(1) });
  await prefer(customer.id, 'kf');
  const context = desk.as('system');
  const store = await getStore(desk.database.client, 'main');
  const draft = { customerId: customer.id, vehicleId: null, kind: 'firstMaintenance', dueOn: '2026-12-07', reason: '' };
  const [now] = await rungFor(context, desk.database.client, { store, rules: rulesOf(store) }, [
    { ...draft, kind: 'firstMaintenance' },
  ]);
  expect(now?.channel).toBe('kf');
  await send(desk);
  expect(await only(desk)).toMatchObject({
    channel: 'kf',
    passedRungs: [{ channel: 'kf', reason: '车主希望优先用这个渠道' }],
  });
  expect((await outbox(desk)).map(({ channel }) => channel)).toEqual(['kfMessage']);
});

test('where it is closed the store’s order holds, with the obstacle; after a failure no way is tried twice', async () => {
  const { customer } = await due(desk, { follows: true, wroteAt: hoursAgo(1) });
  await prefer(customer.id, 'kf');
  await send(desk);
  await settle(desk, await only(desk), 'failed', 95001);
  expect(await only(desk)).toMatchObject({ channel: 'officialAccountTemplate', status: 'sending' });
  // The wish is taken back meanwhile: the failed chat stands before the template in the order no more.
  await prefer(customer.id, null);
  await settle(desk, await only(desk), 'failed', 43004);
  expect(await only(desk)).toMatchObject({ status: 'callTask' });
  expect((await outbox(desk)).map(({ channel }) => channel)).toEqual(['kfMessage', 'officialAccountTemplate']);
});

test('who wants to be called is called at once, and gets no message', async () => {
  const { customer } = await due(desk, { follows: true });
  await prefer(customer.id, 'callTask');
  await send(desk);
  expect(await only(desk)).toMatchObject({ status: 'callTask', channel: 'callTask' });
  expect(await openCalls(desk)).toHaveLength(1);
  // The member is told whom to call; the owner gets nothing.
  expect((await outbox(desk)).filter(({ reminderId }) => reminderId !== null)).toEqual([]);
});

test('a wish can not make unlawful what is, nor have anybody called for a greeting to all', () => {
  const rules = rulesOf({ rules: {} } as never);
  expect(orderFor('promotion', rules, 'sms')).not.toContain('sms');
  expect(orderFor('holiday', rules, 'callTask')[0]).not.toBe('callTask');
});

test('from any rung that failed each lawful rung is offered exactly once, whatever owner and store change on the way', () => {
  const kinds = Object.keys(reminderKinds) as ReminderKindKey[];
  const rules = rulesOf({ rules: {} } as never);
  const wish = fc.option(fc.constantFrom(...outreachChannels), { nil: null });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(wish, { minLength: 1, maxLength: 8 }), (kind, wishes) => {
      const tried: { channel: (typeof outreachChannels)[number]; reason: string }[] = [];
      for (let nth = 0; ; nth += 1) {
        const order = orderFor(kind, rules, wishes[nth % wishes.length] ?? null, tried);
        const failed = tried.at(-1)?.channel;
        const rest = failed === undefined ? order : order.slice(order.indexOf(failed) + 1);
        const [next] = rest;
        if (next === undefined || next === 'callTask') break;
        expect(tried.map(({ channel }) => channel)).not.toContain(next);
        tried.push({ channel: next, reason: '发送失败' });
      }
      expect(new Set(tried.map(({ channel }) => channel)).size).toBe(tried.length);
    }),
  );
});
