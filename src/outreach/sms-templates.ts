import type { ReminderTemplateKey } from './templates.ts';

/**
 * Notification templates as an installation registers them with its SMS vendor, by our names. The vendor puts the
 * store's signature 【…】 in front; with it and the longest values a text stays within one segment of 70 characters.
 * No greetings and no promotions: those need another kind of template, and consent.
 */
export const smsTemplates = {
  maintenanceDue: '您的车辆${plate}建议于${date}前后做${item}，请提前安排。预约电话${phone}',
  inspectionDue: '您的车辆${plate}检验有效期至${date}，请留意办理。咨询电话${phone}',
  insuranceDue: '您的车辆${plate}的${item}有效期至${date}，请及时续保。咨询电话${phone}',
  licenceDue: '您的驾驶证有关事项请在${date}前办理。咨询电话${phone}',
  warrantyDue: '您的车辆${plate}质保期至${date}，可来店检查。预约电话${phone}',
  repairProgress: '您的车辆${plate}维修进度：${note}。咨询电话${phone}',
  carReady: '您的车辆${plate}已可取车，请在营业时间来店。咨询电话${phone}',
  plateReady: '您的车辆${plate}牌证已办好，请带身份证件来店领取。咨询电话${phone}',
  violation: '您的车辆${plate}有交通违法待处理，请到交管12123核实。咨询电话${phone}',
  weather: '出行提醒：${note}。咨询电话${phone}',
} as const satisfies Partial<Record<ReminderTemplateKey, string>>;
export type SmsTemplateKey = keyof typeof smsTemplates;

export interface SmsText {
  templateKey: SmsTemplateKey;
  values: Record<string, string>;
}

export const isSmsTemplateKey = (key: string): key is SmsTemplateKey => Object.hasOwn(smsTemplates, key);

/** What the owner reads, without the vendor's signature. */
export function renderSms({ templateKey, values }: SmsText): string {
  return smsTemplates[templateKey].replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
