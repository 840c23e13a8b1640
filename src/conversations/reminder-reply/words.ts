import { type Day, splitDay, weekdayOf } from '../../calendar.ts';
import type { PassedTo } from '../pass-on.ts';
import type { When } from '../../understanding/index.ts';

const WEEKDAYS = '日一二三四五六';

/** `11月28日（周六）上午10:00` */
export function whenText({ day, part, time }: Omit<When, 'text'>): string {
  const [, month, date] = splitDay(day);
  return `${month}月${date}日（周${WEEKDAYS[weekdayOf(day)] ?? ''}）${part ?? ''}${time ?? ''}`;
}

export const dayText = (day: Day): string => whenText({ day });

/** What an owner reads after answering a reminder. */
export const sayToReply = {
  booked: (when: string) => `好的，已为您登记${when}到店，服务顾问会尽快打电话跟您确认。`,
  rebooked: (when: string) => `好的，已改为${when}，服务顾问会尽快打电话跟您确认。`,
  askDay: '好的，已为您登记预约，请问您哪天方便到店？',
  pickUp: (when: string) => `好的，已转告服务顾问您${when}来取，会尽快打电话跟您确认。`,
  askPickUp: '好的，已转告服务顾问，请问您哪天方便来取？',
  insurance: (when?: string) => `好的，${when === undefined ? '' : `已记下${when}，`}保险专员会联系您。`,
  thanked: '好的，需要协助随时告诉我们。',
  alreadyDone: '好的，已为您记下，这次不再提醒，谢谢您告诉我们！',
  soldCar: (plate: string) =>
    `好的，已记下${plate === '' ? '这辆车' : plate}不再由您使用，今后不再发送它的提醒；如有误，回复我们更正就行。`,
  whichSold: (plates: readonly string[]) =>
    plates.length === 0
      ? '请问是您的哪辆车不再使用了？点一下车牌就行。'
      : `请问是您的哪辆车（${plates.join('、')}）不再使用了？回复车牌就行。`,
  noCar: '好的，已请同事核对您名下的车辆信息。',
  putOff: (day: string) => `好的，${day}再联系您，需要提前安排随时告诉我们。`,
  later: '好的，不着急，方便的时候随时告诉我们。',
  askPrice: '您问的价格已转给同事，会尽快给您答复。',
  wrongPerson: '抱歉打扰了，我们会核对登记的信息，今后不再向您发送这位车主的提醒。',
  unclear: (to: PassedTo) => `好的，我请${to === 'insurance' ? '保险专员' : '您的服务顾问'}跟您确认。`,
  willCall: (when: string) => `好的，已请同事${when}给您打电话。`,
};

/** What staff read about it. */
export const passOnReply = {
  visit: (who: string, label: string, text: string, when: string) =>
    `【预约】${who}回复${label}提醒：${text}\n希望到店：${when}\n请电话确认到店时间。`,
  pickUp: (who: string, label: string, text: string, when: string) =>
    `【到店领取】${who}回复${label}提醒：${text}\n来取时间：${when}\n请做好准备，并电话确认。`,
  insurance: (who: string, label: string, text: string, when: string) =>
    `【续保】${who}回复${label}提醒：${text}\n方便时间：${when}\n请保险专员电话联系车主办理。`,
  price: (who: string, label: string, text: string) => `【询价】${who}回复${label}提醒：${text}\n请尽快答复车主。`,
  call: (who: string, label: string, text: string) => `【请回电】${who}回复${label}提醒：${text}\n请给车主打电话。`,
  soldCar: (who: string, text: string, status: string) =>
    `【车辆易主】${who}：${text}\n已标记为“${status}”，相关提醒已停。请打电话核实：属实的登记“已联系”即可；有误的，先在车主页面改回“使用中”再登记“已联系”；没打通登记“没人接”。`,
  whichSold: (who: string, text: string, plates: string) =>
    `【车辆易主】${who}：${text}\n还没有标记任何车辆：名下有${plates}。请打电话问清是哪辆，在车主页面改为“已转让”，再登记“已联系”；没打通登记“没人接”。`,
  noCar: (who: string, text: string) =>
    `【车辆易主】${who}：${text}\n名下没有使用中的车辆，没有标记。请打电话核对车辆信息，再登记“已联系”；没打通登记“没人接”。`,
  unclear: (who: string, label: string, text: string) => `【车主回复】${who}回复${label}提醒：${text}\n请跟车主确认。`,
  wrongNumber: (who: string, phone: string, text: string) =>
    `【信息有误】${who}的手机号${phone}回复短信：${text}\n已标记为错误号码，不再使用，请核对登记的联系方式。`,
  wrongPerson: (who: string, text: string) =>
    `【信息有误】${who}的微信用户回复：${text}\n已与这位车主解除关联，请核对登记的联系方式。`,
  noDay: '未说明，请询问',
};
