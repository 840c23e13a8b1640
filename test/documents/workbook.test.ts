import * as fc from '../support/property.ts';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { formulaCell, numberCell, textCell, workbookOf } from '../../src/documents/index.ts';
import { rowsOf, unzip } from './unzip.ts';

const sheetOf = (texts: readonly string[], rest = {}) =>
  workbookOf({ name: '测试', columns: [20], data: texts.map((text) => [textCell(text)]), ...rest });

test.each(['=1+1', '=HYPERLINK("http://evil","点我")', '+86 138', '-2', '@SUM(A1)', '\t=1', "'=1"])(
  '%j stays text and is computed by no program',
  async (text) => {
    const archive = await sheetOf([text]);
    const sheet = unzip(archive).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).not.toContain('<f>');
    expect(sheet).toMatch(/<c r="A1"[^>]* t="s">/);
    expect(rowsOf(archive)).toEqual([[text]]);
  },
);

test('any text makes a sheet that is well-formed XML', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), async (texts) => {
      const files = [...unzip(await sheetOf([...texts, '\ud800\u0000\u000b<&>"'])).values()];
      for (const xml of files) expect(() => new XMLParser().parse(xml, true)).not.toThrow();
    }),
    { numRuns: 40 },
  );
});

test('a text longer than a cell can hold is cut, not refused', async () => {
  const [[cell = ''] = []] = rowsOf(await sheetOf(['长'.repeat(40_000)]));
  expect(cell).toHaveLength(32_767);
});

test('a sheet is ready for the printer: A4, one page wide, numbered, titles on every page', async () => {
  const files = unzip(await sheetOf(['标题', '内容'], { isLandscape: true, titleRows: 1 }));
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
  expect(sheet).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
  expect(sheet).toContain('<oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter>');
  expect(sheet.match(/<pageSetup /g)).toHaveLength(1);
  expect(sheet.match(/<pageMargins /g)).toHaveLength(1);
  // Spreadsheet programs refuse a sheet whose parts stand in another order.
  const order = [
    'sheetPr',
    'sheetViews',
    'cols',
    'sheetData',
    'printOptions',
    'pageMargins',
    'pageSetup',
    'headerFooter',
  ];
  const places = order.map((tag) => sheet.indexOf(`<${tag}`));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(files.get('xl/workbook.xml')).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'测试'!$1:$1</definedName>`,
  );
});

test('several sheets stand in one file, each with its own print set-up', async () => {
  const files = unzip(
    await workbookOf(
      { name: '汇总', columns: [20], titleRows: 2, data: [[textCell('汇总')]] },
      { name: '明细', columns: [9], titleRows: 1, isLandscape: true, data: [[textCell('明细')]] },
    ),
  );
  expect(files.get('xl/worksheets/sheet1.xml')).toContain('orientation="portrait"');
  expect(files.get('xl/worksheets/sheet2.xml')).toContain('orientation="landscape"');
  expect(files.get('xl/workbook.xml')).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'汇总'!$1:$2</definedName>` +
      `<definedName name="_xlnm.Print_Titles" localSheetId="1">'明细'!$1:$1</definedName>`,
  );
});

test('a formula carries what it comes to, and is computed anew by whoever can', async () => {
  const files = unzip(
    await workbookOf({
      name: '合计',
      columns: [9, 9],
      data: [
        [numberCell(3), numberCell(4.5, '0.0')],
        [formulaCell('SUM(A1:B1)', 7.5), formulaCell('IFERROR(A1/0,"—")', '—', '0.0%')],
      ],
    }),
  );
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).toMatch(/<c r="A2"[^>]*><f>SUM\(A1:B1\)<\/f><v>7\.5<\/v><\/c>/);
  expect(sheet).toMatch(/<c r="B2"[^>]* t="str"><f>IFERROR\(A1\/0,"—"\)<\/f><v>—<\/v><\/c>/);
  expect(files.get('xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
});
