import { Router, type RouterContext } from '@koa/router';
import { CareError } from '../errors.ts';
import { endSession } from '../pages/session.ts';

/** The emulated platform's own memory of who is looking: cookies belong to a host, whatever its port. */
const VISITOR_COOKIE = 'emulator_user';
const VISITOR = /^[\w-]{1,64}$/;
/** A page of this site: no redirect leaves it. */
const PATH = /^\/(?![/\\])\S*$/;

/**
 * `GET /sandbox/open?as=luo&to=/tickets/…`: opens a page as whoever holds the phone, without asking who is there. The
 * login itself is the real one: only the platform's question is answered ahead.
 */
export function openRoute(storeId: string): Router {
  const router = new Router();
  router.get('/sandbox/open', (ctx) => {
    const [visitor, path] = [ctx.query['as'], ctx.query['to']];
    if (typeof visitor !== 'string' || typeof path !== 'string' || !VISITOR.test(visitor) || !PATH.test(path)) {
      throw new CareError('VALIDATION', 'no visitor or no page of this site', { userMessage: '链接不完整。' });
    }
    endSession(ctx, storeId, false);
    ctx.append('Set-Cookie', `${VISITOR_COOKIE}=${visitor}; Path=/; HttpOnly; SameSite=Lax`);
    ctx.redirect(path);
  });
  return router;
}

/** Whose phone the last link was opened from; undefined before the first one. */
export function visitorOf(ctx: RouterContext): string | undefined {
  const visitor = ctx.cookies.get(VISITOR_COOKIE);
  return visitor !== undefined && VISITOR.test(visitor) ? visitor : undefined;
}
