import type { RouterContext } from '@koa/router';
import type { Transaction } from '../../database/database.ts';
import { CareError } from '../../errors.ts';
import {
  cancelCampaign,
  createCampaign,
  listCampaigns,
  mayRunCampaigns,
  previewCampaign,
  tellViolations,
} from '../../outreach/index.ts';
import { isCustomerCare } from '../../stores/index.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { PageError, STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { campaignOf, campaignPage, type CampaignPageInput } from './campaign-form.ts';
import { campaignListPage, type CampaignListInput } from './list-page.ts';
import { decodeText, readViolations } from './read-violations.ts';

const DONE: Record<string, string> = {
  created: '已安排发送。',
  cancelled: '已取消未发出的部分。',
  takingBack: '已取消未发出的部分；等同事确认的群发正在撤回，同事已确认的无法收回。',
};

/** `GET /campaigns`: what was sent to many, and the list of violations. */
export async function showCampaigns(ctx: RouterContext, visit: Visit): Promise<void> {
  const done = DONE[queryOf(ctx, 'done')];
  await showList(ctx, visit, done === undefined ? {} : { flash: { text: done } });
}

/** `POST /campaigns`: takes back a campaign, checks or tells violations. */
export async function submitCampaigns(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  const { context } = visit;
  const action = form.field('action');
  try {
    if (action === 'cancel') {
      const campaignId = /^\d{1,9}$/.test(form.field('campaign')) ? Number(form.field('campaign')) : 0;
      const { takingBack } = await context.database.transaction((tx) => cancelCampaign(context, tx, { campaignId }));
      return seeOther(ctx, `${visit.path}?done=${takingBack > 0 ? 'takingBack' : 'cancelled'}`);
    }
    if (action !== 'checkViolations' && action !== 'tellViolations') throw invalid('这个按钮已失效，请重新打开页面。');
    const typed = form.field('words');
    const rows = readViolations([typed, ...form.files.map(({ content }) => decodeText(content))].join('\n'));
    if (rows.length === 0) throw invalid('请选择文件，或粘贴违章名单。');
    const isDryRun = action === 'checkViolations';
    const result = await context.database.transaction((tx) => tellViolations(context, tx, { rows, dryRun: isDryRun }));
    return await showList(ctx, visit, { violations: { result, isDryRun, typed: isDryRun ? typed : '' } });
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    await showList(ctx, visit, { flash: { text: error.userMessage, isError: true } });
  }
}

async function showList(
  ctx: RouterContext,
  visit: Visit,
  rest: Pick<CampaignListInput, 'flash' | 'violations'>,
): Promise<void> {
  const { context, staff } = visit;
  const mayRun = mayRunCampaigns(staff);
  const isCare = isCustomerCare(staff);
  if (!mayRun && !isCare) throw refused();
  ctx.body = await context.database.transaction(async (tx) => {
    const people = await tx.staff.findMany({
      where: { storeId: context.storeId },
      select: { userId: true, name: true },
    });
    return campaignListPage(visit, {
      campaigns: await listCampaigns(tx, context.storeId),
      nameOf: (userId) => people.find((one) => one.userId === userId)?.name ?? userId,
      mayRun,
      mayTellViolations: isCare,
      ...rest,
    });
  });
}

/** `GET /campaigns/new` */
export async function showNewCampaign(ctx: RouterContext, visit: Visit): Promise<void> {
  await showForm(ctx, visit, {});
}

/** `POST /campaigns/new`: shows who would read what; sends only what was shown. */
export async function submitNewCampaign(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  const { context } = visit;
  const typed = (name: string) => form.field(name);
  const input = campaignOf(form);
  try {
    const preview = await context.database.transaction((tx) => previewCampaign(context, tx, input));
    const isShown = form.field('previewed') === JSON.stringify(preview.plan);
    if (form.field('action') !== 'create' || !isShown) {
      const flash =
        form.field('action') === 'create' ? { text: '内容改过了，请先看预览再确认。', isError: true } : undefined;
      return await showForm(ctx, visit, { typed, preview, ...(flash === undefined ? {} : { flash }) });
    }
    await context.database.transaction((tx) => createCampaign(context, tx, input));
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return showForm(ctx, visit, { typed, flash: { text: error.userMessage, isError: true } });
  }
  seeOther(ctx, `${visit.to('campaigns')}?done=created`);
}

const MOST_SERIES = 20;

async function showForm(ctx: RouterContext, visit: Visit, rest: Omit<CampaignPageInput, 'series'>): Promise<void> {
  if (!mayRunCampaigns(visit.staff)) throw refused();
  const series = await visit.context.database.transaction((tx) => listSeries(tx, visit.context.storeId));
  ctx.body = campaignPage(visit, { ...rest, series });
}

async function listSeries(tx: Transaction, storeId: string): Promise<string[]> {
  const groups = await tx.vehicle.groupBy({
    by: ['series'],
    where: { storeId, status: 'active', series: { not: null } },
    _count: { _all: true },
    orderBy: { _count: { series: 'desc' } },
    take: MOST_SERIES,
  });
  return groups.flatMap(({ series }) => series ?? []);
}

const refused = () => new PageError(403, { title: '无法查看', text: '群发由总监、总经理或市场部负责人办理。' });

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
