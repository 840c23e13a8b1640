import { daysBetween, formatDayChinese } from '../../calendar.ts';
import { salutationOf } from '../../customers/index.ts';
import { type ReminderKindKey, reminderKinds } from '../kinds.ts';
import { isSmsTemplateKey, type SmsText } from '../sms-templates.ts';
import type { Body, ReminderFacts, ReminderWording, Said } from './facts.ts';
import { wordBirthday, wordHoliday, wordPromotion } from './greetings.ts';
import { wordMaintenance } from './maintenance.ts';
import { wordBadWeather, wordPlateReady, wordRepairProgress, wordServiceDone, wordViolation } from './news.ts';
import { fillPlaceholders, speaksOfOne } from './own-words.ts';
import { wordInspection, wordInsurance, wordLicence, wordVehicleTax, wordWarranty } from './papers.ts';

const words: Record<ReminderKindKey, (said: Said) => Body> = {
  firstMaintenance: wordMaintenance,
  regularMaintenance: wordMaintenance,
  insuranceRenewal: wordInsurance,
  vehicleTax: wordVehicleTax,
  annualInspection: wordInspection,
  licenceRenewal: wordLicence,
  warrantyEnd: wordWarranty,
  birthday: wordBirthday,
  holiday: wordHoliday,
  badWeather: wordBadWeather,
  trafficViolation: wordViolation,
  repairProgress: wordRepairProgress,
  plateReady: wordPlateReady,
  serviceDone: wordServiceDone,
  promotion: wordPromotion,
};

const WAY_OUT = '\n回复“退订”可不再接收此类提醒。';

/** All wording of one reminder, for every channel. It promises nothing and states no lead time as law that is none. */
export function wordReminder(facts: ReminderFacts): ReminderWording {
  const { kind, store, customer, template = '', subscribeUrl } = facts;
  const said = saidOf(facts);
  const { who, car } = said;
  const { label, class: kindClass } = reminderKinds[kind];
  const ours = words[kind](said);
  const own = template.trim();
  const body = own === '' ? ours.body : fillPlaceholders(own, { ...said, item: itemOf(ours, label) });
  const url = ours.offersSubscription === true ? subscribeUrl : undefined;
  const reply = own === '' ? (ours.reply ?? '') : '';
  const offer = url === undefined ? '' : `\n点这里一键预约下次提醒：${url}`;
  const sms = smsOf(ours, store.phone);
  // A broadcast is the store's word to many: own words that speak of one owner can't stand there.
  const groupBody = own === '' || speaksOfOne(own) ? ours.groupText : fillPlaceholders(own, undefined);
  const forMany = `【${store.name}】您好，${groupBody}${kindClass === 'service' || kind === 'promotion' ? phoneLine(store.phone) : ''}${WAY_OUT}`;
  return {
    templateKey: ours.templateKey,
    data: ours.data,
    ...(url === undefined ? {} : { url }),
    body: `${body}${reply}`,
    text: `【${store.name}】${who}您好，${body}${reply}${offer}${ours.isAnswer === true ? '' : WAY_OUT}`,
    groupText: forMany,
    ...(sms === undefined ? {} : { sms }),
    title: `${label}提醒：${customer.name}${car === '' ? '' : ` ${car}`}`,
    script: `您好，请问是${who}吗？我是${store.name}的服务人员。${speakable(body)}${ours.ask ?? ''}${basisOf(facts, car)}`,
  };
}

function saidOf(facts: ReminderFacts): Said {
  const { dueOn, today, customer, vehicle, detail } = facts;
  return {
    facts,
    detail: typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {},
    who: salutationOf(customer),
    date: formatDayChinese(dueOn),
    inDays: daysBetween(today, dueOn),
    car: vehicle === null ? '' : carName(vehicle),
    number: vehicle === null ? '' : shortCarName(vehicle),
  };
}

function carName(vehicle: NonNullable<ReminderFacts['vehicle']>): string {
  return vehicle.plateNumber ?? (vehicle.vin === null ? '' : `（车架号尾号${vehicle.vin.slice(-6)}）`);
}

/** A car without plates goes by the end of its VIN: the template's field holds eight characters. */
function shortCarName(vehicle: NonNullable<ReminderFacts['vehicle']>): string {
  return vehicle.plateNumber ?? (vehicle.vin === null ? '' : `尾号${vehicle.vin.slice(-6)}`);
}

/** What it is about, for {项目}. */
function itemOf(body: Body, label: string): string {
  return body.sms?.['item'] ?? label;
}

const phoneLine = (phone: string): string => (phone === '' ? '' : `电话${phone}。`);

/** Absent for kinds without a text, and where a value is missing: an empty one is refused by the vendor. */
function smsOf({ templateKey, sms }: Body, phone: string): SmsText | undefined {
  if (sms === undefined || !isSmsTemplateKey(templateKey)) return undefined;
  const values = { ...sms, phone };
  return Object.values(values).includes('') ? undefined : { templateKey, values };
}

/** Nobody says “回复……” on the phone: such a part of a store's own words is left out. */
function speakable(body: string): string {
  const parts = body.match(/[^。！？!?\n]+[。！？!?\n]?/g) ?? [];
  return parts.filter((part) => !/回复|点击|点这里|https?:/.test(part)).join('');
}

function basisOf({ reason }: ReminderFacts, car: string): string {
  if (reason === '') return '';
  return `\n依据：${reason}${car === '' ? '' : `（${car.replaceAll(/[（）]/g, '')}）`}`;
}
