import { type Day, formatDayChinese } from '../../calendar.ts';
import { wayOf } from '../reminder-reply/ways.ts';
import type { Due } from './answer-due-question.ts';
import type { DueTopic } from './read-due-question.ts';

/** What a clerk has to add before the day can be told. */
export const MISSING: Record<DueTopic, string> = {
  maintenance: '交车日期或保养记录',
  insurance: '保险到期日',
  inspection: '注册登记日期',
  licence: '驾驶证有效期',
  warranty: '质保到期日',
};

const BOOK = '需要帮您预约吗？';
const INSURE = '需要保险专员联系您办理续保吗？';
export const OFFERS: readonly string[] = [BOOK, INSURE];

export const dueWords = {
  unbound: '可以帮您查。请把车牌号和在店里登记的手机号发给我们，核对后再问一次就能看到。',
  noCar: '档案里没有查到车主说的车辆，没法直接答复，请核实。',
  missing: (what: readonly string[]) => `档案里缺${what.join('、')}，没法直接答复，请核实并补全档案。`,
  restAsked: '其余的档案里还没有登记，已请同事核实后回复您。',
  otherCars: '其他车辆请发一下车牌号再问我。',
  /** One line for a car: what, when, and how the day was found. */
  line({ vehicle, entries }: Due, today: Day): string {
    const plate = vehicle?.plateNumber ?? '';
    const days = entries.map(({ label, dueOn, reason }) => {
      const day = formatDayChinese(dueOn);
      const when = dueOn < today ? `应在${day}，已经过了` : dueOn === today ? `就是今天（${day}）` : `是${day}`;
      return `${label}${when}（${clauseOf(reason)}）`;
    });
    return `${plate === '' ? '您的' : `${plate} 的`}${days.join('，')}。`;
  },
  /** What we can do about it; undefined where the owner sees to it. */
  offerFor(dues: readonly Due[]): string | undefined {
    const ways = dues.flatMap(({ entries }) => entries.map(({ kind }) => wayOf(kind)));
    return ways.includes('visit') ? BOOK : ways.includes('insurance') ? INSURE : undefined;
  },
};

/** The first clause of how a day was found, as an owner reads it. */
const clauseOf = (reason: string): string =>
  (reason.split('；')[0] ?? '')
    .replaceAll(/\d{4}-\d{2}-\d{2}/g, (day) => formatDayChinese(day))
    .replaceAll(/(?<=[\p{Script=Han}\d]) (?=[\p{Script=Han}\d])/gu, '');

/** What staff read when the owner says yes. */
export const passOnDue = {
  visit: (who: string, labels: string, text: string, when: string) =>
    `【预约】${who}问了${labels}的日期，随后回复：${text}\n希望到店：${when}\n请电话确认到店时间。`,
  insurance: (who: string, labels: string, text: string, when: string) =>
    `【续保】${who}问了${labels}的日期，随后回复：${text}\n方便时间：${when}\n请保险专员电话联系车主办理。`,
};
