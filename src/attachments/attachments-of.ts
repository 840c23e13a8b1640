import type { Db } from '../database/database.ts';
import { FILE_KINDS, fileKind, type FileKind } from './kinds.ts';
import { isInline } from './content-headers.ts';

/** A file of a ticket as a page shows it; its content comes from `openAttachment`. */
export interface AttachmentInfo {
  id: number;
  kind: FileKind;
  kindLabel: string;
  source: 'owner' | 'staff';
  /** Message of the owner that brought it. */
  messageId: number | null;
  /** Member id of who sent it, when a member of staff did. */
  uploadedBy: string | null;
  /** '' while it is not stored. */
  fileName: string;
  contentType: string;
  byteLength: number;
  /** `lost`: the platform no longer has it. */
  status: 'pending' | 'stored' | 'lost';
  /** May be shown in the page: `<img>`, `<audio>`, `<video>`; else it is a link. */
  isInline: boolean;
  createdAt: Date;
}

/** The files of a ticket, oldest first. */
export async function attachmentsOf(db: Db, ticketId: number): Promise<AttachmentInfo[]> {
  const rows = await db.attachment.findMany({
    where: { ticketId },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: fileKind(row.msgType),
    kindLabel: FILE_KINDS[fileKind(row.msgType)].label,
    source: row.source === 'staff' ? 'staff' : 'owner',
    messageId: row.messageId,
    uploadedBy: row.uploadedBy,
    fileName: row.fileName,
    contentType: row.contentType,
    byteLength: row.byteLength ?? 0,
    status: row.status === 'pending' || row.status === 'stored' ? row.status : 'lost',
    isInline: row.status === 'stored' && isInline(row.contentType),
    createdAt: row.createdAt,
  }));
}
