import { dayOf, formatDayChinese, timeOf } from '../calendar.ts';
import type { ComplaintRecord } from './complaint-record.ts';

/** A line of a form: two short fields side by side, or one over the whole width. */
export type FormLine =
  | { kind: 'heading'; text: string }
  | { kind: 'pair'; fields: readonly [FormField, FormField] }
  | { kind: 'wide'; field: FormField; minLines: number };

export interface FormField {
  label: string;
  value: string;
}

export interface ComplaintForm {
  title: string;
  lines: readonly FormLine[];
}

/** `2026年11月22日 14:05` */
const momentOf = (at: Date | null): string => (at === null ? '' : `${formatDayChinese(dayOf(at))} ${timeOf(at)}`);

const pair = (a: string, b: string, c: string, d: string): FormLine => ({
  kind: 'pair',
  fields: [
    { label: a, value: b },
    { label: c, value: d },
  ],
});
const wide = (label: string, value: string, minLines = 1): FormLine => ({
  kind: 'wide',
  field: { label, value },
  minLines,
});
const heading = (text: string): FormLine => ({ kind: 'heading', text });

/** 抱怨处理单: the form that a dealership files, on paper and as a sheet alike. */
export function complaintForm(record: ComplaintRecord): ComplaintForm {
  const { verification } = record;
  return {
    title: '抱怨处理单',
    lines: [
      pair('经销商', record.storeName, '单号', record.number),
      pair('受理时间', momentOf(record.openedAt), '来源', record.source),
      pair('厂家/热线编号', record.externalNo, '状态', record.status),
      heading('车主与车辆'),
      pair('车主姓名', record.owner, '联系电话', record.phone),
      pair('车牌号', record.plate, 'VIN', record.vin),
      pair('车型', record.model, '行驶里程', record.odometer),
      heading('抱怨内容'),
      pair('类别', record.categories, '等级', record.severity),
      pair('车主诉求', record.demand, '附件', record.attachmentCount === 0 ? '' : `${record.attachmentCount}件`),
      wide('车主原话', record.words.map(({ at, text }) => `${momentOf(at)}  ${text}`).join('\n'), 4),
      heading('处理过程'),
      pair('责任部门', record.department, '责任人', record.assignee),
      pair('签收时间', momentOf(record.acknowledgedAt), '处理完毕时间', momentOf(record.resolvedAt)),
      wide('进展记录', record.progress.map(({ at, who, text }) => `${momentOf(at)}  ${who}：${text}`).join('\n'), 3),
      wide('原因', record.cause, 2),
      wide('措施与结果', record.result, 3),
      heading('回访确认'),
      pair('回访人', verification?.by ?? '', '回访时间', momentOf(verification?.at ?? null)),
      pair('车主评价', verdictOf(verification), '', ''),
      wide('车主原话', verification?.words ?? '', 2),
      heading('签字'),
      pair('责任人', '', '部门负责人', ''),
      pair('客户关爱总监', '', '总经理', ''),
    ],
  };
}

function verdictOf(verification: ComplaintRecord['verification']): string {
  if (verification === undefined) return '';
  return verification.isSatisfied ? '满意' : '不满意';
}
