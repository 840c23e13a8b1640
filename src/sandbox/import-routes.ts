import { Router } from '@koa/router';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ImportPreview } from '../console/contract.ts';
import type { Context } from '../context.ts';
import { CareError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { buildSampleImport } from '../sample-store/sample-import.ts';
import type { SampleStore } from '../sample-store/index.ts';
import { applyImport, type ImportFile, type ImportReport, previewImport, summaryLines } from '../imports/index.ts';

const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Previews that wait for "apply"; the oldest goes first. */
const MAX_WAITING = 5;

/** Preview, then apply exactly the previewed bytes. */
export function importRoutes(
  context: Context,
  sample: SampleStore,
  readBytes: (request: IncomingMessage, maxBytes: number) => Promise<Buffer>,
): Router {
  const router = new Router();
  const waiting = new Map<string, ImportFile>();
  router.post('/import/preview', async (ctx) => {
    const fileName = decodeURIComponent(ctx.get('x-file-name') || '导入.csv');
    const file = { fileName, bytes: await readBytes(ctx.req, MAX_FILE_BYTES) };
    const report = await previewImport(context, file);
    const token = randomUUID();
    waiting.set(token, file);
    for (const old of [...waiting.keys()].slice(0, -MAX_WAITING)) waiting.delete(old);
    ctx.body = { ...shown(report), token };
  });
  router.post('/import/apply', async (ctx) => {
    const { token } = z.object({ token: z.string() }).parse(JSON.parse(await readBody(ctx.req)));
    const file = waiting.get(token);
    if (file === undefined) {
      throw new CareError('NOT_FOUND', 'no such preview', { userMessage: '预览已失效，请重新选择文件。' });
    }
    ctx.body = shown(await applyImport(context, file));
    waiting.delete(token);
  });
  router.get('/sample-import.csv', (ctx) => {
    ctx.type = 'text/csv; charset=gb18030';
    const file = buildSampleImport(sample);
    ctx.attachment(file.fileName);
    ctx.body = Buffer.from(file.bytes);
  });
  return router;
}

function shown(report: ImportReport): Omit<ImportPreview, 'token'> {
  const hints = report.warnings.map(({ line, reason }) => ({ label: `提示（第 ${line} 行）`, value: reason }));
  return { summary: [...summaryLines(report), ...hints], problems: report.problems };
}
