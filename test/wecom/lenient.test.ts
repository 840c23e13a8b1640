import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../src/errors.ts';
import { FixedClock } from '../../src/clock.ts';
import type { PlatformApi } from '../../src/platform/platform-api.ts';
import { createContactMessenger } from '../../src/wecom/contact-messenger.ts';
import { createStaffDirectory } from '../../src/wecom/directory.ts';
import { createOwnerMessenger } from '../../src/wecom/owner-messenger.ts';

type Answers = (path: string, input: Record<string, unknown>) => Record<string, unknown>;

/** A platform that answers so, and the calls it got. */
function platform(answers: Answers): { api: PlatformApi; calls: { path: string; input: Record<string, unknown> }[] } {
  const calls: { path: string; input: Record<string, unknown> }[] = [];
  const answer = async (path: string, input: unknown) => {
    calls.push({ path, input: input as Record<string, unknown> });
    return answers(path, input as Record<string, unknown>);
  };
  const none = () => Promise.reject(new Error('not asked for'));
  return { api: { post: answer, get: answer, upload: none, download: none }, calls };
}

describe('the end of a session in 微信客服', () => {
  const session = { openKfId: 'wk1', externalUserId: 'wm1' };
  const trans = (calls: { path: string; input: Record<string, unknown> }[]) =>
    calls.flatMap(({ path, input }) =>
      path === 'kf/service_state/trans' ? [[input['service_state'], input['servicer_userid']]] : [],
    );

  test.each([3, '3'])('is asked for when its state is told as %j', async (state) => {
    const { api, calls } = platform((path) =>
      path === 'kf/service_state/get' ? { service_state: state } : { msg_code: 'MC' },
    );
    expect(await createOwnerMessenger(api).endSession(session)).toBe('MC');
    expect(trans(calls)).toEqual([[4, undefined]]);
  });

  test.each([0, '0'])('leads out of the pool over somebody who is receiving, told as %j', async (status) => {
    const { api, calls } = platform((path) => {
      if (path === 'kf/service_state/get') return { service_state: '2' };
      if (path !== 'kf/servicer/list') return { msg_code: 'MC' };
      // A department in the list has no status of its own.
      return { servicer_list: [{ department_id: 2 }, { userid: 'he', status: 1 }, { userid: 'xu', status }] };
    });
    expect(await createOwnerMessenger(api).endSession(session)).toBe('MC');
    expect(trans(calls)).toEqual([
      [3, 'xu'],
      [4, undefined],
    ]);
  });

  test.each([0, 1, 4, undefined])('is not asked for in state %j', async (state) => {
    const { api, calls } = platform(() => ({ service_state: state }));
    expect(await createOwnerMessenger(api).endSession(session)).toBeUndefined();
    expect(trans(calls)).toEqual([]);
  });
});

describe('a list that comes page by page', () => {
  const clock = new FixedClock('2026-11-22T02:00:00Z');

  test('is read to its end', async () => {
    const { api } = platform((_path, { cursor }) =>
      cursor === undefined
        ? { group_msg_list: [{ msgid: '1' }], next_cursor: 'c1' }
        : { group_msg_list: [{ msgid: '2' }], next_cursor: '' },
    );
    const sent = await createContactMessenger(api, clock).listGroupSends({ from: clock.now(), to: clock.now() });
    expect(sent.map(({ msgId }) => msgId)).toEqual(['1', '2']);
  });

  test('is not read for ever when the cursor stays the same', async () => {
    const { api, calls } = platform(() => ({
      external_contact: { name: '张先生' },
      follow_user: [{ userid: 'wang' }],
      next_cursor: 'again',
    }));
    expect(await createContactMessenger(api, clock).contact('wm1')).toMatchObject({ name: '张先生' });
    expect(calls).toHaveLength(2);
  });
});

test.each([60111, 60011])(
  'who leaves (%i) while the directory is read is not in it, and the others are',
  async (code) => {
    const { api } = platform((path, { userid }) => {
      if (path === 'department/list') return { department: [{ id: 1, name: '售后' }] };
      if (path === 'user/simplelist') return { userlist: [{ userid: 'gone' }, { userid: 'xu' }] };
      if (userid === 'gone') throw new PlatformError(path, code, 'userid not found');
      return { name: '徐专员', department: [1], status: 1 };
    });
    expect(await createStaffDirectory(api).list()).toMatchObject([{ userId: 'xu', department: '售后' }]);
  },
);

test('a directory that can not be read for another reason is no shorter list', async () => {
  const { api } = platform((path) => {
    if (path === 'user/get') throw new PlatformError(path, 48002, 'api forbidden');
    return path === 'department/list' ? { department: [] } : { userlist: [{ userid: 'xu' }] };
  });
  await expect(createStaffDirectory(api).list()).rejects.toMatchObject({ errcode: 48002 });
});
