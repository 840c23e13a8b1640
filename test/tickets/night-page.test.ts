import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

let house: House;
beforeAll(async () => {
  // Three at night, on a Sunday.
  house = await startHouse({ startAt: '2026-11-21T19:00:00.000Z' });
});
afterAll(() => house.close());

test(
  'danger at night: the owner has the rescue line at once, phones ring up the chain until somebody has it',
  { timeout: 90_000 },
  async () => {
    const owner = ownerPhone(house, 'owner-0001');
    await owner.say('高速上方向盘突然打不动了，差点出事');
    const first = await owner.reads('如需救援请立即拨打');
    const number = /TS-\d{8}-\d{4}/.exec(first.text ?? '')?.[0] ?? '';
    const ticket = await house.database.client.ticket.findFirstOrThrow({ where: { number } });
    await staffPhone(house, 'qin').card(number);
    await staffPhone(house, 'fang').reads(`【重大】工单 ${number}`);

    await house.advance(5 * 60);
    await staffPhone(house, 'lin').reads('已呼叫秦主管，5分钟无人签收');
    const card = await staffPhone(house, 'lin').card(number);
    await house.advance(5 * 60);
    await staffPhone(house, 'fang').reads('已呼叫秦主管、林总监');

    await staffPhone(house, 'lin').press(card.taskId, 'acknowledge');
    await owner.reads('林总监');
    await waitUntil(
      async () => (await house.database.client.ticket.findUniqueOrThrow({ where: { id: ticket.id } })).pageAt === null,
    );
    await house.advance(10 * 60);
    await waitFor(() =>
      house.database.client.scheduleSlot
        .findFirst({ where: { name: 'tickets.deadlines', doneAt: { not: null } }, orderBy: { slotAt: 'desc' } })
        .then((slot) => (slot !== null && slot.slotAt >= new Date('2026-11-21T19:20:00.000Z') ? slot : undefined)),
    );
    for (const userId of ['qin', 'lin', 'fang']) {
      const again = (await staffPhone(house, userId).received()).filter((item) =>
        (item.text ?? '').includes('再次呼叫'),
      );
      expect(again).toEqual([]);
    }
  },
);
