import type { Day } from '../calendar.ts';
import { GROUPING_NAMES } from './labels.ts';
import { clip, fitAnswer, type Names, questionOf } from './messages.ts';
import type { Doubt } from './question.ts';
import type { Grouping, Query } from './types.ts';

const EXAMPLES = ['今天有多少投诉', '本月关闭率，跟上个月比', '哪个部门超时最多'];

const exampleLines = (): string[] => EXAMPLES.map((example) => `· ${example}`);

const FILTER_NAMES: Readonly<Record<string, string>> = {
  department: '部门',
  severity: '级别',
  category: '类别',
  kind: '性质',
  status: '状态',
  source: '来源',
  reminderKind: '提醒种类',
};

/** What can be asked, with three examples. */
export function helpText(): string {
  return fitAnswer({
    head: [
      '我可以查这些数据：',
      '投诉和工单数、待处理、超时、处理完毕、关闭与关闭率、派单/跟进/处理/回访确认及时率、重开、满意度、提醒计划与发送、电话任务。',
      '可以加上时间、部门、级别、类别、来源，也可以接着问“那配件呢”“跟上个月比”“列出来”。例如：',
      ...exampleLines(),
    ],
  });
}

export function unreadableText(): string {
  return fitAnswer({ head: ['这句话没看懂，换个说法试试。例如：', ...exampleLines(), '发送“帮助”查看能查什么。'] });
}

export function unsupportedText(topic: string): string {
  return fitAnswer({ head: [`${topic}目前还不能查。现在可以这样问：`, ...exampleLines(), '发送“帮助”查看能查什么。'] });
}

/** Says what was not understood and offers the nearest questions, ready to be sent. */
export function clarifyText(doubt: Doubt, options: readonly Query[], today: Day, names: Names): string {
  const offers = options.slice(0, 2).map((query, index) => `${index + 1}. ${questionOf(query, today, names)}`);
  return fitAnswer({ head: [`${doubtText(doubt)}您是不是想问：`, ...offers, '请照着发一句，或换个说法。'] });
}

function doubtText(doubt: Doubt): string {
  switch (doubt.what) {
    case 'words':
      return `没看懂“${clip(doubt.words.join('、'), 20)}”，怕算错，先确认一下。`;
    case 'metric':
      return '没看出要查哪个数据。';
    case 'limit':
      return '24 小时的时限有两个：跟进和回访确认。';
    case 'quarterOrCategory':
      return '没看出说的是季度，还是投诉类别的编号。';
    case 'periods':
      return '没看出是哪几个时段在比较。';
    case 'state':
      return `${doubt.name}只有当前的数，没有以前的可比。`;
    case 'filter':
      return `这个数据不能按${FILTER_NAMES[doubt.name] ?? doubt.name}筛选。`;
    case 'grouping':
      return `这个数据不能按${GROUPING_NAMES[doubt.name as Grouping] ?? doubt.name}分。`;
    default:
      return doubt satisfies never;
  }
}

export function unknownPersonText(): string {
  return '没有找到您的员工信息，暂时不能查询。请联系客户关爱部登记。';
}

export function noDepartmentText(): string {
  return '您还没有登记所属部门，暂时不能查询。请联系客户关爱部登记。';
}

export function otherDepartmentText(own: string, asked: string): string {
  return `抱歉，您只能查看本部门（${clip(own, 12)}）的数据，${clip(asked, 24)}的数据请向客户关爱总监了解。`;
}

export function restrictedText(name: string): string {
  return `抱歉，${name}只对管理层和客户关爱部开放。您可以查看本部门的投诉和工单数据。`;
}
