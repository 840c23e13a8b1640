import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { OutreachChannel } from '../stores/index.ts';
import { lockCustomer } from './customer-in-store.ts';

/** Ways an owner may wish to be reached by: rungs of the ladder, by what people call them. */
export const PREFERRED_CHANNELS = {
  officialAccountTemplate: '服务号',
  kf: '微信客服',
  groupSend: '企业微信',
  sms: '短信',
  callTask: '电话',
} as const satisfies Partial<Record<OutreachChannel, string>>;
export type PreferredChannel = keyof typeof PREFERRED_CHANNELS;

export const isPreferredChannel = (text: string): text is PreferredChannel => Object.hasOwn(PREFERRED_CHANNELS, text);

/**
 * How an owner wants to be reached: tried first wherever it is open and may carry the message.
 *
 * @param input.channel null: as the store's order has it
 * @returns false when it stood so already
 * @throws {NotFoundError}
 */
export async function setPreferredChannel(
  context: Pick<Context, 'storeId' | 'clock'>,
  tx: Transaction,
  { customerId, channel }: { customerId: number; channel: PreferredChannel | null },
): Promise<boolean> {
  const customer = await lockCustomer(context, tx, customerId);
  if (customer.preferredChannel === channel) return false;
  await tx.customer.update({
    where: { id: customerId },
    data: { preferredChannel: channel, updatedAt: context.clock.now() },
  });
  return true;
}

/** From a cell: 短信, 手机短信, 打电话, 电话联系, 微信, 公众号 …; undefined: none of them. */
export function parsePreferredChannel(text: string): PreferredChannel | undefined {
  if (/短信/.test(text)) return 'sms';
  if (/电话|来电|致电/.test(text)) return 'callTask';
  if (/服务号|公众号/.test(text)) return 'officialAccountTemplate';
  if (/企业微信|企微/.test(text)) return 'groupSend';
  return /微信/.test(text) ? 'kf' : undefined;
}
