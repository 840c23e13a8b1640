import type { ComplaintForm, FormLine } from './complaint-form.ts';
import { type SheetData, textCell, workbookOf } from './workbook.ts';

const COLUMNS = [16, 30, 16, 30];
/** Of a text over three columns, as wide characters. */
const CHARS_PER_LINE = 36;
const LINE_HEIGHT = 18;

const BORDER = { borderStyle: 'thin', borderColor: '#808080' } as const;
const LABEL = { ...BORDER, backgroundColor: '#F2F2F2', align: 'center' } as const;

/** The form as an XLSX, ready for the printer and for signatures. */
export function complaintFormWorkbook(form: ComplaintForm): Promise<Buffer> {
  const data: SheetData = [
    [
      textCell(form.title, { fontSize: 18, fontWeight: 'bold', align: 'center', columnSpan: 4, height: 36 }),
      null,
      null,
      null,
    ],
    ...form.lines.map(rowOf),
  ];
  return workbookOf({ name: form.title, data, columns: COLUMNS });
}

function rowOf(line: FormLine): SheetData[number] {
  switch (line.kind) {
    case 'heading':
      return [
        textCell(line.text, { ...BORDER, fontWeight: 'bold', backgroundColor: '#DDE6F3', columnSpan: 4, height: 22 }),
        null,
        null,
        null,
      ];
    case 'pair':
      return line.fields.flatMap(({ label, value }) => [
        textCell(label, { ...LABEL, height: 24 }),
        textCell(value, BORDER),
      ]);
    case 'wide': {
      const { label, value } = line.field;
      const height = Math.min(400, Math.max(line.minLines, linesOf(value)) * LINE_HEIGHT + 8);
      return [
        textCell(label, { ...LABEL, height }),
        textCell(value, { ...BORDER, alignVertical: 'top', columnSpan: 3 }),
        null,
        null,
      ];
    }
    default:
      return line satisfies never;
  }
}

/** Merged cells don't grow with their text: their height has to be given. */
function linesOf(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / CHARS_PER_LINE)), 0);
}

/** In wide characters; Latin ones take half the room. */
function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += character.charCodeAt(0) < 0x2e80 ? 0.5 : 1;
  return width;
}
