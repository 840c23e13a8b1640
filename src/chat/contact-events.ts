import { type ContactChange, noteContactChange } from '../contacts/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import { isContactOrderKey } from '../inbox/index.ts';
import { parseXml, xmlText } from '../platform/callback.ts';

export const isContactEvent = (event: InboxEvent): boolean => isContactOrderKey(event.storeId, event.orderKey);

/** What happened between an owner and a member of staff: 客户联系 tells the app. */
export async function handleContactEvent(context: Context, tx: Transaction, event: InboxEvent): Promise<void> {
  const fields = parseXml(event.payload);
  const seconds = Number(xmlText(fields, 'CreateTime'));
  const change: ContactChange = {
    accountId: event.accountId,
    changeType: xmlText(fields, 'ChangeType'),
    userId: xmlText(fields, 'UserID'),
    externalUserId: xmlText(fields, 'ExternalUserID'),
    state: xmlText(fields, 'State'),
    welcomeCode: xmlText(fields, 'WelcomeCode'),
    at: seconds > 0 ? new Date(seconds * 1000) : event.receivedAt,
  };
  await noteContactChange(context, tx, change);
}
