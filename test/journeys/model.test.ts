import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createModelClassifier } from '../../src/llm/index.ts';
import { silentLogger } from '../../src/logger.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

describe('with a model', { timeout: 90_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({
      model: (emulatorUrl, clock) =>
        createModelClassifier(
          { baseUrl: `${emulatorUrl}/v1`, apiKey: 'test', model: 'emulated', timeoutMs: 3000 },
          { logger: silentLogger, clock },
        ),
    });
  });
  afterAll(() => house.close());
  // Long enough for a circuit that opened to close again.
  beforeEach(() => house.advance(61));

  const tell = (path: string, body: object) =>
    fetch(`${house.emulator.url}/_control/llm${path}`, { method: 'POST', body: JSON.stringify(body) });
  const newestDecision = () => house.database.client.decision.findFirstOrThrow({ orderBy: { id: 'desc' } });

  test('it may raise the severity: director and general manager are paged, and the decision says who decided', async () => {
    await tell('/cases', {
      match: ['停车的时候脚下一软'],
      answer: {
        kind: 'complaint',
        categories: ['Q2'],
        severity: 'P0',
        confidence: 0.9,
        evidence: '停车的时候脚下一软',
        demand: 'repair',
        summary: '停车时制动踏板变软',
        reliedOn: ['脚下一软'],
      },
    });
    const owner = ownerPhone(house, 'owner-0002');
    await owner.say('刚才停车的时候脚下一软，车比平时多走了好远');
    await owner.reads('请先确保人身安全');
    await staffPhone(house, 'fang').reads('【重大】');
    expect(await newestDecision()).toMatchObject({
      severity: 'P0',
      decidedBy: 'model',
      model: 'emulated',
      promptName: 'classify-message',
      evidence: '停车的时候脚下一软',
    });
  });

  test('it may not lower it', async () => {
    await tell('/cases', {
      match: ['要退车'],
      answer: {
        kind: 'grumble',
        categories: ['Q1'],
        severity: 'P3',
        confidence: 0.9,
        evidence: '要退车',
        demand: 'none',
        summary: '',
        reliedOn: [],
      },
    });
    const owner = ownerPhone(house, 'owner-0005');
    await owner.say('变速箱修了三次还是顿挫，我要退车');
    await owner.reads('30分钟内与您联系');
    expect(await newestDecision()).toMatchObject({ severity: 'P1' });
  });

  test.each(['down', 'wrong'])('when it is %s the local answer stands, at once and with the reason', async (mode) => {
    await tell('', { mode, wrong: 'notJson' });
    const owner = ownerPhone(house, mode === 'down' ? 'owner-0007' : 'owner-0009');
    await owner.say(`说好三天到货的配件，等了半个月还没消息${mode}`);
    await owner.reads('已转配件部处理');
    const decision = await newestDecision();
    expect(decision).toMatchObject({ decidedBy: 'local', department: 'parts' });
    expect(decision.modelError).toMatch(mode === 'down' ? /HTTP 503/ : /unusable twice/);
    await tell('', { mode: 'ok' });
  });

  test('nothing that names a person reaches it', async () => {
    const owner = ownerPhone(house, 'owner-0011');
    await owner.say('我叫张伟，车牌沪A12345，电话13812345678，你们工时费比别家贵一倍');
    await owner.reads('已转售后前台处理');
    const record = await (await fetch(`${house.emulator.url}/_control/llm/record`)).text();
    expect(record).toContain('工时费比别家贵一倍');
    for (const secret of ['张伟', 'A12345', '13812345678']) expect(record).not.toContain(secret);
  });
});
