import type { Context } from '../context.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import { staffOrderKey } from '../inbox/index.ts';
import { parseXml, type XmlFields, xmlList, xmlText } from '../platform/callback.ts';
import { textOf } from '../platform/platform-api.ts';

/** Of no person: the platform names "sys" as the sender, or none. */
export const isSystemEvent = (event: InboxEvent): boolean => event.orderKey === staffOrderKey(event.storeId, 'sys');

/** What an administrator has changed is theirs to know; the log says it to whoever looks for why nothing arrives. */
export function noteSystemEvent(context: Context, event: InboxEvent): Promise<void> {
  const fields = parseXml(event.payload);
  if (xmlText(fields, 'Event') === 'kf_account_auth_change') {
    const [granted, withdrawn] = [idsOf(fields, 'AuthAddOpenKfId'), idsOf(fields, 'AuthDelOpenKfId')];
    context.logger[withdrawn.length > 0 ? 'warn' : 'info'](
      { storeId: context.storeId, granted, withdrawn },
      'accounts of 微信客服 were granted to the app, or withdrawn',
    );
  }
  return Promise.resolve();
}

/** One id, or several under one name. */
const idsOf = (fields: XmlFields, name: string): string[] =>
  xmlList(fields[name])
    .map(textOf)
    .filter((id) => id !== '');
