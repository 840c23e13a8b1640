import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from '../support/property.ts';
import { expect, onTestFinished, test } from 'vitest';
import { DueQueue } from '../../src/emulator/core/due-queue.ts';
import { Store } from '../../src/emulator/core/store.ts';
import { EmulatorControl, startEmulator } from '../../src/emulator/index.ts';
import { broadcast, contact, external } from './support/contacts.ts';
import { NUMBER, aliyunSms, callAliyun, openSmsAccounts, startPushReceiver } from './support/sms.ts';
import { AGENT, buildWorld, closeLater, connect, KF, KEYS, OA, START, startPlatform } from './support/platform.ts';
import { startReceiver } from './support/receiver.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'state.jsonl');
}

/** An emulator in a process of its own, to be killed. */
async function startProcess(
  stateFile: string,
  receiverUrl: string,
): Promise<{ url: string; kill: () => Promise<void> }> {
  const script = `import { startEmulator } from './src/emulator/index.ts';
    const world = ${JSON.stringify(buildWorld(receiverUrl))};
    const { url } = await startEmulator({ clock: 'frozen', startAt: new Date(${START.getTime()}), seed: 7, stateFile: ${JSON.stringify(stateFile)}, world });
    console.log(url);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: new URL('../..', import.meta.url).pathname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString('utf8').trim(),
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('everything that was answered survives kill -9: chats, cards, tokens, cursors, clock, pending deliveries', async () => {
  const file = temporaryFile();
  const receiver = await startReceiver(KEYS);
  closeLater(receiver);
  const first = await startProcess(file, receiver.url);
  const before = connect(
    { url: first.url, control: new EmulatorControl(first.url), close: () => Promise.resolve() },
    receiver,
  );
  await before.control.person('p1').kf(KF).say('刹车异响');
  const page = await before.wecom('kf/sync_msg', { open_kfid: KF });
  const card = {
    card_type: 'button_interaction',
    main_title: { title: 't' },
    task_id: 't1',
    button_list: [{ text: '签收', key: 'take' }],
  };
  await before.wecom('message/send', { touser: 'wang', agentid: AGENT, msgtype: 'template_card', template_card: card });
  await before.control.advance(3600);
  await before.control.idle();
  await before.control.callbackMode({ hold: true });
  const touser = await before.externalUserId('p1');
  await before.wecom('kf/send_msg', { touser, open_kfid: KF, msgid: 'a1', msgtype: 'text', text: { content: '您好' } });
  const token = await before.token();
  const { items } = await before.control.person('p1').inbox();
  await before.control.person('p1').kf(KF).say('在吗');
  await first.kill();
  // What was being written when the process died.
  appendFileSync(file, '[["people","p1",{"name":"hal');
  const second = await startProcess(file, receiver.url);
  const after = connect({ url: second.url, control: new EmulatorControl(second.url), close: second.kill }, receiver);
  closeLater({ close: second.kill });
  expect((await after.control.clock()).now).toBe('2026-11-22T02:00:00.000Z');
  expect(await after.token()).toBe(token);
  expect((await after.control.person('p1').inbox()).items.slice(0, 2)).toEqual(items);
  const next = await after.wecom('kf/sync_msg', { open_kfid: KF, cursor: page['next_cursor'] });
  expect(next['msg_list']).toMatchObject([{ text: { content: '在吗' } }]);
  const again = await after.wecom('kf/send_msg', {
    touser,
    open_kfid: KF,
    msgid: 'a1',
    msgtype: 'text',
    text: { content: '您好' },
  });
  expect(again.errcode).toBe(95033);
  expect(await after.control.member('wang').app(AGENT).click('t1', 'take')).toMatchObject({
    event: 'template_card_event',
  });
  expect((await after.control.world()).people).toHaveLength(2);
  const seen = receiver.events.length;
  await after.control.callbackMode({ hold: false });
  await after.control.idle();
  expect(receiver.events.length).toBe(seen + 2);
  expect((await after.control.record({ api: 'kf/send_msg' })).map(({ effect }) => effect)).toEqual([true, false]);
});

test('the journal is compacted at start', async () => {
  const file = temporaryFile();
  const first = await startEmulator({ stateFile: file, clock: 'frozen', startAt: START });
  for (let count = 0; count < 50; count += 1) await first.control.advance(1);
  await first.close();
  const grown = readFileSync(file, 'utf8').split('\n').length;
  const second = await startEmulator({ stateFile: file, clock: 'frozen' });
  closeLater(second);
  expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(grown);
  expect((await second.control.clock()).now).toBe('2026-11-22T01:00:50.000Z');
});

test('any rows written, changed and deleted are there again after reopening, also when the journal was rewritten meanwhile', () => {
  const keys = fc.constantFrom('a', 'b', 'c', 'd');
  const change = fc.record({
    table: fc.constantFrom('one', 'two'),
    key: keys,
    row: fc.option(fc.record({ text: fc.string() })),
  });
  fc.assert(
    fc.property(fc.array(fc.array(change)), fc.constantFrom(100, 1_000_000), (commits, compactAfterBytes) => {
      const file = temporaryFile();
      const store = new Store(file, compactAfterBytes);
      const tables = { one: store.table<{ text: string }>('one'), two: store.table<{ text: string }>('two') };
      for (const changes of commits) {
        for (const { table, key, row } of changes) {
          if (row === null) tables[table].delete(key);
          else tables[table].put(key, row);
        }
        store.commit();
      }
      const reopened = new Store(file);
      expect(reopened.table('one').rows).toEqual(tables.one.rows);
      expect(reopened.table('two').rows).toEqual(tables.two.rows);
      store.close();
      reopened.close();
    }),
    { numRuns: 50, seed: 7 },
  );
});

test('a long life does not swell the journal', () => {
  const file = temporaryFile();
  const store = new Store(file, 10_000);
  const table = store.table<{ text: string }>('one');
  for (let count = 0; count < 2000; count += 1) {
    table.put('a', { text: `${count} ${'x'.repeat(100)}` });
    store.commit();
  }
  store.close();
  expect(readFileSync(file).length).toBeLessThan(11_000);
});

test('callbacks held from the start wait for a service that comes later', async () => {
  const file = temporaryFile();
  const receiver = await startReceiver(KEYS);
  closeLater(receiver);
  const first = await startEmulator({ stateFile: file, world: buildWorld(receiver.url), holdCallbacks: true });
  await first.control.member('wang').app(AGENT).say('在吗');
  await first.close();
  const second = await startEmulator({ stateFile: file, holdCallbacks: true });
  closeLater(second);
  await expect(second.control.idle(50)).rejects.toMatchObject({ status: 408 });
  expect(receiver.events).toEqual([]);
  await second.control.callbackMode({ hold: false });
  await second.control.idle();
  expect(receiver.events).toMatchObject([{ Content: '在吗' }]);
});

test('the same seed and the same calls give the same ids, tokens and ciphertexts', async () => {
  const run = async (): Promise<unknown> => {
    const { control, receiver, token, externalUserId } = await startPlatform();
    await control.person('p1').kf(KF).say('在吗');
    await control.idle();
    return [await token(), await externalUserId('p1'), receiver.received[0]?.body];
  };
  expect(await run()).toEqual(await run());
});

test('accepts, broadcasts to confirm and SMS reports to come are there after a restart', async () => {
  const stateFile = temporaryFile();
  const pushed = await startPushReceiver();
  const first = await startPlatform({ stateFile });
  await openSmsAccounts(first.control, pushed.url);
  await contact(first).add();
  await first.control.person('p1').officialAccount(OA).acceptNotice('SUB2');
  const { msgid } = await broadcast(first, ['p1']);
  await callAliyun(first, 'SendSms', aliyunSms());
  await first.emulator.close();
  const emulator = await startEmulator({ stateFile, clock: 'frozen' });
  closeLater(emulator);
  const second = connect(emulator, first.receiver);
  await second.control.member('wang').confirmGroupSend(String(msgid));
  await second.control.advance(60);
  await second.control.idle();
  expect(await external(second, 'get_groupmsg_send_result', { msgid, userid: 'wang' })).toMatchObject({
    send_list: [{ status: 1 }],
  });
  const notice = { touser: await second.openId('p1'), template_id: 'SUB2', data: { phrase1: { value: '已完工' } } };
  expect((await second.official('message/subscribe/bizsend', notice)).errcode).toBe(0);
  expect((await second.official('message/subscribe/bizsend', notice)).errcode).toBe(43101);
  expect(pushed.pushes.map(({ body }) => (JSON.parse(body) as unknown[])[0])).toMatchObject([{ phone_number: NUMBER }]);
});

test('timers fire by instant, those of one instant in the order they were set', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.array(fc.nat(20)), (early, late) => {
      const queue = new DueQueue<{ dueAt: number; name: string }>();
      const add = (dueAt: number, index: number, list: string): void => queue.add({ dueAt, name: `${list}${index}` });
      early.forEach((dueAt, index) => add(dueAt, index, 'a'));
      const taken = [queue.take(), queue.take()];
      late.forEach((dueAt, index) => add(dueAt, index, 'b'));
      for (let item = queue.take(); item !== undefined; item = queue.take()) taken.push(item);
      const all = early.map((dueAt, index) => ({ dueAt, name: `a${index}` })).sort((a, b) => a.dueAt - b.dueAt);
      const rest = [...all.slice(2), ...late.map((dueAt, index) => ({ dueAt, name: `b${index}` }))];
      const expected = [...all.slice(0, 2), ...rest.sort((a, b) => a.dueAt - b.dueAt)];
      expect(taken.filter((item) => item !== undefined)).toEqual(expected);
    }),
    { seed: 7 },
  );
});
