import type { Db } from '../database/database.ts';
import { readContent } from './content.ts';
import { contentHeaders } from './content-headers.ts';

/** What to answer a browser with. */
export interface OpenedAttachment {
  status: 200 | 206 | 416;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * A stored file's content with the headers that make it safe to serve. Who may see the ticket is the caller's question.
 *
 * @param input.range the request's Range header: players of video ask for pieces
 * @returns undefined when the ticket has no such file, or it is not stored
 */
export async function openAttachment(
  db: Db,
  input: { storeId: string; ticketId: number; attachmentId: number; range?: string | undefined },
): Promise<OpenedAttachment | undefined> {
  const row = await db.attachment.findFirst({
    where: { id: input.attachmentId, storeId: input.storeId, ticketId: input.ticketId, status: 'stored' },
  });
  if (row === null) return undefined;
  const headers = contentHeaders(row);
  const size = row.byteLength ?? 0;
  const range = readRange(input.range, size);
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: Buffer.alloc(0) };
  }
  const body = await readContent(db, row, range ?? { from: 0, length: size });
  if (body === undefined) return undefined;
  if (range === undefined) return { status: 200, headers, body };
  const from = range.from;
  const to = from + body.length - 1;
  return { status: 206, headers: { ...headers, 'content-range': `bytes ${from}-${to}/${size}` }, body };
}

/** One range is answered; several at once are answered with the whole, as the standard allows. */
function readRange(
  header: string | undefined,
  size: number,
): { from: number; length: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const isSuffix = match[1] === '';
  const from = isSuffix ? Math.max(size - Number(match[2]), 0) : Number(match[1]);
  const to = isSuffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return from > to ? 'unsatisfiable' : { from, length: to - from + 1 };
}
