import type { Db } from '../database/database.ts';
import { NotFoundError, PlatformError } from '../errors.ts';
import type { StaffMessenger, StaffReceipt } from '../ports.ts';
import { payloadSchemas } from './message.ts';
import type { OutboxRow } from './transmit.ts';

/** invalid media_id | media_id expired */
const MEDIA_GONE = [40007, 40145];

/**
 * Uploads a file of ours and sends it. What the platform called it is noted before it is sent: a repeated call names the
 * same file and so is recognised, and nothing is uploaded twice but what the platform has forgotten.
 */
export async function sendFile(db: Db, staff: StaffMessenger, row: OutboxRow): Promise<StaffReceipt> {
  const kind = row.channel === 'wecomImage' ? 'image' : 'file';
  const { fileId, mediaId } = payloadSchemas.wecomFile.parse(row.payload);
  const send = (id: string) => staff.sendFile({ userIds: row.recipient.split('|'), kind, mediaId: id });
  if (mediaId === undefined) return send(await upload());
  try {
    return await send(mediaId);
  } catch (error) {
    if (!(error instanceof PlatformError) || !MEDIA_GONE.includes(error.errcode)) throw error;
    return send(await upload());
  }

  async function upload(): Promise<string> {
    const file = await db.outgoingFile.findFirst({ where: { id: fileId, storeId: row.storeId } });
    if (file === null) throw new NotFoundError(`outgoing file ${fileId}`);
    const { fileName, contentType, content } = file;
    const fresh = await staff.uploadFile({ kind, fileName, contentType, content });
    await db.outboxMessage.update({ where: { id: row.id }, data: { payload: { fileId, mediaId: fresh } } });
    return fresh;
  }
}
