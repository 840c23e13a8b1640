import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

describe.each(databaseKinds)('a complaint on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let house: House;
    beforeAll(async () => {
      house = await startHouse({ kind });
    });
    afterAll(() => house.close());

    const ticketOf = (number: string) =>
      waitFor(async () => (await house.database.client.ticket.findFirst({ where: { number } })) ?? undefined);

    test('goes from the owner to the department and is closed by the owner alone', async () => {
      const owner = ownerPhone(house, 'owner-0002');
      const parts = staffPhone(house, 'luo');
      await owner.say('说好三天到货的配件，等了半个月还没消息');
      const opened = await owner.reads('已转配件部处理');
      const number = /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
      const card = await parts.card(number);
      expect(JSON.stringify(card.card)).toContain('等了半个月还没消息');

      await parts.press(card.taskId, 'acknowledge');
      await owner.reads('由配件部罗主管负责');
      await parts.card('处理完毕');
      await parts.say('配件今天下午到店');
      await owner.reads('有新进展：配件今天下午到店');
      await parts.press(card.taskId, 'resolve');
      await parts.reads('请回复一句处理结果');
      expect((await ticketOf(number)).status).toBe('resolved');
      await parts.say('原因：供应商断货。措施：已从邻店调货，今天装好');
      const question = await owner.reads('请问您对处理结果满意吗');
      expect(JSON.stringify(question)).toContain('已处理：已从邻店调货，今天装好');

      await owner.say('满意，谢谢');
      await owner.reads('已为您关闭');
      const ticket = await ticketOf(number);
      expect(ticket).toMatchObject({
        status: 'closed',
        isSatisfied: true,
        ownerWords: '满意，谢谢',
        cause: '供应商断货',
        result: '已从邻店调货，今天装好',
      });
      const events = await house.database.client.ticketEvent.findMany({
        where: { ticketId: ticket.id },
        orderBy: { id: 'asc' },
      });
      expect(events.map((event) => event.type)).toEqual([
        'opened',
        'routed',
        'acknowledged',
        'tracked',
        'resolved',
        'noted',
        'closed',
      ]);
    });
  });
});
