import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberItem } from '../../src/emulator/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

describe.each(databaseKinds)('cards on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let house: House;
    beforeAll(async () => {
      house = await startHouse({ kind });
    });
    afterAll(() => house.close());

    const buttonsOf = (card: MemberItem['card']) =>
      ((card?.card as { button_list?: { key: string }[] } | undefined)?.button_list ?? []).map((button) => button.key);
    const ticketNamed = async (number: string) =>
      house.database.client.ticket.findFirstOrThrow({ where: { number }, include: { events: true } });
    /** Complains, and gives the number once the owner reads it. */
    async function complain(personId: string, text: string): Promise<string> {
      const owner = ownerPhone(house, personId);
      await owner.say(text);
      const opened = await waitFor(async () =>
        (await owner.received()).findLast((item) => /工单号 TS-/.test(item.text ?? '')),
      );
      return /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
    }
    /** The newest face of this member's newest card of the ticket, once it holds the words. */
    const cardWith = (userId: string, number: string, words: string) =>
      waitFor(async () => {
        const cards = (await staffPhone(house, userId).received()).filter(
          (item) => item.card !== undefined && JSON.stringify(item.card).includes(number),
        );
        const card = cards.at(-1)?.card;
        return JSON.stringify(card ?? {}).includes(words) ? card : undefined;
      });

    test('of two who press 签收 in the same moment one has it; the other sees whose it is; the owner is told once', async () => {
      const number = await complain('owner-0005', '你们店接电话那个小姑娘态度恶劣，说话很冲，骂人');
      const [xu, he] = [staffPhone(house, 'xu'), staffPhone(house, 'he')];
      const first = await cardWith('xu', number, '签收');
      const second = await cardWith('he', number, '签收');
      expect(second?.taskId).toBe(first?.taskId);
      await Promise.all([xu.press(first?.taskId ?? '', 'acknowledge'), he.press(second?.taskId ?? '', 'acknowledge')]);
      await waitUntil(async () => (await ticketNamed(number)).status === 'acknowledged');
      const { assigneeUserId, events } = await ticketNamed(number);
      const winner = assigneeUserId === 'xu' ? '徐专员' : '何专员';
      const loser = assigneeUserId === 'xu' ? 'he' : 'xu';
      await cardWith('xu', number, winner);
      await cardWith('he', number, winner);
      await staffPhone(house, loser).reads(`工单 ${number} 现在是「已签收」（责任人：${winner}）`);
      expect(events.filter((event) => event.type === 'acknowledged')).toHaveLength(1);
      const owner = ownerPhone(house, 'owner-0005');
      await owner.reads('由客户关爱部');
      await house.emulator.control.idle();
      expect((await owner.received()).filter((item) => item.text?.includes('由客户关爱部'))).toHaveLength(1);
    });

    test('转派 without a choice asks for one; with it the old card can only be read and the new department gets its own', async () => {
      const number = await complain('owner-0007', '说好三天到货的配件，等了半个月还没消息');
      const luo = staffPhone(house, 'luo');
      const card = await cardWith('luo', number, '转派');
      await luo.press(card?.taskId ?? '', 'handOver');
      await luo.reads('请先在卡片上选择要转派的部门');
      expect((await ticketNamed(number)).responsibleDepartment).toBe('parts');
      const again = await waitFor(async () => {
        const current = await cardWith('luo', number, '转派');
        return current?.clickable ? current : undefined;
      });
      await luo.press(again?.taskId ?? '', 'handOver', { department: ['sales'] });
      const theirs = await cardWith('shen', number, '签收');
      expect(theirs?.taskId).not.toBe(card?.taskId);
      expect(buttonsOf(theirs)).toEqual(['acknowledge', 'handOver']);
      const old = await cardWith('luo', number, '销售部');
      expect(buttonsOf(old)).toEqual([]);
      await ownerPhone(house, 'owner-0007').reads('现转由销售部跟进');
    });

    test('whoever presses a card of another department, or one nobody knows, is refused politely and nothing changes', async () => {
      const number = await complain('owner-0009', '说好三天到货的配件，等了半个月还没消息');
      const card = await cardWith('luo', number, '签收');
      const before = await ticketNamed(number);
      const press = (userId: string, taskId: string, key: string) =>
        house.emulator.control.appEvents(sampleAccounts.corpId, sampleAccounts.agentId, [
          {
            FromUserName: userId,
            Event: 'template_card_event',
            EventKey: key,
            TaskId: taskId,
            CardType: 'button_interaction',
            ResponseCode: `code-${userId}-${key}`,
          },
        ]);
      await press('shen', card?.taskId ?? '', 'acknowledge');
      await staffPhone(house, 'shen').reads(`工单 ${number} 不归您的部门处理`);
      await press('ma', 'ticket-main-99999-1', 'acknowledge');
      await staffPhone(house, 'ma').reads('这张卡片已失效');
      await press('luo', card?.taskId ?? '', 'explode');
      await staffPhone(house, 'luo').reads('这个按钮已失效');
      expect(await ticketNamed(number)).toEqual(before);
    });

    test('pressing an old button after the ticket moved on changes nothing and shows the card as it is', async () => {
      const number = await complain('owner-0011', '说好三天到货的配件，等了半个月还没消息');
      const luo = staffPhone(house, 'luo');
      const card = await cardWith('luo', number, '签收');
      await luo.say(`${number} 签收`);
      await luo.reads(`已签收工单 ${number}`);
      const { length } = (await ticketNamed(number)).events;
      await cardWith('luo', number, '已签收');
      await house.emulator.control.appEvents(sampleAccounts.corpId, sampleAccounts.agentId, [
        {
          FromUserName: 'luo',
          Event: 'template_card_event',
          EventKey: 'acknowledge',
          TaskId: card?.taskId ?? '',
          CardType: 'button_interaction',
          ResponseCode: 'code-second-press',
        },
      ]);
      await luo.reads(`工单 ${number} 现在是「已签收」（责任人：罗主管），不能这样操作`);
      expect((await ticketNamed(number)).events).toHaveLength(length);
    });
  });
});
