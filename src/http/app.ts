import Koa from 'koa';
import type { Router } from '@koa/router';
import { CareError, type CareErrorCode } from '../errors.ts';
import type { Logger } from '../logger.ts';

const STATUS: Record<CareErrorCode, number> = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  VALIDATION: 422,
  FORBIDDEN: 403,
  LIMIT_EXCEEDED: 429,
  UPSTREAM: 502,
  INTERNAL: 500,
};

/** The Koa application. The one place where an error becomes an answer: text only where it is safe to show. */
export function createApp(options: { routers: readonly Router[]; logger: Logger }): Koa {
  const app = new Koa();
  // The middleware below answers and logs; Koa's own handler only sees sockets that broke off.
  app.silent = true;
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const status = statusOf(error);
      ctx.status = status;
      ctx.type = 'application/json';
      ctx.body = JSON.stringify({ error: messageOf(error, status) });
      if (status >= 500) {
        options.logger.error(
          { path: ctx.path, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
          'request failed',
        );
      }
    }
  });
  for (const router of options.routers) {
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  return app;
}

function statusOf(error: unknown): number {
  if (error instanceof CareError) return STATUS[error.code];
  // Koa's own errors and ours say by `expose` that status and text may be shown.
  const { status, expose } = error as { status?: unknown; expose?: unknown };
  if (typeof status === 'number' && expose === true) return status;
  return 500;
}

function messageOf(error: unknown, status: number): string {
  if (error instanceof CareError && error.userMessage !== undefined) return error.userMessage;
  if (status < 500 && error instanceof Error) return error.message;
  return '服务暂时不可用，请稍后再试。';
}
