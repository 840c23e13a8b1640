import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberItem } from '../../src/emulator/index.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

describe('cards in triage and after', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  type Buttons = { button_list?: { key: string; text: string }[] };
  const buttonsOf = (card: MemberItem['card']) => (card?.card as Buttons | undefined)?.button_list ?? [];
  const keysOf = (card: MemberItem['card']) => buttonsOf(card).map((button) => button.key);
  /** The member's newest card of the ticket, once it holds the words. */
  const cardWith = (userId: string, number: string, words: string) =>
    waitFor(async () => {
      const cards = (await staffPhone(house, userId).received()).filter(
        (item) => item.card !== undefined && JSON.stringify(item.card).includes(number),
      );
      const card = cards.at(-1)?.card;
      return JSON.stringify(card ?? {}).includes(words) ? card : undefined;
    });
  const cardsOf = async (userId: string, number: string) =>
    (await staffPhone(house, userId).received()).filter(
      (item) => item.card !== undefined && JSON.stringify(item.card).includes(number),
    ).length;
  async function complain(personId: string, text: string): Promise<string> {
    const owner = ownerPhone(house, personId);
    await owner.say(text);
    const opened = await waitFor(async () =>
      (await owner.received()).findLast((item) => /工单号 TS-/.test(item.text ?? '')),
    );
    return /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
  }
  const ticketNamed = (number: string) => house.database.client.ticket.findFirstOrThrow({ where: { number } });

  test('one tap in triage: the department has its card, the triage card says who chose what, the owner is told', async () => {
    const number = await complain('owner-0005', '你们这家店真的太差劲了，我对你们非常非常失望，必须给我一个说法');
    expect((await ticketNamed(number)).status).toBe('triage');
    const card = await cardWith('xu', number, '待分派');
    const [first] = buttonsOf(card);
    expect(first?.key).toMatch(/^route-/);
    expect(keysOf(card)).toEqual(expect.arrayContaining(['dismiss', 'handOver']));
    expect(buttonsOf(card).filter((button) => button.key.startsWith('route-'))).toHaveLength(3);
    const heads = await house.database.client.staff.findMany({ where: { role: 'departmentHead' } });
    const headBehind = (key: string) => heads.find((staff) => key === `route-${staff.departmentKey}`);
    const chosen = buttonsOf(card).find((button) => headBehind(button.key) !== undefined);
    const head = headBehind(chosen?.key ?? '');
    await staffPhone(house, 'xu').press(card?.taskId ?? '', chosen?.key ?? '');
    const seen = await cardWith('he', number, '徐专员派单');
    expect(buttonsOf(seen)).toEqual([]);
    const ticket = await ticketNamed(number);
    expect(ticket).toMatchObject({ status: 'routed', responsibleDepartment: chosen?.key.slice('route-'.length) });
    expect(keysOf(await cardWith(head?.userId ?? '', number, '待签收'))).toEqual(['acknowledge', 'handOver']);
    await ownerPhone(house, 'owner-0005').reads('现转由');
    const kept = await house.database.client.labelledCase.findMany({ where: { ticketId: ticket.id } });
    expect(kept).toMatchObject([{ via: 'triage', department: ticket.responsibleDepartment, correctedBy: 'xu' }]);
  });

  test('非投诉 by one tap ends it for everybody who holds the card', async () => {
    const number = await complain('owner-0007', '你们这家店真的太差劲了，我对你们非常非常失望，必须给我一个说法');
    const card = await cardWith('he', number, '待分派');
    await staffPhone(house, 'he').press(card?.taskId ?? '', 'dismiss');
    const seen = await cardWith('xu', number, '非投诉 · ');
    expect(buttonsOf(seen)).toEqual([]);
    expect(await ticketNamed(number)).toMatchObject({ status: 'dismissed' });
    await ownerPhone(house, 'owner-0007').reads('您的问题已转给同事');
    // Too late: the card is what it is.
    await staffPhone(house, 'xu')
      .reads('【咨询】')
      .catch(() => undefined);
  });

  test('a colleague whose card can’t be updated any more gets a fresh one, once, when its buttons have become wrong', async () => {
    const number = await complain('owner-0009', '等了一个下午车还没修好，也没人告诉我一声');
    const card = await cardWith('su', number, '签收');
    await staffPhone(house, 'su').press(card?.taskId ?? '', 'acknowledge');
    expect(keysOf(await cardWith('jiang', number, '已签收'))).toEqual(['resolve', 'handOver']);
    expect(await cardsOf('jiang', number)).toBe(1);
    // A note changes no button: nobody gets another card.
    await staffPhone(house, 'su').say(`${number} 正在安排技师检查`);
    await staffPhone(house, 'su').reads('已记录工单');
    expect(await cardsOf('jiang', number)).toBe(1);
    const mine = await cardWith('su', number, '处理完毕');
    await staffPhone(house, 'su').press(mine?.taskId ?? '', 'resolve');
    const fresh = await cardWith('jiang', number, '待回访');
    expect(buttonsOf(fresh)).toEqual([]);
    expect(await cardsOf('jiang', number)).toBe(2);
    expect(buttonsOf(await cardWith('su', number, '待回访'))).toEqual([]);
    expect(await cardsOf('su', number)).toBe(1);
  });

  test('what was chosen once in triage goes the same way by itself when the next owner says nearly the same', async () => {
    const words = '我在你们这儿办的星愿卡，刷了三次都说无效，到底怎么回事';
    const number = await complain('owner-0011', words);
    expect((await ticketNamed(number)).status).toBe('triage');
    const card = await cardWith('xu', number, '待分派');
    await staffPhone(house, 'xu').press(card?.taskId ?? '', 'handOver', { department: ['insurance'] });
    await ownerPhone(house, 'owner-0011').reads('现转由保险部');
    const next = await complain('owner-0013', `${words}啊`);
    expect(await ticketNamed(next)).toMatchObject({ status: 'routed', responsibleDepartment: 'insurance' });
    await cardWith('ding', next, '待签收');
  });
});
