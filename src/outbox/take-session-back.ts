import type { Db } from '../database/database.ts';
import { PlatformError } from '../errors.ts';
import type { StoreConnection } from '../stores/connections.ts';
import { platformKeyOf } from './message.ts';
import { contentOf, type OutboxRow, type Receipt, transmit } from './transmit.ts';

/** The session is not the bot's to write in. */
const NOT_OURS = 95018;

/**
 * As `transmit`; when 微信客服 still has the session with a person (or the waiting pool) who has said nothing for so long that
 * the conversation is the bot's again, that session is ended, and the message goes with the code of the ending: until the
 * owner writes again, the platform takes nothing else.
 */
export async function transmitTakingBack(db: Db, connection: StoreConnection, row: OutboxRow): Promise<Receipt> {
  try {
    return await transmit(db, connection, row);
  } catch (error) {
    if (!(error instanceof PlatformError) || error.errcode !== NOT_OURS || row.channel !== 'kfMessage') throw error;
    const { owners } = connection.channels;
    if (owners === undefined || row.conversationId === null) throw error;
    const conversation = await db.conversation.findUnique({ where: { id: row.conversationId } });
    if (conversation === null || conversation.state === 'human') throw error;
    const code = await owners.endSession({ openKfId: row.accountId, externalUserId: row.recipient });
    if (code === undefined) throw error;
    return owners.sendOnEvent({ code, messageId: platformKeyOf(row), ...contentOf(row) });
  }
}
