import type { RouterContext } from '@koa/router';
import type { CareErrorCode } from '../errors.ts';
import { messagePage, type PageMessage } from './layout.ts';
import type { PageOptions } from './options.ts';

/** The status with which a verb's refusal is shown. */
export const STATUS: Partial<Record<CareErrorCode, number>> = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  VALIDATION: 422,
  FORBIDDEN: 403,
  LIMIT_EXCEEDED: 429,
};

/** A page that only says something, with its status. */
export class PageError extends Error {
  readonly status: number;
  readonly page: PageMessage;

  constructor(status: number, page: PageMessage) {
    super(page.text);
    this.status = status;
    this.page = page;
  }
}

/** Turns whatever was thrown into a page in words. */
export function answerError(ctx: RouterContext, options: PageOptions, error: unknown): void {
  if (error instanceof PageError) {
    ctx.status = error.status;
    ctx.body = messagePage(error.page);
    return;
  }
  const { status, expose } = error as { status?: unknown; expose?: unknown };
  const isSendersFault = typeof status === 'number' && expose === true;
  ctx.status = isSendersFault ? status : 500;
  ctx.body = messagePage(
    status === 413
      ? { title: '内容太大', text: '提交的内容太大，没有保存。附件请控制在20MB以内。' }
      : { title: '暂时无法打开', text: '请稍后再试。如一直打不开，请联系管理员。' },
  );
  if (isSendersFault) return;
  options.logger.error(
    { path: ctx.path, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'page failed',
  );
}
