import { CareError } from '../errors.ts';

export interface ReminderTemplate {
  title: string;
  /** The key's prefix is the platform's value type. */
  fields: readonly { key: string; label: string }[];
}

/** Templates of the service account that reminders use. An installation maps each key to the id of its own template. */
export const reminderTemplates = {
  maintenanceDue: {
    title: '保养到期提醒',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'thing2', label: '保养项目' },
      { key: 'date3', label: '建议日期' },
      { key: 'thing4', label: '温馨提示' },
    ],
  },
  inspectionDue: {
    title: '车辆年检提醒',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'date2', label: '有效期至' },
      { key: 'thing3', label: '温馨提示' },
    ],
  },
  insuranceDue: {
    title: '保险到期提醒',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'thing2', label: '险种' },
      { key: 'date3', label: '到期日期' },
      { key: 'thing4', label: '温馨提示' },
    ],
  },
  licenceDue: {
    title: '驾驶证到期提醒',
    fields: [
      { key: 'name1', label: '驾驶人' },
      { key: 'date2', label: '有效期至' },
      { key: 'thing3', label: '温馨提示' },
    ],
  },
  warrantyDue: {
    title: '质保到期提醒',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'date2', label: '质保到期' },
      { key: 'thing3', label: '温馨提示' },
    ],
  },
  birthday: {
    title: '生日祝福',
    fields: [
      { key: 'name1', label: '车主' },
      { key: 'date2', label: '生日' },
      { key: 'thing3', label: '祝福' },
    ],
  },
} as const satisfies Record<string, ReminderTemplate>;
export type ReminderTemplateKey = keyof typeof reminderTemplates;

/** A template's body as the platform writes it, for test accounts and the emulator. */
export function templateContent(key: ReminderTemplateKey): string {
  return reminderTemplates[key].fields.map(({ key, label }) => `${label}：{{${key}.DATA}}`).join('\n');
}

const length = (value: string) => Array.from(value).length;

const CHECKS: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  number: (value) => /^\d[\d.]{0,31}$/.test(value),
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  character_string: (value) => length(value) <= 32 && /^[\u0021-\u007e]+$/.test(value),
  time: (value) => /\d{1,2}:\d{2}/.test(value),
  date: (value) => /^\d{4}(年\d{1,2}月\d{1,2}日|-\d{2}-\d{2})/.test(value),
  amount: (value) => /^[¥$€]?\d[\d.]{0,9}元?$/.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => length(value) <= 8,
  name: (value) => /^[\u4e00-\u9fff·]{1,10}$/.test(value) || /^[\u0020-\u007e]{1,20}$/.test(value),
  phrase: (value) => /^[\u4e00-\u9fff]{1,5}$/.test(value),
};

/**
 * Makes values fit the platform's types before anything is sent: free text (`thing`) is cut, everything else must fit as
 * it is, because a cut plate or date would be a wrong one.
 *
 * @throws {CareError} `VALIDATION` naming the key; the platform would answer 47003
 * @see official-account.md §4
 */
export function fitTemplateData(values: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(values).map(([key, given]) => {
      const type = /^[a-z_]+/.exec(key)?.[0] ?? '';
      const value = type === 'thing' && length(given) > 20 ? `${Array.from(given).slice(0, 17).join('')}...` : given;
      if (value === '' || CHECKS[type]?.(value) !== true) {
        throw new CareError('VALIDATION', `template value ${key} does not fit its type`);
      }
      return [key, { value }];
    }),
  );
}
