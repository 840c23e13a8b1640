import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent } from '../database/generated/client.ts';
import { directoryOrderKey } from '../inbox/index.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { parseXml, xmlText } from '../platform/callback.ts';
import { findStaff, retireStaff } from '../stores/index.ts';

export const isDirectoryEvent = (event: InboxEvent): boolean => event.orderKey === directoryOrderKey(event.storeId);

/**
 * Who joined or left the company, or got another id (通讯录变更). Who left is no staff any more: their tickets go back to their
 * departments, and nobody is sent to them. A new member is staff when the staff file says so; changes of departments and
 * tags are no matter here, because the store's departments are its own.
 */
export async function handleDirectoryEvent(context: Context, tx: Transaction, event: InboxEvent): Promise<void> {
  const fields = parseXml(event.payload);
  if (xmlText(fields, 'Event') !== 'change_contact') return;
  const userId = xmlText(fields, 'UserID').toLowerCase();
  const newUserId = xmlText(fields, 'NewUserID').toLowerCase();
  const changeType = xmlText(fields, 'ChangeType');
  if (changeType === 'delete_user') {
    const former = await retireStaff(tx, context.storeId, userId);
    if (former === undefined) return;
    const owners = await tx.customer.count({
      where: { storeId: context.storeId, advisorUserId: { equals: userId, mode: 'insensitive' } },
    });
    await tellDirectors(context, tx, event, directoryTexts.left(former.name, owners));
  } else if (changeType === 'update_user' && newUserId !== '' && newUserId !== userId) {
    const staff = await findStaff(tx, context.storeId, userId);
    if (staff !== undefined) await tellDirectors(context, tx, event, directoryTexts.renamed(staff.name, newUserId));
  }
}

const directoryTexts = {
  left: (name: string, owners: number) =>
    `${name}已不在企业微信通讯录，已按离职处理：未办完的工单退回部门重新签收。${
      owners === 0 ? '' : `名下还有${owners}位车主，请改派服务顾问。`
    }如属误删，请重新导入人员文件恢复。`,
  renamed: (name: string, newUserId: string) =>
    `${name}的企业微信账号已改为 ${newUserId}，请更新人员文件，否则消息无法送达。`,
};

async function tellDirectors(context: Context, tx: Transaction, event: InboxEvent, text: string): Promise<void> {
  const { storeId } = context;
  const leaders = await tx.staff.findMany({
    where: { storeId, role: { in: ['director', 'generalManager'] }, isActive: true },
    orderBy: { id: 'asc' },
  });
  const directors = leaders.filter(({ role }) => role === 'director');
  for (const { userId } of directors.length > 0 ? directors : leaders) {
    await enqueueOutbox(context, tx, {
      channel: 'wecomText',
      accountId: '',
      recipient: userId,
      idempotencyKey: idempotencyKeyOf('directory', event.id, userId),
      payload: { text },
      preview: text,
    });
  }
}
