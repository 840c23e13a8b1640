import { COMPLAINT_COLUMNS, complaintRows } from '../../documents/index.ts';
import type { MetricKey } from '../../stats/index.ts';
import { TICKET_STATUSES } from '../../tickets/index.ts';
import type { ReportAt } from '../at.ts';
import { notesOf } from '../messages.ts';
import { NO_DATA, rangeOf, type Table } from '../table.ts';
import { rowsBehind } from './rows-behind.ts';

const columns = COMPLAINT_COLUMNS.map(([title, width]) => ({ title, width }));

/** 《客户抱怨表》: every complaint that came in the period, in the columns that dealer systems know. */
export async function complaintsTable(at: ReportAt): Promise<Table> {
  const { ids, note, ...rest } = await rowsBehind(at, 'complaintsReceived');
  const rows = await complaintRows(at.db, at.storeId, ids);
  return {
    name: '客户抱怨表',
    title: '客户抱怨表',
    notes: notesOf(at, '按收到日期，含投诉和抱怨。', note),
    columns,
    rows,
    isLandscape: true,
    isWide: true,
    ...rest,
  };
}

/** What is still open now, from whatever time. */
export async function openComplaintsTable(at: ReportAt): Promise<Table> {
  const { ids, note, ...rest } = await rowsBehind(at, 'open', {
    filters: { kind: ['complaint', 'grumble'] },
    period: 'now',
  });
  return {
    name: '未关闭投诉',
    title: '未关闭的投诉和抱怨',
    notes: notesOf(at, '截至制表时间，不限收到日期。', note),
    columns,
    rows: await complaintRows(at.db, at.storeId, ids),
    isLandscape: true,
    isWide: true,
    ...rest,
  };
}

/** Figures of complaints as formulas over the list. */
export function complaintFormula(metric: MetricKey, complaints: Table): string | undefined {
  // A cell without a word is none: an empty list has a row that says so.
  const all = `COUNTIF(${rangeOf(complaints, '投诉编号')},"?*")`;
  if (metric === 'complaintsReceived') return all;
  if (metric !== 'closureRate') return undefined;
  return `IFERROR(COUNTIF(${rangeOf(complaints, '处理状态')},"${TICKET_STATUSES.closed}")/${all},"${NO_DATA}")`;
}
