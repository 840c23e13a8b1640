import { formatInstant } from '../calendar.ts';
import { type Action, LONGEST_WORDS } from './actions.ts';
import type { ClockState } from './clock-words.ts';
import { type Content, html, type Html } from './html.ts';
import { documentOf } from './layout.ts';
import type { TicketView } from './view.ts';

export interface TicketPageInput {
  view: TicketView;
  /** Where the forms go: this page's own address. */
  path: string;
  formToken: string;
  /** What was just done. */
  done?: string | undefined;
  /** What went wrong, and what had been typed into which form. */
  failed?: { message: string; action: Action; words: string } | undefined;
}

/** One ticket as a whole page. */
export function ticketPage(input: TicketPageInput): string {
  const { view } = input;
  return documentOf(
    `${view.number} ${view.statusLabel}`,
    html`<header class="bar">
        <div>
          <span>${view.storeName}</span>
          <form method="post" action="${input.path}">
            ${hidden(input)}${view.viewer} <button class="link" name="action" value="signOut">退出</button>
          </form>
        </div>
      </header>
      <main class="ticket">
        ${input.done !== undefined && html`<section class="flash" role="status">${input.done}</section>`}
        ${input.failed !== undefined && html`<section class="flash error" role="alert">${input.failed.message}</section>`}
        <section aria-label="工单">
          <div class="head">
            <h1>${view.number}</h1>
            <span class="tag">${view.statusLabel}</span><span class="tag ${view.severity}">${view.severityLabel}</span
            ><span class="note">${view.title}</span>
          </div>
          <p class="summary">${view.summary}</p>
          <dl>
            ${view.facts.map(
              (fact) =>
                html`<dt>${fact.label}</dt>
                  <dd>${fact.value}</dd>`,
            )}
          </dl>
        </section>
        <div class="side">${actionsOf(input)}${clocksOf(view)}</div>
        <div class="main">${wordsOf(view)}${resultOf(view)}${timelineOf(view)}</div>
      </main>`,
  );
}

function hidden(input: TicketPageInput): Html {
  return html`<input type="hidden" name="token" value="${input.formToken}" /><input
      type="hidden"
      name="seen"
      value="${input.view.newestEventId}"
    />`;
}

const timeOf = (at: Date) => html`<time datetime="${at.toISOString()}">${formatInstant(at)}</time>`;

/** The buttons that the state and the member's role allow. */
function actionsOf(input: TicketPageInput): Content {
  const forms = formsOf(input);
  if (forms.length > 0)
    return html`<section class="actions" aria-label="操作">
      <h2>操作</h2>
      ${forms}
    </section>`;
  return html`<section aria-label="操作"><p class="note">${reasonForNone(input.view)}</p></section>`;
}

function reasonForNone({ access, status }: TicketView): string {
  if (access.isMasked) return '这张工单已转给其他部门，您可以查看进展，车主信息已隐去。';
  if (status === 'closed') return '工单已关闭。';
  return status === 'resolved' ? '已处理完毕，等待客户关爱部向车主回访确认。' : '由责任部门处理，您可以查看进展。';
}

function formsOf(input: TicketPageInput): Html[] {
  const { mayAct, mayVerify } = input.view.access;
  const forms: Html[] = [];
  switch (input.view.status) {
    case 'triage':
    case 'routed':
      if (mayAct) forms.push(form(input, button('acknowledge', '签收')), handOver(input));
      break;
    case 'acknowledged':
    case 'tracking':
      if (mayAct) {
        forms.push(
          form(input, [words(input, 'note', '进展', '会转告车主，请写车主看得懂的话'), button('note', '记录进展')]),
          form(input, [words(input, 'resolve', '处理结果', '原因和措施'), button('resolve', '处理完毕')]),
          handOver(input),
        );
      }
      break;
    case 'resolved':
      if (mayVerify) forms.push(verification(input));
      if (mayAct) {
        const field = words(input, 'note', '补充处理结果', '原因和措施');
        forms.push(form(input, [field, button('note', '补充', 'plain')]));
      }
      break;
    case 'closed':
      break;
    default:
      input.view.status satisfies never;
  }
  return forms;
}

function verification(input: TicketPageInput): Html {
  const { failed } = input;
  // One field for two buttons: what was typed comes back whichever was pressed.
  const action: Action = failed?.action === 'dissatisfied' ? 'dissatisfied' : 'satisfied';
  return form(input, [
    words(input, action, '回访确认：车主原话', '电话回访时车主怎么说'),
    html`<div class="pair">${button('satisfied', '满意')}${button('dissatisfied', '不满意', 'danger')}</div>`,
  ]);
}

function handOver(input: TicketPageInput): Html {
  return form(input, [
    html`<label for="department">转派给</label>
      <select id="department" name="department" required>
        <option value="">请选择部门</option>
        ${input.view.departments.map(({ key, name }) => html`<option value="${key}">${name}</option>`)}
      </select>`,
    button('handOver', '转派', 'plain'),
  ]);
}

const form = (input: TicketPageInput, content: Content) =>
  html`<form method="post" action="${input.path}">${hidden(input)}${content}</form>`;

const button = (action: Action, text: string, style = 'primary') =>
  html`<button class="${style}" name="action" value="${action}">${text}</button>`;

function words(input: TicketPageInput, action: Action, label: string, hint: string): Html {
  const typed = input.failed?.action === action ? input.failed.words : '';
  // The browser drops one line feed after the tag: without ours it would be the member's.
  return html`<label for="words-${action}">${label}</label>
    <textarea id="words-${action}" name="words" required maxlength="${LONGEST_WORDS}" placeholder="${hint}">
${typed}</textarea>`;
}

const CLOCK_STATES: Record<ClockState, string> = {
  waiting: '未开始',
  running: '计时中',
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
    </ol>
  </section>`;
}

function wordsOf(view: TicketView): Html {
  return html`<section aria-label="车主原话">
    <h2>车主原话</h2>
    <ol class="said">
      ${view.words.map(
        ({ text, at }) =>
          html`<li>
            ${timeOf(at)}
            <pre class="words">${text}</pre>
          </li>`,
      )}
    </ol>
  </section>`;
}

function resultOf(view: TicketView): Content {
  const { result, verdict } = view;
  if (result === '' && verdict === undefined) return undefined;
  return html`<section aria-label="处理结果">
    <h2>处理结果</h2>
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
