import { dateToDay, type Day, formatInstant, splitDay } from '../../calendar.ts';
import type { CallTask, Consent, Reminder } from '../../database/generated/client.ts';
import { CALL_RESULTS, type CallResult } from '../../outreach/index.ts';
import { CONSENT_KINDS, type ConsentKind } from '../../customers/index.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../tickets/index.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskText } from '../masking.ts';
import { channelLabel, HIDDEN_DAY, isHidden, kindLabel, passedWords, statusOf, waitWords } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';
import type { OwnerView } from './load-owner.ts';

/** `11月25日`, with the year when it is another one. */
export function shortDay(day: Day, today: Day): string {
  const [year, month, date] = splitDay(day);
  return `${day.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${date}日`;
}

/** What was sent, what comes next, and how each ended. */
export function remindersOf({ reminders, today, isMasked }: OwnerView): Html {
  const coming = reminders.filter(({ status }) => status === 'planned').toReversed();
  const past = reminders.filter(({ status }) => status !== 'planned');
  return html`<section aria-label="提醒记录">
    <h2>提醒记录<span class="note">近12个月</span></h2>
    ${reminders.length === 0 && html`<p class="note">还没有提醒。</p>`}
    ${
      coming.length > 0 &&
      html`<ol class="reminders">
        ${coming.map((one) => reminderOf(one, today, isMasked))}
      </ol>`
    }
    ${
      past.length > 0 &&
      html`<ol class="reminders">
        ${past.map((one) => reminderOf(one, today, isMasked))}
      </ol>`
    }
  </section>`;
}

function reminderOf(reminder: Reminder, today: Day, isMasked: boolean): Html {
  const status = statusOf(reminder.status);
  const passed = passedWords(reminder);
  const wait = waitWords(reminder);
  const day = shortDay(dateToDay(reminder.plannedFor), today);
  return html`<li>
    <span class="top"
      ><strong>${kindLabel(reminder.kind)}</strong
      ><span class="tag ${status.tag}">${status.label}</span
      >${reminder.channel !== null && reminder.status !== 'callTask' && html`<span class="tag">${channelLabel(reminder.channel)}</span>`}<time
        class="end"
        datetime="${dateToDay(reminder.plannedFor)}"
        >${day}</time
      ></span
    >
    <p class="note">
      ${isHidden(reminder.kind, isMasked) ? HIDDEN_DAY : `${shortDay(dateToDay(reminder.dueOn), today)}到期 · ${reminder.reason}`}
    </p>
    ${wait !== undefined && html`<p class="why">${wait}</p>`}
    ${reminder.skipReason !== null && html`<p class="why">${reminder.skipReason}</p>`}${stepsOf(reminder)}${
      passed.length > 0 &&
      html`<details>
        <summary>未采用的渠道（${passed.length}）</summary>
        <ul class="plain">
          ${passed.map((line) => html`<li>${line}</li>`)}
        </ul>
      </details>`
    }
  </li>`;
}

const FULFILMENTS: Record<string, string> = { cameIn: '已到店', ownersWord: '车主说已办理' };
/** What `renewed` means, where it is no insurance. */
const RENEWED: Record<string, string> = { annualInspection: '已年检', licenceRenewal: '已换证', vehicleTax: '已缴税' };

const endOf = ({ kind, fulfilment }: Reminder): string =>
  fulfilment === 'renewed' ? (RENEWED[kind] ?? '已续保') : (FULFILMENTS[fulfilment ?? ''] ?? '已完成');

/** Sent → delivered → read → replied → booked → came in, as far as it went. */
function stepsOf(reminder: Reminder): Content {
  const { sentAt, deliveredAt, readAt, repliedAt, bookedAt, fulfilledOn } = reminder;
  const steps: [string, Date | null][] = [
    ['发送', sentAt],
    ['送达', deliveredAt],
    ['已读', readAt],
    ['回复', repliedAt],
    ['预约', bookedAt],
  ];
  const done = steps.flatMap(([label, at]) => (at === null ? [] : [`${label} ${formatInstant(at)}`]));
  if (fulfilledOn !== null) done.push(`${endOf(reminder)} ${dateToDay(fulfilledOn)}`);
  if (done.length === 0) return undefined;
  return html`<ol class="steps">
    ${done.map((step) => html`<li>${step}</li>`)}
  </ol>`;
}

