import { GROUPING_NAMES } from '../labels.ts';
import { clip, fitAnswer } from './messages.ts';
import type { Doubt } from '../reading/question.ts';
import type { Grouping } from '../types.ts';

const EXAMPLES = ['今天有多少投诉', '本月关闭率，跟上个月比', '哪个部门超时最多'];

const exampleLines = (): string[] => EXAMPLES.map((example) => `“${example}”`);

const FILTER_NAMES: Readonly<Record<string, string>> = {
  department: '部门',
  severity: '级别',
  category: '类别',
  kind: '性质',
  status: '状态',
  source: '来源',
  demand: '诉求',
  reminderKind: '提醒种类',
  channel: '渠道',
  assignee: '责任人',
  series: '车系',
  plate: '车牌',
  visitType: '进厂类型',
  round: '回访轮次',
  purpose: '电话用途',
  workKind: '工作',
};

/** What can be asked, with three examples. */
export function helpText(): string {
  return fitAnswer({
    head: [
      '我可以查这些数据：',
      '· 投诉：数量、待处理、超时、关闭率、各环节及时率和用时、重开、重复投诉、满意度、整改',
      '· 提醒：计划、已发、触达率、回复率、到店率、续保率',
      '· 回访：应回访、回访率、得分、满意率、一次修复率',
      '· 其他：预约、电话、进厂台次、流失率、首保返厂率、每人工作量',
      '可以加上时间、部门、人员、级别、类别、车系，也可以接着问“那配件呢”“跟上个月比”“按顾问分”“列出来”。例如：',
      ...exampleLines(),
    ],
  });
}

/** A number chose nothing: nothing was offered, or too long ago. */
export function nothingOfferedText(): string {
  return fitAnswer({ head: ['现在没有可选的问题，或选项已过半小时。请直接写要查的，例如：', ...exampleLines()] });
}

export function unreadableText(): string {
  return fitAnswer({ head: ['这句话没看懂，换个说法试试。例如：', ...exampleLines(), '发送“帮助”查看能查什么。'] });
}

export function unsupportedText(topic: string): string {
  return fitAnswer({ head: [`${topic}目前还不能查。现在可以这样问：`, ...exampleLines(), '发送“帮助”查看能查什么。'] });
}

/** Says what was not understood and offers the nearest questions, ready to be sent. */
export function clarifyText(doubt: Doubt, offers: readonly string[]): string {
  const lines = offers.map((offer, index) => `${index + 1}. ${offer}`);
  return fitAnswer({ head: [`${doubtText(doubt)}您是不是想问：`, ...lines, '请回复序号，或换个说法。'] });
}

function doubtText(doubt: Doubt): string {
  switch (doubt.what) {
    case 'words':
      return `没看懂“${clip(doubt.words.join('、'), 20)}”，怕算错，先确认一下。`;
    case 'metric':
      return '没看出要查哪个数据。';
    case 'limit':
      return '24 小时的时限有两个：跟进和回访确认。';
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

export function otherPersonText(): string {
  return '抱歉，您只能查看自己的工作，其他同事的数据请向部门负责人了解。';
}

/** Of one figure they see the whole store, of the other a part: side by side they would mislead. */
export function askApartText(): string {
  return '这两个数据您能看的范围不同，请分开问。';
}

export function restrictedText(name: string): string {
  return `抱歉，${name}只对管理层和客户关爱部开放。您可以查看自己范围内的投诉、工单和电话。`;
}
