import type { RouterContext } from '@koa/router';
import { openAttachment } from '../../attachments/index.ts';
import { findReadable } from '../find-readable.ts';
import { PageError } from '../page-error.ts';
import type { Visit } from '../visit.ts';

/** `GET /tickets/NUMBER/attachments/ID`: a file, for whoever may read the ticket with the owner's personal data. */
export async function showAttachment(
  ctx: RouterContext,
  visit: Visit,
  [number = '', id = '']: readonly string[],
): Promise<void> {
  const { context, staff } = visit;
  const range = ctx.get('range');
  const opened = await context.database.transaction(async (tx) => {
    const { ticket, access } = await findReadable(context, tx, staff, number);
    if (access.isMasked) return undefined;
    return openAttachment(tx, {
      storeId: context.storeId,
      ticketId: ticket.id,
      attachmentId: Number(id),
      ...(range === '' ? {} : { range }),
    });
  });
  if (opened === undefined) {
    throw new PageError(404, {
      title: '没有找到附件',
      text: '附件不存在，或者您不能查看。',
      link: { href: visit.to(`tickets/${number}`), text: '返回工单' },
    });
  }
  context.logger.info(
    { storeId: context.storeId, attachmentId: Number(id), userId: staff.userId },
    'attachment viewed',
  );
  ctx.status = opened.status;
  ctx.set(opened.headers);
  ctx.body = opened.body;
}
