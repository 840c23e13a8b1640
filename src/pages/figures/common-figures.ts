import { dayOf } from '../../calendar.ts';
import { listFigures, type MetricKey, metricOf, monthOf, type Query, writeQuery } from '../../stats/index.ts';
import { framed } from '../frame.ts';
import { html } from '../html.ts';
import type { Visit } from '../visit.ts';

/** What staff ask for most. */
const COMMON: readonly MetricKey[] = [
  'complaintsReceived',
  'open',
  'overdue',
  'closed',
  'satisfaction',
  'followUpsDone',
  'remindersSent',
  'bookings',
  'visits',
];

/** `以下为配件部：本月投诉 1 条`: what is said of every line is said once above them. */
function withoutScope(head: string): { head: string; scope: string } {
  const [, scope = '', rest = head] = /^以下为([^：]+)：(.*)$/.exec(head) ?? [];
  return { head: rest, scope };
}

/** Without a question: figures that are often asked for, as far as this member may see them, each with its list. */
export async function commonFiguresPage(visit: Visit): Promise<string> {
  const { context, staff } = visit;
  const now = context.clock.now();
  const at = { db: context.database.client, storeId: staff.storeId, now };
  const figures = [];
  for (const metric of COMMON) {
    const query: Query = {
      metric,
      filters: {},
      wantList: true,
      ...(metricOf(metric).defaultPeriod === 'none' ? {} : { period: monthOf(dayOf(now)) }),
    };
    const list = await listFigures(at, staff, query, { offset: 0, limit: 1, onlyMissed: false });
    if (!('refusal' in list))
      figures.push({ ...withoutScope(list.head), address: `${visit.path}?q=${writeQuery(query)}` });
  }
  const scope = figures[0]?.scope ?? '';
  return framed(visit, {
    title: '数据明细',
    kind: 'list',
    body: [
      html`<h1>数据明细</h1>`,
      html`<section aria-label="说明">
        <p>
          在企业微信里直接提问，例如“上周配件投诉有多少”，回答里的链接会打开对应的明细。常看的几项${scope !== '' && `（${scope}）`}：
        </p>
      </section>`,
      html`<ol class="rows">
        ${figures.map(
          ({ head, address }) =>
            html`<li>
              <a href="${address}"><strong>${head}</strong></a>
            </li>`,
        )}
      </ol>`,
    ],
  });
}
