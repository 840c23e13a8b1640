import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleGroups } from '../../src/pages/rules/rule-groups.ts';
import { readGroup } from '../../src/pages/rules/read-group.ts';
import { defaultRules, getStore, type Rules, rulesOf } from '../../src/stores/index.ts';
import { startSite, type Site } from './site.ts';
import { buttonsOn, type Page, type Visitor, visitorAt } from './visitor.ts';

let site: Site;
let lin: Visitor;
beforeAll(async () => {
  site = await startSite();
  lin = visitorAt(site.url, 'lin');
  await lin.open('/rules');
});
afterAll(() => site.close());

const inForce = async (): Promise<Rules> => rulesOf(await getStore(site.desk.database.client, 'main'));

/** The fields of a page's form as a browser would send them back. */
function fieldsOf(page: Page): URLSearchParams {
  const form = /<form class="card rule-form"[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? '';
  const fields = new URLSearchParams();
  const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&gt;', '>');
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  for (const match of form.matchAll(
    /<input\b[^>]*>|<textarea\b[^>]*>([^<]*)<\/textarea>|<select\b[\s\S]*?<\/select>/g,
  )) {
    const [element, text] = match;
    const name = attribute(element, 'name');
    if (element.startsWith('<input')) {
      if (attribute(element, 'type') === 'checkbox' && !/\schecked/.test(element)) continue;
      fields.append(name, plain(attribute(element, 'value')));
    } else if (element.startsWith('<textarea')) {
      fields.append(name, plain((text ?? '').replace(/^\n/, '')));
    } else {
      const chosen = /<option value="([^"]*)"\s+selected/.exec(element) ?? /<option value="([^"]*)"/.exec(element);
      fields.append(name, chosen?.[1] ?? '');
    }
  }
  return fields;
}

async function send(visitor: Visitor, page: Page, action: string, change: Record<string, string>): Promise<Page> {
  const fields = fieldsOf(page);
  fields.set('action', action);
  for (const [name, value] of Object.entries(change)) fields.set(name, value);
  const sent = await visitor.postAll('/rules', fields);
  return sent.location === '' ? sent : visitor.open(sent.location);
}

test('every rule stands there with label, value, default and source', async () => {
  const { text } = await lin.open('/rules');
  for (const { rules } of ruleGroups) for (const { rule } of rules) expect(text).toContain(rule.label);
  expect(text).toContain('每位车主每天关怀营销消息上限');
  expect(text).not.toMatch(/undefined|\[object|JSON/);
});

test('the form of each group, sent back untouched, changes nothing', async () => {
  for (const { key } of ruleGroups) {
    const page = await lin.open(`/rules?edit=${key}`);
    const after = await send(lin, page, 'save', {});
    expect([key, after.text.includes('没有变化')]).toEqual([key, true]);
  }
  expect(await inForce()).toEqual(defaultRules);
});

test('a change is in force as a version, is told apart from the default, and can be taken back', async () => {
  const page = await lin.open('/rules?edit=outreach');
  const saved = await send(lin, page, 'save', { 'outreach.quietFrom': '20:30', note: '少打扰车主' });
  expect(saved.text).toContain('已保存并生效：第2版');
  expect(saved.text).toContain('默认：21:00');
  expect((await inForce()).outreach.quietFrom).toBe('20:30');
  const history = await lin.open('/rules/history');
  expect(history.text).toMatch(/<del>21:00<\/del> →\s*<ins>20:30<\/ins>/);
  expect(history.text).toContain('少打扰车主');
  const restored = await lin.press(history, 'restore', { version: '1', seen: '2' });
  expect(restored.text).toContain('已恢复并生效：第3版');
  expect(await inForce()).toEqual(defaultRules);
});

test('what can not be is said at its field, in Chinese, and what was typed stays', async () => {
  const page = await lin.open('/rules?edit=reminders.birthday');
  const refused = await send(lin, page, 'save', {
    'reminders.birthday.leadDays': '三天',
    'reminders.birthday.wording': '{称呼}，{生肖}快乐',
    'reminders.birthday.holdOutPercent': '80',
  });
  expect(refused.status).toBe(422);
  for (const words of ['看不懂填写的内容', '只能使用{称呼}', '不能大于50', 'value="三天"', '{生肖}快乐']) {
    expect(refused.text).toContain(words);
  }
  expect(await inForce()).toEqual(defaultRules);
});

test('who changes what somebody else has just changed is told', async () => {
  const page = await lin.open('/rules?edit=calls');
  const fang = visitorAt(site.url, 'fang');
  await fang.open('/rules');
  await send(fang, await fang.open('/rules?edit=calls'), 'save', { 'calls.tries': '5' });
  const late = await send(lin, page, 'save', { 'calls.tries': '2' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('规则刚被方总改过');
  expect((await inForce()).calls.tries).toBe(5);
});

test('others read the rules, and find no way to change them', async () => {
  const xu = visitorAt(site.url, 'xu');
  const page = await xu.open('/rules');
  expect(page.text).toContain('规则由客户关爱总监或总经理修改');
  expect([buttonsOn(page), page.text.includes('?edit=')]).toEqual([[], false]);
  const token = /name="token"\s+value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const forged = await xu.post('/rules', { token, action: 'save', group: 'calls', 'calls.tries': '9' });
  expect([forged.status, (await inForce()).calls.tries]).toEqual([403, 5]);
});

test.each([
  [
    'workingTime',
    { 'workingTime.blocks': '08:30-12:00、13:30-17:30', 'workingTime.byWeekday': '周六 9:00-16:00\n周日 休息' },
    {
      workingTime: {
        blocks: [
          ['08:30', '12:00'],
          ['13:30', '17:30'],
        ],
        byWeekday: { saturday: [['09:00', '16:00']], sunday: [] },
      },
    },
  ],
  [
    'maintenance',
    { 'maintenance.byModel': '速派 首保6个月/7500公里 定保12个月/15000公里' },
    {
      maintenance: { byModel: { 速派: { first: { months: 6, km: 7500 }, regular: { months: 12, km: 15_000 } } } },
    },
  ],
  ['staffing', { 'staffing.standIn': '配件 → 售后前台' }, { staffing: { standIn: { parts: 'serviceReception' } } }],
  ['outreach', { 'outreach.marketingPerDay': '２' }, { outreach: { marketingPerDay: 2 } }],
])('the text forms of %s are read as people write them', (key, fields: Record<string, string>, expected) => {
  const group = ruleGroups.find((one) => one.key === key) ?? ruleGroups[0];
  const names = new Set(Object.keys(fields));
  const own = { key, label: '', rules: group?.rules.filter(({ path }) => names.has(path.join('.'))) ?? [] };
  const form = { field: (name: string) => fields[name] ?? '', all: (name: string) => [fields[name] ?? ''], files: [] };
  const { rules, faults } = readGroup(form, own, {});
  expect([[...faults], rules]).toEqual([[], expected]);
});

test('a group does not repeat its name as a field, and default words are shown as owners read them', async () => {
  const page = await lin.open('/rules');
  const group = /<section aria-label="年检提醒"[\s\S]*?<\/section>/.exec(page.text)?.[0] ?? '';
  expect(group).toContain('<span>启用</span>');
  expect(group).not.toContain('<span>年检提醒</span>');
  expect(group).toMatch(/例：您的爱车沪A12345检验有效期至\d{4}年/);
  const form = await lin.open('/rules?edit=reminders.annualInspection');
  expect(form.text).toContain('>启用</label>');
  expect(form.text).toMatch(/默认用语，例：您的爱车沪A12345检验有效期至/);
});
