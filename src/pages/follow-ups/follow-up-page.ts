import { dateToDay, type Day, formatInstant } from '../../calendar.ts';
import type { CallTask } from '../../database/generated/client.ts';
import {
  asksFixed,
  FOLLOW_UP_CHANNELS,
  FOLLOW_UP_ROUNDS,
  FOLLOW_UP_STATUSES,
  type FollowUpChannel,
  type FollowUpRound,
  type FollowUpStatus,
} from '../../follow-ups/index.ts';
import { callForm } from '../calls/call-form.ts';
import { fieldsOf } from '../fields.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { shortDay } from '../owner/history.ts';
import type { Visit } from '../visit.ts';
import type { FollowUpRow } from './find-rows.ts';

export const RECORD = 'record';

export interface FollowUpPageInput {
  row: FollowUpRow;
  today: Day;
  /** What the caller says. */
  script: string;
  /** Whom to dial. */
  phone: string | undefined;
  call: CallTask | undefined;
  ticketNumber: string | undefined;
  flash?: FramedPage['flash'];
  typed?: (name: string) => string | undefined;
}

/** One follow-up: whom to ask what, and the form for the answers; afterwards what was answered. */
export function followUpPage(visit: Visit, input: FollowUpPageInput): string {
  const { row, today, script, phone } = input;
  const label = FOLLOW_UP_ROUNDS[row.round as FollowUpRound];
  const isOver = row.status === 'done';
  const facts: [string, Content][] = [
    ['车主', html`<a href="${visit.to(`owners/${row.customerId}`)}">${row.name}</a> ${row.plate}`],
    ...(phone === undefined ? [] : ([['电话', html`<a href="tel:${phone}">${phone}</a>`]] as [string, Content][])),
    [row.round === 'threeDay' ? '维修交车' : '交车', shortDay(dateToDay(row.basisOn), today)],
    ...(row.advisorName === null ? [] : ([['服务顾问', row.advisorName]] as [string, Content][])),
    ['期限', `${shortDay(dateToDay(row.fromOn), today)}至${shortDay(dateToDay(row.dueOn), today)}`],
    ...(row.assignee === '' ? [] : ([['回访人', row.assignee]] as [string, Content][])),
  ];
  return framed(visit, {
    title: `${label} ${row.name}`,
    kind: 'ticket',
    flash: input.flash,
    body: [
      html`<section aria-label="回访">
        <div class="head">
          <h1>${label}</h1>
          <span class="tag ${isOver ? 'yes' : ''}">${FOLLOW_UP_STATUSES[row.status as FollowUpStatus]}</span>
        </div>
        <dl>
          ${facts.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        ${row.skipReason !== null && html`<p class="why">${row.skipReason}</p>`}
      </section>`,
      isOver ? answersOf(visit, input) : [scriptOf(script, input.call), formOf(visit, input)],
      html`<p><a class="button plain" href="${visit.to('followups')}">返回列表</a></p>`,
    ],
  });
}

function scriptOf(script: string, call: CallTask | undefined): Html {
  return html`<section aria-label="话术">
    <h2>话术</h2>
    <p class="summary words">${script}</p>
    ${call?.result != null && html`<p class="note words">${call.result}</p>`}
  </section>`;
}

function answersOf(visit: Visit, { row, ticketNumber }: FollowUpPageInput): Html {
  const said: [string, Content][] = [
    ...(row.score === null ? [] : ([['评分', `${row.score}分`]] as [string, Content][])),
    ...(row.isFixed === null ? [] : ([['是否修好', row.isFixed ? '已修好' : '没修好']] as [string, Content][])),
    ...(row.isSatisfied === null ? [] : ([['是否满意', row.isSatisfied ? '满意' : '不满意']] as [string, Content][])),
    ...(row.words === null ? [] : ([['车主的话', row.words]] as [string, Content][])),
    ['方式', FOLLOW_UP_CHANNELS[row.channel as FollowUpChannel] ?? ''],
    ...(row.doneAt === null ? [] : ([['时间', formatInstant(row.doneAt)]] as [string, Content][])),
  ];
  return html`<section aria-label="车主的评价">
    <h2>车主的评价</h2>
    <dl>
      ${said.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      ticketNumber !== undefined &&
      html`<p>已登记投诉 <a href="${visit.to(`tickets/${ticketNumber}`)}">${ticketNumber}</a></p>`
    }
  </section>`;
}

const SCORES = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(
  (score) => [String(score), score === 10 ? '10分（最满意）' : `${score}分`] as const,
);

function formOf(visit: Visit, { row, call, typed }: FollowUpPageInput): Html {
  const field = fieldsOf('follow-up', typed ?? (() => undefined));
  return html`<section aria-label="登记">
    <h2>登记车主的评价</h2>
    <form method="post" action="${visit.path}">
      ${tokenOf(visit)}${field.choice('score', '满意度', SCORES, { none: '未评分', isRequired: false })}${
        asksFixed(row.round) &&
        field.choice(
          'fixed',
          '要解决的问题',
          [
            ['yes', '已修好'],
            ['no', '没修好'],
          ],
          { none: '未问到', isRequired: false },
        )
      }${field.choice(
        'satisfied',
        '是否满意',
        [
          ['yes', '满意'],
          ['no', '不满意'],
        ],
        { none: '未问到', isRequired: false },
      )}${field.words('车主说的话', '建议、意见，照车主的原话写', 'words', false)}<button
        class="primary"
        name="action"
        value="${RECORD}"
      >
        提交
      </button>
      <p class="note">评分较低、没修好或不满意的，会自动登记投诉。</p>
    </form>
    ${call !== undefined && callForm(visit, call)}
  </section>`;
}
