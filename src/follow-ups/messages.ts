import { type Day, formatDayChinese, splitDay } from '../calendar.ts';
import { salutationOf } from '../customers/index.ts';
import type { Visit } from '../database/generated/client.ts';
import { FOLLOW_UP_ROUNDS, type FollowUpRound } from './rounds.ts';

/** What the words of a follow-up are made of. */
export interface Subject {
  followUpId: number;
  round: FollowUpRound;
  basisOn: Day;
  advisorName: string | null;
  /** Of the visit; undefined after a delivery. */
  visitType: Visit['type'] | undefined;
  store: string;
  customer: { name: string; gender: string | null };
  plateNumber: string | null;
}

const VISITS: Record<string, string> = {
  firstMaintenance: '做了首保',
  regularMaintenance: '做了保养',
  repair: '完成了维修',
  accident: '完成了事故维修',
  warranty: '完成了保修',
};

const inBrackets = ({ plateNumber }: Subject) => (plateNumber === null ? '' : `（${plateNumber}）`);
const carOf = (subject: Subject) => `您的爱车${inBrackets(subject)}`;

/** `您的爱车（沪A12345）11月19日在我们店做了保养` */
function occasionOf(subject: Subject): string {
  const [, month, date] = splitDay(subject.basisOn);
  const day = `${month}月${date}日`;
  if (subject.round === 'threeDay') {
    return `${carOf(subject)}${day}在我们店${VISITS[subject.visitType ?? ''] ?? '完成了服务'}`;
  }
  if (subject.round === 'oneMonth') return `${carOf(subject)}提车满一个月了`;
  if (subject.round === 'oneYear') return `${carOf(subject)}提车满一年了`;
  return `您${day}提的新车${inBrackets(subject)}已经开了几天了`;
}

const isMaintenance = ({ visitType }: Subject) => visitType?.endsWith('Maintenance') === true;

/** Whether this round asks if all was repaired. */
export const asksFixed = (round: string): boolean => round === 'threeDay';

/** Questions to the owner, in a chat. */
export const questions = {
  score: (subject: Subject) =>
    `【${subject.store}】${salutationOf(subject.customer)}，您好！${occasionOf(subject)}，想请您评价一下${subject.round === 'threeDay' ? '这次服务' : '我们的服务'}：满意度打几分？回复1到10的数字就行，10分最满意。`,
  fixed: (subject: Subject) =>
    isMaintenance(subject) ? '谢谢您的评价！保养后车辆使用都正常吗？' : '谢谢您的评价！这次要解决的问题都修好了吗？',
  fixedChoices: (subject: Subject): [yes: string, no: string] =>
    isMaintenance(subject) ? ['都正常', '有问题'] : ['都修好了', '没修好'],
  suggestions: '对我们还有什么建议吗？直接回复就行，没有的话回复“没有”。',
  suggestionsAfterScore: '谢谢您的评价！对我们还有什么建议吗？直接回复就行，没有的话回复“没有”。',
  again: '好的，想请您打个分，回复1到10的数字就行，10分最满意。',
  none: '没有',
  thanks: '好的，都记下了，谢谢您的反馈，祝您用车愉快！',
  thanksLate: '好的，已经记下了，谢谢您的反馈！',
  whatWentWrong: '方便的话，请告诉我们是哪里没做好，会一起转告同事。',
};

/** Our name of the template that invites an owner after a visit. */
export const NOTICE_TEMPLATE = 'serviceDone';

/** The invitation as that template takes it, and as a person would read it; undefined without a plate. */
export function wordNotice(subject: Subject): { data: Record<string, string>; text: string } | undefined {
  const { plateNumber, basisOn, store } = subject;
  if (plateNumber === null) return undefined;
  const ask = '满意度打几分？回复1到10即可';
  return {
    data: { car_number1: plateNumber, date2: formatDayChinese(basisOn), thing3: ask },
    text: `【${store}】${occasionOf(subject)}，${ask}，10分最满意。`,
  };
}

/** For the person who calls. */
export function wordCall(subject: Subject): { title: string; script: string } {
  const label = FOLLOW_UP_ROUNDS[subject.round];
  const who = [subject.customer.name, subject.plateNumber].filter((part) => part !== null).join(' ');
  const asked = [
    '请您给这次服务打几分（1到10分）？',
    ...(asksFixed(subject.round) ? [isMaintenance(subject) ? '车辆使用都正常吗？' : '要解决的问题都修好了吗？'] : []),
    '对我们还有什么建议？',
  ];
  const advisor = subject.advisorName === null ? '' : `\n服务顾问：${subject.advisorName}`;
  return {
    title: `${label}：${who}`,
    script: `${salutationOf(subject.customer)}您好，我是${subject.store}客户关爱部。${occasionOf(subject)}，想听听您的评价。\n${asked
      .map((question, index) => `${index + 1}. ${question}`)
      .join('\n')}${advisor}`,
  };
}

/** Reasons that stand with a follow-up that nobody could be asked about. */
export const reasons = {
  noNumber: '没有可用的联系方式，已请同事核对',
  answeredInChat: '车主已在微信里答复',
};

/** What is written into a complaint that an unhappy answer opened. */
export function wordComplaint(
  round: string,
  answer: { score: number | null; isFixed: boolean | null; isSatisfied: boolean | null; words: string | null },
): string {
  const facts = [
    ...(answer.score === null ? [] : [`评分${answer.score}分`]),
    ...(answer.isFixed === false ? ['没修好'] : []),
    ...(answer.isSatisfied === false && answer.score === null ? ['不满意'] : []),
  ];
  const label = FOLLOW_UP_ROUNDS[round as FollowUpRound] ?? '回访';
  const head = facts.length === 0 ? label : `${label}，${facts.join('，')}`;
  return answer.words === null || answer.words === '' ? `${head}。` : `${head}。车主说：${answer.words}`;
}
