import type { Day } from '../calendar.ts';
import { CareError } from '../errors.ts';
import type { Table } from './read-table.ts';
import { BadRow, type ImportRow, type Problem } from './row.ts';
import { RowReader } from './row-reader.ts';
import { countKnownTitles, type Field, type Heading, readHeading } from './titles.ts';
import { cleanCell } from './values.ts';

export interface ReadRows {
  rows: ImportRow[];
  problems: Problem[];
  /** Details of good rows that were left out, e.g. a number with stars in it. */
  warnings: Problem[];
  /** Titles that nobody knows; their columns are not read. */
  unknownTitles: string[];
}

/** Exports may begin with a name and a date of the report. */
const HEADING_WITHIN = 15;

/**
 * Turns a table into rows, each checked by itself: formats, dates, figures. Nothing here looks at the archive.
 *
 * @param today rows about the past must not lie behind it
 * @throws {CareError} `VALIDATION` when no line looks like a heading with a plate, VIN or phone column
 */
export function readRows(table: Table, today: Day): ReadRows {
  const { heading, start } = findHeading(table);
  const result: ReadRows = { rows: [], problems: [], warnings: [], unknownTitles: heading.unknown };
  for (const { line, cells } of table.lines.slice(start)) {
    if (cells.every((cell) => cell.trim() === '') || isTotal(cells)) continue;
    try {
      const extra = cells.slice(heading.width).some((cell) => cell.trim() !== '');
      if (extra) throw new BadRow('单元格比标题多，可能有多余的分隔符或引号错位');
      result.rows.push(new RowReader(heading, cells, line, today, result.warnings).read());
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      result.problems.push({ line, reason: error.message });
    }
  }
  return result;
}

function findHeading(table: Table): { heading: Heading; start: number } {
  const first = table.lines.slice(0, HEADING_WITHIN).map(({ cells }) => countKnownTitles(cells));
  const best = first.indexOf(Math.max(...first));
  const heading = readHeading(table.lines[best]?.cells ?? []);
  const identifying: Field[] = ['vin', 'plate', 'ownerMobile', 'ownerPhone', 'contactMobile', 'bringerMobile'];
  if (!identifying.some((field) => heading.columns.has(field))) {
    throw new CareError('VALIDATION', 'no heading line found', {
      userMessage: '没有找到标题行：至少需要“车架号”“车牌号”“手机号”中的一列。',
    });
  }
  return { heading, start: best + 1 };
}

function isTotal(cells: readonly string[]): boolean {
  return /^(合计|总计|小计|共计)/.test(cleanCell(cells.find((cell) => cell.trim() !== '') ?? ''));
}
