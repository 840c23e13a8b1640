import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModelClient, createModelQuestionReader } from '../../src/llm/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse({
    questionReader: (emulatorUrl, clock) => {
      const config = { baseUrl: `${emulatorUrl}/v1`, apiKey: 'test', model: 'emulated', timeoutMs: 2000 };
      return createModelQuestionReader({ client: createModelClient(config, { clock }), logger: silentLogger });
    },
  });
  const owner = ownerPhone(house, 'owner-0002');
  await owner.say('说好三天到货的配件，等了半个月还没消息');
  await owner.reads('已转配件部处理');
});
afterAll(() => house.close());

const tell = (body: object) =>
  fetch(`${house.emulator.url}/_control/llm`, { method: 'POST', body: JSON.stringify(body) });

test('a question in words of their own is answered, and the answer says how it was read', async () => {
  const manager = staffPhone(house, 'fang');
  await manager.say('本月配件投诉告状的有几个');
  const answer = await manager.reads('理解');
  expect(answer.text).toMatch(/1 条/);
  expect(answer.text).toContain('您的问题按“本月配件部投诉多少”理解');
});

test('while the model is down, the manager is asked back as without one', async () => {
  await tell({ mode: 'down' });
  const manager = staffPhone(house, 'fang');
  await manager.say('本月配件投诉吐槽的有几个');
  expect((await manager.reads('吐槽')).text).toContain('没看懂“吐槽”');
});

test('a question that the rules understand does not go to the model', async () => {
  await tell({ mode: 'ok' });
  const requests = async () =>
    ((await (await fetch(`${house.emulator.url}/_control/llm`)).json()) as { requests: number }).requests;
  const before = await requests();
  const manager = staffPhone(house, 'fang');
  await manager.say('车间投诉几个');
  await manager.reads('车间');
  expect(await requests()).toBe(before);
});

test('a question of which the rules understand nothing goes to the model; a note does not', async () => {
  const requests = async () =>
    ((await (await fetch(`${house.emulator.url}/_control/llm`)).json()) as { requests: number }).requests;
  const before = await requests();
  const manager = staffPhone(house, 'fang');
  await manager.say('大家最爱挑刺的是哪个环节');
  await expect.poll(requests, { timeout: 15_000 }).toBeGreaterThan(before);
  const asked = await requests();
  const seen = (await manager.received()).length;
  await manager.say('配件到货了，下午换');
  await expect.poll(async () => (await manager.received()).length, { timeout: 15_000 }).toBeGreaterThan(seen);
  expect(await requests()).toBe(asked);
});
