import { type Day, formatDayChinese } from '../../calendar.ts';
import { previewDay, type PreviewRow } from '../../reminders/index.ts';
import type { Rules } from '../../stores/index.ts';
import { barOf } from '../coverage/bars.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskName, maskPlate } from '../masking.ts';
import { channelLabel, HIDDEN_DAY, isHidden, kindLabel } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';

const MOST_ROWS = 50;

/**
 * Who would get what on a day: numbers by kind and channel, and the first rows. Under changed rules also what would differ
 * from the rules in force. Plans nothing.
 */
export async function previewSection(visit: Visit, day: Day, rules?: Rules): Promise<Content> {
  const { context } = visit;
  const rows = await previewDay(context, day, rules === undefined ? {} : { rules });
  const before = rules === undefined ? undefined : await previewDay(context, day, { withRungs: false });
  context.logger.info(
    { storeId: context.storeId, userId: visit.staff.userId, day, rows: rows.length },
    'day previewed',
  );
  return html`<section aria-label="试排结果">
    <h2>${formatDayChinese(day)} 试排<span class="note">${rules === undefined ? '现行规则' : '修改后的规则'}</span></h2>
    ${sumsOf(rows, before)}${channelsOf(rows)}${rowsOf(visit, rows)}
  </section>`;
}

const isSent = ({ status }: PreviewRow) => status === 'planned';

function sumsOf(rows: readonly PreviewRow[], before: readonly PreviewRow[] | undefined): Html {
  const kinds = [...new Set([...rows, ...(before ?? [])].map(({ kind }) => kind))];
  const groups = kinds
    .map((kind) => {
      const own = rows.filter((row) => row.kind === kind);
      const sent = own.filter(isSent).length;
      const old = before?.filter((row) => row.kind === kind).filter(isSent).length;
      return { kind, sent, kept: own.length - sent, old };
    })
    .toSorted((a, b) => b.sent - a.sent);
  const longest = Math.max(1, ...groups.map(({ sent, kept }) => sent + kept));
  if (groups.length === 0) return html`<p class="note">当天没有要发的提醒。</p>`;
  return html`<p class="note">
      共${rows.filter(isSent).length}条要发，${rows.length - rows.filter(isSent).length}条不发（灰色）。
    </p>
    <ol class="bars">
      ${groups.map(
        ({ kind, sent, kept, old }) =>
          html`<li>
            <span class="bar-row"
              ><span>${kindLabel(kind)}</span
              >${barOf({ reached: sent, explained: kept, sent: 0, callDone: 0, callOpen: 0, underWay: 0, unexplained: 0 }, longest)}<b
                >${sent}${old !== undefined && old !== sent && html`<small>原${old}</small>`}</b
              ></span
            >
          </li>`,
      )}
    </ol>`;
}

function channelsOf(rows: readonly PreviewRow[]): Content {
  const sent = rows.filter(isSent);
  if (sent.length === 0) return undefined;
  const groups = [...Map.groupBy(sent, ({ channel }) => channel ?? 'callTask')].toSorted(
    (a, b) => b[1].length - a[1].length,
  );
  return html`<p>
    ${groups.map(([channel, own]) => html`<span class="tag">${channelLabel(channel)} ${own.length}</span> `)}
    <span class="note">按目前的渠道状态</span>
  </p>`;
}

function rowsOf(visit: Visit, rows: readonly PreviewRow[]): Content {
  if (rows.length === 0) return undefined;
  return html`<details>
    <summary>名单（前${Math.min(MOST_ROWS, rows.length)}条，共${rows.length}条）</summary>
    <ol class="reminders">
      ${rows.slice(0, MOST_ROWS).map((row) => rowOf(visit, row))}
    </ol>
  </details>`;
}

function rowOf(visit: Visit, row: PreviewRow): Html {
  const state = isSent(row)
    ? html`<span class="tag kept">${channelLabel(row.channel ?? 'callTask')}</span>`
    : html`<span class="tag waiting">${row.status === 'heldOut' ? '对照组' : '不发'}</span>`;
  return html`<li>
    <span class="top"
      ><a href="${visit.to(`owners/${row.customerId}`)}">${maskName(row.customerName)}</a
      >${row.plateNumber !== null && html`<span>${maskPlate(row.plateNumber)}</span>`}<strong>${kindLabel(row.kind)}</strong>${state}${row.isPlanned && html`<span class="tag">已排过</span>`}</span
    >
    <p class="note">
      ${isHidden(row.kind, true) ? (row.skipReason ?? HIDDEN_DAY) : `${row.dueOn}到期，提前${row.leadDays}天 · ${row.skipReason ?? row.reason}`}
    </p>
  </li>`;
}
