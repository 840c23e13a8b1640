import { isDeepStrictEqual } from 'node:util';
import { listRuleFaults, type RuleFault } from '../../stores/index.ts';
import type { Form } from '../form.ts';
import { fieldOfRule } from './rule-fields.ts';
import { type RuleGroup, withValue } from './rule-groups.ts';

export interface ReadGroup {
  /** All that differs from the defaults, with the group as it was typed. */
  rules: Record<string, unknown>;
  /** By the name of the field. '' for what belongs to none. */
  faults: Map<string, string>;
}

/** What a group's form says, laid over the rules in force. A value that equals the default is not kept. */
export function readGroup(form: Form, group: RuleGroup, inForce: Record<string, unknown>): ReadGroup {
  const faults = new Map<string, string>();
  let rules = inForce;
  for (const { path, rule } of group.rules) {
    const name = path.join('.');
    const value = fieldOfRule(path, rule).read(form, name);
    if (value === undefined) faults.set(name, '看不懂填写的内容，请按示例填写');
    else rules = withValue(rules, path, isDeepStrictEqual(value, rule.value) ? undefined : value);
  }
  for (const fault of listRuleFaults(rules)) {
    const at = group.rules.map(({ path }) => path.join('.')).find((name) => isWithin(fault.path, name)) ?? '';
    if (!faults.has(at)) faults.set(at, faultWords(fault));
  }
  return { rules, faults };
}

const isWithin = (path: readonly string[], name: string) => `${path.join('.')}.`.startsWith(`${name}.`);

/** Faults of the working time as a whole. @see faultOf in working-time.ts */
const HOURS_FAULTS: readonly (readonly [RegExp, string])[] = [
  [/ends before it starts/, '结束时间早于开始时间'],
  [/overlaps/, '工作时段有重叠'],
  [/is no day/, '日期有误，请填写如 2026-12-31'],
  [/no day of the week/, '每周至少要有一个工作日'],
  [/closed for a year/, '休息日设置使全年都不营业'],
];

/** What is wrong, for who filled in the form. */
function faultWords({ issue, message }: RuleFault): string {
  if (issue === undefined) return HOURS_FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'array' ? `至少填写${issue.minimum}项` : `不能小于${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return `最多填写${issue.maximum}项`;
      return issue.origin === 'string' ? `请控制在${issue.maximum}字以内` : `不能大于${issue.maximum}`;
    case 'invalid_type':
      return issue.expected === 'int' ? '请填写整数' : '请填写数字';
    case 'invalid_format':
      return message.includes('HH:mm') ? '请填写时间，如 08:30' : '请填写日期，如 2026-12-31';
    case 'unrecognized_keys':
      return '有不认识的设置项';
    case 'custom':
      return message;
    default:
      return '填写有误，请核对';
  }
}
