import { Router } from '@koa/router';
import type { Database } from '../database/database.ts';
import type { Queue } from '../queue/queue.ts';

/** A database that takes longer is as good as gone; the asker has its own deadline. */
const ANSWER_MS = 2000;

/** `/healthz`: the process is alive. `/readyz`: database and queue answer, so that traffic may come. */
export function healthRoutes(parts: { database: Database; queue: Queue }): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const checks = await Promise.allSettled([
      inTime(parts.database.client.$queryRaw`SELECT 1`),
      inTime(parts.queue.check()),
    ]);
    const [database, queue] = checks.map((check) => (check.status === 'fulfilled' ? 'ok' : 'failed'));
    ctx.status = database === 'ok' && queue === 'ok' ? 200 : 503;
    ctx.body = { database, queue };
  });
  return router;
}

async function inTime(check: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_MS);
  });
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}
