import { Router, type RouterContext } from '@koa/router';
import { downloadCalendar, sendOwnersCalendar, showCalendar } from './calendar/show.ts';
import { showCampaigns, showNewCampaign, submitCampaigns, submitNewCampaign } from './campaigns/show.ts';
import { showPreview } from './coverage/show-preview.ts';
import { showCoverageDay, showCoverageMonth } from './coverage/show.ts';
import { showEntry, submitEntry } from './entry/show.ts';
import { showFollowUp, showFollowUps, submitFollowUp } from './follow-ups/show.ts';
import { downloadFigures, showFigures } from './figures/show.ts';
import { type Form, isUpload, readForm } from './form.ts';
import { PAGE_HEADERS } from './layout.ts';
import { findPages, finishLogin } from './login.ts';
import type { PageOptions } from './options.ts';
import { answerError, PageError } from './page-error.ts';
import { showOwners } from './owner/search.ts';
import { showOwner, submitOwner } from './owner/show.ts';
import { placeAt } from './place.ts';
import { downloadReport, showReportPicture, showReports, submitReports } from './reports/show.ts';
import { showResults } from './results/show.ts';
import { downloadForm, downloadTable, showPrint } from './printing/show.ts';
import { showTickets } from './ticket-list/show.ts';
import { showRectification, submitRectification } from './rectification/show.ts';
import { showRectifications } from './rectification/show-list.ts';
import { showRulesHistory, submitRulesHistory } from './rules/history.ts';
import { showRules, submitRules } from './rules/show.ts';
import { showStart, submitStart } from './start-page.ts';
import { showAttachment } from './ticket/show-attachment.ts';
import { showTicket, submitTicket } from './ticket/show.ts';
import { enter, enterByForm, mustHaveSession, type Target, type Visit } from './visit.ts';

/** One kind of page. `parts`: what the groups of its pattern matched. */
interface Page {
  pattern: RegExp;
  show(ctx: RouterContext, visit: Visit, parts: readonly string[]): Promise<void>;
  submit?(ctx: RouterContext, visit: Visit, form: Form, parts: readonly string[]): Promise<void>;
  takesFiles?: boolean;
}

const PAGES: readonly Page[] = [
  { pattern: /^staff$/, show: showStart, submit: submitStart },
  { pattern: /^tickets$/, show: showTickets },
  { pattern: /^tickets\/new$/, show: showEntry, submit: submitEntry, takesFiles: true },
  { pattern: /^tickets\/sheet$/, show: downloadTable },
  { pattern: /^tickets\/(TS-\d{8}-\d{4,9})$/, show: showTicket, submit: submitTicket, takesFiles: true },
  { pattern: /^tickets\/(TS-\d{8}-\d{4,9})\/print$/, show: showPrint },
  { pattern: /^tickets\/(TS-\d{8}-\d{4,9})\/sheet$/, show: downloadForm },
  { pattern: /^tickets\/(TS-\d{8}-\d{4,9})\/attachments\/(\d{1,9})$/, show: showAttachment },
  { pattern: /^figures$/, show: showFigures },
  { pattern: /^figures\/sheet$/, show: downloadFigures },
  { pattern: /^rectifications$/, show: showRectifications },
  { pattern: /^rectifications\/(ZG-\d{4}W\d{2}-\d{2,4})$/, show: showRectification, submit: submitRectification },
  { pattern: /^followups$/, show: showFollowUps },
  { pattern: /^followups\/(\d{1,9})$/, show: showFollowUp, submit: submitFollowUp },
  { pattern: /^owners$/, show: showOwners },
  { pattern: /^owners\/(\d{1,9})$/, show: showOwner, submit: submitOwner },
  { pattern: /^vehicles\/(\d{1,9})\/calendar$/, show: showCalendar },
  { pattern: /^vehicles\/(\d{1,9})\/calendar\/ics$/, show: downloadCalendar },
  { pattern: /^campaigns$/, show: showCampaigns, submit: submitCampaigns, takesFiles: true },
  { pattern: /^campaigns\/new$/, show: showNewCampaign, submit: submitNewCampaign },
  { pattern: /^reminders$/, show: showCoverageMonth },
  { pattern: /^reminders\/results$/, show: showResults },
  { pattern: /^reminders\/preview$/, show: showPreview },
  { pattern: /^reminders\/(\d{4}-\d{2}-\d{2})$/, show: showCoverageDay },
  { pattern: /^reports$/, show: showReports, submit: submitReports },
  { pattern: /^reports\/(\d{1,9})\/file$/, show: downloadReport },
  { pattern: /^reports\/(\d{1,9})\/picture$/, show: showReportPicture },
  { pattern: /^rules$/, show: showRules, submit: submitRules },
  { pattern: /^rules\/history$/, show: showRulesHistory, submit: submitRulesHistory },
];

