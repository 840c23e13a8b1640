import { formatDayChinese, formatInstant } from '../../calendar.ts';
import {
  isPreferredChannel,
  PREFERRED_CHANNELS,
  type PreferredChannel,
  VEHICLE_STATUSES,
  type VehicleStatus,
} from '../../customers/index.ts';
import { type FramedPage, framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskName, maskPhone } from '../masking.ts';
import { HIDDEN_DAY, isHidden, kindLabel } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';
import { callsOf, consentsOf, remindersOf, shortDay, ticketsOf } from './history.ts';
import { dueDay, type OwnerView } from './load-owner.ts';
import { ownerForms, plateOf } from './owner-forms.ts';

/** One owner as a whole page: who, how they can be reached, their cars, and all that was sent to them. */
export function ownerPage(
  visit: Visit,
  view: OwnerView,
  rest: { flash?: FramedPage['flash']; typed?: (name: string) => string | undefined },
): string {
  const name = view.isMasked ? maskName(view.customer.name) : view.customer.name;
  return framed(visit, {
    title: `${name} · 车主`,
    kind: 'owner',
    flash: rest.flash,
    body: [
      headOf(visit, view, name),
      html`<div class="main">${channelsOf(view)}${vehiclesOf(visit, view)}${remindersOf(view)}${callsOf(view)}</div>`,
      html`<div class="side">
        ${ownerForms(visit, view, rest.typed ?? (() => undefined))}${ticketsOf(visit, view)}${consentsOf(view)}
      </div>`,
    ],
  });
}

const fact = (label: string, value: Content) =>
  html`<dt>${label}</dt>
    <dd>${value}</dd>`;

function headOf(visit: Visit, { customer, adviserName, isMasked }: OwnerView, name: string): Html {
  const phones = [...customer.mobiles, ...customer.landlines];
  return html`<section aria-label="车主">
    <div class="head">
      <h1>${name}</h1>
      ${customer.tier === 'vip' && html`<span class="tag warning">重要客户</span>`}${
        customer.isDeceased && html`<span class="tag no">已故</span>`
      }${
        customer.optedOutAt === null
          ? html`<span class="tag yes">接收提醒</span>`
          : html`<span class="tag no">${formatInstant(customer.optedOutAt)}退订</span>`
      }${customer.consentMarketing && html`<span class="tag yes">同意活动信息</span>`}
    </div>
    <dl>
      ${phones.map((phone) => {
        const isWrong = customer.wrongMobiles.includes(phone);
        const shown = isMasked ? maskPhone(phone) : html`<a href="tel:${phone}">${phone}</a>`;
        return fact('电话', [shown, isWrong && html` <span class="tag no">号码有误</span>`]);
      })}${isPreferredChannel(customer.preferredChannel ?? '') && fact('首选联系方式', PREFERRED_CHANNELS[customer.preferredChannel as PreferredChannel])}${adviserName !== undefined && fact('服务顾问', adviserName)}${
        customer.birthday !== null && fact('生日', isMasked ? '已登记' : birthdayWords(customer))
      }${
        customer.licenceExpiresOn !== null &&
        fact('驾驶证有效期', formatDayChinese(customer.licenceExpiresOn.toISOString().slice(0, 10)))
      }${customer.tags.length > 0 && fact('标签', customer.tags.join('、'))}
    </dl>
    <p class="tools">
      ${
        isMasked
          ? html`<a class="button plain" href="${visit.path}?full=1">显示完整信息</a>
              <span class="note">查看会留下记录</span>`
          : html`<a class="button plain" href="${visit.path}">隐藏个人信息</a>`
      }
    </p>
  </section>`;
}

function birthdayWords({ birthday, birthdayCalendar }: OwnerView['customer']): string {
  return `${birthdayCalendar === 'lunar' ? '农历' : ''}${(birthday ?? '').replace('L', '闰')}`;
}

const STATE_WORDS = { open: '可用', limited: '受限', closed: '不可用' } as const;

function channelsOf({ channels }: OwnerView): Html {
  return html`<section aria-label="联系渠道">
    <h2>联系渠道</h2>
    <ul class="channels">
      ${channels.map(
        ({ label, state, text, notes }) =>
          html`<li class="${state}">
            <strong>${label}</strong><span class="tag ${state}">${STATE_WORDS[state]}</span>
            <p>${text}</p>
            ${notes.map((note) => html`<p class="note">${note}</p>`)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function vehiclesOf(visit: Visit, view: OwnerView): Html {
  return html`<section aria-label="车辆">
    <h2>车辆<span class="note">${view.vehicles.length}辆</span></h2>
    ${view.vehicles.length === 0 && html`<p class="note">档案里没有车辆。</p>`}
    <ol class="vehicles">
      ${view.vehicles.map((vehicle) => {
        const isActive = vehicle.status === 'active';
        const status = VEHICLE_STATUSES[vehicle.status as VehicleStatus] ?? vehicle.status;
        const model = [vehicle.brand, vehicle.series, vehicle.model].filter((part) => part !== null).join(' ');
        return html`<li>
          <span class="top"
            ><strong>${plateOf(vehicle, view.isMasked)}</strong
            ><span class="note">${model}</span>${!isActive && html`<span class="tag no">${status}</span>`}</span
          >
          ${vehicle.statusNote !== null && !view.isMasked && html`<p class="note">${vehicle.statusNote}</p>`}
          ${duesOf(vehicle.dueDates, view)}
          ${isActive && html`<p><a class="button plain" href="${visit.to(`vehicles/${vehicle.id}/calendar`)}">未来24个月日历</a></p>`}
        </li>`;
      })}
    </ol>
    ${view.ownDueDates.length > 0 && [html`<h2>车主本人</h2>`, duesOf(view.ownDueDates, view)]}
  </section>`;
}

function duesOf(dues: OwnerView['ownDueDates'], { today, isMasked }: OwnerView): Content {
  if (dues.length === 0) return html`<p class="note">近期没有到期事项。</p>`;
  // What is hidden is said once, however many of it come.
  const shown = dues.filter(
    (due, index) => !isHidden(due.kind, isMasked) || dues.findIndex(({ kind }) => kind === due.kind) === index,
  );
  return html`<dl class="dues">
    ${shown.map((due) => {
      if (isHidden(due.kind, isMasked)) return [html`<dt>${kindLabel(due.kind)}</dt>`, html`<dd>${HIDDEN_DAY}</dd>`];
      const isLate = dueDay(due) < today;
      return html`<dt>${kindLabel(due.kind)}</dt>
        <dd>
          <time datetime="${dueDay(due)}" class="${isLate ? 'late' : 'coming'}"
            >${shortDay(dueDay(due), today)}${isLate && '（已过）'}</time
          >
          <span class="note">${due.reason}</span>
        </dd>`;
    })}
  </dl>`;
}
