import type { FigureList } from '../../stats/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';

export interface FiguresPageInput {
  list: FigureList;
  /** As the address has it. */
  query: string;
  /** From 1. */
  page: number;
  pages: number;
}

/** The rows behind a figure, one page of them. */
export function figuresPage(visit: Visit, input: FiguresPageInput): string {
  const { list } = input;
  return framed(visit, {
    title: list.title,
    kind: 'list',
    body: [
      html`<h1>${list.title}<span class="note">${list.total}${list.unit}</span></h1>`,
      html`<section aria-label="数据">
        <p><strong>${list.head}</strong></p>
        <p class="note">${list.definition}；${list.asOf}</p>
      </section>`,
      missedTabs(visit, input),
      list.rows.length === 0
        ? html`<section class="empty"><p>没有符合条件的记录。</p></section>`
        : html`<ol class="rows">
            ${list.rows.map((row) => rowOf(visit, list, row))}
          </ol>`,
      pagerOf(visit, input),
      list.total > 0 &&
        html`<p>
          <a class="button plain" href="${visit.to('figures/sheet')}?${addressed(input)}" download>下载表格（XLSX）</a>
        </p>`,
    ],
  });
}

/** The query of this very list. */
const addressed = ({ list, query }: Pick<FiguresPageInput, 'list' | 'query'>, only = list.missed?.isOnly === true) =>
  `q=${query}${only ? '&only=missed' : ''}`;

/** All rows of a share, or those that count against it. */
function missedTabs(visit: Visit, input: FiguresPageInput): Content {
  const { missed, unit } = input.list;
  if (missed === undefined || missed.all === 0) return undefined;
  const tab = (text: string, only: boolean) =>
    html`<a href="${visit.path}?${addressed(input, only)}" aria-current="${only === missed.isOnly ? 'page' : 'false'}"
      >${text}</a
    >`;
  return html`<nav class="tabs" aria-label="哪些">
    ${tab(`全部${missed.all}${unit}`, false)}${tab(`未达标${missed.count}${unit}（${missed.name}）`, true)}
  </nav>`;
}

/** Cells that say by themselves what they are need no label. */
const LABELLED: readonly FigureList['columns'][number]['kind'][] = ['text', 'day', 'number', 'minutes'];

function rowOf(visit: Visit, { columns }: FigureList, row: FigureList['rows'][number]): Html {
  const cells = columns
    .map(({ label, kind }, index) => ({ label, kind, cell: row.cells[index] ?? '' }))
    .filter(({ cell, kind }) => cell !== '' && cell !== row.name && cell !== row.status && kind !== 'isMet');
  const details = cells
    .filter(({ kind }) => kind !== 'words')
    .map(({ label, kind, cell }) => (LABELLED.includes(kind) ? `${label} ${cell}` : String(cell)));
  // The owner's own words say it; what was made of them stands in the sheet.
  const words = cells.filter(({ kind }) => kind === 'words').slice(0, 1);
  // A ticket's page has all of a long complaint; what a call or a reminder says stands nowhere else.
  const length = row.place?.startsWith('tickets/') === true ? 'short' : 'whole';
  const inside = html`<span class="top"
      ><strong>${row.name}</strong>${row.status !== '' && html`<span class="tag">${row.status}</span>`}${
        row.isMet !== undefined &&
        html`<span class="tag ${row.isMet ? 'yes' : 'no'}">${row.isMet ? '达标' : '未达标'}</span>`
      }${row.isOverdue && html`<span class="tag end overdue">超时</span>`}</span
    >
    ${words.map(({ cell }) => html`<span class="text ${length}">${cell}</span>`)}
    <span class="note">${details.join(' · ')}</span>`;
  return row.place === undefined
    ? html`<li><div class="row">${inside}</div></li>`
    : html`<li><a href="${visit.to(row.place)}">${inside}</a></li>`;
}

function pagerOf(visit: Visit, input: FiguresPageInput): Content {
  const { page, pages } = input;
  if (pages <= 1) return undefined;
  const link = (to: number, text: string) =>
    to < 1 || to > pages
      ? html`<span></span>`
      : html`<a class="button plain" href="${visit.path}?${addressed(input)}&page=${to}">${text}</a>`;
  return html`<nav class="pager" aria-label="翻页">
    ${link(page - 1, '上一页')}<span class="note">第${page}页，共${pages}页</span>${link(page + 1, '下一页')}
  </nav>`;
}
