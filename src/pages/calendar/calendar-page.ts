import { addMonths, type Day, formatDayChinese } from '../../calendar.ts';
import type { CareCalendar, CareEntry } from '../../reminders/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { HIDDEN_DAY, isHidden } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';

export interface CalendarPageInput {
  calendar: CareCalendar;
  /** Without birthday, and with stars. */
  isMasked: boolean;
  /** As the page shows it. */
  plate: string;
  model: string;
  ownerPath: string;
  /** Address for the owner, without login. */
  ownerLink: string;
  ownerLinkUntil: Day;
}

/** What is coming for one car: a square a month, and below it each entry with how its day was found. */
export function calendarPage(visit: Visit, input: CalendarPageInput): string {
  const { plate, model, isMasked } = input;
  const hidden = input.calendar.entries.filter(({ kind }) => isHidden(kind, isMasked));
  const calendar = { ...input.calendar, entries: input.calendar.entries.filter((entry) => !hidden.includes(entry)) };
  return framed(visit, {
    title: `${plate} 关爱日历`,
    kind: 'calendar',
    body: [
      html`<section aria-label="车辆">
        <div class="head">
          <h1>${plate} 关爱日历</h1>
          <span class="note">${model}</span>
        </div>
        <p class="note">${formatDayChinese(calendar.from)}至${formatDayChinese(calendar.to)}，虚线为预计日期。</p>
        <p class="tools">
          <a class="button plain" href="${visit.path}/ics">下载日历文件</a>
          <a class="button plain" href="${input.ownerPath}">车主资料</a>
          ${
            input.isMasked
              ? html`<a class="button plain" href="${visit.path}?full=1">显示完整信息</a>
                  <span class="note">查看会留下记录</span>`
              : html`<a class="button plain" href="${visit.path}">隐藏个人信息</a>`
          }
        </p>
      </section>`,
      overdueOf(calendar),
      monthsOf(calendar),
      listOf(calendar),
      hidden.length > 0 &&
        html`<section aria-label="生日"><p class="note">${HIDDEN_DAY}，显示完整信息后可见。</p></section>`,
      html`<section aria-label="给车主的链接">
        <h2>发给车主</h2>
        <p>车主点开此链接即可把到期日加入手机日历，无需登录，${formatDayChinese(input.ownerLinkUntil)}前有效：</p>
        <p class="link"><a href="${input.ownerLink}">${input.ownerLink}</a></p>
      </section>`,
    ],
  });
}

/** A colour for each thing that is done together. */
function toneOf(kind: string): string {
  if (kind.endsWith('Maintenance')) return 'maintenance';
  if (kind === 'insuranceRenewal' || kind === 'vehicleTax') return 'insurance';
  if (kind === 'annualInspection') return 'inspection';
  if (kind === 'licenceRenewal') return 'licence';
  return kind === 'warrantyEnd' ? 'warranty' : 'greeting';
}

const toneClass = ({ kind, isEstimate }: CareEntry) => `${toneOf(kind)}${isEstimate ? ' estimate' : ''}`;

function overdueOf({ entries }: CareCalendar): Content {
  const overdue = entries.filter(({ isOverdue }) => isOverdue);
  if (overdue.length === 0) return undefined;
  return html`<section class="flash error" aria-label="已过期">
    <h2>已过期</h2>
    ${overdue.map(({ label, dueOn, reason }) => html`<p>${label} ${formatDayChinese(dueOn)} <span class="note">${reason}</span></p>`)}
  </section>`;
}

function monthsOf({ from, to, entries }: CareCalendar): Html {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return html`<section aria-label="按月">
    <ol class="months">
      ${months.map((month, index) => {
        const own = entries.filter(({ dueOn, isOverdue }) => dueOn.startsWith(month) && !isOverdue);
        const hasYear = index === 0 || month.endsWith('-01');
        return html`<li class="${own.length === 0 ? 'free' : 'busy'}">
          <h3>${hasYear && html`<b>${month.slice(0, 4)}年</b>`}${Number(month.slice(5))}月</h3>
          ${own.map(
            (entry) =>
              html`<p class="chip ${toneClass(entry)}"><b>${Number(entry.dueOn.slice(8))}日</b> ${entry.label}</p>`,
          )}
        </li>`;
      })}
    </ol>
  </section>`;
}

function listOf({ entries }: CareCalendar): Html {
  const coming = entries.filter(({ isOverdue }) => !isOverdue);
  return html`<section aria-label="明细">
    <h2>日期是怎么算的</h2>
    ${coming.length === 0 && html`<p class="note">档案资料不足，暂时算不出到期日。请补全注册日期、保险与保养记录。</p>`}
    <ol class="entries">
      ${coming.map(
        (entry) =>
          html`<li>
            <span class="chip ${toneClass(entry)}">${entry.label}</span>
            <time datetime="${entry.dueOn}">${formatDayChinese(entry.dueOn)}</time
            >${entry.isEstimate && html` <span class="note">预计</span>`}
            <p class="note">${entry.reason}</p>
          </li>`,
      )}
    </ol>
  </section>`;
}
