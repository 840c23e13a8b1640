import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { CareError } from '../errors.ts';

/** A file as text cells. `line` is what an editor or spreadsheet shows, counted from 1. */
export interface Table {
  encoding: 'utf-8' | 'gb18030' | 'utf-16le';
  lines: { line: number; cells: string[] }[];
}

/** What an upload may weigh: about 200 000 rows of a wide export. */
const MAX_BYTES = 100 * 1024 * 1024;

/** Unicode "Other, control" without tab and line breaks; and the replacement character. */
const JUNK = /(?![\t\n\v\f\r])\p{Cc}|\ufffd/gu;

/**
 * Reads a CSV of unknown encoding and separator.
 *
 * @throws {CareError} `VALIDATION` with a Chinese `userMessage` when the bytes are no CSV at all
 */
export function readTable(bytes: Uint8Array): Table {
  if (bytes.length > MAX_BYTES) throw unreadable('文件超过 100 MB，请分批导出后再导入。');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw unreadable('这是 Excel 工作簿，请在 Excel 中“另存为”CSV 文件后再导入。');
  }
  const { text, encoding } = decode(bytes);
  if (text.trim() === '') throw unreadable('文件是空的。');
  // A decoder reads any bytes as something; control characters and holes show that they were no text.
  const junk = text.match(JUNK)?.length ?? 0;
  if (junk > text.length / 200) throw unreadable('文件内容不是文本，无法按 CSV 读取。');
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text)) {
    throw unreadable('这是网页格式的表格，请用 Excel 打开后“另存为”CSV 文件再导入。');
  }
  return { encoding, lines: split(text) };
}

function decode(bytes: Uint8Array): { text: string; encoding: Table['encoding'] } {
  if (startsWith(bytes, [0xff, 0xfe])) {
    return { text: iconv.decode(Buffer.from(bytes), 'utf-16le', { stripBOM: true }), encoding: 'utf-16le' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // Not UTF-8: what Chinese Windows writes is the other candidate.
    return { text: iconv.decode(Buffer.from(bytes), 'gb18030'), encoding: 'gb18030' };
  }
}

function split(text: string): Table['lines'] {
  const options = {
    bom: true,
    delimiter: separatorOf(text),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: 1024 * 1024,
  };
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === 'CSV_QUOTE_NOT_CLOSED') {
      throw unreadable(`从第 ${lines ?? 1} 行起有未闭合的引号，无法读取文件。`, error);
    }
    throw unreadable('文件无法按 CSV 读取，请检查引号与分隔符。', error);
  }
  let previousLine = 0;
  return records.map(({ record, info }) => {
    // `info.lines` is where the record ends; one whose cells hold line breaks begins earlier.
    const line = previousLine + 1;
    previousLine = Math.max(info.lines, line);
    return { line, cells: record };
  });
}

/** The separator that the first lines use most. */
function separatorOf(text: string): string {
  const start = text.slice(0, 5000);
  const counts = [',', '\t', ';', '，', '|'].map((separator) => ({ separator, count: start.split(separator).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ',';
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function unreadable(userMessage: string, cause?: unknown): CareError {
  return new CareError('VALIDATION', 'the file is no CSV that can be read', { userMessage, cause });
}
