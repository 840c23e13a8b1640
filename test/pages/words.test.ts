import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import type { TicketClock, TicketEvent } from '../../src/database/generated/client.ts';
import { clockWords, lengthOf } from '../../src/pages/clock-words.ts';
import { eventWords } from '../../src/pages/event-words.ts';
import { html } from '../../src/pages/html.ts';
import { isStateValid, readState, sealState } from '../../src/pages/login-state.ts';
import { maskName, maskPlate, maskText } from '../../src/pages/masking.ts';
import { seal, unseal } from '../../src/pages/seal.ts';
import { defaultRules } from '../../src/stores/index.ts';
import { CLOCK_NAMES, type ClockName, deadlineOf } from '../../src/tickets/index.ts';
import { SEVERITY_KEYS } from '../../src/understanding/index.ts';

const START = new Date('2026-11-23T02:00:00.000Z');
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

function clockOf(name: ClockName, changes: Partial<TicketClock> = {}): TicketClock {
  const { warnAt, dueAt } = deadlineOf(name, 'P2', START, defaultRules);
  const empty = {
    pausedAt: null,
    rulesHash: '',
    stoppedAt: null,
    warnedAt: null,
    breachedAt: null,
    escalateAt: null,
    level: 0,
    round: 0,
  };
  return { id: 1, storeId: 'main', ticketId: 1, name, startedAt: START, warnAt, dueAt, ...empty, ...changes };
}
const wordsAt = (minutes: number, clock: TicketClock) =>
  clockWords(clock.name as ClockName, clock, { severity: 'P2', rules: defaultRules, now: at(minutes) });

test('a clock says in one sentence which rule it follows, when it ends and how it stands', () => {
  const rule = '签收时限2小时，按自然时间计，11月23日 12:00到期';
  expect(wordsAt(0, clockOf('route'))).toEqual({ label: '签收', state: 'running', sentence: `${rule}，还剩2小时。` });
  expect(wordsAt(90, clockOf('route'))).toMatchObject({ state: 'warning', sentence: `${rule}，还剩30分钟。` });
  expect(wordsAt(195, clockOf('route'))).toMatchObject({ state: 'overdue', sentence: `${rule}，已超时1小时15分钟。` });
  expect(wordsAt(999, clockOf('route', { stoppedAt: at(20) }))).toMatchObject({
    state: 'kept',
    sentence: `${rule}，11月23日 10:20停止，提前1小时40分钟。`,
  });
  expect(wordsAt(999, clockOf('route', { stoppedAt: at(121), round: 1 }))).toEqual({
    label: '签收（第2次）',
    state: 'late',
    sentence: `${rule}，11月23日 12:01停止，超时1分钟。`,
  });
});

test('a deadline that a raised level moved is told without the rule that no longer made it', () => {
  const { sentence } = wordsAt(0, clockOf('route', { dueAt: at(15) }));
  expect(sentence).toBe('签收时限11月23日 10:15到期，还剩15分钟。');
});

test('a clock that stands still says what is waited for, and until when at the latest', () => {
  const history = {
    pauses: [{ reason: 'waitingParts' as const, startedAt: at(60), endsAt: at(60 + 1440), isOver: false }],
  };
  const { warnAt, dueAt } = deadlineOf('resolve', 'P2', START, defaultRules, history);
  const clock = clockOf('resolve', { warnAt, dueAt });
  const beside = { severity: 'P2' as const, rules: defaultRules, now: at(120), history };
  expect(clockWords('resolve', clock, beside)).toEqual({
    label: '处理完毕',
    state: 'paused',
    sentence: '处理完毕时限3天，按自然时间计，等待配件暂停中（最晚11月24日 11:00恢复计时），11月27日 10:00到期。',
  });
  expect(clockWords('track', clockOf('track'), beside).state).toBe('running');
});

