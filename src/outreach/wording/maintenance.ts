import type { Body, Said } from './facts.ts';

/** First and regular maintenance. */
export function wordMaintenance(said: Said): Body {
  const { facts, date, car, number, inDays } = said;
  const item = facts.kind === 'firstMaintenance' ? '首次保养' : '定期保养';
  return {
    templateKey: 'maintenanceDue',
    data: { car_number1: number, thing2: item, date3: date, thing4: '可直接回复“预约”安排时间' },
    body: `您的爱车${car}${whenDue(inDays, date, item)}，按时保养行车更安心。`,
    reply: '方便时回复“预约”，我们为您安排时间。',
    ask: '请问您哪天方便到店？',
    groupText: `您的爱车即将到${item}的时间，按时保养行车更安心。方便时回复您的爱车信息和想来的时间，我们为您安排。`,
    sms: { plate: number, date, item },
    offersSubscription: true,
  };
}

function whenDue(inDays: number, date: string, item: string): string {
  if (inDays > 1) return `预计${date}需要${item}`;
  if (inDays === 1) return `预计明天需要${item}`;
  return inDays === 0 ? `已到${item}的时间` : `的${item}时间（${date}）已到`;
}
