import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, instantAt } from '../../src/calendar.ts';
import { listCallTasks } from '../../src/outreach/index.ts';
import { empty } from '../reminders/support.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due, hoursAgo, NOON, only, outbox, send, settle, TODAY } from './support.ts';

describe.each(databaseKinds)('how a message ends on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await empty(desk);
      desk.clock.set(NOON);
    });

    test('sent, then delivered; a repeat changes nothing', async () => {
      await due(desk, { follows: true });
      await send(desk);
      const reminder = await only(desk);
      expect(await settle(desk, reminder, 'sent')).toBe(true);
      expect(await settle(desk, reminder, 'sent')).toBe(false);
      expect(await only(desk)).toMatchObject({ status: 'sent', sentAt: NOON });
      expect(await settle(desk, reminder, 'delivered')).toBe(true);
      expect(await settle(desk, reminder, 'delivered')).toBe(false);
      expect(await settle(desk, reminder, 'failed', 1)).toBe(false);
      expect(await only(desk)).toMatchObject({ status: 'delivered', deliveredAt: NOON });
      expect(await outbox(desk)).toHaveLength(1);
    });

    test('a refusal leads to the chat, its failure to a call', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      const first = await only(desk);
      expect(await settle(desk, first, 'failed', 43_004)).toBe(true);
      const second = await only(desk);
      expect(second).toMatchObject({ status: 'sending', channel: 'kf' });
      expect(await settle(desk, second, 'failed', 95_002)).toBe(true);
      expect(await only(desk)).toMatchObject({
        status: 'callTask',
        channel: 'callTask',
        passedRungs: [
          { channel: 'officialAccountTemplate', reason: '发送失败（43004）' },
          { channel: 'kf', reason: '发送失败（95002）' },
        ],
      });
      expect(await listCallTasks(desk.as('system'))).toHaveLength(1);
      await send(desk);
      expect(await desk.texts('jiang')).toHaveLength(1);
    });

    test('a receipt that says failed after all leads to the next rung once', async () => {
      await due(desk, { follows: true });
      await send(desk);
      const reminder = await only(desk);
      await settle(desk, reminder, 'sent');
      expect(await settle(desk, reminder, 'failed')).toBe(true);
      expect(await settle(desk, reminder, 'failed')).toBe(false);
      expect(await listCallTasks(desk.as('system'))).toHaveLength(1);
    });

    test('late news of a rung that was left changes nothing', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      const first = await only(desk);
      await settle(desk, first, 'failed', 43_004);
      const before = await only(desk);
      expect(await settle(desk, first, 'failed', 43_004)).toBe(false);
      expect(await settle(desk, first, 'delivered')).toBe(false);
      expect(await only(desk)).toEqual(before);
    });

    test('the next rung of a message that fails at night waits for the morning', async () => {
      await due(desk, { follows: true, wroteAt: hoursAgo(1) });
      await send(desk);
      desk.clock.set(instantAt(TODAY, '22:00'));
      await settle(desk, await only(desk), 'failed', 43_004);
      expect((await outbox(desk)).at(-1)).toMatchObject({
        channel: 'kfMessage',
        notBeforeAt: instantAt(addDays(TODAY, 1), '09:00'),
      });
    });
  });
});
