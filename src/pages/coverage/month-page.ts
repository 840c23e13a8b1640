import { addMonths, type Day, daysInMonth, formatDay, weekdayOf } from '../../calendar.ts';
import { framed } from '../frame.ts';
import { html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { sumOutcomes } from './bars.ts';
import type { Outcome } from './count-coverage.ts';

export interface MonthPageInput {
  /** `YYYY-MM` */
  month: string;
  today: Day;
  counts: readonly { day: Day; outcome: Outcome; count: number }[];
}

/** One square a day: green when everybody has been reached or called or has a reason, red when somebody is forgotten. */
export function coverageMonthPage(visit: Visit, { month, today, counts }: MonthPageInput): string {
  const first = `${month}-01`;
  const days = Array.from({ length: daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5))) }, (_, index) =>
    formatDay(Number(month.slice(0, 4)), Number(month.slice(5)), index + 1),
  );
  const blanks = (weekdayOf(first) + 6) % 7;
  const around = (months: number) => addMonths(first, months).slice(0, 7);
  const link = (to: string, text: string) =>
    html`<a class="button plain" href="${visit.to('reminders')}?month=${to}">${text}</a>`;
  return framed(visit, {
    title: `${month} 提醒覆盖`,
    kind: 'coverage',
    body: [
      html`<section aria-label="月历">
        <div class="head"><h1>${Number(month.slice(0, 4))}年${Number(month.slice(5))}月 提醒覆盖</h1></div>
        <p class="note">
          数字为当天应提醒的条数。绿色：全部送出、已打电话或有原因；黄色：还有待办；红色：有无法说明的。
        </p>
        <ol class="squares">
          ${['一', '二', '三', '四', '五', '六', '日'].map((name) => html`<li class="weekday">${name}</li>`)}
          ${Array.from({ length: blanks }, () => html`<li class="blank"></li>`)}
          ${days.map((day) =>
            squareOf(
              visit,
              day,
              today,
              counts.filter((count) => count.day === day),
            ),
          )}
        </ol>
        <nav class="pager" aria-label="前后一月">${link(around(-1), '上一月')}${link(around(1), '下一月')}</nav>
      </section>`,
      html`<p class="tools">
        <a class="button plain" href="${visit.to('reminders/results')}?month=${month}">本月成效</a>
        <a class="button plain" href="${visit.to('reminders/preview')}">试排某一天</a>
      </p>`,
    ],
  });
}

function squareOf(visit: Visit, day: Day, today: Day, counts: MonthPageInput['counts']): Html {
  const sums = sumOutcomes(counts);
  const total = Object.values(sums).reduce((sum, count) => sum + count, 0);
  const waiting = sums.callOpen + sums.underWay;
  const state = total === 0 ? 'nothing' : sums.unexplained > 0 ? 'bad' : waiting > 0 ? 'waiting' : 'good';
  const said = { nothing: '', bad: `${sums.unexplained}条无法说明`, waiting: `${waiting}条待办`, good: '全部有着落' }[
    state
  ];
  return html`<li class="${state}${day === today ? ' today' : ''}">
    <a href="${visit.to(`reminders/${day}`)}" aria-label="${day} ${total}条 ${said}"
      ><span>${Number(day.slice(8))}</span>${total > 0 && html`<b>${total}</b>`}</a
    >
  </li>`;
}
