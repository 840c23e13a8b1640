import { smsWaitsUntil } from '../after-notice.ts';
import { reminderKinds } from '../kinds.ts';
import { renderSms } from '../sms-templates.ts';
import { isUrgent } from '../priority.ts';
import type { Rung } from './rung.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Short message to the owner's mobile number; notifications only. */
export const smsRung: Rung = {
  channel: 'sms',
  check({ phones, smsAt, refusesSms }, { kind, wording, rules, connected, now }) {
    if (connected.smsTemplateKeys.length === 0) return { obstacle: '未开通短信' };
    const { sms } = wording;
    if (reminderKinds[kind].class !== 'service' || sms === undefined) return { obstacle: '此类消息不发短信' };
    if (kind === 'badWeather' && !rules.sms.badWeather) return { obstacle: '门店未启用天气短信' };
    if (!connected.smsTemplateKeys.includes(sms.templateKey)) return { obstacle: '未配置此短信模板' };
    if (refusesSms) return { obstacle: '车主拒收短信' };
    const [phone] = phones;
    if (phone === undefined) return { obstacle: '没有可用的手机号' };
    const { perNumberPerDay } = rules.sms;
    const today = smsAt.filter((at) => now.getTime() - at.getTime() < DAY_MS);
    if (today.length >= perNumberPerDay) return { obstacle: `一天内短信已达上限 ${perNumberPerDay} 条` };
    return { way: { accountId: '', recipient: phone } };
  },
  send(context, _tx, { rules, subject: { reminder, reach }, wording, way, notBeforeAt }) {
    const { sms } = wording;
    if (sms === undefined) return { obstacle: '此类消息不发短信' };
    const now = context.clock.now();
    reach.smsAt.push(now);
    const wanted = notBeforeAt ?? now;
    return {
      message: {
        channel: 'sms',
        accountId: '',
        recipient: way.recipient,
        reminderId: reminder.id,
        isBulk: !isUrgent(reminder),
        notBeforeAt: smsWaitsUntil(rules.sms, wanted) ?? notBeforeAt,
        idempotencyKey: `rem-${reminder.id}-sms`,
        payload: sms,
        preview: renderSms(sms),
      },
    };
  },
};
