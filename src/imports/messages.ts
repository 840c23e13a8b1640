import type { ImportReport } from './import.ts';
import type { Counts } from './plan.ts';

/** The report as lines of label and value, for the page and the terminal. */
export function summaryLines(report: ImportReport): { label: string; value: string }[] {
  const { summary } = report;
  const lines = [
    { label: '文件', value: `${report.fileName}（${ENCODINGS[report.encoding]}）` },
    { label: '数据行', value: `${summary.rows} 行：可导入 ${summary.accepted} 行，退回 ${summary.refused} 行` },
    { label: '车主', value: counts(summary.customers) },
    { label: '车辆', value: counts(summary.vehicles) },
    { label: '维修记录', value: counts(summary.visits) },
  ];
  if (summary.changedFields.length > 0) {
    const fields = summary.changedFields.map(({ label, count }) => `${label} ${count} 处`).join('、');
    lines.push({ label: '变更明细', value: fields });
  }
  if (report.warnings.length > 0)
    lines.push({ label: '提示', value: `${report.warnings.length} 处内容未导入，详见下方` });
  if (summary.unknownTitles.length > 0) {
    lines.push({ label: '未识别的列', value: summary.unknownTitles.join('、') });
  }
  if (report.appliedBefore !== undefined) {
    lines.push({ label: '说明', value: `该文件已于 ${report.appliedBefore} 导入过，不再作任何改动` });
  }
  return lines;
}

const ENCODINGS = { 'utf-8': 'UTF-8', gb18030: 'GB18030', 'utf-16le': 'UTF-16' };

function counts({ new: created, changed, unchanged }: Counts): string {
  return `新增 ${created}，变更 ${changed}，无变化 ${unchanged}`;
}
