import { expect, test } from 'vitest';
import { AGENT, KF, OA, START, startPlatform } from './support/platform.ts';

test('the running clock follows wall time and jumps by advance', async () => {
  const { control } = await startPlatform({ clock: 'running' });
  const before = await control.now();
  expect(before.getTime() - START.getTime()).toBeLessThan(10_000);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect((await control.now()).getTime()).toBeGreaterThan(before.getTime());
  await control.advance(3600);
  expect((await control.now()).getTime() - before.getTime()).toBeGreaterThan(3_600_000);
});

test('a delayed receipt comes by itself on the running clock', async () => {
  const { control, receiver, official, openId } = await startPlatform({ clock: 'running' });
  await control.templateReceipt({ appId: OA, delaySeconds: 0.05 });
  await official('message/template/send', {
    touser: await openId('p1'),
    template_id: 'CODE',
    data: { character_string1: { value: 'TS-1' }, phrase2: { value: '已处理' } },
  });
  await expect.poll(() => receiver.events.length).toBe(1);
});

test('500 owners write at once and every callback arrives', async () => {
  const { control, receiver } = await startPlatform();
  const people = Array.from({ length: 500 }, (_, index) => ({ personId: `owner${index}`, name: `车主${index}` }));
  await control.world({ people });
  await Promise.all(people.map(({ personId }) => control.person(personId).kf(KF).say('刹车异响')));
  await control.idle();
  expect(receiver.events).toHaveLength(500);
  expect((await control.counts()).callbacks).toEqual({ pending: 0, taken: 500, lost: 0 });
});

test('an inbox call with waitMs answers when something comes, or empty when the time is over', async () => {
  const { control, wecom } = await startPlatform();
  expect((await control.member('wang').inbox({ waitMs: 20 })).items).toEqual([]);
  const waiting = control.member('wang').inbox({ waitMs: 5000 });
  await wecom('message/send', { touser: 'wang', agentid: AGENT, msgtype: 'text', text: { content: '到了' } });
  expect((await waiting).items).toMatchObject([{ text: '到了' }]);
});

test('the record stream tells every call and every change as it happens', async () => {
  const { raw, control } = await startPlatform();
  const response = await raw('/_control/record/stream');
  const reader = response.body?.getReader();
  await control.person('p1').kf(KF).say('在吗');
  await control.idle();
  let text = '';
  while (!text.includes('event: record')) text += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  expect(text).toContain('event: change');
  expect(text).toContain('callback:wecom:kf_msg_or_event');
});
