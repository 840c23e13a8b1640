import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRules, getStore, listRulesVersions, rulesOf, upsertStore } from '../../src/stores/index.ts';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const change = (who: string, input: Parameters<typeof changeRules>[2]) =>
  desk.run(who, (context, tx) => changeRules(context, tx, input));
const inForce = async () => rulesOf(await getStore(desk.database.client, 'main'));
const history = async () =>
  (await listRulesVersions(desk.database.client, 'main')).map(({ version, changedBy, note }) => [
    version,
    changedBy,
    note,
  ]);

test('a change is in force at once, and what was before stays on record', async () => {
  const changed = await change('lin', { rules: { calls: { tries: 5 } }, note: '电话多打两次', seen: 0 });
  expect([changed?.version, (await inForce()).calls.tries]).toEqual([2, 5]);
  expect(await history()).toEqual([
    [2, '林总监', '电话多打两次'],
    [1, '系统', '首次修改前的规则'],
  ]);
});

test('the same rules again make no version', async () => {
  const before = await history();
  expect(await change('fang', { rules: { calls: { tries: 5 } }, note: '' })).toBeUndefined();
  expect(await history()).toEqual(before);
});

test('who looked at an older version is told who was faster, and changes nothing', async () => {
  await expect(change('fang', { rules: {}, note: '', seen: 0 })).rejects.toMatchObject({
    code: 'CONFLICT',
    userMessage: '规则刚被林总监改过，请看过最新的规则再改。',
  });
  expect((await inForce()).calls.tries).toBe(5);
});

test('only who leads the house changes rules', async () => {
  for (const who of ['xu', 'luo', 'owner', 'nobody']) {
    await expect(change(who, { rules: {}, note: '' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('rules with a fault are refused by name, also a placeholder that nobody fills in', async () => {
  await expect(change('lin', { rules: { calls: { tries: 0 } }, note: '' })).rejects.toThrow('rules.calls.tries');
  const wording = (text: string) => ({ rules: { reminders: { birthday: { wording: text } } }, note: '' });
  const service = { reminders: { regularMaintenance: { wording: '本月保养打8折' } } };
  await expect(change('lin', { rules: service, note: '' })).rejects.toThrow('服务提醒不能带促销内容（“打8折”）');
  await expect(change('lin', wording('{称呼}，{生肖}快乐'))).rejects.toThrow('只能使用{称呼}');
  await expect(change('lin', wording('{称呼，生日快乐'))).rejects.toThrow('rules.reminders.birthday.wording');
  expect((await change('lin', wording('{称呼}，{门店}祝您生日快乐')))?.version).toBe(3);
});

test('a store file without rules leaves them, one with other rules makes a version', async () => {
  const { rules: _, ...definition } = { rules: {}, ...sampleStoreDefinition };
  const set = (extra: object) =>
    desk.database.transaction((tx) => upsertStore(tx, desk.clock, { ...definition, ...extra }));
  const before = (await history()).length;
  await set({});
  expect((await history()).length).toBe(before);
  await set({ rules: { sms: { perNumberPerDay: 2 } } });
  expect((await history())[0]).toEqual([before + 1, '门店文件', '']);
  expect((await inForce()).sms.perNumberPerDay).toBe(2);
});
