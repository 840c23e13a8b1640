import { type ConsentKind, PREFERRED_CHANNELS, VEHICLE_STATUSES, type VehicleStatus } from '../../customers/index.ts';
import { fieldsOf } from '../fields.ts';
import { tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskPhone, maskPlate } from '../masking.ts';
import type { Visit } from '../visit.ts';
import type { OwnerView } from './load-owner.ts';

/** What the buttons of the page say when they were pressed. */
export const OWNER_ACTIONS = {
  optOut: '已登记退订，不再发送提醒与问候。',
  optIn: '已恢复提醒。',
  allowMarketing: '已登记：同意接收活动信息。',
  refuseMarketing: '已登记：不接收活动信息。',
  vehicle: '已更新车辆状态。',
  deceased: '已登记车主已故，不再发送任何提醒。',
  alive: '已更正。',
  wrongMobile: '已登记号码有误。',
  rightMobile: '已恢复号码。',
  preferred: '已登记首选联系方式。',
} as const;
/** The owner has named none. */
export const NO_PREFERENCE = 'none';
export type OwnerAction = keyof typeof OWNER_ACTIONS;

/** What each button about consent writes down. */
export const CONSENT_ACTIONS: Partial<Record<OwnerAction, { kind: ConsentKind; isGiven: boolean }>> = {
  optOut: { kind: 'reminders', isGiven: false },
  optIn: { kind: 'reminders', isGiven: true },
  allowMarketing: { kind: 'marketing', isGiven: true },
  refuseMarketing: { kind: 'marketing', isGiven: false },
};

/** The forms that change something about the owner. */
export function ownerForms(visit: Visit, view: OwnerView, typed: (name: string) => string | undefined): Content {
  if (!view.mayChange) return undefined;
  const { customer } = view;
  const form = (title: string, body: Content) =>
    html`<details>
      <summary>${title}</summary>
      <form method="post" action="${visit.path}">${tokenOf(visit)}${body}</form>
    </details>`;
  const said = (action: OwnerAction, title: string, style = 'plain') =>
    form(title, [
      fieldsOf(action, typed).words('车主原话', '如：别再发了'),
      html`<button class="${style}" name="action" value="${action}">${title}</button>`,
    ]);
  return html`<section class="actions" aria-label="登记">
    <h2>登记</h2>
    ${customer.optedOutAt === null ? said('optOut', '车主要求退订', 'danger') : said('optIn', '车主同意恢复提醒')}
    ${
      customer.consentMarketing
        ? said('refuseMarketing', '车主不再接收活动信息')
        : customer.optedOutAt === null && said('allowMarketing', '车主同意接收活动信息')
    }
    ${form('首选联系方式', [
      html`<p class="note">能用时优先用这个方式提醒车主；用不了时按门店顺序。</p>`,
      fieldsOf('preferred', () => undefined).choice(
        'channel',
        '联系方式',
        [[NO_PREFERENCE, '按门店顺序'], ...Object.entries(PREFERRED_CHANNELS)],
        { value: customer.preferredChannel ?? NO_PREFERENCE },
      ),
      html`<button class="plain" name="action" value="preferred">保存首选联系方式</button>`,
    ])}
    ${view.vehicles.map((vehicle) =>
      form(`车辆状态 ${plateOf(vehicle, view.isMasked)}`, [
        html`<input type="hidden" name="vehicle" value="${vehicle.id}" />`,
        fieldsOf(`vehicle-${vehicle.id}`, () => undefined).choice('status', '状态', Object.entries(VEHICLE_STATUSES), {
          value: vehicle.status,
        }),
        fieldsOf(`vehicle-${vehicle.id}`, () => undefined).words('依据', '如：车主来电说已卖给亲戚', 'words', false),
        html`<button class="plain" name="action" value="vehicle">更新车辆状态</button>`,
      ]),
    )}
    ${
      customer.mobiles.length > 0 &&
      html`<details>
        <summary>手机号</summary>
        ${customer.mobiles.map((mobile, index) => mobileForm(visit, view, mobile, index))}
      </details>`
    }
    ${form(
      customer.isDeceased ? '更正：车主健在' : '车主已故',
      html`<p class="note">${customer.isDeceased ? '更正后恢复提醒。' : '登记后不再发送任何提醒，可以更正。'}</p>
        <button class="danger" name="action" value="${customer.isDeceased ? 'alive' : 'deceased'}">
          ${customer.isDeceased ? '更正' : '确认登记'}
        </button>`,
    )}
  </section>`;
}

/** The number itself stands in no form: a masked page does not give it away. */
function mobileForm(visit: Visit, { customer, isMasked }: OwnerView, mobile: string, index: number): Html {
  const isWrong = customer.wrongMobiles.includes(mobile);
  return html`<form method="post" action="${visit.path}">
    ${tokenOf(visit)}<input type="hidden" name="mobile" value="${index}" />
    <p>${isMasked ? maskPhone(mobile) : mobile}${isWrong && html` <span class="tag no">号码有误</span>`}</p>
    <button class="plain" name="action" value="${isWrong ? 'rightMobile' : 'wrongMobile'}">
      ${isWrong ? '号码没问题' : '号码有误'}
    </button>
  </form>`;
}

export function plateOf(vehicle: { plateNumber: string | null; vin: string | null }, isMasked: boolean): string {
  const { plateNumber, vin } = vehicle;
  if (plateNumber !== null) return isMasked ? maskPlate(plateNumber) : plateNumber;
  return vin === null ? '未上牌' : isMasked ? `车架号尾号${vin.slice(-4)}` : vin;
}

export const isVehicleStatus = (text: string): text is VehicleStatus => Object.hasOwn(VEHICLE_STATUSES, text);
