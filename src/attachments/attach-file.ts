import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import { getTicket, recordEvent } from '../tickets/index.ts';
import { writeContent } from './content.ts';
import { safeFileName } from './file-name.ts';
import { countInWords, FILE_KINDS, type FileKind } from './kinds.ts';
import { sniff } from './sniff.ts';

/** What a browser sent. `name` is what the member's device calls it. */
export interface UploadedFile {
  name: string;
  content: Buffer;
}

/**
 * 补充附件: a member of staff puts files to a ticket from the page. The same content is kept once. Who may do so is the
 * caller's question.
 *
 * @throws {CareError} `VALIDATION` without a file, `LIMIT_EXCEEDED` for one that is too large
 */
export async function attachFiles(
  context: Context,
  tx: Transaction,
  input: { ticketId: number; files: readonly UploadedFile[] },
): Promise<void> {
  const ticket = await getTicket(tx, context.storeId, input.ticketId);
  if (input.files.length === 0) throw new CareError('VALIDATION', 'no file', { userMessage: '请选择要上传的文件。' });
  const added: { id: number; msgType: FileKind }[] = [];
  for (const file of input.files) {
    mustFit(file);
    const sha256 = createHash('sha256').update(file.content).digest('hex');
    const known = await tx.attachment.count({ where: { ticketId: ticket.id, sha256, status: 'stored' } });
    if (known === 0) added.push(await keep(context, tx, ticket, file, sha256));
  }
  if (added.length === 0) return;
  await recordEvent(context, tx, ticket, 'attached', {
    data: { text: countInWords(added), attachmentIds: added.map((file) => file.id) },
  });
}

function mustFit({ content }: UploadedFile): void {
  if (content.length <= FILE_KINDS.file.maxBytes) return;
  throw new CareError('LIMIT_EXCEEDED', `a file of ${content.length} bytes`, { userMessage: '附件请控制在20MB以内。' });
}

async function keep(
  context: Context,
  tx: Transaction,
  ticket: { id: number; storeId: string },
  file: UploadedFile,
  sha256: string,
): Promise<{ id: number; msgType: FileKind }> {
  const type = sniff(file.content);
  const msgType = kindOf(type.contentType);
  const now = context.clock.now();
  const row = await tx.attachment.create({
    data: {
      storeId: ticket.storeId,
      ticketId: ticket.id,
      source: 'staff',
      msgType,
      contentType: type.contentType,
      byteLength: file.content.length,
      sha256,
      status: 'stored',
      notBeforeAt: now,
      // Ours at once: no platform forgets it.
      expiresAt: now,
      uploadedBy: context.actor.id,
      createdAt: now,
      storedAt: now,
    },
    select: { id: true },
  });
  await tx.attachment.update({
    where: { id: row.id },
    data: { fileName: safeFileName(file.name, type, { id: row.id, kind: msgType }) },
  });
  await writeContent(tx, row.id, file.content);
  return { id: row.id, msgType };
}

function kindOf(contentType: string): FileKind {
  if (contentType.startsWith('image/')) return 'image';
  if (contentType.startsWith('audio/')) return 'voice';
  return contentType.startsWith('video/') ? 'video' : 'file';
}
