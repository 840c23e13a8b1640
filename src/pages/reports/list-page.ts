import { dateToDay, formatInstant } from '../../calendar.ts';
import type { Report } from '../../database/generated/client.ts';
import { datedWords, isReportKey, REPORT_KEYS, type ReportKey, reportOf } from '../../reports/index.ts';
import { fieldsOf } from '../fields.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';

export interface ReportListInput {
  reports: readonly Report[];
  page: number;
  pages: number;
  /** Only this kind; '' for all. */
  kind: string;
  /** Those that the member may ask for. */
  own: readonly ReportKey[];
  nameOf: (userId: string) => string;
  typed?: (name: string) => string;
  flash?: FramedPage['flash'];
}

const STATES: Record<string, { label: string; tag: string }> = {
  making: { label: '正在生成', tag: '' },
  made: { label: '已生成', tag: 'yes' },
  failed: { label: '没有成功', tag: 'no' },
};

const titleOf = (key: string): string => (isReportKey(key) ? reportOf(key).title : key);
const optionsOf = (keys: readonly ReportKey[]) => keys.map((key) => [key, titleOf(key)] as const);

/** Every report that was made, the newest first, and a form for one more. */
export function reportListPage(visit: Visit, input: ReportListInput): string {
  const { reports, page, pages, kind } = input;
  const at = (other: number) => `${visit.path}?kind=${kind}&page=${other}`;
  return framed(visit, {
    title: '报表',
    kind: 'list',
    flash: input.flash,
    body: [
      html`<h1>报表</h1>`,
      formOf(visit, input),
      html`<form method="get" action="${visit.path}" class="filters">
        <label for="filter-kind">只看</label>
        <div class="search">
          <select id="filter-kind" name="kind">
            <option value="">全部报表</option>
            ${optionsOf(REPORT_KEYS).map(([key, title]) => html`<option value="${key}" ${key === kind && html`selected`}>${title}</option>`)}
          </select>
          <button class="plain">查看</button>
        </div>
      </form>`,
      reports.length === 0 &&
        html`<section class="empty"><p>还没有报表。到时间会自动生成，也可以现在生成一张。</p></section>`,
      reports.map((report) => reportRow(visit, report, input)),
      pages > 1 &&
        html`<nav class="tools" aria-label="翻页">
          ${page > 1 && html`<a href="${at(page - 1)}">上一页</a>`} <span class="note">第${page}页，共${pages}页</span>
          ${page < pages && html`<a href="${at(page + 1)}">下一页</a>`}
        </nav>`,
    ],
  });
}

function formOf(visit: Visit, { typed, own }: ReportListInput): Content {
  if (own.length === 0) return false;
  const { choice, input } = fieldsOf('report', (name) => typed?.(name));
  return html`<section class="actions" aria-label="生成报表">
    <details ${typed !== undefined && html`open`}>
      <summary>现在生成一张</summary>
      <form method="post" action="${visit.path}" class="filters">
        ${tokenOf(visit)}
        <div class="grid">
          <div>${choice('key', '报表', optionsOf(own), { none: '请选择' })}</div>
          <div>${input('from', '从', { type: 'date', isRequired: false })}</div>
          <div>${input('to', '到', { type: 'date', isRequired: false })}</div>
          <div>
            ${choice('send', '生成后', [
              ['page', '只放在这里'],
              ['me', '也发到我的企业微信'],
            ])}
          </div>
        </div>
        <p class="note">日期不填，就是最近一个完整的日、周或月。</p>
        <button name="action" value="make">生成</button>
      </form>
    </details>
  </section>`;
}

function reportRow(visit: Visit, report: Report, { nameOf }: ReportListInput): Html {
  const state = STATES[report.status] ?? { label: report.status, tag: '' };
  const period = { from: dateToDay(report.fromOn), to: dateToDay(report.toOn) };
  const by = report.isOnDemand ? `${nameOf(report.requestedBy ?? '')}生成` : '自动生成';
  const sent = report.sentTo.length === 0 ? '' : `，发给${report.sentTo.map(nameOf).join('、')}`;
  return html`<section aria-label="${titleOf(report.key)}">
    <div class="top">
      <strong>${titleOf(report.key)}</strong><span class="tag ${state.tag}">${state.label}</span
      ><span class="end">${datedWords(period)}</span>
    </div>
    ${report.summary !== '' && html`<p class="summary">${report.summary.split('\n').map((line) => html`${line}<br />`)}</p>`}
    <p class="note">${formatInstant(report.madeAt ?? report.createdAt)} ${by}${sent}</p>
    ${
      report.status === 'made' &&
      html`<p class="tools">
        <a class="button" href="${visit.to(`reports/${report.id}/file`)}" download>下载Excel</a>
        ${report.pictureId !== null && html`<a href="${visit.to(`reports/${report.id}/picture`)}">看图</a>`}
      </p>`
    }
  </section>`;
}