const pageAt = (place: string) => PAGES.find((page) => page.pattern.test(place));

const ROOTS = [
  'staff',
  'tickets',
  'figures',
  'rectifications',
  'owners',
  'reminders',
  'rules',
  'vehicles',
  'campaigns',
  'followups',
  'reports',
];

/**
 * The pages for staff: `/PLACE` for the first store, `/WORD/STORE/REST` for any, e.g. `/tickets/TS-…` behind a card.
 * Members sign in by WeCom at `/login/wecom`. Every answer is a page in words, errors too.
 */
export function staffPages(options: PageOptions): Router {
  const router = new Router();
  router.use(async (ctx, next) => {
    ctx.set(PAGE_HEADERS);
    ctx.type = 'html';
    try {
      await next();
    } catch (error) {
      answerError(ctx, options, error);
    }
  });
  router.get('/login/wecom', (ctx) => finishLogin(ctx, options));
  router.get('/calendar/:token', (ctx) =>
    sendOwnersCalendar(ctx, options, String(ctx.params['token']).replace(/\.ics$/, '')),
  );
  const paths = ROOTS.flatMap((root) => [`/${root}`, `/${root}/*rest`]);
  router.get(paths, async (ctx) => {
    const { target, page, parts } = find(ctx, options);
    const visit = await enter(ctx, target);
    if (visit !== undefined) await leadingHome(visit, () => page.show(ctx, visit, parts));
  });
  router.post(paths, async (ctx) => {
    const { target, page, parts } = find(ctx, options);
    // A stranger's twenty megabytes are not read.
    if (isUpload(ctx.req)) mustHaveSession(ctx, target);
    const form = await readForm(ctx.req, page.takesFiles === true);
    const visit = await enterByForm(ctx, target, form);
    if (page.submit === undefined) throw notFound();
    await leadingHome(visit, async () => page.submit?.(ctx, visit, form, parts));
  });
  return router;
}

/** A page that refuses leads back to the start, where it leads nowhere else. */
async function leadingHome(visit: Visit, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    if (!(error instanceof PageError) || error.page.link !== undefined) throw error;
    throw new PageError(error.status, { ...error.page, link: { href: visit.to('staff'), text: '回首页' } });
  }
}

/** @throws {PageError} 404 for what can be no page of a connected store */
function find(ctx: RouterContext, options: PageOptions): { target: Target; page: Page; parts: string[] } {
  const found = placeAt(ctx.path, (place) => pageAt(place) !== undefined);
  const page = found === undefined ? undefined : pageAt(found.place);
  const connection = found === undefined ? undefined : findPages(options, found.storeId);
  if (found === undefined || page === undefined || connection === undefined) throw notFound();
  const [, ...parts] = page.pattern.exec(found.place) ?? [];
  return { target: { options, connection, place: found.place }, page, parts };
}

const notFound = () => new PageError(404, { title: '没有找到', text: '请核对单号，或从企业微信里的工单卡片打开。' });
