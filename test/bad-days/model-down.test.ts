import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createModelClassifier } from '../../src/llm/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

describe('the model is down for a whole day', { timeout: 240_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({
      model: (emulatorUrl, clock) =>
        createModelClassifier(
          { baseUrl: `${emulatorUrl}/v1`, apiKey: 'test', model: 'emulated', timeoutMs: 7000 },
          { logger: silentLogger, clock },
        ),
    });
  });
  afterAll(() => house.close());

  const tell = (body: object) =>
    fetch(`${house.emulator.url}/_control/llm`, { method: 'POST', body: JSON.stringify(body) });
  const asked = async () => {
    const record = (await (await fetch(`${house.emulator.url}/_control/llm/record`)).json()) as { entries: unknown[] };
    return record.entries.length;
  };
  let owners = 30;
  /** What was decided on a complaint, once its owner has the answer. */
  const complain = async () => {
    owners += 1;
    const owner = ownerPhone(house, `owner-${String(owners * 2 + 1).padStart(4, '0')}`);
    await owner.say(`说好三天到货的配件，等了半个月还没消息，第${owners}次问`);
    await owner.reads('工单号');
    return house.database.client.decision.findFirstOrThrow({ orderBy: { id: 'desc' } });
  };

  test('answers come within its time limit and complaints are routed, whatever it does; it is left alone, and comes back by itself', async () => {
    const faults = [
      { mode: 'down', status: 500 },
      { mode: 'wrong', wrong: 'notJson' },
      { mode: 'wrong', wrong: 'unknownCategory' },
    ];
    await tell({ mode: 'hang' });
    const slow = await complain();
    expect(slow).toMatchObject({ decidedBy: 'local', department: 'parts' });
    // What ended the waiting is a limit: seven seconds for the model's tries, eight for everything.
    expect(slow.modelError).toMatch(/no answer within (?:7000|8000) ms/);
    for (let hour = 0; hour < 24; hour += 4) {
      await tell({ delayMs: 0, ...faults[(hour / 4) % faults.length] });
      await house.advance(4 * 3600);
      const first = await complain();
      expect(first).toMatchObject({ decidedBy: 'local', department: 'parts' });
    }
    // Three failures in a row: the next owners do not pay for it.
    await complain();
    await complain();
    const before = await asked();
    const spared = await complain();
    expect(spared.modelError).toMatch(/rests/);
    expect(await asked()).toBe(before);

    await tell({ mode: 'ok' });
    await house.advance(61);
    expect(await complain()).toMatchObject({ decidedBy: 'model', modelError: null });
  });

  test('danger does not wait for it', async () => {
    await tell({ mode: 'hang' });
    const owner = ownerPhone(house, 'owner-0021');
    const before = await asked();
    await owner.say('高速上方向盘突然打不动了，差点出事');
    await owner.reads('如需救援请立即拨打');
    expect(await asked()).toBe(before);
    await staffPhone(house, 'fang').reads('【重大】工单');
    const page = await waitFor(async () =>
      house.database.client.ticket.findFirst({ where: { severity: 'P0' } }).then((found) => found ?? undefined),
    );
    expect(page.pageAt).not.toBeNull();
  });
});
