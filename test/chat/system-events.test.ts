import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeTurn } from '../../src/chat/index.ts';
import { type Context, nothingConnected, systemActor } from '../../src/context.ts';
import { createQueue, type Queue } from '../../src/queue/queue.ts';
import { silentLogger } from '../../src/logger.ts';
import { connection, type Door, innerXml, openDoor, seal, signPlain } from '../http/door.ts';

const keys = {
  wecom: connection({ storeId: 'main' }),
  kf: connection({ storeId: 'main', kind: 'kf' }),
  account: connection({ storeId: 'main', kind: 'officialAccount', receiverId: 'wx01', aesKey: '' }),
};

let door: Door;
let queue: Queue;
const logged: { level: string; message: string; fields: Record<string, unknown> }[] = [];
beforeAll(async () => {
  door = await openDoor(Object.values(keys));
  queue = createQueue({ database: door.database, logger: silentLogger });
  await queue.start();
});
afterAll(async () => {
  await queue.stop();
  await door.close();
});
beforeEach(() => {
  logged.length = 0;
});

const line = (level: string) => (fields: Record<string, unknown>, message: string) =>
  void logged.push({ level, message, fields });
const context = (): Context => ({
  database: door.database,
  queue,
  clock: door.clock,
  logger: { debug() {}, info: line('info'), warn: line('warn'), error: line('error') },
  storeId: 'main',
  actor: systemActor,
  publicUrl: '',
  connected: nothingConnected,
});
/** The newest event's turn. @returns what became of it */
async function handleNewest(): Promise<string> {
  const { client } = door.database;
  const newest = await client.inboxEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  // None of these comes as far as a text that has to be understood.
  await takeTurn(context(), {} as never, newest.orderKey);
  return (await client.inboxEvent.findUniqueOrThrow({ where: { id: newest.id } })).status;
}
const post = async (kind: 'wecom' | 'kf', xml: string): Promise<number> => {
  const { query, body } = seal(xml, keys[kind]);
  return (await door.post(`/callback/${kind}`, query, body)).status;
};
const authChange = (fields: string) =>
  `<xml><ToUserName><![CDATA[ww0000000000000001]]></ToUserName><CreateTime>1750000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_account_auth_change]]></Event>${fields}</xml>`;

describe('an event without a sender', () => {
  test('is kept, answered 200, and handled', async () => {
    const fields = { ToUserName: 'ww1', CreateTime: 1_750_000_000, MsgType: 'event', Event: 'brand_new_event' };
    const before = await door.stored();
    expect(await post('wecom', innerXml(fields))).toBe(200);
    expect((await door.stored()).events).toBe(before.events + 1);
    expect(await handleNewest()).toBe('done');
  });

  test('of the service account makes nobody an owner', async () => {
    const xml = innerXml({ ToUserName: 'gh', CreateTime: 1_750_000_000, MsgType: 'event', Event: 'subscribe' });
    expect((await door.post('/callback/official-account', signPlain(keys.account), xml)).status).toBe(200);
    expect(await handleNewest()).toBe('done');
    expect(await door.database.client.channelIdentity.count()).toBe(0);
  });
});

describe('accounts of 微信客服 that were withdrawn from the app, or granted', () => {
  test.each([
    ['without a sender', ''],
    ['with sys as the sender', '<FromUserName><![CDATA[sys]]></FromUserName>'],
  ])('are in the log, one or many, %s', async (_name, sender) => {
    const ids =
      '<AuthAddOpenKfId>wk1</AuthAddOpenKfId><AuthDelOpenKfId>wk2</AuthDelOpenKfId><AuthDelOpenKfId>wk3</AuthDelOpenKfId>';
    expect(await post('kf', authChange(sender + ids))).toBe(200);
    expect(await handleNewest()).toBe('done');
    expect(logged).toEqual([
      {
        level: 'warn',
        message: 'accounts of 微信客服 were granted to the app, or withdrawn',
        fields: { storeId: 'main', granted: ['wk1'], withdrawn: ['wk2', 'wk3'] },
      },
    ]);
  });

  test('of one second are two events when they are about two accounts', async () => {
    const before = await door.stored();
    for (const id of ['wk5', 'wk6', 'wk5']) {
      expect(await post('kf', authChange(`<AuthAddOpenKfId>${id}</AuthAddOpenKfId>`))).toBe(200);
    }
    expect((await door.stored()).events).toBe(before.events + 2);
  });
});
