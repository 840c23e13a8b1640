import { TICKET_STATUSES } from '../../tickets/index.ts';
import { DEPARTMENT_KEYS, SEVERITIES } from '../../understanding/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { type Filters, NO_FILTERS } from './filters.ts';
import { type ListKey, TICKET_LISTS } from './lists.ts';
import type { RowWords } from './row-words.ts';

export interface ListPageInput {
  list: ListKey;
  tabs: readonly { key: ListKey; count: number | undefined }[];
  filters: Filters;
  rows: readonly RowWords[];
  total: number;
  /** From 1. */
  page: number;
  pages: number;
  departmentOf: (key: string) => string;
}

/** One of the member's lists as a whole page. */
export function listPage(visit: Visit, input: ListPageInput): string {
  const { label, empty } = TICKET_LISTS[input.list];
  return framed(visit, {
    title: `${label} · 工单`,
    kind: 'list',
    body: [
      html`<h1>${label}<span class="note">${input.total}张</span></h1>`,
      tabsOf(visit, input),
      input.list === 'all' && filtersOf(visit, input),
      input.rows.length === 0
        ? html`<section class="empty"><p>${empty}</p></section>`
        : html`<ol class="rows">
            ${input.rows.map((row) => rowOf(visit, row))}
          </ol>`,
      pagerOf(visit, input),
      input.list === 'all' &&
        input.total > 0 &&
        html`<p>
          <a class="button plain" href="${visit.to('tickets/sheet')}?${queryFor('all', input.filters)}" download
            >导出《客户抱怨表》</a
          >
        </p>`,
    ],
  });
}

function tabsOf(visit: Visit, input: ListPageInput): Html {
  return html`<nav class="tabs" aria-label="工单列表">
    ${input.tabs.map(
      ({ key, count }) =>
        html`<a href="${addressOfList(visit, key)}" aria-current="${key === input.list ? 'page' : 'false'}"
          >${TICKET_LISTS[key].label}${count !== undefined && count > 0 && html` <b>${count}</b>`}</a
        >`,
    )}
  </nav>`;
}

function rowOf(visit: Visit, row: RowWords): Html {
  return html`<li>
    <a href="${visit.to(`tickets/${row.number}`)}">
      <span class="top"
        ><span class="tag ${row.severity}">${row.severityLabel}</span><strong>${row.number}</strong
        ><span class="tag">${row.statusLabel}</span>${
          row.deadline !== undefined && html`<span class="tag end ${row.deadline.state}">${row.deadline.text}</span>`
        }</span
      >
      <span class="text">${row.summary}</span>
      <span class="note">${row.holder} · ${row.owner} · ${row.age}</span>
    </a>
  </li>`;
}

function filtersOf(visit: Visit, { filters, departmentOf }: ListPageInput): Html {
  const choice = (name: 'status' | 'department' | 'severity', label: string, options: [string, string][]) =>
    html`<div>
      <label for="${name}">${label}</label>
      <select id="${name}" name="${name}">
        <option value="">全部</option>
        ${options.map(
          ([key, text]) => html`<option value="${key}" ${filters[name] === key && html`selected`}>${text}</option>`,
        )}
      </select>
    </div>`;
  const day = (name: 'from' | 'to', label: string) =>
    html`<div>
      <label for="${name}">${label}</label><input id="${name}" name="${name}" type="date" value="${filters[name]}" />
    </div>`;
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const isNarrowed = Object.entries(filters).some(([name, value]) => name !== 'words' && value !== '');
  return html`<form class="filters" method="get" action="${visit.path}" role="search">
    <input type="hidden" name="list" value="all" />
    <label for="words">查找</label>
    <div class="search">
      <input
        id="words"
        name="words"
        type="search"
        value="${filters.words}"
        maxlength="60"
        placeholder="单号、车牌、手机号、姓名、内容"
      /><button class="primary">查找</button>
    </div>
    <details ${isNarrowed && html`open`}>
      <summary>更多条件</summary>
      <div class="grid">
        ${choice('status', '状态', Object.entries(TICKET_STATUSES))}
        ${choice(
          'department',
          '部门',
          DEPARTMENT_KEYS.map((key) => [key, departmentOf(key)]),
        )}
        ${choice(
          'severity',
          '等级',
          Object.entries(SEVERITIES).map(([key, { label }]) => [key, label]),
        )}
        ${day('from', '受理日期从')}${day('to', '到')}
      </div>
      <button class="plain">按条件查找</button>
    </details>
    ${isFiltered && html`<p><a href="${addressOfList(visit, 'all')}">清除全部条件</a></p>`}
  </form>`;
}

function pagerOf(visit: Visit, input: ListPageInput): Content {
  const { list, filters, page, pages } = input;
  if (pages <= 1) return undefined;
  const link = (to: number, text: string) =>
    to < 1 || to > pages
      ? html`<span></span>`
      : html`<a class="button plain" href="${addressOfList(visit, list, filters, to)}">${text}</a>`;
  return html`<nav class="pager" aria-label="翻页">
    ${link(page - 1, '上一页')}<span class="note">第${page}页，共${pages}页</span>${link(page + 1, '下一页')}
  </nav>`;
}

/** Address of a list with its filters. */
export function addressOfList(visit: Visit, list: ListKey, filters: Filters = NO_FILTERS, page = 1): string {
  return `${visit.to('tickets')}?${queryFor(list, filters)}${page > 1 ? `&page=${page}` : ''}`;
}

function queryFor(list: ListKey, filters: Filters): string {
  const query = new URLSearchParams({ list });
  for (const [name, value] of Object.entries(filters)) if (value !== '') query.set(name, value as string);
  return query.toString();
}
