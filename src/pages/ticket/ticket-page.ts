import { formatInstant } from '../../calendar.ts';
import { callForm } from '../calls/call-form.ts';
import type { ClockState } from '../clock-words.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { actionForms } from './action-forms.ts';
import type { Action } from './actions.ts';
import type { Fact } from './facts.ts';
import { filesOf } from './files.ts';
import type { TicketView } from './view.ts';

export interface TicketPageInput {
  view: TicketView;
  /** What was just done. */
  done?: string | undefined;
  /** What went wrong, when it was about no button of the ticket. */
  refused?: string | undefined;
  /** What went wrong, and what had been typed into which form. */
  failed?: { message: string; action: Action; valueOf: (name: string) => string } | undefined;
}

/** One ticket as a whole page. */
export function ticketPage(visit: Visit, input: TicketPageInput): string {
  const { view, done, failed } = input;
  const refused = failed?.message ?? input.refused;
  return framed(visit, {
    title: `${view.number} ${view.statusLabel}`,
    kind: 'ticket',
    flash: refused === undefined ? flashOf(done) : { text: refused, isError: true },
    body: html`<section aria-label="工单">
        <div class="head">
          <h1>${view.number}</h1>
          <span class="tag">${view.statusLabel}</span><span class="tag ${view.severity}">${view.severityLabel}</span
          ><span class="note">${view.title}</span>
        </div>
        <p class="summary">${view.summary}</p>
        ${view.warrantyNote !== '' && html`<p class="warn">${view.warrantyNote}</p>`}
        ${view.rectifications.map(({ number, title }) => html`<p class="note">整改：<a href="${visit.to(`rectifications/${number}`)}">${number}</a> ${title}</p>`)}
        <dl>${view.facts.map(factOf)}</dl>
        ${
          !view.access.isMasked &&
          html`<p class="tools"><a class="button plain" href="${visit.path}/print">打印抱怨处理单</a></p>`
        }
      </section>
      <div class="side">${actionsOf(visit, input)}${clocksOf(view)}${linksOf(visit, view)}</div>
      <div class="main">${wordsOf(visit, view)}${resultOf(view)}${callsOf(visit, view)}${timelineOf(view)}</div>`,
  });
}

const flashOf = (done: string | undefined) => (done === undefined ? undefined : { text: done });

const timeOf = (at: Date) => html`<time datetime="${at.toISOString()}">${formatInstant(at)}</time>`;

const factOf = ({ label, value, phone }: Fact) =>
  html`<dt>${label}</dt>
    <dd>${phone === undefined ? value : html`<a href="tel:${phone}">${value}</a>`}</dd>`;

/** The buttons that the state and the member's role allow. */
function actionsOf(visit: Visit, { view, failed }: TicketPageInput): Content {
  const { usual, rare } = actionForms({ visit, view, failed });
  const reason = usual.length === 0 ? reasonForNone(view) : '';
  return html`<section class="actions" aria-label="操作">
    ${usual.length > 0 && html`<h2>操作</h2>`}${reason !== '' && html`<p class="note">${reason}</p>`}${usual}
    ${rare.length > 0 && html`<h2>更多操作</h2>`}${rare}
  </section>`;
}

function reasonForNone({ access, status }: TicketView): string {
  if (access.isMasked) return '这张工单已转给其他部门，您可以查看进展，车主信息已隐去。';
  if (status === 'closed') return '工单已关闭。';
  if (status === 'merged') return '工单已合并，请在“相关工单”里打开继续处理的那一张。';
  if (status === 'dismissed') return '已判定为非投诉，工单结束。';
  return status === 'resolved' ? '已处理完毕，等待客户关爱部向车主回访确认。' : '由责任部门处理，您可以查看进展。';
}

const CLOCK_STATES: Record<ClockState, string> = {
  waiting: '未开始',
  running: '计时中',
  paused: '已暂停',
  warning: '即将到期',
  overdue: '已超时',
  kept: '按时',
  late: '超时',
};

