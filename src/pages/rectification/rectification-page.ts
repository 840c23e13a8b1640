import { formatInstant } from '../../calendar.ts';
import type { Rectification, RectificationEvent } from '../../database/generated/client.ts';
import { RECTIFICATION_STATUSES, type RectificationStatus, type RectificationStep } from '../../rectification/index.ts';
import { type Fields, fieldsOf } from '../fields.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { dueWords } from './show-list.ts';

export interface RectificationView {
  rectification: Rectification;
  departmentName: string;
  dueOn: string | undefined;
  isOverdue: boolean;
  steps: readonly RectificationStep[];
  /** Oldest first. */
  events: readonly RectificationEvent[];
  tickets: readonly { number: string; summary: string; statusLabel: string; isReadable: boolean }[];
}

const KINDS: Record<string, string> = { sameVehicle: '同一辆车重复', growingCause: '同类问题增多' };

/** One rectification as a whole page. */
export function rectificationPage(
  visit: Visit,
  view: RectificationView,
  rest: { flash?: FramedPage['flash']; typed?: string | undefined },
): string {
  const { rectification, dueOn } = view;
  return framed(visit, {
    title: `${rectification.number} 整改`,
    kind: 'ticket',
    flash: rest.flash,
    body: html`<section aria-label="整改">
        <div class="head">
          <h1>${rectification.number}</h1>
          <span class="tag">${RECTIFICATION_STATUSES[rectification.status as RectificationStatus]}</span>${
            dueOn !== undefined &&
            html`<span class="tag ${view.isOverdue ? 'overdue' : 'running'}">${dueWords(dueOn, view.isOverdue)}</span>`
          }<span class="note">${KINDS[rectification.kind] ?? ''}</span>
        </div>
        <p class="summary">${rectification.title}</p>
        <p>${rectification.reason}</p>
        <p class="note">
          责任部门：${view.departmentName}${rectification.round > 0 && ` · 第${rectification.round + 1}轮`}
        </p>
      </section>
      <div class="side">${actionsOf(visit, view, rest.typed)}${ticketsOf(visit, view)}</div>
      <div class="main">
        ${said('整改措施', rectification.measure)}${said('验证', rectification.verification)}${said('总经理决定', rectification.decision)}${timelineOf(view.events)}
      </div>`,
  });
}

const button = (step: RectificationStep, text: string, style = 'primary') =>
  html`<button class="${style}" name="action" value="${step}">${text}</button>`;

function actionsOf(visit: Visit, { steps, events, rectification }: RectificationView, typed: string | undefined): Html {
  const fields = fieldsOf('step', () => typed);
  const content = formOf(steps, fields);
  if (content === undefined) {
    const text = rectification.status === 'closed' ? '整改已关闭。' : '等待负责的同事处理，您可以查看进展。';
    return html`<section class="actions" aria-label="操作"><p class="note">${text}</p></section>`;
  }
  return html`<section class="actions" aria-label="操作">
    <h2>操作</h2>
    <form method="post" action="${visit.path}">
      ${tokenOf(visit)}<input type="hidden" name="seen" value="${events.at(-1)?.id ?? 0}" />${content}
    </form>
  </section>`;
}

function formOf(steps: readonly RectificationStep[], { words }: Fields): Content {
  if (steps.includes('measure')) {
    return [words('整改措施', '为什么反复发生，怎么改，谁负责，何时完成'), button('measure', '提交措施')];
  }
  if (steps.includes('pass') || steps.includes('fail')) {
    return [
      words('验证情况', '措施是否落实、是否有效；不通过请写原因', 'words', false),
      html`<div class="pair">
        ${steps.includes('pass') && button('pass', '通过')}${steps.includes('fail') && button('fail', '不通过', 'danger')}
      </div>`,
    ];
  }
  if (steps.includes('approve') || steps.includes('reject')) {
    return [
      words('决定', '驳回请写原因', 'words', false),
      html`<div class="pair">${button('approve', '同意')}${button('reject', '驳回', 'danger')}</div>`,
    ];
  }
  return undefined;
}

function ticketsOf(visit: Visit, { tickets }: RectificationView): Content {
  if (tickets.length === 0) return undefined;
  return html`<section aria-label="相关工单">
    <h2>相关工单<span class="note">${tickets.length}张</span></h2>
    <ol class="links">
      ${tickets.map(({ number, summary, statusLabel, isReadable }) => {
        const head = html`<strong>${number}</strong> <span class="tag">${statusLabel}</span>`;
        return isReadable
          ? html`<li>
              <a href="${visit.to(`tickets/${number}`)}">${head}<span class="text">${summary}</span></a>
            </li>`
          : html`<li>${head}</li>`;
      })}
    </ol>
  </section>`;
}

function said(title: string, words: string | null): Content {
  if (words === null || words === '') return undefined;
  return html`<section aria-label="${title}">
    <h2>${title}</h2>
    <pre class="words">${words}</pre>
  </section>`;
}

const EVENT_TITLES: Record<string, string> = {
  opened: '立项整改',
  joined: '又有工单加入',
  measured: '提交措施',
  verified: '验证通过',
  rejected: '退回重新整改',
  decided: '同意，关闭',
  nudged: '催办',
};

function timelineOf(events: readonly RectificationEvent[]): Html {
  return html`<section aria-label="处理过程">
    <h2>处理过程</h2>
    <ol class="timeline">
      ${events.toReversed().map(
        (event) =>
          html`<li>
            <div><strong>${EVENT_TITLES[event.type] ?? event.type}</strong></div>
            ${event.words !== '' && html`<pre class="words">${event.words}</pre>`}<span class="note"
              >${event.actorName} · </span
            ><time datetime="${event.at.toISOString()}">${formatInstant(event.at)}</time>
          </li>`,
      )}
    </ol>
  </section>`;
}
