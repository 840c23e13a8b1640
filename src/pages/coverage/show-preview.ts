import type { RouterContext } from '@koa/router';
import { addDays, dayOf } from '../../calendar.ts';
import { isAskedDay } from '../asked-day.ts';
import { framed } from '../frame.ts';
import { html } from '../html.ts';
import { queryOf } from '../query.ts';
import { previewSection } from '../rules/preview.ts';
import type { Visit } from '../visit.ts';
import { mustSeeAll } from './show.ts';

/** `GET /reminders/preview?day=…`: who would get what on a day, under the rules in force. Plans nothing. */
export async function showPreview(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context } = visit;
  await context.database.transaction((tx) => mustSeeAll(tx, visit));
  const asked = queryOf(ctx, 'day');
  const day = isAskedDay(asked) ? asked : addDays(dayOf(context.clock.now()), 1);
  ctx.body = framed(visit, {
    title: '试排',
    kind: 'coverage',
    body: [
      html`<h1>试排某一天</h1>`,
      html`<form class="filters" method="get" action="${visit.path}">
        <label for="day">日期</label>
        <div class="search">
          <input id="day" name="day" type="date" value="${day}" /><button class="primary">试排</button>
        </div>
        <p class="note">只看结果，不会发送。修改规则前也可以在“门店规则”里试排。</p>
      </form>`,
      await previewSection(visit, day),
      html`<p><a href="${visit.to('reminders')}">提醒覆盖月历</a> · <a href="${visit.to('rules')}">门店规则</a></p>`,
    ],
  });
}
