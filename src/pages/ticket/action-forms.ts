import { DISMISSED_KINDS, PAUSE_REASONS } from '../../tickets/index.ts';
import { CATEGORIES, CATEGORY_KEYS, MESSAGE_KINDS, SEVERITIES } from '../../understanding/index.ts';
import { tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { type Fields, fieldsOf } from '../fields.ts';
import type { Action } from './actions.ts';
import type { TicketView } from './view.ts';

export interface FormInput {
  visit: Visit;
  view: TicketView;
  /** What had been typed into the form that failed. */
  failed?: { action: Action; valueOf: (name: string) => string } | undefined;
}

/** What stands open on the page; the others are folded. */
const USUAL: readonly Action[] = ['acknowledge', 'note', 'resume', 'resolve', 'satisfied'];

/** The buttons that the state and the member's role allow: the usual ones open, the rare ones folded. */
export function actionForms(input: FormInput): { usual: Html[]; rare: Html[] } {
  const { offered, status } = input.view;
  // After 处理完毕 it is the owner's verdict that is waited for.
  const isUsual = (action: Action) => USUAL.includes(action) && !(action === 'note' && status === 'resolved');
  const usual = offered.filter(isUsual);
  // 满意 and 不满意 share a form; after the end there is only the second.
  const rare = offered.filter(
    (action) => !isUsual(action) && !(action === 'dissatisfied' && offered.includes('satisfied')),
  );
  return {
    usual: usual.map((action) => formOf(input, action)),
    rare: rare.map((action) => {
      const title = titleOf(action, input.view);
      const isOpen = input.failed?.action === action;
      return html`<details ${isOpen && html`open`}>
        <summary>${title}</summary>
        ${formOf(input, action)}
      </details>`;
    }),
  };
}

interface ActionForm {
  title: string;
  fields: (field: Fields, input: FormInput) => Content;
  /** Instead of one plain button. */
  buttons?: Html;
  takesFiles?: boolean;
}

function titleOf(action: Action, { status }: TicketView): string {
  return action === 'note' && status === 'resolved' ? '补充处理结果' : FORMS[action].title;
}

const button = (action: Action, text: string, style = 'primary') =>
  html`<button class="${style}" name="action" value="${action}">${text}</button>`;

function formOf(input: FormInput, action: Action): Html {
  const { fields, buttons, takesFiles } = FORMS[action];
  const type = takesFiles === true ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const style = USUAL.includes(action) ? 'primary' : 'plain';
  return html`<form method="post" action="${input.visit.path}" enctype="${type}">
    ${tokenOf(input.visit)}<input type="hidden" name="seen" value="${input.view.newestEventId}" />${fields(
      fieldsOf(action, typedInto(input, action)),
      input,
    )}${buttons ?? button(action, titleOf(action, input.view), style)}
  </form>`;
}

function typedInto({ failed }: FormInput, action: Action): (name: string) => string | undefined {
  // One form for two buttons: what was typed comes back whichever was pressed.
  const isTheirs = failed?.action === action || (action === 'satisfied' && failed?.action === 'dissatisfied');
  return (name) => (isTheirs ? failed?.valueOf(name) : undefined);
}

const CATEGORY_OPTIONS = CATEGORY_KEYS.filter((key) => key !== 'Z9').map(
  (key) => [key, CATEGORIES[key].label] as const,
);

const FORMS: Record<Action, ActionForm> = {
  acknowledge: { title: '签收', fields: () => undefined },
  note: {
    title: '记录进展',
    fields: ({ words }, { view }) =>
      view.status === 'resolved'
        ? words('补充处理结果', '原因和措施')
        : words('进展', '会转告车主，请写车主看得懂的话'),
  },
  resolve: {
    title: '处理完毕',
    fields: ({ words }) => [
      words('原因', '为什么会发生', 'cause', false),
      words('措施与结果', '做了什么，结果怎样，会告诉车主'),
    ],
  },
  satisfied: {
    title: '回访确认',
    fields: ({ words }) => words('回访确认：车主原话', '电话回访时车主怎么说'),
    buttons: html`<div class="pair">${button('satisfied', '满意')}${button('dissatisfied', '不满意', 'danger')}</div>`,
  },
  dissatisfied: {
    title: '车主又有不满，重开',
    fields: ({ words }) => words('车主原话', '车主怎么说'),
    buttons: button('dissatisfied', '重开工单', 'danger'),
  },
  handOver: {
    title: '转派',
    fields: ({ choice }, { view }) =>
      choice(
        'department',
        '转派给',
        view.departments.map(({ key, name }) => [key, name] as const),
        { none: '请选择部门' },
      ),
  },
  assign: {
    title: '改派责任人',
    fields: ({ choice }, { view }) =>
      choice(
        'userId',
        '改派给',
        view.colleagues.map(({ userId, name }) => [userId, name] as const),
        { none: '请选择同事' },
      ),
  },
  takeBack: {
    title: '收回',
    fields: (_fields, { view }) =>
      html`<p class="note">
        ${view.access.mayRecall ? '对方还没有签收，可以收回本部门处理。' : '从责任人处收回，由本部门重新签收。'}
      </p>`,
  },
  pause: {
    title: '暂停计时',
    fields: ({ choice, input, words }) => [
      choice('reason', '等什么', Object.entries(PAUSE_REASONS), { none: '请选择' }),
      words('说明', '例如：右前减震器订货，周五到'),
      input('untilOn', '预计到哪天（可不填）', { type: 'date', isRequired: false }),
    ],
  },
  resume: { title: '恢复计时', fields: () => undefined },
  comment: { title: '内部备注', fields: ({ words }) => words('内部备注', '只有同事看得到') },
  noteToOwner: { title: '给车主留言', fields: ({ words }) => words('给车主的话', '会发给车主，请写车主看得懂的话') },
  attach: {
    title: '补充附件',
    takesFiles: true,
    fields: () =>
      html`<label for="attach-files">图片、录音或文件（20MB以内）</label
        ><input id="attach-files" name="files" type="file" multiple required />`,
  },
  recategorize: {
    title: '改类别、升等级',
    fields: ({ choice }, { view }) => [
      ...[0, 1, 2].map((index) => categoryChoice(index, view.categories[index] ?? '')),
      choice(
        'severity',
        '等级（只能升）',
        Object.entries(SEVERITIES)
          .filter(([key]) => key <= view.severity)
          .map(([key, { label }]) => [key, label] as const),
        { value: view.severity },
      ),
    ],
  },
  bind: {
    title: '绑定车主',
    fields: ({ input }) => [
      input('plate', '车牌号', { hint: '沪A12345' }),
      input('phone', '手机号', { hint: '与档案里的一致', type: 'tel' }),
    ],
  },
  split: {
    title: '拆分另一件事',
    fields: ({ choice, words }) => [
      choice('category', '另一件事的类别', CATEGORY_OPTIONS, { none: '请选择类别' }),
      words('车主关于这件事的话', '可从车主原话中复制'),
    ],
  },
  merge: {
    title: '合并到另一张工单',
    fields: ({ input }) => input('into', '并入的工单号', { hint: 'TS-20261122-0007' }),
  },
  dismiss: {
    title: '非投诉',
    fields: ({ choice }) =>
      choice(
        'kind',
        '实际是',
        DISMISSED_KINDS.map((key) => [key, MESSAGE_KINDS[key].label] as const),
        { none: '请选择' },
      ),
  },
};

/** Three fields of one name: the first is the main category. */
function categoryChoice(index: number, value: string): Html {
  const label = index === 0 ? '主要类别' : `类别${index + 1}（可不选）`;
  return html`<label for="recategorize-category-${index}">${label}</label>
    <select id="recategorize-category-${index}" name="category" ${index === 0 && html`required`}>
      <option value="">${index === 0 ? '请选择类别' : '—'}</option>
      ${CATEGORY_OPTIONS.map(
        ([key, text]) => html`<option value="${key}" ${key === value && html`selected`}>${text}</option>`,
      )}
    </select>`;
}
