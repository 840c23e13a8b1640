import { type Day, daysBetween, formatDayChinese } from '../calendar.ts';
import { salutationOf } from '../customers/index.ts';
import { type ReminderKindKey, reminderKinds } from './kinds.ts';
import type { ReminderTemplateKey } from './templates.ts';

export interface ReminderFacts {
  kind: ReminderKindKey;
  dueOn: Day;
  today: Day;
  reason: string;
  store: { name: string; phone: string };
  customer: { name: string; gender: string | null };
  vehicle: { plateNumber: string | null; vin: string | null; series: string | null } | null;
}

export interface ReminderWording {
  templateKey: ReminderTemplateKey;
  /** By the template's keys, not yet fitted. */
  data: Record<string, string>;
  /** For a chat: with the store's name in front and the way out at the end. */
  text: string;
  /** For the person who calls. */
  title: string;
  script: string;
}

/** All wording of one reminder. It promises nothing; the 90 days of the licence are statute (申领和使用规定 art. 63). */
export function wordReminder(facts: ReminderFacts): ReminderWording {
  const { kind, dueOn, store, customer, vehicle } = facts;
  const who = salutationOf(customer);
  const date = formatDayChinese(dueOn);
  const car = vehicle === null ? '' : carName(vehicle);
  const number = vehicle === null ? '' : shortCarName(vehicle);
  const { templateKey, data, body, ask } = bodyOf(facts, { who, date, car, number });
  const wayOut = '\n回复“退订”可不再接收此类提醒。';
  const line = car === '' ? '' : `（${car}）`;
  return {
    templateKey,
    data,
    text: `【${store.name}】${who}您好，${body}${wayOut}`,
    title: `${reminderKinds[kind].label}提醒：${customer.name}${car === '' ? '' : ` ${car}`}`,
    script: `您好，请问是${who}吗？我是${store.name}的服务人员。${body}${ask}\n依据：${facts.reason}${line}`,
  };
}

type Body = Pick<ReminderWording, 'templateKey' | 'data'> & { body: string; ask: string };

function bodyOf(
  { kind, dueOn, today, reason }: ReminderFacts,
  { who, date, car, number }: { who: string; date: string; car: string; number: string },
): Body {
  const inDays = daysBetween(today, dueOn);
  const when = inDays <= 0 ? '今天' : inDays === 1 ? '明天' : date;
  switch (kind) {
    case 'firstMaintenance':
    case 'regularMaintenance': {
      const item = kind === 'firstMaintenance' ? '首次保养' : '定期保养';
      return {
        templateKey: 'maintenanceDue',
        data: { car_number1: number, thing2: item, date3: date, thing4: '可直接回复“预约”安排时间' },
        body: `您的爱车${car}预计${when}需要${item}，按时保养行车更安心。方便时回复“预约”，我们为您安排时间。`,
        ask: '请问您哪天方便到店？',
      };
    }
    case 'annualInspection': {
      const isOnline = reason.includes('线上申领');
      const hint = isOnline ? '可线上申领检验标志' : '请提前安排上线检测';
      return {
        templateKey: 'inspectionDue',
        data: { car_number1: number, date2: date, thing3: hint },
        body: `您的爱车${car}检验有效期至${date}，${isOnline ? '可在网上申领检验标志，无需到检测站' : '请提前安排上线检测'}。需要协助时回复“年检”即可。`,
        ask: '请问需要我们协助办理吗？',
      };
    }
    case 'insuranceRenewal': {
      const names = reason.split('于 ')[0] ?? '保险';
      const tax = names.includes('交强险') ? '，车船税一并缴纳' : '';
      return {
        templateKey: 'insuranceDue',
        data: { car_number1: number, thing2: names, date3: date, thing4: '请在到期前安排续保' },
        body: `您的爱车${car}的${names}将于${date}到期，请在到期前安排续保${tax}。需要报价时回复“续保”即可。`,
        ask: '请问需要我们为您准备一份续保报价吗？',
      };
    }
    case 'licenceRenewal':
      return {
        templateKey: 'licenceDue',
        data: { name1: who, date2: date, thing3: '可在有效期满前90日内换证' },
        body: `您的驾驶证有效期至${date}，可在有效期满前九十日内换证，请留意办理。`,
        ask: '',
      };
    case 'warrantyEnd':
      return {
        templateKey: 'warrantyDue',
        data: { car_number1: number, date2: date, thing3: '建议到期前来店检查' },
        body: `您的爱车${car}质保将于${date}到期，建议到期前来店做一次检查。`,
        ask: '请问您近期方便到店检查吗？',
      };
    case 'birthday':
      return {
        templateKey: 'birthday',
        data: { name1: who, date2: date, thing3: '祝您生日快乐，平安顺遂' },
        body:
          inDays <= 0 ? '今天是您的生日，祝您生日快乐，平安顺遂！' : `${date}是您的生日，提前祝您生日快乐，平安顺遂！`,
        ask: '',
      };
    case 'holiday':
    case 'badWeather':
    case 'trafficViolation':
    case 'repairProgress':
    case 'plateReady':
    case 'promotion':
      throw new Error(`${kind} is raised by an event and worded there`);
    default:
      return kind satisfies never;
  }
}

function carName(vehicle: NonNullable<ReminderFacts['vehicle']>): string {
  return vehicle.plateNumber ?? (vehicle.vin === null ? '' : `（车架号尾号${vehicle.vin.slice(-6)}）`);
}

/** A car without plates goes by the end of its VIN: the template's field holds eight characters. */
function shortCarName(vehicle: NonNullable<ReminderFacts['vehicle']>): string {
  return vehicle.plateNumber ?? (vehicle.vin === null ? '' : `尾号${vehicle.vin.slice(-6)}`);
}

const DIGEST_BYTES = 2000;

/** One message to an adviser for all new calls of a run. */
export function wordCallDigest(
  tasks: readonly { title: string; phone: string | undefined }[],
  storeName: string,
): string {
  const head = `【${storeName}】有 ${tasks.length} 位车主需要您电话联系：`;
  const lines: string[] = [];
  let bytes = Buffer.byteLength(head) + 40;
  for (const [index, { title, phone }] of tasks.entries()) {
    const line = `${index + 1}. ${title}，电话 ${phone ?? '未登记'}`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > DIGEST_BYTES) {
      lines.push(`……还有 ${tasks.length - index} 位，请在任务列表中查看`);
      break;
    }
    lines.push(line);
  }
  return [head, ...lines].join('\n');
}
