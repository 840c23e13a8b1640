import { Router } from '@koa/router';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { contentHeaders, sniff } from '../attachments/index.ts';
import type { EmulatorControl, OutgoingMessage } from '../emulator/index.ts';
import { readBytes } from '../http/body.ts';
import { sampleAccounts } from './accounts.ts';

/** What a person can send at all; the platform's own limits are lower. */
const MAX_BYTES = 24 * 1024 * 1024;
const kinds = z.enum(['image', 'voice', 'video', 'file']);

/** Files that the phones send, as raw bytes with kind and name in headers, and what was sent, to look at. */
export function fileRoutes(control: EmulatorControl): Router {
  const router = new Router();
  const { openKfId, agentId } = sampleAccounts;
  router.post('/owners/:id/files', async (ctx) => {
    ctx.body = await control
      .person(ctx.params['id'] ?? '')
      .kf(openKfId)
      .send(await readFile(ctx.req));
  });
  router.post('/staff/:id/files', async (ctx) => {
    ctx.body = await control
      .member(ctx.params['id'] ?? '')
      .app(agentId)
      .send(await readFile(ctx.req));
  });
  router.get('/media/:id', async (ctx) => {
    const media = await control.media(ctx.params['id'] ?? '');
    const content = Buffer.from(media.base64, 'base64');
    ctx.set(contentHeaders({ contentType: sniff(content).contentType, fileName: media.fileName }));
    ctx.body = content;
  });
  return router;
}

async function readFile(request: IncomingMessage): Promise<OutgoingMessage> {
  const type = kinds.parse(request.headers['x-file-kind']);
  const name = request.headers['x-file-name'];
  const content = await readBytes(request, MAX_BYTES);
  return {
    type,
    base64: content.toString('base64'),
    ...(typeof name === 'string' && name !== '' ? { fileName: decodeURIComponent(name) } : {}),
  };
}
