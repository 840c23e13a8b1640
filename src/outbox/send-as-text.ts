import type { Db } from '../database/database.ts';
import { PlatformError } from '../errors.ts';
import type { OwnerMenu } from '../ports.ts';
import type { StoreConnection } from '../stores/connections.ts';
import { transmitTakingBack } from './take-session-back.ts';
import { contentOf, type OutboxRow, type Receipt } from './transmit.ts';

/** 微信客服 does not take a message of this type there. */
const TYPE_FORBIDDEN = 95030;

/** As `transmitTakingBack`; a menu that the platform does not take goes as plain text that names its choices. */
export async function transmitOrAsText(db: Db, connection: StoreConnection, row: OutboxRow): Promise<Receipt> {
  try {
    return await transmitTakingBack(db, connection, row);
  } catch (error) {
    if (!(error instanceof PlatformError) || error.errcode !== TYPE_FORBIDDEN || row.channel !== 'kfMessage')
      throw error;
    const content = contentOf(row);
    if (!('menu' in content)) throw error;
    return transmitTakingBack(db, connection, {
      ...row,
      // Another message for the platform, which may remember the refused one; the same at each repetition.
      idempotencyKey: `${row.idempotencyKey}-as-text`,
      payload: { msgtype: 'text', text: { content: wordsOf(content.menu) } },
    });
  }
}

function wordsOf({ head, items, tail }: OwnerMenu): string {
  const choices = `请直接回复：${items.map(({ text }) => text).join(' / ')}`;
  return [head, choices, ...(tail === undefined ? [] : [tail])].join('\n');
}
