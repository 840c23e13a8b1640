import { numberCell, textCell, workbookOf } from '../../documents/index.ts';
import type { FigureList } from '../../stats/index.ts';

/** More than this and the table is printed across. */
const PORTRAIT_CHARS = 95;
const BORDER = { borderStyle: 'thin', borderColor: '#808080' } as const;

/** The rows behind a figure as an XLSX: the figure and its definition on top, titles on every printed page. */
export function figuresWorkbook({ title, head, definition, asOf, columns, rows }: FigureList): Promise<Buffer> {
  const span = { columnSpan: columns.length };
  const blanks = columns.slice(1).map(() => null);
  return workbookOf({
    name: sheetName(title),
    columns: columns.map(({ width }) => width),
    isLandscape: columns.reduce((sum, { width }) => sum + width, 0) > PORTRAIT_CHARS,
    titleRows: 3,
    data: [
      [textCell(head, { ...span, fontSize: 14, fontWeight: 'bold', height: 28 }), ...blanks],
      [textCell(`${definition}；${asOf}`, { ...span, textColor: '#666666', height: 32 }), ...blanks],
      columns.map(({ label }) =>
        textCell(label, { ...BORDER, fontWeight: 'bold', backgroundColor: '#DDE6F3', align: 'center' }),
      ),
      ...rows.map(({ cells }) =>
        cells.map((cell) =>
          typeof cell === 'number'
            ? numberCell(cell, 'General', { ...BORDER, alignVertical: 'top' })
            : textCell(cell, { ...BORDER, alignVertical: 'top' }),
        ),
      ),
    ],
  });
}

/** Spreadsheet programs take 31 characters and none of these. */
const sheetName = (title: string): string => title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31);
