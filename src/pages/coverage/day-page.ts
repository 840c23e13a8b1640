import { addDays, type Day, formatDayChinese, weekdayOf } from '../../calendar.ts';
import type { Reminder } from '../../database/generated/client.ts';
import { type FramedPage, framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskName, maskPlate } from '../masking.ts';
import { channelLabel, kindLabel, passedWords, statusOf, waitWords } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';
import { barOf, barsBy, legendOf, sumOutcomes, totalOf } from './bars.ts';
import type { CoverageCount, CoverageFilter } from './count-coverage.ts';
import { OUTCOMES, type Outcome } from './count-coverage.ts';

export interface CoverageRow extends Reminder {
  name: string;
  plate: string;
}

export interface DayPageInput {
  day: Day;
  counts: readonly CoverageCount[];
  reasons: readonly { reason: string; count: number }[];
  filter: CoverageFilter;
  rows: readonly CoverageRow[];
  page: number;
  hasMore: boolean;
  flash?: FramedPage['flash'];
}

const WEEKDAYS = '日一二三四五六';

/** The proof of one day: of everybody who was due, how many were reached, are called, or why not. */
export function coverageDayPage(visit: Visit, input: DayPageInput): string {
  const { day, counts } = input;
  const sums = sumOutcomes(counts);
  const total = totalOf(counts);
  return framed(visit, {
    title: `${day} 提醒覆盖`,
    kind: 'coverage',
    flash: input.flash,
    body: [
      html`<section aria-label="当天">
        <div class="head">
          <h1>${formatDayChinese(day)} 星期${WEEKDAYS.charAt(weekdayOf(day))}</h1>
          ${verdictOf(total, sums.unexplained)}
        </div>
        ${total > 0 && [barOf(sums, total), legendOf(sums, (outcome) => linkTo(visit, input, { outcome }))]}
        <nav class="pager" aria-label="前后一天">
          <a class="button plain" href="${visit.to(`reminders/${addDays(day, -1)}`)}">前一天</a
          ><a class="button plain" href="${visit.to('reminders')}?month=${day.slice(0, 7)}">本月</a
          ><a class="button plain" href="${visit.to(`reminders/${addDays(day, 1)}`)}">后一天</a>
        </nav>
      </section>`,
      total > 0 && chartsOf(visit, input),
      total > 0 && listOf(visit, input),
    ],
  });
}

function verdictOf(total: number, unexplained: number): Html {
  if (total === 0) return html`<span class="tag waiting">当天没有到期提醒</span>`;
  return unexplained === 0
    ? html`<span class="tag yes">应提醒${total}，全部有着落</span>`
    : html`<span class="tag no">应提醒${total}，${unexplained}条无法说明</span>`;
}

function chartsOf(visit: Visit, input: DayPageInput): Html {
  const { counts, reasons } = input;
  return html`<div class="charts">
    <section aria-label="按类型">
      <h2>按类型</h2>
      ${barsBy(
        counts,
        ({ kind }) => kind,
        kindLabel,
        (kind) => linkTo(visit, input, { kind }),
      )}
    </section>
    <section aria-label="按渠道">
      <h2>按渠道</h2>
      ${barsBy(
        counts,
        ({ channel }) => channel ?? undefined,
        channelLabel,
        (channel) => linkTo(visit, input, { channel }),
      )}
    </section>
    ${
      reasons.length > 0 &&
      html`<section aria-label="未发送的原因">
        <h2>未发送的原因</h2>
        <ol class="reasons">
          ${reasons.map(({ reason, count }) => html`<li><span>${reason}</span><b>${count}</b></li>`)}
        </ol>
      </section>`
    }
  </div>`;
}

function linkTo(visit: Visit, { day, filter }: DayPageInput, change: Partial<CoverageFilter>, page = 1): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...change })) if (value !== '') query.set(name, value);
  if (page > 1) query.set('page', String(page));
  return `${visit.to(`reminders/${day}`)}?${query}#list`;
}

function listOf(visit: Visit, input: DayPageInput): Content {
  const { filter, rows, page, hasMore } = input;
  const chosen = [
    ['kind', kindLabel(filter.kind)],
    ['channel', channelLabel(filter.channel)],
    ['outcome', OUTCOMES[filter.outcome as Outcome] ?? ''],
  ] as const;
  const active = chosen.filter(([name]) => filter[name] !== '');
  return html`<section aria-label="名单" id="list">
    <h2>名单</h2>
    ${
      active.length > 0 &&
      html`<p class="chips">
        ${active.map(([name, label]) => html`<a class="button plain" href="${linkTo(visit, input, { [name]: '' })}">${label} ✕</a>`)}
      </p>`
    }
    ${rows.length === 0 && html`<p class="note">没有符合条件的提醒。</p>`}
    <ol class="reminders">
      ${rows.map((row) => rowOf(visit, row))}
    </ol>
    ${
      (page > 1 || hasMore) &&
      html`<nav class="pager" aria-label="翻页">
        ${page > 1 ? html`<a class="button plain" href="${linkTo(visit, input, {}, page - 1)}">上一页</a>` : html`<span></span>`}
        <span class="note">第${page}页</span>
        ${hasMore ? html`<a class="button plain" href="${linkTo(visit, input, {}, page + 1)}">下一页</a>` : html`<span></span>`}
      </nav>`
    }
  </section>`;
}

function rowOf(visit: Visit, row: CoverageRow): Html {
  const status = statusOf(row.status);
  const passed = passedWords(row);
  const wait = waitWords(row);
  return html`<li>
    <span class="top"
      ><a href="${visit.to(`owners/${row.customerId}`)}">${maskName(row.name)}</a
      >${row.plate !== '' && html`<span>${maskPlate(row.plate)}</span>`}<strong>${kindLabel(row.kind)}</strong
      ><span class="tag ${status.tag}">${status.label}</span>${
        row.channel !== null && row.status !== 'callTask' && html`<span class="tag">${channelLabel(row.channel)}</span>`
      }</span
    >
    ${wait !== undefined && html`<p class="why">${wait}</p>`}
    ${row.skipReason !== null && html`<p class="why">${row.skipReason}</p>`}${
      passed.length > 0 && html`<p class="note">${passed.join('；')}</p>`
    }
  </li>`;
}
