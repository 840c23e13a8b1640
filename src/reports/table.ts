import { columnName, formulaCell, numberCell, type Sheet, textCell } from '../documents/index.ts';

export type Format =
  | 'text'
  | 'count'
  | 'percent'
  | 'score'
  | 'hours'
  | 'money'
  | 'points'
  | 'change'
  | 'scoreChange'
  | 'hoursChange'
  | 'atLeast'
  | 'below';

/** As a spreadsheet program writes them. */
const FORMATS: Record<Format, string> = {
  text: 'General',
  count: '#,##0',
  percent: '0.0%',
  score: '0.00',
  hours: '0.0"小时"',
  money: '#,##0.00',
  points: '+0.0"个百分点";-0.0"个百分点";"持平"',
  change: '+#,##0;-#,##0;"持平"',
  scoreChange: '+0.00;-0.00;"持平"',
  hoursChange: '+0.0"小时";-0.0"小时";"持平"',
  atLeast: '"≥"0.##%',
  below: '"<"0.##%',
};

/** What stands in a cell where there is nothing to count: no data is not zero. */
export const NO_DATA = '—';

/** `formula`: without the leading `=`; `value` is then what it comes to. */
export interface Cell {
  value: number | string;
  formula?: string;
  format?: Format;
}
export type CellLike = Cell | number | string | null;

export interface Column {
  title: string;
  /** In characters. */
  width: number;
  format?: Format;
}

/** One table, one sheet. */
export interface Table {
  /** Of the sheet: at most 31 characters, none of []:*?/\ or quotes. */
  name: string;
  title: string;
  /** Below the title: store, period, when it was made, what the words mean. */
  notes: string;
  columns: readonly Column[];
  rows: readonly (readonly CellLike[])[];
  totals?: readonly CellLike[];
  isLandscape?: boolean;
  /** Printed on two pages side by side, its first columns on both. */
  isWide?: boolean;
  /** How many there are where the rows are too many to list them all: no formula is over those that are listed. */
  all?: number;
}

/** Title, notes and column titles stand above it. */
export const FIRST_ROW = 4;
const TITLE_ROWS = FIRST_ROW - 1;

/** The column of a table without its total, as a formula names it: `'明细'!$C$4:$C$9`. @throws for a column it lacks */
export function rangeOf({ name, columns, rows }: Pick<Table, 'name' | 'columns' | 'rows'>, title: string): string {
  const letter = letterOf({ columns }, title);
  return `'${name}'!$${letter}$${FIRST_ROW}:$${letter}$${lastRowOf(rows.length)}`;
}

/** The letter of a column. @throws for a column it lacks */
export function letterOf({ columns }: Pick<Table, 'columns'>, title: string): string {
  const index = columns.findIndex((column) => column.title === title);
  if (index === -1) throw new Error(`no column ${title}`);
  return columnName(index);
}

/** Where nothing is listed a row says so. */
export const lastRowOf = (rows: number): number => FIRST_ROW + Math.max(rows, 1) - 1;

const BORDER = { borderStyle: 'thin', borderColor: '#808080' } as const;

/** Points of one line of text, with some air around it. */
const LINE_POINTS = 15;
const PADDING_POINTS = 3;

/** The table as a sheet that is ready for the printer. */
export function sheetOf(table: Table): Sheet {
  const { columns, rows, totals } = table;
  const across = (text: string, style: object) => [
    textCell(text, { ...style, columnSpan: columns.length }),
    ...columns.slice(1).map(() => null),
  ];
  const cells = (row: readonly CellLike[], style: object = {}) => {
    // Not every program finds the height of a row by itself.
    const lines = Math.max(...columns.map(({ width }, index) => linesOf(row[index] ?? '', width)));
    const height = lines * LINE_POINTS + PADDING_POINTS;
    return columns.map((column, index) =>
      cellOf(row[index] ?? '', column, { ...style, ...(index === 0 ? { height } : {}) }),
    );
  };
  const titles = cells(
    columns.map(({ title }) => title),
    { fontWeight: 'bold', backgroundColor: '#DDE6F3', align: 'center' },
  );
  const nothing = across('没有记录', { ...BORDER, align: 'center', height: LINE_POINTS + PADDING_POINTS });
  const body = rows.length === 0 ? [nothing] : rows.map((row) => cells(row));
  return {
    name: table.name,
    columns: columns.map(({ width }) => width),
    isLandscape: table.isLandscape ?? columns.length > 7,
    titleRows: TITLE_ROWS,
    ...(table.isWide === true ? { pagesWide: 2, titleColumns: 2 } : {}),
    data: [
      // Over two pages the middle is where they part.
      across(table.title, {
        fontSize: 15,
        fontWeight: 'bold',
        align: table.isWide === true ? 'left' : 'center',
        height: 30,
      }),
      across(table.notes, {
        fontSize: 9,
        textColor: '#555555',
        height: LINE_POINTS * table.notes.split('\n').length,
      }),
      titles,
      ...body,
      ...(totals === undefined ? [] : [cells(totals, { fontWeight: 'bold', backgroundColor: '#F2F2F2' })]),
    ],
  };
}

/** Lines that a text takes in a column; a Chinese character is as wide as two others. */
function linesOf(cell: CellLike, width: number): number {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell;
  if (typeof value !== 'string') return 1;
  return value
    .split('\n')
    .map((line) => {
      const wide = line.match(WIDE)?.length ?? 0;
      return Math.max(1, Math.ceil((line.length + wide) / width));
    })
    .reduce((sum, lines) => sum + lines, 0);
}

const WIDE = /[\u2e80-\uffef]/g;

function cellOf(cell: CellLike, column: Column, style: object) {
  const { value, formula, format } =
    typeof cell === 'object' && cell !== null ? cell : { value: cell ?? '', formula: undefined, format: undefined };
  const shown = FORMATS[format ?? column.format ?? 'text'];
  const number = { ...BORDER, ...style, align: 'right' } as const;
  if (formula !== undefined) return formulaCell(formula, value, shown, number);
  if (typeof value === 'number') return numberCell(value, shown, number);
  return textCell(value, { ...BORDER, ...style, ...(value === NO_DATA ? { align: 'right' as const } : {}) });
}