test('a clock that never ran says what it waits for', () => {
  const words = clockWords('verify', undefined, { severity: 'P2', rules: defaultRules, now: START });
  expect(words).toEqual({
    label: '回访确认',
    state: 'waiting',
    sentence: '处理完毕后开始计时，由客户关爱部向车主回访确认。',
  });
});

test('every clock at every moment is one sentence, and overdue exactly after its end', () => {
  const names = fc.constantFrom(...(Object.keys(CLOCK_NAMES) as ClockName[]));
  fc.assert(
    fc.property(names, fc.constantFrom(...SEVERITY_KEYS), fc.nat(20_000), (name, severity, minutes) => {
      const { warnAt, dueAt } = deadlineOf(name, severity, START, defaultRules);
      const clock = clockOf(name, { warnAt, dueAt });
      const { state, sentence } = clockWords(name, clock, { severity, rules: defaultRules, now: at(minutes) });
      expect(sentence).toMatch(/^[^。]+。$/);
      expect(state === 'overdue').toBe(at(minutes) > dueAt);
    }),
  );
});

test('lengths are read as people say them', () => {
  const minutes = [0, 0.9, 1, 59, 60, 61, 1439, 1440, 1500, 2880];
  expect(minutes.map((count) => lengthOf(count * 60_000))).toEqual([
    '不到1分钟',
    '不到1分钟',
    '1分钟',
    '59分钟',
    '1小时',
    '1小时1分钟',
    '23小时59分钟',
    '1天',
    '1天1小时',
    '2天',
  ]);
});

test('every kind of event is told in words', () => {
  const told = (type: string, data: Record<string, string>) => {
    const event = { type, data, actorKind: 'staff', actorName: '罗主管' } as unknown as TicketEvent;
    return eventWords(event, (key) => ({ parts: '配件部', sales: '销售部', triage: '人工分诊' })[key] ?? key).title;
  };
  const routed = { type: 'routed', data: { department: 'parts', by: 'rules' }, actorKind: 'owner', actorName: '车主' };
  expect(eventWords(routed as unknown as TicketEvent, (key) => key).actor).toBe('系统');
  expect(told('opened', {})).toBe('建立工单');
  expect(told('routed', { department: 'parts', by: 'rules' })).toBe('派给配件部');
  expect(told('routed', { from: 'triage', to: 'sales' })).toBe('派给销售部');
  expect(told('acknowledged', {})).toBe('签收');
  expect(told('tracked', { note: '到店' })).toBe('记录进展');
  expect(told('handedOver', { from: 'parts', to: 'sales' })).toBe('由配件部转派给销售部');
  expect(told('resolved', {})).toBe('处理完毕');
  expect(told('noted', {})).toBe('补充处理结果');
  expect(told('closed', {})).toBe('车主确认满意，工单关闭');
  expect(told('reopened', {})).toBe('车主不满意，工单重开');
  expect(told('escalated', { clock: 'route', to: '罗主管' })).toBe('签收超时，上报罗主管');
  expect(told('escalated', { clock: 'track', to: '' })).toBe('首次跟踪超时');
  expect(told('raised', { from: 'P2', to: 'P0' })).toBe('等级由一般升为重大');
  expect(told('nudged', { clock: 'resolve' })).toBe('处理完毕时限将到，已催办');
  expect(told('nudged', { clock: 'verify' })).toBe('车主尚未答复，安排电话回访');
  expect(told('messageAdded', {})).toBe('车主补充');
  expect(told('opened', { source: 'hotline' })).toBe('建立工单（来源：400热线）');
  expect(told('commented', {})).toBe('内部备注');
  expect(told('toldOwner', {})).toBe('给车主留言');
  expect(told('assigned', { from: 'luo', to: 'xin', name: '小辛' })).toBe('改派给小辛');
  expect(told('takenBack', { assignee: 'xin' })).toBe('从责任人处收回，重新签收');
  expect(told('takenBack', { from: 'sales', to: 'parts' })).toBe('从销售部收回');
  expect(told('takenBack', { assignee: 'xin', reason: 'assigneeLeft' })).toBe('责任人已离职，退回部门重新签收');
  expect(told('merged', { into: 'TS-1' })).toBe('合并到工单TS-1');
  expect(told('merged', { from: 'TS-2' })).toBe('工单TS-2并入');
  expect(told('joined', { source: 'manufacturer', externalNo: 'A1' })).toBe('厂家又反映了同一件事（编号A1）');
  expect(told('split', { to: 'TS-3', category: 'F1' })).toBe('拆分出工单TS-3（维修收费）');
  expect(told('dismissed', { kind: 'booking' })).toBe('非投诉，按预约处理');
  expect(told('recategorized', { from: 'P1', to: 'P1,C2' })).toBe('类别由配件改为配件、承诺未兑现');
  expect(told('bound', {})).toBe('绑定车主');
  expect(told('paused', { reason: 'waitingParts', until: '2026-11-25T16:00:00.000Z' })).toBe(
    '暂停计时：等待配件（最晚11月26日 00:00恢复）',
  );
  expect(told('resumed', {})).toBe('恢复计时');
  expect(told('recalculated', { clock: 'route' })).toBe('签收时限按新规则重算');
  expect(told('paged', { to: '罗主管' })).toBe('呼叫罗主管');
  expect(told('verificationAsked', {})).toBe('询问车主是否满意');
  expect(told('attached', {})).toBe('补充附件');
  expect(told('resultRead', {})).toBe('查阅处理结果');
});

