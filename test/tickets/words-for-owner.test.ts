import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledgeTicket, noteToOwner, resolveTicket, trackTicket } from '../../src/tickets/index.ts';
import { mustBeForOwner, wordsForOwner } from '../../src/tickets/words-for-owner.ts';
import { type Desk, openDesk } from '../support/desk.ts';

describe('what owners read of what staff write', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  test.each([
    ['已联系车主，约好明天上午到店', '已联系您，约好明天上午到店'],
    ['客户王先生明天来取车', '您明天来取车'],
    ['车主您好，该车主的配件到了', '您好，您的配件到了'],
    ['客户关爱部会再联系客户', '客户关爱部会再联系您'],
    ['请看车主手册，其他车主也有反映', '请看车主手册，其他车主也有反映'],
  ])('an owner is spoken to, not spoken of: %s', (typed, read) => {
    expect(wordsForOwner(typed)).toBe(read);
  });

  test.each(['这人难缠', '先拖着', '别理他', '客户又来吵了', '事儿真多', '搞不定他', '忽悠一下', '神经病'])(
    'words among colleagues are refused: %s',
    (words) => {
      expect(() => mustBeForOwner({ number: 'TS-1' }, words)).toThrow('not for the owner');
    },
  );

  test.each([
    '发动机有点吵，已更换机脚胶',
    '先拖车到店检查',
    '两项分别理赔',
    '神经网络标定已更新',
    '配件由仓库分别管理',
  ])('words about the work pass: %s', (words) => {
    expect(() => mustBeForOwner({ number: 'TS-1' }, words)).not.toThrow();
  });

  test('the record keeps a note as typed, and nothing of a note that is not for owners', async () => {
    const ticket = await desk.open('说好三天到货的配件，等了半个月还没消息');
    const ticketId = ticket.id;
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId }));
    const refused = {
      userMessage: `这句话像是内部说明，没有发给车主。要留作内部备注，请回复“${ticket.number} 备注 …”；确实要告诉车主，请换个说法再发。`,
    };
    const before = (await desk.events(ticketId)).length;
    const words = '车主难缠，先拖着';
    for (const run of [
      desk.run('luo', (context, tx) => trackTicket(context, tx, { ticketId, note: words })),
      desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, result: words })),
      desk.run('xu', (context, tx) => noteToOwner(context, tx, { ticketId, text: words })),
    ]) {
      await expect(run).rejects.toMatchObject(refused);
    }
    expect(await desk.events(ticketId)).toHaveLength(before);
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'acknowledged', result: null });
    await desk.run('luo', (context, tx) => trackTicket(context, tx, { ticketId, note: '已联系车主' }));
    expect((await desk.events(ticketId)).at(-1)?.data).toEqual({ note: '已联系车主' });
  });
});
