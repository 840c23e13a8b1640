import type { RouterContext } from '@koa/router';
import { dateToDay, dayOf } from '../calendar.ts';
import { CareError } from '../errors.ts';
import { listCallsToday, mayRunCampaigns, phonesToCall } from '../outreach/index.ts';
import { listRectifications } from '../rectification/index.ts';
import { callForm, REPORT_CALL } from './calls/call-form.ts';
import { CALL_REPORTED, submitCall } from './calls/submit-call.ts';
import type { Form } from './form.ts';
import { framed, type FramedPage } from './frame.ts';
import { html, type Html } from './html.ts';
import { seeOther } from './login.ts';
import { shortDay } from './owner/history.ts';
import { PageError, STATUS } from './page-error.ts';
import { queryOf } from './query.ts';
import { scopeOf } from './scope.ts';
import { countLists } from './ticket-list/find-rows.ts';
import { addressOfList } from './ticket-list/list-page.ts';
import { type ListKey, listsFor, TICKET_LISTS } from './ticket-list/lists.ts';
import type { Visit } from './visit.ts';

/** Lists of which not even one ticket should wait. */
const PRESSING: readonly ListKey[] = ['overdue', 'triage'];

/** `GET /staff`: what waits for this member today. */
export async function showStart(ctx: RouterContext, visit: Visit): Promise<void> {
  await show(ctx, visit, queryOf(ctx, 'done') === REPORT_CALL ? { text: CALL_REPORTED } : undefined);
}

/** `POST /staff`: how a call ended. */
export async function submitStart(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  if (form.field('action') !== REPORT_CALL) {
    throw new PageError(422, {
      title: '无法操作',
      text: '这个按钮已失效。',
      link: { href: visit.path, text: '重新打开首页' },
    });
  }
  try {
    await submitCall(visit.context, form);
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return show(ctx, visit, { text: error.userMessage, isError: true });
  }
  seeOther(ctx, `${visit.path}?done=${REPORT_CALL}`);
}

/** So many calls are shown at once; the next come up as these are done. */
const MOST_CALLS = 20;

async function show(ctx: RouterContext, visit: Visit, flash: FramedPage['flash']): Promise<void> {
  const { context, staff } = visit;
  const { counts, rectifications, calls, phones, seesAll } = await context.database.transaction(async (tx) => {
    const scope = await scopeOf(tx, staff);
    const keys = listsFor(scope).filter((key) => key !== 'all');
    const running = await listRectifications(context, tx, { isUnfinished: true });
    const calls = await listCallsToday(tx, staff, dayOf(context.clock.now()));
    return {
      calls,
      seesAll: scope.seesAll,
      phones: await phonesToCall(tx, calls.slice(0, MOST_CALLS)),
      counts: await countLists(tx, scope, keys, context.clock.now()),
      rectifications: running.filter(
        ({ rectification }) => scope.seesAll || scope.departments.includes(rectification.department),
      ),
    };
  });
  const today = dayOf(context.clock.now());
  ctx.body = framed(visit, {
    title: `${staff.name} · 首页`,
    kind: 'start',
    flash,
    body: [
      html`<h1>${staff.name}，您好</h1>`,
      html`<nav class="tiles" aria-label="待办">
        ${[...counts].map(
          ([key, count]) =>
            html`<a
              href="${addressOfList(visit, key)}"
              class="${count > 0 && PRESSING.includes(key) ? 'pressing' : 'calm'}"
              ><b>${count}</b><span>${TICKET_LISTS[key].label}</span></a
            >`,
        )}${
          rectifications.length > 0 &&
          html`<a
            href="${visit.to('rectifications')}"
            class="${rectifications.some((row) => row.isOverdue) ? 'pressing' : 'calm'}"
            ><b>${rectifications.length}</b><span>整改</span></a
          >`
        }
      </nav>`,
      linksOf(visit, { seesAll, mayRun: mayRunCampaigns(staff) }),
      calls.length > 0 &&
        html`<section aria-label="电话任务">
          <h2>今天要打的电话<span class="note">${calls.length}个</span></h2>
          <ol class="calls">
            ${calls.slice(0, MOST_CALLS).map(
              (call) =>
                html`<li>
                  <div class="top">
                    <strong>${call.title}</strong
                    >${dateToDay(call.dueOn) < today && html`<span class="tag late">${shortDay(dateToDay(call.dueOn), today)}起</span>`}
                  </div>
                  <p class="tools">
                    ${phones.has(call.id) && html`<a class="button plain" href="tel:${phones.get(call.id)}">${phones.get(call.id)}</a>`}
                    ${call.customerId !== null && html`<a class="button plain" href="${visit.to(`owners/${call.customerId}`)}">车主资料</a>`}
                  </p>
                  <p class="note">${call.script}</p>
                  ${call.result !== null && html`<p class="note">${call.result}</p>`}${callForm(visit, call)}
                </li>`,
            )}
          </ol>
          ${calls.length > MOST_CALLS && html`<p class="note">先显示最早的${MOST_CALLS}个，登记结果后其余${calls.length - MOST_CALLS}个会接着出现。</p>`}
        </section>`,
    ],
  });
}

/** Ways to the pages about owners and reminders, for whoever may open them. */
function linksOf(visit: Visit, { seesAll, mayRun }: { seesAll: boolean; mayRun: boolean }): Html {
  const today = dayOf(visit.context.clock.now());
  const links: readonly (readonly [string, string, boolean])[] = [
    ['owners', '查找车主', true],
    ['followups', '回访', true],
    ['reports', '报表', seesAll],
    [`reminders/${today}`, '今天的提醒', seesAll],
    ['reminders', '提醒月历', seesAll],
    ['reminders/results', '提醒成效', seesAll],
    ['campaigns', '群发与违章', seesAll || mayRun],
    ['rules', '门店规则', true],
  ];
  return html`<nav class="tabs" aria-label="更多">
    ${links.filter(([, , isOpen]) => isOpen).map(([place, label]) => html`<a href="${visit.to(place)}">${label}</a>`)}
  </nav>`;
}
