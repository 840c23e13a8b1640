import { type Day } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import { type Archive, type Draft, loadArchive } from './archive.ts';
import { mergeRow } from './merge-row.ts';
import type { ReadRows } from './read-rows.ts';
import { BadRow, type Problem } from './row.ts';

export interface Counts {
  new: number;
  changed: number;
  unchanged: number;
}

/** What a file does to the archive. */
export interface ImportSummary {
  /** Rows with content below the heading. */
  rows: number;
  accepted: number;
  refused: number;
  customers: Counts;
  vehicles: Counts;
  visits: Counts;
  /** For records that were there: how often each field changes, by its Chinese name, most frequent first. */
  changedFields: { label: string; count: number }[];
  unknownTitles: string[];
}

export interface ImportPlan {
  archive: Archive;
  summary: ImportSummary;
  problems: Problem[];
  warnings: Problem[];
}

/** Lays all rows over the archive, in memory. Refused rows leave no trace; the others count together. */
export async function planImport(db: Db, storeId: string, read: ReadRows, today: Day): Promise<ImportPlan> {
  const archive = await loadArchive(db, storeId, read.rows);
  const problems = [...read.problems];
  for (const row of read.rows) {
    try {
      mergeRow(archive, row, today);
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      problems.push({ line: row.line, reason: error.message });
    }
  }
  const refused = new Set(problems.map(({ line }) => line));
  const rows = read.rows.length + read.problems.length;
  const fields = new Map<string, number>();
  return {
    archive,
    problems: problems.toSorted((a, b) => a.line - b.line),
    warnings: read.warnings.filter(({ line }) => !refused.has(line)),
    summary: {
      rows,
      accepted: rows - problems.length,
      refused: problems.length,
      customers: countDrafts(archive.customers, fields),
      vehicles: countDrafts(archive.vehicles, fields),
      visits: countDrafts(archive.visits, fields),
      changedFields: [...fields].map(([label, count]) => ({ label, count })).toSorted((a, b) => b.count - a.count),
      unknownTitles: read.unknownTitles,
    },
  };
}

/** Fields of a known record that the file changes, or ends. */
export function changesOf<F extends object>(draft: Draft<F>): (keyof F)[] {
  const { original, fields } = draft;
  if (original === undefined) return [];
  const keys = new Set([...Object.keys(original), ...Object.keys(fields)]) as Set<string & keyof F>;
  return [...keys].filter((key) => JSON.stringify(fields[key]) !== JSON.stringify(original[key]));
}

function countDrafts<F extends object>(drafts: readonly Draft<F>[], fields: Map<string, number>): Counts {
  const counts: Counts = { new: 0, changed: 0, unchanged: 0 };
  for (const draft of drafts) {
    const changes = changesOf(draft);
    if (draft.original === undefined) counts.new += 1;
    else if (changes.length > 0) counts.changed += 1;
    else counts.unchanged += 1;
    for (const change of changes) {
      const label = FIELD_LABELS[String(change)] ?? String(change);
      fields.set(label, (fields.get(label) ?? 0) + 1);
    }
  }
  return counts;
}

const FIELD_LABELS: Record<string, string> = {
  name: '姓名',
  gender: '性别',
  mobiles: '手机号',
  landlines: '固定电话',
  employer: '工作单位',
  jobTitle: '职务',
  address: '地址',
  birthday: '生日',
  birthdayCalendar: '生日历法',
  licenceClass: '准驾车型',
  licenceExpiresOn: '驾驶证到期日',
  tier: '客户等级',
  advisorUserId: '服务顾问',
  preferredChannel: '首选联系方式',
  consentMarketing: '营销授权',
  plateNumber: '车牌号',
  vin: '车架号',
  brand: '品牌',
  series: '车系',
  model: '车型',
  energyType: '能源类型',
  usageType: '使用性质',
  vehicleClass: '车辆类型',
  registeredOn: '初次登记日期',
  deliveredOn: '交车日期',
  invoicedOn: '开票日期',
  odometerKm: '里程',
  odometerReadOn: '里程读取日期',
  warrantyEndsOn: '质保到期日',
  warrantyEndsKm: '质保里程',
  compulsoryInsuranceExpiresOn: '交强险到期日',
  commercialInsuranceExpiresOn: '商业险到期日',
  inspectionDueOn: '年检到期日',
  nextMaintenanceOn: '下次保养日期',
  nextMaintenanceKm: '下次保养里程',
  referredBy: '转介绍人',
  repairOrderNo: '工单号',
  enteredOn: '进厂日期',
  handedBackOn: '出厂日期',
  type: '维修类型',
  amountFen: '金额',
  advisorName: '接待顾问',
  faultText: '故障描述',
};
