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
  repairProgress: {
    title: '维修进度通知',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'thing2', label: '最新进展' },
      { key: 'date3', label: '更新日期' },
    ],
  },
  carReady: {
    title: '维修完工取车通知',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'phrase2', label: '车辆状态' },
      { key: 'thing3', label: '温馨提示' },
    ],
  },
  plateReady: {
    title: '牌照办理完成通知',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'thing2', label: '温馨提示' },
    ],
  },
  violation: {
    title: '交通违法待处理提醒',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'thing2', label: '违法情况' },
      { key: 'date3', label: '告知日期' },
    ],
  },
  weather: {
    title: '恶劣天气出行提醒',
    fields: [
      { key: 'thing1', label: '天气提醒' },
      { key: 'date2', label: '日期' },
    ],
  },
  serviceDone: {
    title: '到店服务完成通知',
    fields: [
      { key: 'car_number1', label: '车牌号' },
      { key: 'date2', label: '服务日期' },
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
