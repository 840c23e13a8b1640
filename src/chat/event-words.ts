import { formatInstant } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { type Told, tellPlateReady, tellRepairProgress, tellViolation } from '../outreach/index.ts';
import type { OutreachChannel } from '../stores/index.ts';
import { findNamedCar, readCarCommand } from './find-car.ts';

type News = 'progress' | 'ready' | 'plate' | 'violation';

/** After the word itself: the end, a break, or what belongs to it. "修好了三次" is no news that a car is ready. */
const END = '(?=$|[\\s,，。.!！:：;；、~～]|请|麻烦|可以)';
const COMMANDS: readonly (readonly [RegExp, News])[] = [
  [new RegExp(`^(?:维修|修车|告知)?进度(?:更新|通知)?${END}`), 'progress'],
  [
    new RegExp(
      `^(?:车子?|车辆)?(?:已经?|都)?(?:修好|修完|维修完成|维修完毕|维修好|保养好|保养完成|保养完|做好|完工|竣工)了?${END}`,
    ),
    'ready',
  ],
  [new RegExp(`^(?:车子?|车辆)?(?:已?可以?|能|通知|请)(?:车主|客户)?(?:来店?|过来)?(?:取|提|接)车了?${END}`), 'ready'],
  [new RegExp(`^(?:取车|提车)(?:通知|提醒)${END}`), 'ready'],
  [
    new RegExp(
      `^(?:新车)?(?:车牌照?|牌照|牌证|牌子|上牌|行驶证|手续)(?:手续)?(?:已经?|都)?(?:办好|办妥|办完|办理好|办理完成|办下来|下来|拿到|到|好)了?${END}`,
    ),
    'plate',
  ],
  [new RegExp(`^(?:交通)?违[章法](?:提醒|通知)?${END}`), 'violation'],
];

export const isEventWork = (text: string): boolean => readCarCommand(text, COMMANDS) !== undefined;

/**
 * “进度 沪A12345 已拆检”, “修好了 沪A12345”, “沪A12345 牌照办好了”, “违章 沪A12345 …”: the owner is told at once.
 *
 * @returns what they read and how it reaches them; undefined when the text is no such news
 * @throws {CareError} `NOT_FOUND`, `VALIDATION`, `FORBIDDEN` with an answer for the member
 */
export async function answerEventWords(context: Context, tx: Transaction, text: string): Promise<string | undefined> {
  const read = readCarCommand(text, COMMANDS);
  if (read === undefined) return undefined;
  const vehicle = await findNamedCar(context, tx, read.named, '没有告知车主');
  switch (read.order) {
    case 'progress':
    case 'ready':
      return wordTold(
        await tellRepairProgress(context, tx, { vehicle, note: read.note, isReady: read.order === 'ready' }),
      );
    case 'plate':
      return wordTold(await tellPlateReady(context, tx, { vehicle, note: read.note }));
    case 'violation':
      return wordTold(await tellViolation(context, tx, { vehicle, note: read.note }));
    default:
      return read.order satisfies never;
  }
}

const HOW: Record<OutreachChannel, string> = {
  officialAccountTemplate: '服务号通知',
  subscriptionNotice: '服务号订阅通知',
  kf: '微信客服',
  groupSend: '企业群发',
  sms: '短信',
  callTask: '电话',
};

/** What the owner reads, and how it reaches them. */
function wordTold(told: Told): string {
  const owner = `车主${told.customerName}`;
  if (told.isRepeat) return `今天已经把这件事告知过${owner}，没有重复发送。`;
  if (told.skipReason !== undefined) return `没有告知${owner}：${told.skipReason}。`;
  if (told.channel === 'callTask' || told.channel === undefined) {
    return `${owner}目前没有可用的消息渠道，已转为电话任务，请电话告知：\n“${told.text}”`;
  }
  const when =
    told.quietUntil === undefined
      ? `正通过${HOW[told.channel]}告知`
      : `现在是免打扰时段，将于${formatInstant(told.quietUntil)}通过${HOW[told.channel]}告知`;
  return `${when}${owner}：\n“${told.text}”`;
}
