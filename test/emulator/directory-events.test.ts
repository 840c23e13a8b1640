import { expect, test } from 'vitest';
import { AES_KEY, CORP, startPlatform, type Platform } from './support/platform.ts';

/** The directory's callback has keys of its own. */
async function startWithContactsSync(): Promise<Platform> {
  const platform = await startPlatform();
  const contactsSync = { url: `${platform.receiver.url}/contacts`, token: 'contactsToken', aesKey: AES_KEY };
  await platform.control.world({ corps: [{ corpId: CORP, name: '示例汽车', contactsSync }] });
  return platform;
}

test('A12: changes of the directory go only to the contacts-sync callback, with ids and departments alone', async () => {
  const platform = await startWithContactsSync();
  const change = platform.control.changeMember.bind(platform.control, CORP);
  await change({ changeType: 'create_user', userId: 'sun', name: '孙顾问', department: '销售' });
  await change({ changeType: 'update_user', userId: 'sun', name: '孙经理' });
  await change({ changeType: 'update_user', userId: 'sun', newUserId: 'sunqi', department: '售后技术' });
  await change({ changeType: 'delete_user', userId: 'sunqi' });
  await platform.control.idle();
  expect(platform.receiver.received.map(({ path }) => path)).toEqual(['/contacts', '/contacts', '/contacts']);
  const [created, updated, deleted] = platform.receiver.events;
  expect(created).toEqual({
    ToUserName: CORP,
    FromUserName: 'sys',
    CreateTime: expect.stringMatching(/^\d+$/),
    MsgType: 'event',
    Event: 'change_contact',
    ChangeType: 'create_user',
    UserID: 'sun',
    Department: '4',
  });
  expect(updated).toMatchObject({ ChangeType: 'update_user', UserID: 'sun', NewUserID: 'sunqi', Department: '2' });
  expect(deleted).toMatchObject({ ChangeType: 'delete_user', UserID: 'sunqi' });
  expect((await platform.wecom('user/get', undefined, { userid: 'sunqi' })).errcode).toBe(60111);
});

test('A12: without a contacts-sync callback nobody hears of it', async () => {
  const platform = await startPlatform();
  await platform.control.changeMember(CORP, { changeType: 'delete_user', userId: 'wang' });
  await platform.control.idle();
  expect(platform.receiver.events).toEqual([]);
  const again = platform.control.changeMember(CORP, { changeType: 'delete_user', userId: 'wang' });
  await expect(again).rejects.toMatchObject({ status: 404 });
  const taken = platform.control.changeMember(CORP, { changeType: 'create_user', userId: 'LI' });
  await expect(taken).rejects.toMatchObject({ status: 409 });
});
