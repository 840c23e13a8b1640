import { OA, type Answer, type Platform } from './platform.ts';

export const values = {
  car_number1: { value: '沪A12345' },
  thing2: { value: '保养到期提醒' },
  time3: { value: '2026-11-23 09:00' },
};

export async function notify(platform: Platform, more: object = {}, personId = 'p1'): Promise<Answer> {
  const touser = await platform.openId(personId);
  return platform.official('message/template/send', { touser, template_id: 'TPL', data: values, ...more });
}

export async function custom(platform: Platform, content = '您好', personId = 'p1'): Promise<number> {
  const body = { touser: await platform.openId(personId), msgtype: 'text', text: { content } };
  return (await platform.official('message/custom/send', body)).errcode;
}

export const person = (platform: Platform, personId = 'p1') => platform.control.person(personId).officialAccount(OA);

export const notices = async (platform: Platform, personId = 'p1') =>
  (await platform.control.person(personId).inbox()).items.filter(({ channel }) => channel === 'service-notice');
