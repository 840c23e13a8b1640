import { expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import type { ContactMessenger } from '../../src/ports.ts';
import { createWecomApi } from '../../src/wecom/api.ts';
import { createContactMessenger } from '../../src/wecom/contact-messenger.ts';
import { contact, read } from '../emulator/support/contacts.ts';
import { AGENT, CORP, START, startPlatform, type Platform } from '../emulator/support/platform.ts';

const TEXT = '【示例汽车】您好，您的爱车即将到定期保养时间。';

function messengerOf({ emulator }: Platform): { contacts: ContactMessenger; clock: FixedClock } {
  const clock = new FixedClock(START.toISOString());
  const now = () => clock.now();
  const api = createWecomApi({ apiBaseUrl: `${emulator.url}/wecom`, corpId: CORP, secret: 'app-secret', now });
  return { contacts: createContactMessenger(api, clock), clock };
}

test('a group send is created for one member, listed, reminded, confirmed, and says how each recipient fared', async () => {
  const platform = await startPlatform();
  const { contacts } = messengerOf(platform);
  await contact(platform, 'p1').add();
  await contact(platform, 'p2').add();
  await contact(platform, 'p2', 'Li').add();
  const [p1, p2] = [await platform.externalUserId('p1'), await platform.externalUserId('p2')];
  const task = { senderUserId: 'wang', externalUserIds: [p1, p2, 'wmStranger'], text: TEXT };
  const { msgId, unreachable } = await contacts.createGroupSend(task);
  expect(unreachable).toEqual(['wmStranger']);
  const results = (userId: string) => contacts.groupSendResults({ msgId, userId });
  await expect(results('wang')).rejects.toMatchObject({ errcode: 41063 });
  await platform.control.advance(60);
  expect(await results('WANG')).toEqual({ isSender: true, isConfirmed: false, results: [] });
  expect(await results('li')).toMatchObject({ isSender: false });
  expect(await contacts.listGroupSends({ from: START, to: new Date(START.getTime() + 60_000) })).toEqual([
    { msgId, createdAt: START, text: TEXT },
  ]);
  await contacts.remindGroupSend(msgId);
  await contact(platform, 'p2').delete();
  await platform.control.member('wang').confirmGroupSend(msgId);
  const sentAt = new Date(START.getTime() + 60_000);
  expect(await results('wang')).toEqual({
    isSender: true,
    isConfirmed: true,
    results: [
      { externalUserId: p1, status: 1, sentAt },
      { externalUserId: p2, status: 2 },
    ],
  });
  expect(await read(platform)).toEqual([TEXT]);
  await contacts.cancelGroupSend(msgId);
  await expect(contacts.cancelGroupSend(msgId)).rejects.toMatchObject({ errcode: 41093 });
});

test('a contact is told with its members and union id; without a relation there is none', async () => {
  const platform = await startPlatform({ switches: { kfUnionIdBound: true } });
  const { contacts } = messengerOf(platform);
  const p1 = await platform.externalUserId('p1');
  expect(await contacts.contact(p1)).toBeUndefined();
  expect(await contacts.contact('wmStranger')).toBeUndefined();
  expect(await contacts.contactsOf('wang')).toEqual([]);
  const code = await contact(platform, 'p1').add();
  await contact(platform, 'p1', 'Li').add();
  await contacts.sendWelcome({ code: String(code), text: '欢迎' });
  expect(await read(platform)).toEqual(['欢迎']);
  expect(await contacts.contact(p1)).toEqual({
    externalUserId: p1,
    name: '张先生',
    unionId: 'o-union-1',
    followers: [
      { userId: 'wang', addedAt: START, state: '', phones: [] },
      { userId: 'li', addedAt: START, state: '', phones: [] },
    ],
  });
  expect(await contacts.followers()).toEqual(['wang', 'li', 'zhao']);
  expect(await contacts.contactsOf('li')).toEqual([p1]);
});

test('an app that may not use 客户联系 says so from the first refusal on, and is tried again after an hour', async () => {
  const platform = await startPlatform();
  const { contacts, clock } = messengerOf(platform);
  const switched = (externalContact: boolean) =>
    platform.control.world({
      corps: [
        {
          corpId: CORP,
          name: '示例汽车',
          apps: [{ agentId: AGENT, secret: 'app-secret', name: 'x', externalContact }],
        },
      ],
    });
  await switched(false);
  expect(contacts.isAllowed()).toBe(true);
  await expect(contacts.followers()).rejects.toMatchObject({ errcode: 48002 });
  expect(contacts.isAllowed()).toBe(false);
  clock.advance(3600);
  expect(contacts.isAllowed()).toBe(true);
  await switched(true);
  await contacts.followers();
  expect(contacts.isAllowed()).toBe(true);
});
