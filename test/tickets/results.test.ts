import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledgeTicket,
  handOverTicket,
  listUnreadResults,
  readResult,
  resolveTicket,
  trackTicket,
  verifyTicket,
} from '../../src/tickets/index.ts';
import { readResultWords } from '../../src/tickets/result-words.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

describe('results', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  const acknowledged = async () => {
    const { id } = await desk.open(PARTS, { department: 'parts', needsHuman: false });
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: id }));
    return id;
  };
  const resolve = (ticketId: number, input: { cause?: string; result?: string }) =>
    desk.run('luo', (context, tx) => resolveTicket(context, tx, { ticketId, ...input }));
  const verify = (who: string, ticketId: number, isSatisfied: boolean) =>
    desk.run(who, (context, tx) => verifyTicket(context, tx, { ticketId, isSatisfied, words: '车主原话' }));
  const read = (who: string, ticketId: number) => desk.run(who, (context, tx) => readResult(context, tx, { ticketId }));
  const unread = async () => (await listUnreadResults(desk.database.client, 'main')).map((ticket) => ticket.id);

  test('cause and result are kept apart, given apart or written in one sentence', async () => {
    const [apart, inOne, plain] = [await acknowledged(), await acknowledged(), await acknowledged()];
    await resolve(apart, { cause: '物流延误', result: '已空运到店' });
    expect(await desk.ticket(apart)).toMatchObject({ cause: '物流延误', result: '已空运到店' });
    await resolve(inOne, { result: '原因：供应商断货。措施：已从邻店调货' });
    expect(await desk.ticket(inOne)).toMatchObject({ cause: '供应商断货', result: '已从邻店调货' });
    await resolve(plain, { result: '已到货，致歉并赠送保养券' });
    expect(await desk.ticket(plain)).toMatchObject({ cause: null, result: '已到货，致歉并赠送保养券' });
  });

  test.each([
    ['原因是配件缺货，措施是调货', '配件缺货', '调货'],
    ['原因 传感器故障 处理结果 更换传感器', '传感器故障', '更换传感器'],
    ['故障原因：漏装卡扣\n处理措施：重新安装', '漏装卡扣', '重新安装'],
    ['更换水泵', '', '更换水泵'],
    ['原因还在查，先更换水泵', '', '原因还在查，先更换水泵'],
  ])('“%s” is read as cause and result', (words, cause, result) => {
    expect(readResultWords(words)).toEqual({ cause, result });
  });

  test('the director reads a result once; one after a reopening, or completed later, is unread again', async () => {
    const id = await acknowledged();
    expect(await unread()).not.toContain(id);
    await resolve(id, { result: '已到货' });
    expect(await unread()).toContain(id);
    await read('lin', id);
    await read('lin', id);
    expect(await unread()).not.toContain(id);
    expect((await desk.events(id)).filter((event) => event.type === 'resultRead')).toHaveLength(1);
    await desk.run('luo', (context, tx) => trackTicket(context, tx, { ticketId: id, note: '已装车' }));
    expect(await unread()).toContain(id);
    await read('fang', id);
    await verify('xu', id, false);
    expect(await unread()).not.toContain(id);
    await desk.run('luo', (context, tx) => acknowledgeTicket(context, tx, { ticketId: id }));
    await resolve(id, { result: '重新安装' });
    expect(await unread()).toContain(id);
    await verify('xu', id, true);
    expect(await unread()).toContain(id);
    expect(await read('lin', id)).toMatchObject({ resultReadBy: 'lin' });
  });

  test('only the leaders read results, and only where there is one', async () => {
    const id = await acknowledged();
    await expect(read('lin', id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await resolve(id, { result: '已到货' });
    await expect(read('xu', id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(read('luo', id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('customer care that resolved a ticket itself does not verify it: a colleague does', async () => {
    const { id } = await desk.open(PARTS, { department: 'parts', needsHuman: false });
    await desk.run('xu', (context, tx) => handOverTicket(context, tx, { ticketId: id, department: 'customerCare' }));
    await desk.run('xu', (context, tx) => acknowledgeTicket(context, tx, { ticketId: id }));
    await desk.run('xu', (context, tx) => resolveTicket(context, tx, { ticketId: id, result: '已道歉' }));
    await expect(verify('xu', id, true)).rejects.toMatchObject({ code: 'FORBIDDEN', userMessage: /另一位同事/ });
    expect(await verify('he', id, true)).toMatchObject({ status: 'closed' });
  });

  test('the director who resolved a ticket for a department leaves the verdict to customer care', async () => {
    const id = await acknowledged();
    await desk.run('lin', (context, tx) => resolveTicket(context, tx, { ticketId: id, result: '已处理' }));
    await expect(verify('lin', id, true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await verify('xu', id, true)).toMatchObject({ status: 'closed' });
  });
});
