import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingMessage } from '../../src/emulator/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitUntil } from '../support/wait.ts';

const HELP = '请问有什么可以帮您';
const WHAT = '请简单说一下是什么情况';

/** What an owner sends, what is kept of it, and what they read. */
const ODD: [name: string, message: OutgoingMessage, kept: string, answer: string][] = [
  ['nothing at all', { text: '' }, '', HELP],
  ['blanks', { text: ' \u3000\t\n ' }, ' \u3000\t\n ', HELP],
  ['only emoji', { text: '😡🤬👎' }, '😡🤬👎', HELP],
  ['only punctuation', { text: '？？？！！' }, '？？？！！', HELP],
  ['only a picture', { type: 'image' }, '[图片]', WHAT],
  ['a voice message', { type: 'voice' }, '[语音]', WHAT],
  ['a video', { type: 'video' }, '[视频]', WHAT],
  [
    'a link',
    { type: 'link', title: '保养小知识', url: 'https://example.com/1' },
    '[链接] 保养小知识 https://example.com/1',
    WHAT,
  ],
  [
    'a place',
    { type: 'location', latitude: 31.2, longitude: 121.4, name: '停车场' },
    '[位置] 停车场 (31.2, 121.4)',
    WHAT,
  ],
  ['a sticker of no known type', { type: 'raw', msgtype: 'emotion', content: { id: 'e1' } }, '[emotion]', WHAT],
  ['a card with nothing in it', { type: 'raw', msgtype: 'business_card', content: {} }, '[名片]', WHAT],
  ['zero-width and right-to-left marks', { text: '\u200B\u202E\u2066\u200F' }, '\u200B\u202E\u2066\u200F', HELP],
  ['control characters', { text: '\u0001\u0007\u001B' }, '\u0001\u0007\u001B', HELP],
  ['a lone surrogate', { text: '\uD83D' }, '\uFFFD', HELP],
];

describe.each(['pglite', 'postgres'] as const)(
  'odd messages, every callback twice, on %s',
  { timeout: 180_000 },
  (kind) => {
    let house: House;
    beforeAll(async () => {
      house = await startHouse({ kind });
      await house.emulator.control.callbackMode({ duplicate: 10_000 });
    });
    afterAll(() => house.close());

    const db = () => house.database.client;
    let owners = 30;
    const nextOwner = () => {
      owners += 1;
      const personId = `owner-${String(owners * 2 + 1).padStart(4, '0')}`;
      const externalId = `wmSampleOwner${personId.slice(-4)}`;
      const messages = () =>
        db().message.findMany({
          where: { conversationId: { in: [] as number[] } },
        });
      const conversation = () => db().conversation.findFirst({ where: { identity: { externalId } } });
      return {
        ...ownerPhone(house, personId),
        personId,
        conversation,
        messages: async () => {
          const found = await conversation();
          return found === null ? messages() : db().message.findMany({ where: { conversationId: found.id } });
        },
      };
    };

    test.each(ODD)(
      '%s: kept, answered once, and a complaint afterwards is a ticket',
      async (_name, message, kept, answer) => {
        const owner = nextOwner();
        await owner.kf.send(message);
        await owner.reads(answer);
        expect((await owner.messages()).map((row) => row.text)).toEqual([kept]);
        await owner.say('说好三天到货的配件，等了半个月还没消息');
        await owner.reads('已转配件部处理');
        await waitUntil(async () => (await db().message.count({ where: { isUnderstood: false } })) === 0);
        expect(await owner.chat()).toHaveLength(2);
        expect(await db().inboxEvent.count({ where: { status: { not: 'done' } } })).toBe(0);
      },
    );

    test('all of them inside a complaint: one ticket that holds them, and the words for staff stay readable', async () => {
      const owner = nextOwner();
      const text = '\u202E配件\u0000等了\u200B半个月\uD83D😡还没消息\u0007，说好三天到货';
      await owner.say(text);
      await owner.reads('已转配件部处理');
      const conversationId = (await owner.conversation())?.id ?? 0;
      const ticket = await db().ticket.findFirstOrThrow({ where: { conversationId } });
      expect(ticket.description).toBe('\u202E配件等了\u200B半个月\uFFFD😡还没消息\u0007，说好三天到货');
    });

    test('twenty thousand characters are kept to the last one, and the answer is short', async () => {
      const owner = nextOwner();
      const text = '配件等了半个月还没消息，说好三天到货的。'.repeat(1000);
      await owner.say(text);
      await owner.reads('工单号');
      expect((await owner.messages()).map((row) => row.text.length)).toEqual([text.length]);
      expect((await owner.chat()).map((item) => (item.text ?? '').length < 200)).toEqual([true]);
    });

    test('the same in the chat of the service account, entities in CDATA as they were typed', async () => {
      const owner = ownerPhone(house, 'owner-0001');
      const account = house.emulator.control.person('owner-0001').officialAccount(sampleAccounts.appId);
      await account.say(' ');
      await owner.reads(HELP);
      await account.say('配件等了半个月 &lt;三天到货&gt; &amp;amp; 还没消息，说好的]]>呢');
      await owner.reads('已转配件部处理');
      const ticket = await db().ticket.findFirstOrThrow({ orderBy: { id: 'desc' } });
      expect(ticket.description).toBe('配件等了半个月 &lt;三天到货&gt; &amp;amp; 还没消息，说好的]]>呢');
    });
  },
);