test('a template escapes everything but what it made itself', () => {
  const name = `<b a="1" b='2'>&`;
  expect(html`<p title="${name}">${name}${html`<i>${1}</i>`}${[false, undefined, null, 'x']}</p>`.text).toBe(
    '<p title="&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;">&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;<i>1</i>x</p>',
  );
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
});

test('names, plates and numbers are masked', () => {
  expect([maskName('王小明'), maskName('欧阳'), maskName('')]).toEqual(['王**', '欧**', '']);
  expect([maskPlate('沪A12345'), maskPlate('沪AD12345'), maskPlate('沪A1')]).toEqual(['沪A***45', '沪A***45', '***']);
  expect(maskText('我是样本八，沪A12345，电话13800138000', ['样本八'])).toBe('我是***，***，电话***');
});

test('a sealed text opens with its key and for its purpose alone', () => {
  const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  fc.assert(
    fc.property(fc.string(), fc.string(), (payload, junk) => {
      const sealed = seal(key, 'session', payload);
      expect(unseal(key, 'session', sealed)).toBe(payload);
      expect(unseal(key, 'form', sealed)).toBeUndefined();
      expect(unseal(other, 'session', sealed)).toBeUndefined();
      expect(unseal(key, 'session', junk)).toBeUndefined();
    }),
  );
});

test('a login state fits what the platform takes, for any store and place, and holds for fifteen minutes', () => {
  const key = new Uint8Array(32).fill(1);
  const stores = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
  const places = fc.oneof(
    fc.constantFrom('staff', 'tickets', 'tickets/new', 'rectifications/ZG-2026W47-01'),
    fc.stringMatching(/^tickets\/TS-\d{8}-\d{4,9}(\/print|\/attachments\/\d{1,9})?$/),
  );
  fc.assert(
    fc.property(stores, places, (storeId, place) => {
      const state = sealState(key, { storeId, place, nonce: 'n', now: START });
      expect(state).toMatch(/^[a-zA-Z0-9]{1,128}$/);
      expect(readState(state)).toMatchObject({ storeId, place });
      expect(isStateValid(key, state, 'n', at(14.9))).toBe(true);
      expect(isStateValid(key, state, 'n', at(15))).toBe(false);
      expect(isStateValid(key, state, 'm', at(0))).toBe(false);
    }),
  );
});
