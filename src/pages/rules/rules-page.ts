import { isDeepStrictEqual } from 'node:util';
import { dayOf } from '../../calendar.ts';
import type { Rules, Source } from '../../stores/index.ts';
import { fieldsOf } from '../fields.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { defaultWords } from './default-words.ts';
import { fieldOfRule, type Typed } from './rule-fields.ts';
import { type RuleGroup, ruleGroups, valueAt } from './rule-groups.ts';

export interface RulesPageInput {
  rules: Rules;
  version: number;
  mayChange: boolean;
  flash?: FramedPage['flash'];
}

const SOURCES: Record<Source, string> = {
  D1: '客户关爱总监工作计划',
  D2: 'CRM经理职责',
  D3: '客服部工作计划',
  D4: '客服岗位指标',
  L: '法规或平台规定',
  P: '系统建议',
  K: '行业惯例',
};

/** `客户关爱总监工作计划、系统建议` */
const sourceWords = (sources: readonly Source[]) => sources.map((source) => SOURCES[source]).join('、');

/** Every rule with its value, default and source. */
export function rulesPage(visit: Visit, input: RulesPageInput): string {
  return framed(visit, {
    title: '门店规则',
    kind: 'rules',
    flash: input.flash,
    body: [
      html`<section aria-label="门店规则">
        <div class="head">
          <h1>门店规则</h1>
          <span class="note">${input.version === 0 ? '默认规则' : `第${input.version}版`}</span>
        </div>
        <p class="note">
          ${input.mayChange ? '点“修改”调整一组规则，保存前可先试排。' : '规则由客户关爱总监或总经理修改。'}
        </p>
        <p class="tools">
          <a class="button plain" href="${visit.to('rules/history')}">修改记录</a>
          <a class="button plain" href="${visit.to('reminders/preview')}">试排某一天</a>
        </p>
        <nav class="jump" aria-label="规则分组">
          ${ruleGroups.map(({ key, label }) => html`<a href="#${key}">${label}</a>`)}
        </nav>
      </section>`,
      html`<div class="groups">${ruleGroups.map((group) => groupOf(visit, group, input))}</div>`,
    ],
  });
}

function groupOf(visit: Visit, group: RuleGroup, { rules, mayChange }: RulesPageInput): Html {
  return html`<section aria-label="${group.label}" id="${group.key}">
    <h2>${group.label}${mayChange && html`<a class="edit" href="${visit.path}?edit=${group.key}">修改</a>`}</h2>
    <ol class="rule-list">
      ${group.rules.map(({ path, rule }) => {
        const field = fieldOfRule(path, rule);
        const value = valueAt(rules, path);
        const isOwn = !isDeepStrictEqual(value, rule.value);
        const sources = sourceWords(rule.sources);
        const words = value === '' ? defaultWords(path, dayOf(visit.context.clock.now())) : undefined;
        return html`<li class="${isOwn ? 'own' : 'default'}">
          <span>${labelIn(group, path, rule.label)}</span><b>${field.words(value)}</b>
          <span class="note">${isOwn && html`默认：${field.words(rule.value)} · `}来源：${sources}</span>
          ${words !== undefined && html`<span class="note">例：${words}</span>`}
        </li>`;
      })}
    </ol>
  </section>`;
}

/** Under the name of its group the switch is not called by that name again. */
const labelIn = (group: RuleGroup, path: readonly string[], label: string) =>
  path.at(-1) === 'enabled' && label === group.label ? '启用' : label;

export interface EditPageInput {
  group: RuleGroup;
  rules: Rules;
  version: number;
  typed?: Typed | undefined;
  faults?: ReadonlyMap<string, string>;
  flash?: FramedPage['flash'];
  /** What the changed rules would do, when that was asked for. */
  preview?: Content;
  day: string;
}

/** One group as a form. */
export function editRulesPage(visit: Visit, input: EditPageInput): string {
  const { group, rules, version, typed, faults } = input;
  const valueOf = (name: string) => typed?.(name)[0];
  const { input: field } = fieldsOf('change', valueOf);
  const general = faults?.get('');
  return framed(visit, {
    title: `修改${group.label}`,
    kind: 'rules',
    flash: input.flash,
    body: [
      html`<h1>修改：${group.label}</h1>`,
      html`<form class="card rule-form" method="post" action="${visit.path}">
        ${tokenOf(visit)}<input type="hidden" name="group" value="${group.key}" /><input
          type="hidden"
          name="seen"
          value="${typed === undefined ? version : (valueOf('seen') ?? version)}"
        />
        ${general !== undefined && html`<p class="fault" role="alert">${general}</p>`}
        ${group.rules.map(({ path, rule }) => {
          const name = path.join('.');
          const id = `rule-${name}`;
          const own = fieldOfRule(path, rule);
          const fault = faults?.get(name);
          const words = defaultWords(path, dayOf(visit.context.clock.now()));
          return html`<div class="rule ${fault === undefined ? 'fine' : 'wrong'}">
            <label for="${id}">${labelIn(group, path, rule.label)}</label>
            ${own.control(id, name, valueAt(rules, path), typed)}
            ${fault !== undefined && html`<p class="fault" role="alert">${fault}</p>`}
            <p class="note">默认：${own.words(rule.value)} · 来源：${sourceWords(rule.sources)}${hintOf(name)}</p>
            ${words !== undefined && html`<p class="note">默认用语，例：${words}</p>`}
          </div>`;
        })}
        <div class="rule">${field('note', '修改原因', { hint: '如：按厂家新规调整', isRequired: false })}</div>
        <div class="rule">
          <label for="preview-day">试排日期</label>
          <input id="preview-day" name="day" type="date" value="${input.day}" />
        </div>
        <div class="pair">
          <button class="plain" name="action" value="preview">试排</button
          ><button class="primary" name="action" value="save">保存并生效</button>
        </div>
        <p><a href="${visit.path}#${group.key}">不修改，返回</a></p>
      </form>`,
      input.preview,
    ],
  });
}

function hintOf(name: string): string {
  if (name.endsWith('.holdOutPercent')) return ` · ${HOLD_OUT}`;
  return name.endsWith('.wording') ? ' · 可用：{称呼} {车牌} {日期} {项目} {门店} {电话}，不填用默认用语' : '';
}

const HOLD_OUT = '这部分车主有意不提醒，与其他车主比较，看提醒带来多少到店或续保；0为不设';
