import { Router } from '@koa/router';
import type { Database } from '../database/database.ts';
import type { Queue } from '../queue/queue.ts';

/** `/healthz`: the process is alive. `/readyz`: database and queue answer, so that traffic may come. */
export function healthRoutes(parts: { database: Database; queue: Queue }): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const checks = await Promise.allSettled([parts.database.client.$queryRaw`SELECT 1`, parts.queue.check()]);
    const [database, queue] = checks.map((check) => (check.status === 'fulfilled' ? 'ok' : 'failed'));
    ctx.status = database === 'ok' && queue === 'ok' ? 200 : 503;
    ctx.body = { database, queue };
  });
  return router;
}