const PURPOSES: Record<string, string> = {
  reminder: '到期提醒',
  verification: '投诉回访',
  booking: '预约到店',
  callback: '请回电',
  followUp: '回访',
  winBack: '流失挽回',
};

export function callsOf({ calls, customer, isMasked, today }: OwnerView): Content {
  if (calls.length === 0) return undefined;
  return html`<section aria-label="电话记录">
    <h2>电话记录</h2>
    <ol class="reminders">
      ${calls.map(
        (call) =>
          html`<li>
            <span class="top"
              ><strong>${PURPOSES[call.purpose] ?? '电话'}</strong
              ><span class="tag ${call.status === 'open' ? 'running' : 'waiting'}">${callStatus(call)}</span
              ><time class="end">${shortDay(dateToDay(call.dueOn), today)}</time></span
            >
            ${call.result !== null && html`<p class="note">${isMasked ? maskResult(call.result, [customer.name, ...customer.mobiles]) : call.result}</p>`}
          </li>`,
      )}
    </ol>
  </section>`;
}

/** Each line is `11月3日 10:00 江顾问 无人接听：words`: only the words may name somebody. */
function maskResult(result: string, known: readonly string[]): string {
  const line = (text: string) => text.replace(/：(.*)$/, (_, words: string) => `：${maskText(words, known)}`);
  return result.split('\n').map(line).join('\n');
}

function callStatus({ status, outcome }: CallTask): string {
  if (status === 'open') return '待拨打';
  const result = outcome === null ? undefined : CALL_RESULTS[outcome as CallResult];
  return result ?? (status === 'done' ? '已完成' : '已取消');
}

export function ticketsOf(visit: Visit, { tickets, customer, vehicles, isMasked }: OwnerView): Content {
  if (tickets.length === 0) return undefined;
  const known = [customer.name, ...customer.mobiles, ...vehicles.map(({ plateNumber }) => plateNumber ?? '')];
  return html`<section aria-label="工单">
    <h2>工单</h2>
    <ol class="links">
      ${tickets.map((ticket) => {
        const status = TICKET_STATUSES[ticket.status as TicketStatus];
        const head = html`<strong>${ticket.number}</strong> <span class="tag">${status}</span>`;
        if (!ticket.isReadable) return html`<li>${head}</li>`;
        const summary = isMasked ? maskText(ticket.summary, known) : ticket.summary;
        return html`<li>
          <a href="${visit.to(`tickets/${ticket.number}`)}">${head}<span class="text">${summary}</span></a>
        </li>`;
      })}
    </ol>
  </section>`;
}

const VIA: Record<string, string> = {
  chat: '聊天',
  page: '网页',
  staff: '员工登记',
  import: '档案导入',
  subscription: '订阅按钮',
};

export function consentsOf({ consents, isMasked, customer }: OwnerView): Content {
  if (consents.length === 0) return undefined;
  return html`<section aria-label="授权记录">
    <h2>授权记录</h2>
    <ol class="timeline">
      ${consents.map(
        (consent) =>
          html`<li>
            <div><strong>${consentWords(consent)}</strong></div>
            ${consent.words !== '' && html`<pre class="words">${isMasked ? maskText(consent.words, [customer.name]) : consent.words}</pre>`}
            <span class="note">${VIA[consent.via] ?? consent.via} · ${consent.recordedBy} · </span
            ><time datetime="${consent.at.toISOString()}">${formatInstant(consent.at)}</time>
          </li>`,
      )}
    </ol>
  </section>`;
}

function consentWords({ kind, state }: Consent): string {
  return `${state === 'given' ? '同意' : '拒绝'}${CONSENT_KINDS[kind as ConsentKind] ?? kind}`;
}
