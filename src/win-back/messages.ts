import { type Day, daysBetween, formatDayChinese } from '../calendar.ts';
import { salutationOf } from '../customers/index.ts';
import type { Customer } from '../database/generated/client.ts';

const MONTH_DAYS = 30;

export interface LostCar {
  plateNumber: string | null;
  name: string | null;
  /** Its last visit; null when it never came. */
  lastVisitOn: Day | null;
}

/** For the person who calls. */
export function wordCall(
  store: string,
  customer: Pick<Customer, 'name' | 'gender'>,
  car: LostCar,
  today: Day,
): { title: string; script: string } {
  const whose = [customer.name, car.plateNumber].filter((part) => part !== null).join(' ');
  const which = [car.name, car.plateNumber === null ? '' : `（${car.plateNumber}）`].join('');
  const since =
    car.lastVisitOn === null
      ? '提车后一直没有回店保养'
      : `上次进厂是${formatDayChinese(car.lastVisitOn)}，已有${Math.floor(daysBetween(car.lastVisitOn, today) / MONTH_DAYS)}个月没有回店`;
  return {
    title: `流失挽回：${whose}`,
    script: `${salutationOf(customer)}您好，我是${store}的服务人员。您的爱车${which}${since}，想问候一下用车情况。
1. 车现在用得怎么样？最近在哪里保养？
2. 没有回店，是路远、价格、时间不便，还是对我们的服务不满意？
3. 愿意回店的，帮车主约好时间。
车主有不满的，请录入投诉；已卖车的，请更新车主资料。`,
  };
}

/** Why nobody needs to call any more. */
export const reasons = {
  optedOut: '车主已退订',
  gone: '车辆已不在车主名下',
  complaint: '投诉处理中，先把投诉处理好',
  came: '车主已回厂',
};
