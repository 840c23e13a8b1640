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
  const { list, query } = input;
  return framed(visit, {
    title: list.title,
    kind: 'list',
    body: [
      html`<h1>${list.title}<span class="note">${list.total}条</span></h1>`,
      html`<section aria-label="数据">
        <p><strong>${list.head}</strong></p>
        <p class="note">${list.definition}；${list.asOf}</p>
      </section>`,
      list.rows.length === 0
        ? html`<section class="empty"><p>没有符合条件的记录。</p></section>`
        : html`<ol class="rows">
            ${list.rows.map((row) => rowOf(visit, list, row))}
          </ol>`,
      pagerOf(visit, input),
      list.total > 0 &&
        html`<p>
          <a class="button plain" href="${visit.to('figures/sheet')}?q=${query}" download>下载表格（XLSX）</a>
        </p>`,
    ],
  });
}

/** Cells that say by themselves what they are need no label. */
const LABELLED: readonly FigureList['columns'][number]['kind'][] = ['text', 'day', 'number', 'minutes'];

function rowOf(visit: Visit, { columns }: FigureList, row: FigureList['rows'][number]): Html {
  const cells = columns
    .map(({ label, kind }, index) => ({ label, kind, cell: row.cells[index] ?? '' }))
    .filter(({ cell }) => cell !== '' && cell !== row.name && cell !== row.status);
  const details = cells
    .filter(({ kind }) => kind !== 'words')
    .map(({ label, kind, cell }) => (LABELLED.includes(kind) ? `${label} ${cell}` : String(cell)));
  const words = cells.filter(({ kind }) => kind === 'words');
  const inside = html`<span class="top"
      ><strong>${row.name}</strong>${row.status !== '' && html`<span class="tag">${row.status}</span>`}${
        row.isOverdue && html`<span class="tag end overdue">超时</span>`
      }</span
    >
    ${words.map(({ cell }) => html`<span class="text">${cell}</span>`)}
    <span class="note">${details.join(' · ')}</span>`;
  return row.place === undefined
    ? html`<li><div class="row">${inside}</div></li>`
    : html`<li><a href="${visit.to(row.place)}">${inside}</a></li>`;
}

function pagerOf(visit: Visit, { query, page, pages }: FiguresPageInput): Content {
  if (pages <= 1) return undefined;
  const link = (to: number, text: string) =>
    to < 1 || to > pages
      ? html`<span></span>`
      : html`<a class="button plain" href="${visit.path}?q=${query}&page=${to}">${text}</a>`;
  return html`<nav class="pager" aria-label="翻页">
    ${link(page - 1, '上一页')}<span class="note">第${page}页，共${pages}页</span>${link(page + 1, '下一页')}
  </nav>`;
}
