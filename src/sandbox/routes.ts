import { Router } from '@koa/router';
import type { Context as KoaContext } from 'koa';
import { z } from 'zod';
import type { SandboxState } from '../console/contract.ts';
import type { Context } from '../context.ts';
import { ControlCallError, type EmulatorControl } from '../emulator/index.ts';
import { CareError } from '../errors.ts';
import { readBody, readBytes } from '../http/body.ts';
import type { SampleStore } from '../sample-store/index.ts';
import { sampleAccounts } from './accounts.ts';
import { createChangeFeed } from './events.ts';
import { fileRoutes } from './file-routes.ts';
import { importRoutes } from './import-routes.ts';
import { createJourneyKeeper } from './journey.ts';
import { outreachRoutes } from './outreach-routes.ts';
import { smsRoutes } from './sms-routes.ts';
import { toOwnerItem, toStaffItem } from './inboxes.ts';
import { sandboxState } from './state.ts';
import { listTrace } from './trace.ts';
import { DAY_S, type Traveller } from './travel.ts';
import { listTrouble, makeTrouble } from './trouble.ts';

export interface SandboxParts {
  control: EmulatorControl;
  sample: SampleStore;
  contextOf: (storeId: string) => Context;
  traveller: () => Traveller;
}

const text = z.object({ text: z.string().min(1).max(20_000) });
const seconds = z.object({
  seconds: z
    .number()
    .min(1)
    .max(400 * 24 * 3600),
});

/** `/sandbox/api/*`: what the page needs of the emulated phones, the clock and the trace. Exists in the sandbox only. */
export function sandboxRoutes(parts: SandboxParts): Router {
  const { control, sample } = parts;
  const storeId = sample.definition.id;
  const context = parts.contextOf(storeId);
  const router = new Router({ prefix: '/sandbox/api' });
  const feed = createChangeFeed(context, control, () => journeys.isUnderWay());
  const { openKfId, agentId, appId } = sampleAccounts;
  const journeys = createJourneyKeeper({ context, control, traveller: parts.traveller, changed: () => feed.changed() });
  router.use(async (_ctx, next) => {
    try {
      await next();
    } catch (error) {
      throw readable(error);
    }
  });

  router.get('/state', async (ctx) => {
    const journey = await journeys.state();
    const state = await withUnread(await sandboxState(context, sample), control);
    ctx.body = { ...state, ...(journey === undefined ? {} : { journey }) };
  });
  router.get('/trace', async (ctx) => {
    const after = typeof ctx.query['after'] === 'string' ? ctx.query['after'] : undefined;
    ctx.body = { items: await listTrace(context.database.client, storeId, after) };
  });
  router.get('/events', (ctx) => {
    ctx.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    ctx.body = feed.open();
  });

  router.get('/owners/:id/inbox', async (ctx) => {
    const { items } = await control.person(param(ctx)).inbox();
    ctx.body = {
      items: items.map(toOwnerItem).toSorted((left, right) => left.at.localeCompare(right.at) || left.seq - right.seq),
    };
  });
  router.post('/owners/:id/messages', async (ctx) => {
    const input = text.parse(await readJson(ctx));
    ctx.body = await control.person(param(ctx)).kf(openKfId).say(input.text);
  });
  router.post('/owners/:id/menu', async (ctx) => {
    const input = z.object({ id: z.string() }).parse(await readJson(ctx));
    ctx.body = await control.person(param(ctx)).kf(openKfId).clickMenu(input.id);
  });
  router.post('/owners/:id/follow', async (ctx) => {
    const { follow } = z.object({ follow: z.boolean() }).parse(await readJson(ctx));
    const account = control.person(param(ctx)).officialAccount(appId);
    await (follow ? account.follow() : account.unfollow());
    ctx.body = {};
  });

  router.get('/staff/:id/inbox', async (ctx) => {
    const { items } = await control.member(param(ctx)).inbox();
    ctx.body = {
      items: items.map(toStaffItem).toSorted((left, right) => left.at.localeCompare(right.at) || left.seq - right.seq),
    };
  });
  router.post('/staff/:id/messages', async (ctx) => {
    const input = text.parse(await readJson(ctx));
    ctx.body = await control.member(param(ctx)).app(agentId).say(input.text);
  });
  router.post('/staff/:id/cards/:task/click', async (ctx) => {
    const input = z
      .object({ key: z.string(), selected: z.record(z.string(), z.array(z.string())).optional() })
      .parse(await readJson(ctx));
    ctx.body = await control.member(param(ctx)).app(agentId).click(param(ctx, 'task'), input.key, input.selected);
  });

  router.post('/clock/advance', async (ctx) => {
    const { seconds: wanted } = seconds.parse(await readJson(ctx));
    // Whoever skips a day does not look at its every minute.
    await parts.traveller().advance(wanted, { inLeaps: wanted >= DAY_S });
    feed.changed();
    ctx.body = { now: context.clock.now().toISOString() };
  });
  router.post('/clock/next', async (ctx) => {
    await parts.traveller().toNext();
    feed.changed();
    ctx.body = { now: context.clock.now().toISOString() };
  });

  router.get('/trouble', async (ctx) => {
    ctx.body = { items: await listTrouble(control) };
  });
  router.post('/trouble', async (ctx) => {
    const input = z
      .object({ kind: z.string(), times: z.number().int().min(1).max(100).optional() })
      .parse(await readJson(ctx));
    await makeTrouble(control, input.kind, input.times ?? 1);
    ctx.body = {};
  });
  router.use(outreachRoutes(context, control, journeys).routes());
  router.use(smsRoutes(control, sample).routes());
  router.use(fileRoutes(control).routes());
  router.use(importRoutes(context, sample, readBytes).routes());
  return router;
}

/** How far each phone's inbox is, so that the page reads only those that changed. */
async function withUnread(state: SandboxState, control: EmulatorControl): Promise<SandboxState> {
  const last = await control.lastSeqs();
  return {
    ...state,
    owners: state.owners.map((owner) => ({ ...owner, lastSeq: last.people[owner.personId] ?? 0 })),
    staff: state.staff.map((person) => ({ ...person, lastSeq: last.members[person.userId] ?? 0 })),
  };
}

/** What the emulator or the input check refuses, in words for the page. */
function readable(error: unknown): unknown {
  if (error instanceof z.ZodError) {
    return new CareError('VALIDATION', error.message, { userMessage: '请求内容不完整。', cause: error });
  }
  if (!(error instanceof ControlCallError)) return error;
  const userMessage = error.status === 409 ? '这里已经更新，不能再点了。' : '模拟平台没有接受这个操作。';
  return new CareError(error.status === 404 ? 'NOT_FOUND' : 'CONFLICT', error.message, { userMessage, cause: error });
}

function param(ctx: KoaContext, name = 'id'): string {
  return (ctx as unknown as { params: Record<string, string> }).params[name] ?? '';
}

async function readJson(ctx: KoaContext): Promise<unknown> {
  const body = await readBody(ctx.req);
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch (cause) {
    throw new CareError('VALIDATION', 'body is no JSON', { userMessage: '请求内容不是 JSON。', cause });
  }
}
