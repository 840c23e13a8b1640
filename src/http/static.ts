import { Router } from '@koa/router';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Serves a built page: the files are listed once, so that no request can name any other.
 *
 * @throws {Error} when the page has not been built
 */
export function staticRoutes(directory: string): Router {
  const files = new Map(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(directory.length).replace(/^\/?/, '/'), path] as const;
      }),
  );
  if (!files.has('/index.html')) throw new Error('the console page is not built: run "npm run build:console"');
  const router = new Router();
  router.get(/.*/, async (ctx, next) => {
    const path = files.get(ctx.path === '/' ? '/index.html' : ctx.path);
    if (path === undefined) return next();
    ctx.type = TYPES[extname(path)] ?? 'application/octet-stream';
    // Built names carry a hash of their content, except the page itself.
    ctx.set('cache-control', ctx.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    ctx.body = readFileSync(path);
    return undefined;
  });
  return router;
}
