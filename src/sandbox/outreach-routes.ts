import { Router } from '@koa/router';
import { z } from 'zod';
import { dateToDay } from '../calendar.ts';
import { type CallItem, callResults } from '../console/contract.ts';
import type { Context } from '../context.ts';
import type { EmulatorControl } from '../emulator/index.ts';
import { NotFoundError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { reportCall } from '../outreach/index.ts';
import { sampleAccounts } from './accounts.ts';
import type { JourneyKeeper } from './journey.ts';

const callResult = z.enum(Object.keys(callResults) as [keyof typeof callResults, ...(keyof typeof callResults)[]]);

/** What the page needs around reminders: notices to agree to, group sends to confirm, calls to make, days that pass. */
export function outreachRoutes(context: Context, control: EmulatorControl, journeys: JourneyKeeper): Router {
  const router = new Router();
  const { appId } = sampleAccounts;
  router.post('/owners/:id/notices', async (ctx) => {
    const { templateId, accept } = z
      .object({ templateId: z.string(), accept: z.boolean() })
      .parse(JSON.parse(await readBody(ctx.req)));
    const account = control.person(ctx.params['id'] ?? '').officialAccount(appId);
    await account.answerPrompt([{ templateId, accept }]);
    ctx.body = {};
  });
  router.post('/staff/:id/group-sends/:msgId/confirm', async (ctx) => {
    await control.member(ctx.params['id'] ?? '').confirmGroupSend(ctx.params['msgId'] ?? '');
    ctx.body = {};
  });
  router.post('/staff/:id/group-sends/:msgId/ignore', async (ctx) => {
    await control.member(ctx.params['id'] ?? '').ignoreGroupSend(ctx.params['msgId'] ?? '');
    ctx.body = {};
  });
  router.get('/calls', async (ctx) => {
    ctx.body = { items: await listCalls(context) };
  });
  router.post('/calls/:id', async (ctx) => {
    const { result } = z.object({ result: callResult }).parse(JSON.parse(await readBody(ctx.req)));
    await reportAsAssignee(context, Number(ctx.params['id']), result);
    ctx.body = {};
  });
  router.post('/journey', async (ctx) => {
    const input = z
      .object({ days: z.int().min(1).max(366), confirmGroupSends: z.boolean() })
      .parse(JSON.parse(await readBody(ctx.req)));
    journeys.start(input);
    ctx.body = {};
  });
  router.post('/journey/stop', async (ctx) => {
    await journeys.stop();
    ctx.body = {};
  });
  return router;
}

/** A page is not longer. */
const MOST_CALLS = 200;

/** Open calls, the ones that are due first. */
async function listCalls(context: Context): Promise<CallItem[]> {
  const db = context.database.client;
  const { storeId } = context;
  const [tasks, staff] = await Promise.all([
    db.callTask.findMany({
      where: { storeId, status: 'open' },
      orderBy: [{ dueOn: 'asc' }, { priority: 'asc' }, { id: 'asc' }],
      take: MOST_CALLS,
    }),
    db.staff.findMany({ where: { storeId } }),
  ]);
  const ids = tasks.flatMap((task) => (task.customerId === null ? [] : [task.customerId]));
  const customers = await db.customer.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = new Map(customers.map((customer) => [customer.id, customer.name]));
  return tasks.map((task) => ({
    id: task.id,
    title: task.title,
    script: task.script,
    assignee: staff.find((person) => person.userId === task.assigneeUserId)?.name ?? '待分配',
    owner: (task.customerId === null ? undefined : nameOf.get(task.customerId)) ?? '',
    dueOn: dateToDay(task.dueOn),
    ...(task.result === null ? {} : { result: task.result }),
  }));
}

/** As if whoever has the call had said so; one that nobody has is the director's. */
async function reportAsAssignee(context: Context, callTaskId: number, result: z.infer<typeof callResult>) {
  const db = context.database.client;
  const { storeId } = context;
  const task = await db.callTask.findFirst({ where: { id: callTaskId, storeId } });
  if (task === null) throw new NotFoundError(`call task ${callTaskId}`, '没有找到这个电话任务。');
  const member = await db.staff.findFirst({
    where: task.assigneeUserId === null ? { storeId, role: 'director' } : { storeId, userId: task.assigneeUserId },
  });
  const actor = { kind: 'staff', id: member?.userId ?? '', name: member?.name ?? '' } as const;
  await context.database.transaction((tx) => reportCall({ ...context, actor }, tx, { callTaskId, result }));
}
