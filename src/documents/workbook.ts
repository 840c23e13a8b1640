import writeExcelFile, { type CellObject, type Feature, type Image, type SheetData } from 'write-excel-file/node';
import {
  findElement,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  replaceElement,
  sanitizeTextContent,
} from 'write-excel-file/utility';

export type { CellObject, SheetData };

/** What the library takes for a file's content; it does not export the name. */
type FileContent = Image['content'];

export interface Sheet {
  name: string;
  data: SheetData;
  /** Widths in characters. */
  columns: readonly number[];
  isLandscape?: boolean;
  /** Rows on top that stay in view and stand on every printed page. */
  titleRows?: number;
  /** Pages that stand side by side: more columns than one page shows in letters that can be read. Absent: one. */
  pagesWide?: number;
  /** Columns on the left that stand on every one of them. */
  titleColumns?: number;
}

/** What a spreadsheet program shows before it has computed a formula itself: previews on phones never do. */
const computed = new WeakMap<CellObject, number | string>();

/** A number, for programs to count with. @param format as a spreadsheet program writes it, e.g. `0.0%` */
export function numberCell(
  value: number,
  format = 'General',
  style: Omit<CellObject, 'value' | 'type'> = {},
): CellObject {
  const shown = format === 'General' ? {} : { format };
  return { alignVertical: 'center', ...style, ...shown, type: Number, value };
}

/**
 * A formula of ours.
 *
 * @param formula without the leading `=`
 * @param value what it comes to now
 */
export function formulaCell(
  formula: string,
  value: number | string,
  format = 'General',
  style: Omit<CellObject, 'value' | 'type'> = {},
): CellObject {
  const shown = format === 'General' ? {} : { format };
  const cell: CellObject = { alignVertical: 'center', ...style, ...shown, type: 'Formula', value: formula };
  computed.set(cell, value);
  return cell;
}

/** More characters than this no cell holds. */
const MAX_CHARS = 32_767;

/**
 * A cell of text, whatever it begins with: `=1+1` in an owner's message is never a formula. Written as a shared string,
 * which no spreadsheet program computes.
 */
export function textCell(value: string, style: Omit<CellObject, 'value' | 'type'> = {}): CellObject {
  const text = value.toWellFormed();
  // An empty string would leave the cell without its borders.
  return { wrap: true, alignVertical: 'center', ...style, type: String, value: text.slice(0, MAX_CHARS) };
}

/** The MIME type of what `workbookOf` makes. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An XLSX that is ready to be printed: A4, one page wide unless it says more, pages numbered; the sheets in their order. */
export async function workbookOf(...sheets: readonly [Sheet, ...Sheet[]]): Promise<Buffer> {
  return writeExcelFile(
    sheets.map(({ name, data, columns, titleRows = 0 }) => ({
      sheet: name,
      data,
      columns: columns.map((width) => ({ width })),
      ...(titleRows === 0 ? {} : { stickyRowsCount: titleRows }),
      showGridLines: false,
    })),
    { fontFamily: '宋体', fontSize: 11, features: [printSetup(sheets)] },
  ).toBuffer();
}

/** What the library leaves to its users: see "features" in its documentation. */
function printSetup(sheets: readonly Sheet[]): Feature<FileContent> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const sheet = sheets[sheetIndex];
            if (sheet === undefined) throw new Error(`no sheet ${sheetIndex}`);
            return withValues(
              printElements(sheet).reduce((rest, [tag, markup]) => putElement(rest, tag, markup), xml),
              sheet,
            );
          },
        },
        'xl/workbook.xml': { transform: (xml) => computeAtOpening(repeatTitles(xml, sheets)) },
      },
    },
  };
}

function printElements({ isLandscape = false, pagesWide = 1 }: Sheet): readonly (readonly [string, string])[] {
  const orientation = isLandscape ? 'landscape' : 'portrait';
  return [
    ['sheetPr', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'],
    ['printOptions', '<printOptions horizontalCentered="1"/>'],
    ['pageMargins', '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'],
    // 9 is A4; a height of 0 means as many pages as it takes.
    ['pageSetup', `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="${pagesWide}" fitToHeight="0"/>`],
    ['headerFooter', '<headerFooter><oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter>'],
  ];
}

function putElement(xml: string, tag: string, markup: string): string {
  const present = findElement(xml, tag);
  if (present !== undefined) return replaceElement(xml, present, markup);
  const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? [];
  return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet');
}

/** `A`, `B`, …, `Z`, `AA`: the name of a column. @param index from 0 */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCodePoint(65 + (index % 26));
}

const FORMULA = /<c r="([A-Z]+\d+)"([^>]*)>(<f>[^<]*<\/f>)<\/c>/g;

/** Puts beside each formula what it comes to. */
function withValues(xml: string, { data }: Sheet): string {
  const values = new Map<string, number | string>();
  for (const [row, cells] of data.entries()) {
    for (const [column, cell] of cells.entries()) {
      const value = typeof cell === 'object' && cell !== null && 'type' in cell ? computed.get(cell) : undefined;
      if (value !== undefined) values.set(`${columnName(column)}${row + 1}`, value);
    }
  }
  if (values.size === 0) return xml;
  return xml.replaceAll(FORMULA, (whole, address: string, attributes: string, formula: string) => {
    const value = values.get(address);
    if (value === undefined) return whole;
    const type = typeof value === 'string' ? ' t="str"' : '';
    const text = typeof value === 'string' ? sanitizeTextContent(value) : String(value);
    return `<c r="${address}"${attributes}${type}>${formula}<v>${text}</v></c>`;
  });
}

function repeatTitles(xml: string, sheets: readonly Sheet[]): string {
  const names = sheets.flatMap(({ name, titleRows = 0, titleColumns = 0 }, index) => {
    if (titleRows === 0) return [];
    const sheet = `'${sanitizeTextContent(name)}'!`;
    const columns = titleColumns === 0 ? '' : `${sheet}$A:$${columnName(titleColumns - 1)},`;
    const range = `${columns}${sheet}$1:$${titleRows}`;
    return [`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${range}</definedName>`];
  });
  const present = findElement(xml, 'definedNames');
  return present === undefined || names.length === 0
    ? xml
    : replaceElement(xml, present, `<definedNames>${names.join('')}</definedNames>`);
}

/** A program that can compute trusts its own figures, not ours. */
function computeAtOpening(xml: string): string {
  const markup = '<calcPr calcId="191029" fullCalcOnLoad="1"/>';
  const present = findElement(xml, 'calcPr');
  if (present !== undefined) return replaceElement(xml, present, markup);
  const order = getOrderOfSiblings('xl/workbook.xml', 'workbook') ?? [];
  return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'workbook');
}
