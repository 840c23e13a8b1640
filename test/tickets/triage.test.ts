import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffCard } from '../../src/ports.ts';
import {
  acknowledgeTicket,
  commentTicket,
  dismissTicket,
  handOverTicket,
  likelyDepartments,
  noteToOwner,
  openTicket,
  recategorizeTicket,
  recordDecision,
} from '../../src/tickets/index.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const VAGUE = '我姓欧阳，13812345678，车牌沪A12345，你们太差了，问你们销售张伟，说好的配件也没有';

describe('triage', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  /** A ticket whose decision is on record, as from a chat. */
  function open(text: string, as: Partial<ReturnType<typeof understandLocally>>) {
    const decision = { ...understandLocally({ messages: [text] }), kind: 'complaint' as const, ...as };
    return desk.run('owner', async (context, tx) => {
      const decisionId = await recordDecision(context, tx, { decision, text });
      return openTicket(context, tx, { decision, decisionId, description: text, source: 'chat' });
    });
  }
  const unsure = (text = VAGUE) =>
    open(text, { categories: ['P1', 'S3'], department: 'parts', severity: 'P2', needsHuman: true });
  const handOver = (who: string, ticketId: number, department: string) =>
    desk.run(who, (context, tx) => handOverTicket(context, tx, { ticketId, department }));
  const cases = (ticketId: number) =>
    desk.database.client.labelledCase.findMany({ where: { ticketId }, orderBy: { id: 'asc' } });
  const card = async (ticketId: number) => {
    const row = await desk.database.client.outboxMessage.findFirstOrThrow({
      where: { ticketId, channel: 'wecomCard' },
      orderBy: { id: 'desc' },
    });
    return (row.payload as unknown as { card: StaffCard }).card;
  };
  const calls = (ticketId: number) => desk.database.client.callTask.findMany({ where: { ticketId } });

  test('the card offers the likeliest departments by name, 非投诉, and a list of all others', async () => {
    const { id } = await unsure();
    const { buttons, selection } = await card(id);
    expect(buttons.length).toBeLessThanOrEqual(6);
    expect(buttons.slice(0, 2)).toEqual([
      { key: 'route-parts', text: '配件部', style: 'primary' },
      { key: 'route-sales', text: '销售部', style: 'primary' },
    ]);
    expect(buttons.slice(-2).map((button) => button.text)).toEqual(['非投诉', '转派']);
    expect(selection?.options).toHaveLength(10);
  });

  test('there are always three departments to tap, whatever the words say', () => {
    for (const text of ['', '你们太差了', '😡', VAGUE, '刹车异响，收费太贵，销售态度差，保险也不赔']) {
      for (const categories of [[], ['Z9'], ['Q1', 'F1', 'I1', 'S1']]) {
        const likely = likelyDepartments({ categories, text, department: 'triage' });
        expect(new Set(likely).size).toBe(3);
        expect(likely).toHaveLength(3);
        expect(likely).not.toContain('triage');
      }
    }
  });

  test('a choice is kept as a labelled case without personal data, and the card says who chose', async () => {
    const { id } = await unsure();
    await handOver('xu', id, 'sales');
    const [kept, ...more] = await cases(id);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({
      via: 'triage',
      department: 'sales',
      categories: ['S3'],
      guessedDepartment: 'parts',
      guessedCategories: ['P1', 'S3'],
      correctedBy: 'xu',
    });
    expect(kept?.text).toContain('你们太差了');
    expect(kept?.text).not.toMatch(/欧阳|13812345678|12345|张伟|⟦/);
    expect((await card(id)).fields).toContainEqual({ label: '部门', value: '销售部（xu派单）' });
  });

  test('agreement with the guess is a labelled case too; a ticket that nobody could place gets its category', async () => {
    const { id } = await unsure();
    await handOver('he', id, 'parts');
    expect(await cases(id)).toMatchObject([{ department: 'parts', guessedDepartment: 'parts', categories: ['P1'] }]);
    const blank = await open('你们太差了', { categories: ['Z9'], department: 'triage', needsHuman: true });
    expect(await handOver('he', blank.id, 'insurance')).toMatchObject({ categories: ['I1'] });
  });

  test('a wrong guess that customer care or a head corrects on the first day is learnt; a later step of the work is not', async () => {
    const sure = { categories: ['P1' as const], department: 'parts' as const, needsHuman: false };
    const [byHead, late, second] = [await open(VAGUE, sure), await open(VAGUE, sure), await open(VAGUE, sure)];
    await handOver('luo', byHead.id, 'sales');
    expect(await cases(byHead.id)).toMatchObject([
      { via: 'handOver', department: 'sales', guessedDepartment: 'parts' },
    ]);
    // From there on it is the work that moves it.
    await handOver('shen', byHead.id, 'workshop');
    expect(await cases(byHead.id)).toHaveLength(1);
    await handOver('xu', second.id, 'warranty');
    expect(await cases(second.id)).toMatchObject([{ via: 'handOver', categories: ['R3'], correctedBy: 'xu' }]);
    desk.clock.advance(25 * 3600);
    await handOver('luo', late.id, 'sales');
    expect(await cases(late.id)).toEqual([]);
  });

  test('非投诉 ends the ticket, but the wish reaches a person; clocks stop and the case is kept', async () => {
    const { id, number } = await unsure('周六能保养吗，几点有空位');
    const dismissed = await desk.run('xu', (context, tx) =>
      dismissTicket(context, tx, { ticketId: id, kind: 'booking' }),
    );
    expect(dismissed).toMatchObject({ status: 'dismissed', kind: 'booking' });
    expect((await desk.clocks(id)).every((clock) => clock.stoppedAt !== null)).toBe(true);
    expect(await calls(id)).toMatchObject([{ purpose: 'booking', assigneeUserId: 'jiang', status: 'open' }]);
    expect((await desk.texts('jiang')).at(-1)).toContain(`（${number}，非投诉）`);
    expect(await cases(id)).toMatchObject([{ via: 'triage', kind: 'booking', categories: [] }]);
    await expect(desk.run('xu', (context, tx) => dismissTicket(context, tx, { ticketId: id }))).rejects.toMatchObject({
      code: 'CONFLICT',
      userMessage: /非投诉/,
    });
  });

  test('非投诉 without a kind becomes a question that a person answers; praise asks nobody for anything', async () => {
    const plain = await unsure('你们太差了');
    await desk.run('he', (context, tx) => dismissTicket(context, tx, { ticketId: plain.id }));
    expect(await desk.ticket(plain.id)).toMatchObject({ kind: 'question', status: 'dismissed' });
    expect(await calls(plain.id)).toHaveLength(1);
    const thanks = await unsure();
    await desk.run('he', (context, tx) => dismissTicket(context, tx, { ticketId: thanks.id, kind: 'praise' }));
    expect(await calls(thanks.id)).toEqual([]);
  });

  test('a department can’t dismiss, nobody dismisses after 签收 or as a complaint', async () => {
    const { id } = await unsure();
    const dismiss = (who: string, kind: string) =>
      desk.run(who, (context, tx) => dismissTicket(context, tx, { ticketId: id, kind }));
    await expect(dismiss('luo', 'question')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(dismiss('xu', 'complaint')).rejects.toMatchObject({ code: 'VALIDATION' });
    await handOver('xu', id, 'parts');
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: id }));
    await expect(dismiss('xu', 'question')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('another category is a labelled case; the department stays; the severity only goes up', async () => {
    const { id } = await open(VAGUE, { categories: ['P1'], department: 'parts', severity: 'P2', needsHuman: false });
    const change = (who: string, input: { categories?: string[]; severity?: string }) =>
      desk.run(who, (context, tx) => recategorizeTicket(context, tx, { ticketId: id, ...input }));
    expect(await change('luo', { categories: ['S1', 'P1'] })).toMatchObject({
      categories: ['S1', 'P1'],
      responsibleDepartment: 'parts',
    });
    expect(await cases(id)).toMatchObject([{ via: 'page', categories: ['S1', 'P1'], department: 'sales' }]);
    expect(await change('xu', { severity: 'P1' })).toMatchObject({ severity: 'P1' });
    expect(await change('xu', { severity: 'P3' })).toMatchObject({ severity: 'P1' });
    await expect(change('xu', { categories: ['X1'] })).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(change('xu', { categories: ['Q1', 'Q2', 'Q3', 'Q4'] })).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(change('ma', { categories: ['Q1'] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await cases(id)).toHaveLength(1);
  });

  test('a comment is for colleagues only; a note to the owner is customer care’s, and changes no state', async () => {
    const { id, number } = await unsure();
    await desk.run('xu', (context, tx) => commentTicket(context, tx, { ticketId: id, text: '车主是老客户' }));
    const sent = await desk.database.client.outboxMessage.findMany({ where: { ticketId: id } });
    expect(JSON.stringify(sent.filter((row) => !row.channel.startsWith('wecom')))).not.toContain('车主是老客户');
    expect((await desk.events(id)).at(-1)).toMatchObject({ type: 'commented', data: { text: '车主是老客户' } });
    await desk.run('xu', (context, tx) => noteToOwner(context, tx, { ticketId: id, text: '今天下午给您回电' }));
    expect(await desk.ticket(id)).toMatchObject({ status: 'triage', trackedAt: null });
    // No chat to carry it: a person calls.
    expect(await calls(id)).toMatchObject([{ purpose: 'callback', script: '今天下午给您回电', assigneeUserId: 'xu' }]);
    const by = (who: string) =>
      desk.run(who, (context, tx) => noteToOwner(context, tx, { ticketId: id, text: `${number}请稍等` }));
    await expect(by('luo')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      desk.run('luo', (context, tx) => commentTicket(context, tx, { ticketId: id, text: '不关我们事' })),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
