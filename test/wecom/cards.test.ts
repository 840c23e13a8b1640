import * as fc from '../support/property.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWecomApi } from '../../src/wecom/api.ts';
import { createStaffMessenger } from '../../src/wecom/staff-messenger.ts';
import { sandboxSettings } from '../../src/sandbox/accounts.ts';
import type { StaffMessenger } from '../../src/ports.ts';
import { AGENT, type Bench, cardFor, startBench } from '../outbox/bench.ts';

let bench: Bench;
let staff: StaffMessenger;
beforeAll(async () => {
  bench = await startBench();
  const { wecom } = sandboxSettings(bench.emulator.url, '示例汽车', {});
  staff = createStaffMessenger(
    createWecomApi({ ...wecom, secret: wecom.agentSecret, now: () => bench.clock.now() }),
    AGENT,
  );
});
afterAll(() => bench.close());

test('whatever a ticket holds, the platform takes the card and shows its buttons', async () => {
  let count = 0;
  const words = fc.string({ unit: 'grapheme', maxLength: 300 });
  const choice = fc.record({ id: fc.uuid(), text: words.filter((text) => text !== '') });
  const card = fc.record({
    title: words.map((text) => `投诉${text}`),
    subtitle: words,
    quote: words,
    fields: fc.array(fc.record({ label: words.map((text) => `项${text}`), value: words }), { maxLength: 9 }),
    options: fc.array(choice, { minLength: 1, maxLength: 14 }),
  });
  await fc.assert(
    fc.asyncProperty(card, async ({ options, ...content }) => {
      count += 1;
      // The platform drops what exceeds its limit to one member.
      await bench.advance(61);
      const taskId = `any-${count}`;
      const receipt = await staff.sendCard({
        userIds: ['luo'],
        card: {
          ...cardFor(taskId, ''),
          ...content,
          selection: { key: 'department', title: '转给', options },
        },
      });
      expect(receipt.responseCode).toMatch(/\S/);
      const item = (await bench.emulator.control.member('luo').inbox()).items.at(-1);
      expect(item?.card).toMatchObject({ taskId, clickable: true });
    }),
    { numRuns: 25 },
  );
});

test('a card without buttons is a notice; a button card gives a code that changes it once', async () => {
  await bench.advance(61);
  const notice = await staff.sendCard({ userIds: ['qin'], card: { ...cardFor('notice-1', '通知'), buttons: [] } });
  expect(notice).not.toHaveProperty('responseCode');
  const sent = await staff.sendCard({ userIds: ['qin'], card: cardFor('card-1', '待签收') });
  const responseCode = sent.responseCode ?? '';
  await staff.updateCard({ userIds: ['qin'], card: cardFor('card-1', '已签收'), responseCode });
  const shown = (await bench.emulator.control.member('qin').inbox()).items.find(
    (item) => item.card?.taskId === 'card-1',
  );
  expect(JSON.stringify(shown?.card?.card)).toContain('已签收');
  const again = staff.updateCard({ userIds: ['qin'], card: cardFor('card-1', '再改'), responseCode });
  await expect(again).rejects.toMatchObject({ errcode: 60140 });
});

test('a text to several members tells which of them are unknown, and reaches the others', async () => {
  await bench.advance(61);
  const receipt = await staff.sendText({ userIds: ['luo', 'Gone', 'XU'], text: '会议改到三点' });
  expect(receipt.invalidUserIds).toEqual(['gone']);
  expect(await bench.memberGot('xu')).toContain('会议改到三点');
});

test('a text that is too long is cut at a character, with a sign', async () => {
  await bench.advance(61);
  await staff.sendText({ userIds: ['luo'], text: '长'.repeat(700) });
  const text = (await bench.memberGot()).at(-1) ?? '';
  expect(text).toBe(`${'长'.repeat(681)}…`);
});
