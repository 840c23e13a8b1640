import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dismissTicket, openTicket } from '../../src/tickets/index.ts';
import { type Decision, understandLocally } from '../../src/understanding/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

describe('what an owner is promised', () => {
  let desk: Desk;
  let chats = 0;
  beforeAll(async () => {
    desk = await openDesk({ rules: { firstContact: { P0Minutes: 10, P1Minutes: 20 } } });
  });
  afterAll(() => desk.close());

  /** A ticket of somebody unknown, and what the chat was told. */
  async function open(text: string, as: Partial<Decision> = {}) {
    chats += 1;
    const now = desk.clock.now();
    const identity = await desk.database.client.channelIdentity.create({
      data: {
        storeId: 'main',
        channel: 'kf',
        accountId: 'wk',
        externalId: `wm${chats}`,
        windowLeft: 5,
        windowOpenedAt: now,
        createdAt: now,
      },
    });
    const conversation = await desk.database.client.conversation.create({
      data: { storeId: 'main', identityId: identity.id, orderKey: `kf:wm${chats}`, updatedAt: now },
    });
    const decision = { ...understandLocally({ messages: [text] }), kind: 'complaint' as const, ...as };
    const ticket = await desk.run('owner', (context, tx) =>
      openTicket(context, tx, { decision, description: text, source: 'chat', conversationId: conversation.id }),
    );
    const told = async () =>
      (await desk.database.client.outboxMessage.findMany({ where: { conversationId: conversation.id } }))
        .map((row) => row.preview)
        .join('\n');
    return { ticket, identityId: identity.id, told };
  }

  test('the time within which somebody calls is the store’s rule, for owners and for leaders', async () => {
    const danger = await open('高速上方向盘突然打不动了，差点出事', { severity: 'P0' });
    expect(await danger.told()).toContain('10分钟内给您打电话');
    expect((await desk.texts('lin')).at(-1)).toContain('10分钟内完成首次联系');
    const threat = await open('再不解决我就找媒体曝光你们', { severity: 'P0' });
    expect(await threat.told()).toContain('10分钟内给您打电话');
    const pressing = await open('等了一个下午车还没修好', { severity: 'P1' });
    expect(await pressing.told()).toContain('会20分钟内与您联系');
  });

  test('the director is told to report what is critical to the manufacturer', async () => {
    await open('高速上刹车突然失灵', { severity: 'P0' });
    expect((await desk.texts('lin')).at(-1)).toContain('请客户关爱总监同时上报厂家');
  });

  test('退订 that customer care finds in a ticket of somebody unknown is kept with the chat', async () => {
    const { ticket, identityId, told } = await open('别再发消息了', { needsHuman: true, severity: 'P2' });
    await desk.run('xu', (context, tx) => dismissTicket(context, tx, { ticketId: ticket.id, kind: 'optOut' }));
    expect(await told()).toContain('今后不再给您发送');
    const identity = await desk.database.client.channelIdentity.findUniqueOrThrow({ where: { id: identityId } });
    expect(identity.optedOutAt).not.toBeNull();
  });
});
