import { reminderKinds } from '../../outreach/index.ts';
import { Rule, ruleDefinitions, type RuleTree } from '../../stores/index.ts';

/** Rules that are looked at and changed together. `key`: the path of their part of the tree. */
export interface RuleGroup {
  key: string;
  label: string;
  rules: readonly { path: readonly string[]; rule: Rule<unknown> }[];
}

const LABELS: Record<string, string> = {
  deadlines: '工单时限',
  firstContact: '首次联系',
  pauses: '时限暂停',
  verification: '回访确认',
  rectification: '整改',
  warrantyWatch: '三包预警',
  workingTime: '工作时间',
  staffing: '代接部门',
  conversation: '对话受理',
  outreach: '触达与免打扰',
  rates: '发送速度',
  groupSend: '企业群发',
  sms: '短信',
  calls: '电话任务',
  maintenance: '保养间隔',
  inspection: '年检',
  churn: '流失',
  targets: '指标目标',
  reports: '报表与每日提醒',
  followUps: '回访',
};

/** Every rule of a store, by group: the reminders first, because they are changed most. */
export const ruleGroups: readonly RuleGroup[] = groupsOf(ruleDefinitions).toSorted(
  (a, b) => Number(b.key.startsWith('reminders.')) - Number(a.key.startsWith('reminders.')),
);

function groupsOf(tree: RuleTree): RuleGroup[] {
  return Object.entries(tree).flatMap(([key, node]) => {
    if (node instanceof Rule) return [];
    if (key !== 'reminders') return [{ key, label: LABELS[key] ?? key, rules: rulesIn(node, [key]) }];
    return Object.entries(node).flatMap(([kind, own]) =>
      own instanceof Rule
        ? []
        : [
            {
              key: `reminders.${kind}`,
              label: `${(reminderKinds as Record<string, { label: string }>)[kind]?.label ?? kind}提醒`,
              rules: rulesIn(own, [key, kind]),
            },
          ],
    );
  });
}

function rulesIn(tree: RuleTree, path: readonly string[]): RuleGroup['rules'] {
  return Object.entries(tree).flatMap(([key, node]) =>
    node instanceof Rule ? [{ path: [...path, key], rule: node }] : rulesIn(node, [...path, key]),
  );
}

export const findGroup = (key: string): RuleGroup | undefined => ruleGroups.find((group) => group.key === key);

type Values = Record<string, unknown>;

/** The value at a path of a tree of values; undefined where there is none. */
export function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}

/** The tree with another value at a path; `undefined` takes it out, and what is empty then too. */
export function withValue(values: Values, path: readonly string[], value: unknown): Values {
  const [key = '', ...rest] = path;
  const { [key]: old, ...others } = values;
  const next = rest.length === 0 ? value : withValue((old ?? {}) as Values, rest, value);
  const isGone = next === undefined || (rest.length > 0 && Object.keys(next as Values).length === 0);
  return isGone ? others : { ...others, [key]: next };
}
