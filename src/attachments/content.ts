import type { Db } from '../database/database.ts';

/**
 * Bytes travel as base64: through the embedded database ten megabytes take 0.4 s to write and 0.06 s to read that way, and
 * 2.7 s and 1.1 s as binary values, during which the process does nothing else.
 */
export async function writeContent(db: Db, attachmentId: number, content: Uint8Array): Promise<void> {
  const base64 = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64');
  await db.$executeRaw`
    INSERT INTO attachment_content (attachment_id, content) VALUES (${attachmentId}::int, decode(${base64}, 'base64'))`;
}

/**
 * A piece of a stored file: its own content, or that of the equal file in the same chat that is kept for both.
 *
 * @param piece.from first byte, from 0
 */
export async function readContent(
  db: Db,
  file: { id: number; conversationId: number | null; sha256: string | null },
  piece: { from: number; length: number },
): Promise<Buffer | undefined> {
  const [found] = await db.$queryRaw<{ content: string }[]>`
    SELECT encode(substring(c.content FROM ${piece.from + 1}::int FOR ${piece.length}::int), 'base64') AS content
    FROM attachment_content c JOIN attachment a ON a.id = c.attachment_id
    WHERE a.id = ${file.id}::int
       OR (a.conversation_id = ${file.conversationId}::int AND a.sha256 = ${file.sha256} AND a.status = 'stored')
    ORDER BY a.id = ${file.id}::int DESC LIMIT 1`;
  return found === undefined ? undefined : Buffer.from(found.content, 'base64');
}
