import { dateToDay, type Day } from '../../calendar.ts';
import {
  FOLLOW_UP_COVERAGE,
  FOLLOW_UP_ROUNDS,
  FOLLOW_UP_STATUSES,
  type FollowUpCoverage,
  type FollowUpCoverageKey,
  type FollowUpRound,
  type FollowUpStatus,
} from '../../follow-ups/index.ts';
import { isCustomerCare } from '../../stores/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { shortDay } from '../owner/history.ts';
import type { Visit } from '../visit.ts';
import { FOLLOW_UP_LISTS, type FollowUpFilters, type FollowUpList, type FollowUpRow } from './find-rows.ts';

export interface FollowUpListInput {
  filters: FollowUpFilters;
  today: Day;
  rows: readonly FollowUpRow[];
  total: number;
  page: number;
  pages: number;
  /** Of the day that is asked for; undefined: none is, or the member does not see everybody's. */
  coverage: FollowUpCoverage | undefined;
}

/** Follow-ups to be made, and those that were, as a whole page. */
export function followUpListPage(visit: Visit, input: FollowUpListInput): string {
  const { filters, rows, total } = input;
  return framed(visit, {
    title: '回访',
    kind: 'list',
    body: [
      html`<h1>回访<span class="note">${total}位</span></h1>`,
      isCustomerCare(visit.staff) && tabsOf(visit, filters),
      filtersOf(visit, filters),
      input.coverage !== undefined && filters.day !== '' && coverageOf(input.coverage, filters.day, input.today),
      rows.length === 0
        ? html`<section class="empty">
            <p>${filters.list === 'all' ? '没有符合条件的回访。' : '没有要做的回访，辛苦了。'}</p>
          </section>`
        : html`<ol class="rows">
            ${rows.map((row) => rowOf(visit, row, input.today))}
          </ol>`,
      pagerOf(visit, input),
    ],
  });
}

function addressOf(visit: Visit, filters: Partial<FollowUpFilters>, page = 1): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== '') query.set(name, value);
  if (page > 1) query.set('page', String(page));
  return `${visit.to('followups')}?${query}`;
}

function tabsOf(visit: Visit, { list }: FollowUpFilters): Html {
  return html`<nav class="tabs" aria-label="回访列表">
    ${Object.entries(FOLLOW_UP_LISTS).map(
      ([key, label]) =>
        html`<a
          href="${addressOf(visit, { list: key as FollowUpList })}"
          aria-current="${key === list ? 'page' : 'false'}"
          >${label}</a
        >`,
    )}
  </nav>`;
}

function filtersOf(visit: Visit, filters: FollowUpFilters): Html {
  const choice = (name: 'round' | 'status', label: string, options: Record<string, string>) =>
    html`<div>
      <label for="${name}">${label}</label>
      <select id="${name}" name="${name}">
        <option value="">全部</option>
        ${Object.entries(options).map(
          ([key, text]) => html`<option value="${key}" ${filters[name] === key && html`selected`}>${text}</option>`,
        )}
      </select>
    </div>`;
  const isNarrowed = filters.round !== '' || filters.status !== '' || filters.day !== '';
  return html`<form class="filters" method="get" action="${visit.path}">
    <input type="hidden" name="list" value="${filters.list}" />
    <details ${isNarrowed && html`open`}>
      <summary>按条件查看</summary>
      <div class="grid">
        ${choice('round', '回访', FOLLOW_UP_ROUNDS)} ${choice('status', '状态', FOLLOW_UP_STATUSES)}
        <div><label for="day">交车日期</label><input id="day" name="day" type="date" value="${filters.day}" /></div>
      </div>
      <button class="plain">查看</button>
    </details>
    ${isNarrowed && html`<p><a href="${addressOf(visit, { list: filters.list })}">清除全部条件</a></p>`}
  </form>`;
}

/** The proof of one day of hand-backs and deliveries. */
function coverageOf(coverage: FollowUpCoverage, day: Day, today: Day): Html {
  const { due, counts, rounds, reasons } = coverage;
  const parts = (own: Record<FollowUpCoverageKey, number>) =>
    Object.entries(FOLLOW_UP_COVERAGE)
      .filter(([key]) => own[key as FollowUpCoverageKey] > 0)
      .map(([key, label]) => `${label}${own[key as FollowUpCoverageKey]}`)
      .join('，');
  return html`<section aria-label="当天覆盖">
    <div class="head">
      <h2>${shortDay(day, today)}维修交车和新车交车</h2>
      ${
        due === 0
          ? html`<span class="tag">当天没有</span>`
          : counts.unexplained === 0
            ? html`<span class="tag yes">应回访${due}，全部有着落</span>`
            : html`<span class="tag no">应回访${due}，${counts.unexplained}位还没有安排</span>`
      }
    </div>
    ${rounds.map((own) => html`<p>${FOLLOW_UP_ROUNDS[own.round]} 应回访${own.due}：${parts(own.counts)}</p>`)}
    ${
      Object.keys(reasons).length > 0 &&
      html`<ol class="reasons">
        ${Object.entries(reasons).map(([reason, count]) => html`<li><span>${reason}</span><b>${count}</b></li>`)}
      </ol>`
    }
  </section>`;
}

function rowOf(visit: Visit, row: FollowUpRow, today: Day): Html {
  const dueOn = dateToDay(row.dueOn);
  const isOpen = ['planned', 'asking', 'callTask'].includes(row.status);
  const deadline = dueOn < today ? '已过期' : dueOn === today ? '今天截止' : `${shortDay(dueOn, today)}截止`;
  const facts = [
    `${shortDay(dateToDay(row.basisOn), today)}${row.round === 'threeDay' ? '维修交车' : '交车'}`,
    ...(row.advisorName === null ? [] : [row.advisorName]),
    ...(row.assignee === '' ? [] : [`回访人 ${row.assignee}`]),
  ];
  return html`<li>
    <a href="${visit.to(`followups/${row.id}`)}">
      <span class="top"
        ><strong>${row.name} ${row.plate}</strong
        ><span class="tag">${FOLLOW_UP_ROUNDS[row.round as FollowUpRound]}</span
        ><span class="tag ${row.status === 'done' ? 'yes' : ''}"
          >${FOLLOW_UP_STATUSES[row.status as FollowUpStatus]}${row.score !== null && ` ${row.score}分`}</span
        >${isOpen && html`<span class="tag end ${dueOn < today ? 'overdue' : 'running'}">${deadline}</span>`}</span
      >
      ${row.words !== null && html`<span class="text">${row.words}</span>`}
      <span class="note">${facts.join(' · ')}${row.skipReason !== null && ` · ${row.skipReason}`}</span>
    </a>
  </li>`;
}

function pagerOf(visit: Visit, { filters, page, pages }: FollowUpListInput): Content {
  if (pages <= 1) return undefined;
  const link = (to: number, text: string) =>
    to < 1 || to > pages
      ? html`<span></span>`
      : html`<a class="button plain" href="${addressOf(visit, filters, to)}">${text}</a>`;
  return html`<nav class="pager" aria-label="翻页">
    ${link(page - 1, '上一页')}<span class="note">第${page}页，共${pages}页</span>${link(page + 1, '下一页')}
  </nav>`;
}