function clocksOf(view: TicketView): Html {
  return html`<section aria-label="时限">
    <h2>时限</h2>
    <ol class="clocks">
      ${view.clocks.map(
        (clock) =>
          html`<li>
            <div>
              <strong>${clock.label}</strong><span class="tag ${clock.state}">${CLOCK_STATES[clock.state]}</span>
            </div>
            <p>${clock.sentence}</p>
          </li>`,
      )}
      ${view.pauses.map(
        (pause) =>
          html`<li>
            <div><strong>暂停</strong><span class="tag waiting">${pause.isRunning ? '暂停中' : '已恢复'}</span></div>
            <p>${pause.sentence}${pause.note}</p>
          </li>`,
      )}
    </ol>
  </section>`;
}

function linksOf(visit: Visit, { links }: TicketView): Content {
  if (links.length === 0) return undefined;
  return html`<section aria-label="相关工单">
    <h2>相关工单</h2>
    <ol class="links">
      ${links.map(({ relation, number, statusLabel, summary, isReadable }) => {
        const head = html`<span class="note">${relation}</span> <strong>${number}</strong>
          <span class="tag">${statusLabel}</span>`;
        return isReadable
          ? html`<li>
              <a href="${visit.to(`tickets/${number}`)}">${head}<span class="text">${summary}</span></a>
            </li>`
          : html`<li>${head}</li>`;
      })}
    </ol>
  </section>`;
}

function wordsOf(visit: Visit, view: TicketView): Html {
  return html`<section class="heard" aria-label="车主原话">
    <h2>车主原话</h2>
    <ol class="said">
      ${view.words.map(
        ({ text, at, files }) =>
          html`<li>
            ${timeOf(at)}
            <pre class="words">${text}</pre>
            ${filesOf(files, visit.path)}
          </li>`,
      )}
    </ol>
    ${
      view.files.length > 0 &&
      html`<h2>附件</h2>
        ${filesOf(view.files, visit.path)}`
    }
    ${view.hiddenFiles > 0 && html`<p class="note">另有${view.hiddenFiles}个附件，已隐去。</p>`}
  </section>`;
}

function resultOf(view: TicketView): Content {
  const { cause, result, verdict } = view;
  if (result === '' && cause === '' && verdict === undefined) return undefined;
  return html`<section aria-label="处理结果">
    <h2>处理结果</h2>
    ${
      cause !== '' &&
      html`<p class="note">原因</p>
        <pre class="words">${cause}</pre>
        <p class="note">措施与结果</p>`
    }
    <pre class="words">${result === '' ? '尚未填写' : result}</pre>
    ${
      verdict !== undefined &&
      html`<p class="summary">
          <span class="tag ${verdict.isSatisfied ? 'yes' : 'no'}">车主${verdict.isSatisfied ? '满意' : '不满意'}</span>
        </p>
        <pre class="words">${verdict.words}</pre>`
    }
  </section>`;
}

const CALL_STATES: Record<string, string> = { open: '待打', done: '已完成', cancelled: '已取消' };

function callsOf(visit: Visit, { calls }: TicketView): Content {
  if (calls.length === 0) return undefined;
  return html`<section aria-label="电话任务">
    <h2>电话任务</h2>
    <ol class="calls">
      ${calls.map(
        ({ task, result, mayReport }) =>
          html`<li>
            ${task.title}
            <span class="tag ${task.status === 'open' ? 'warning' : 'kept'}">${CALL_STATES[task.status]}</span>
            ${result !== '' && html`<p class="note">${result}</p>`}${mayReport && callForm(visit, task)}
          </li>`,
      )}
    </ol>
  </section>`;
}

function timelineOf(view: TicketView): Html {
  return html`<section aria-label="处理过程">
    <h2>处理过程</h2>
    <ol class="timeline">
      ${view.events.map(
        (event) =>
          html`<li>
            <div><strong>${event.title}</strong></div>
            ${event.quote !== '' && html`<pre class="words">${event.quote}</pre>`}<span class="note"
              >${event.actor} · </span
            >${timeOf(event.at)}
          </li>`,
      )}
    </ol>
  </section>`;
}
