import {
  listVehicles,
  PREFERRED_CHANNELS,
  type PreferredChannel,
  setConsent,
  setPreferredChannel,
  setVehicleStatus,
  type VehicleStatus,
  type VehicleWithOwner,
} from '../customers/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { withdrawUnwanted } from '../outreach/index.ts';
import { findNamedCar, readCarCommand } from './find-car.ts';

type Wish = 'optOut' | 'optIn' | VehicleStatus | { prefers: PreferredChannel | null };

const WHO = '(?:(?:车主|客户|顾客)(?:说|要求|表示|反映|来电)?[,，:：\\s]*)?';
/** After the word itself: the end or a break. */
const END = '(?=$|[\\s,，。.!！:：;；、~～])';
const of = (words: string): RegExp => new RegExp(`^${WHO}(?:${words})${END}`);
const COMMANDS: readonly (readonly [RegExp, Wish])[] = [
  [
    of(
      '(?:要|想)?退订了?|(?:取消|停止|关闭)(?:提醒|通知)|(?:请)?(?:不要|不用|别|不想)再?(?:给(?:他|她|我|客户|车主))?(?:发|提醒|通知|打扰|联系)(?:消息|信息|提醒|通知|短信)?了?',
    ),
    'optOut',
  ],
  [of('(?:要|想|请)?(?:恢复|重新(?:开通|接收|打开))(?:提醒|通知)了?|(?:取消|撤销)退订'), 'optIn'],
  [of('(?:这?车子?|车辆)?(?:已经?)?(?:卖掉?了|卖掉|已卖|转让了?|过户了?|转手了?|已售出?)'), 'sold'],
  [of('(?:这?车子?|车辆)?(?:已经?)?(?:报废了?|全损了?|注销了?)'), 'totalLoss'],
  [of('(?:这?车子?|车辆)?(?:还在|没卖|没有卖|没过户|没报废|仍在使用|恢复使用)'), 'active'],
];

const PREFER = '(?:首选|优先用?|偏好|希望用)';
const PREFERENCES: readonly (readonly [RegExp, Wish])[] = [
  ...(Object.entries(PREFERRED_CHANNELS) as [PreferredChannel, string][]).map(
    ([prefers, label]) => [of(`${PREFER}${label}(?:联系|提醒|通知)?`), { prefers }] as const,
  ),
  [of('(?:取消首选|不限(?:联系)?方式|什么方式都行)'), { prefers: null }],
];

const ALL = [...COMMANDS, ...PREFERENCES];

export const isWishWork = (text: string): boolean => readCarCommand(text, ALL) !== undefined;

/**
 * “退订 沪A12345”, “客户不要再发 沪A12345”, “恢复提醒 沪A12345”, “车卖了 沪A12345”: what an owner said outside the chat, by a
 * member's hand. What waits for them is taken back at once; the text itself is kept as the proof.
 *
 * @returns what stands now; undefined when the text is no such wish
 * @throws {CareError} `NOT_FOUND`, `VALIDATION` with an answer for the member
 */
export async function answerWishWords(context: Context, tx: Transaction, text: string): Promise<string | undefined> {
  const read = readCarCommand(text, ALL);
  if (read === undefined) return undefined;
  const vehicle = await findNamedCar(context, tx, read.named, '没有登记');
  const words = text.slice(0, 500);
  const { order: wish } = read;
  if (typeof wish === 'object') return keepPreference(context, tx, vehicle, wish.prefers);
  const answer =
    wish === 'optOut' || wish === 'optIn'
      ? await keepWish(context, tx, vehicle, wish === 'optIn', words)
      : await keepStatus(context, tx, vehicle, wish, words);
  await withdrawUnwanted(context, vehicle.customer.id, tx);
  return answer;
}

async function keepPreference(
  context: Context,
  tx: Transaction,
  { customer }: VehicleWithOwner,
  channel: PreferredChannel | null,
): Promise<string> {
  const isNew = await setPreferredChannel(context, tx, { customerId: customer.id, channel });
  if (channel === null)
    return isNew
      ? `已取消车主${customer.name}的首选联系方式，按门店顺序提醒。`
      : `车主${customer.name}没有登记首选联系方式。`;
  const label = PREFERRED_CHANNELS[channel];
  return isNew
    ? `已登记：车主${customer.name}首选${label}。能用时优先用${label}提醒，用不了时按门店顺序。`
    : `车主${customer.name}的首选联系方式已经是${label}。`;
}

async function keepWish(
  context: Context,
  tx: Transaction,
  { customer }: VehicleWithOwner,
  isGiven: boolean,
  words: string,
): Promise<string> {
  const said = { words, via: 'staff', recordedBy: context.actor.name } as const;
  const isNew = await setConsent(context, tx, { customerId: customer.id, kind: 'reminders', isGiven, said });
  // What they wrote while nobody knew who they were stands on the channel.
  if (isGiven) await tx.channelIdentity.updateMany({ where: { customerId: customer.id }, data: { optedOutAt: null } });
  if (isGiven) {
    return isNew
      ? `已为车主${customer.name}恢复提醒。活动信息要车主另外同意。`
      : `车主${customer.name}没有退订，提醒照常发送。`;
  }
  return isNew
    ? `已为车主${customer.name}登记退订：不再发提醒、问候和活动，还没发出的已撤回。维修进度、投诉答复照常。`
    : `车主${customer.name}之前已退订，没有重复登记。`;
}

async function keepStatus(
  context: Context,
  tx: Transaction,
  { id: vehicleId, plateNumber, customer }: VehicleWithOwner,
  status: VehicleStatus,
  words: string,
): Promise<string> {
  const isNew = await setVehicleStatus(context, tx, { vehicleId, status, words: words.slice(0, 200) });
  const car = `${plateNumber ?? '这辆车'}（车主${customer.name}）`;
  if (status === 'active') return isNew ? `已登记${car}仍在使用，到期提醒恢复。` : `${car}本来就是使用中。`;
  const what = status === 'sold' ? '已转让' : '已报废';
  if (!isNew) return `${car}之前已登记${what}。`;
  await tx.reminder.updateMany({
    where: { vehicleId, status: 'planned' },
    data: { status: 'skipped', skipReason: '车辆已转让或报废' },
  });
  const others = (await listVehicles(tx, customer.id)).filter((one) => one.id !== vehicleId && one.status === 'active');
  const left = others.length === 0 ? '' : `该车主名下其他${others.length}辆车照常提醒。`;
  return `已登记${car}${what}，这辆车不再提醒。${left}登记错了请回复“车还在 ${plateNumber ?? '车架号'}”。`;
}
