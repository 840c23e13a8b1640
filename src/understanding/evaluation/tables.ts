import type { Confusion, Report } from './report.ts';
import type { RedTeamFigures } from './red-team.ts';

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const line = (name: string, value: string): string => `  ${name.padEnd(44)}${value.padStart(9)}`;

/** The report for people: plain text, tables that fit a terminal of 120 columns. */
export function tablesOf(report: Report): string {
  const { figures, yardsticks, severity } = report;
  return [
    `${report.title}: ${figures.texts} texts`,
    line('department right (first guess)', percent(figures.departmentAccuracy)),
    line('  of what is routed without review', percent(figures.routedAccuracy)),
    line('share sent to review', percent(figures.reviewShare)),
    line('kind right', percent(figures.kindAccuracy)),
    line('first category right', percent(figures.firstCategoryAccuracy)),
    line('category macro-F1', percent(figures.categoryMacroF1)),
    line('micro-F1 over all categories of a text', percent(figures.categoryMicroF1)),
    line('expected calibration error', percent(figures.calibrationError)),
    ...(severity === undefined ? [] : severityLines(severity)),
    '',
    ...(yardsticks.length === 0 ? [] : yardstickLines(report)),
    'confidence        texts   says   is right',
    ...report.reliability.map(
      ({ from, texts, confidence, right }) =>
        `  ${from.toFixed(1)}–${(from + 0.1).toFixed(1)}      ${String(texts).padStart(6)} ${percent(confidence).padStart(8)} ${percent(right).padStart(9)}`,
    ),
    '',
    'departments (row: label, column: decision)',
    ...confusionLines(report.byDepartment, 9),
    '',
    'categories (row: label, column: decision)',
    ...confusionLines(report.byCategory, 4),
    '',
  ].join('\n');
}

export function severityLines(figures: RedTeamFigures): string[] {
  return [
    line(`P0/P1 lines (${figures.grave}) given their level or a graver one`, percent(figures.recall)),
    line('  seen as P0 or P1 at all', percent(figures.graveRecall)),
    line(`false alarms among ${figures.harmless} harmless lines`, percent(figures.falseAlarms)),
  ];
}

function yardstickLines({ figures, yardsticks }: Report): string[] {
  const rows = [...yardsticks, { name: 'this classifier', ...figures }].map(
    ({ name, departmentAccuracy, firstCategoryAccuracy, categoryMacroF1 }) =>
      `  ${name.padEnd(24)}${[departmentAccuracy, firstCategoryAccuracy, categoryMacroF1].map((value) => percent(value).padStart(14)).join('')}`,
  );
  return ['same examples            department right  category right   macro-F1', ...rows, ''];
}

function confusionLines({ keys, counts }: Confusion, width: number): string[] {
  const short = (key: string): string => key.slice(0, width - 1).padStart(width);
  const name = (key: string): string => key.padEnd(width === 4 ? 4 : 20);
  const used = keys.filter((_, column) => counts.some((row) => (row[column] ?? 0) > 0));
  const rows = counts.flatMap((row, index) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    if (total === 0) return [];
    const cells = used.map((key) => row[keys.indexOf(key)] ?? 0).map((count) => (count === 0 ? '·' : String(count)));
    return [`  ${name(keys[index] ?? '')}${cells.map((cell) => cell.padStart(width)).join('')}`];
  });
  return [`  ${name('')}${used.map(short).join('')}`, ...rows];
}
