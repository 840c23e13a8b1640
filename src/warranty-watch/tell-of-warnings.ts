import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Vehicle } from '../database/generated/client.ts';
import { headOf } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import { type Assessment, faultLabel } from './assess.ts';

/** More at once, as after the first import, come as one list: nobody reads a hundred messages. */
const MOST_MESSAGES = 10;
const MOST_LINES = 20;

type Found = Assessment & { vehicle: Vehicle };

/** To the head of the warranty department and the care director: the numbers, and what the law says. */
export async function tellOfWarnings(context: Context, tx: Transaction, found: readonly Found[]): Promise<void> {
  const head = await headOf(tx, context.storeId, 'warranty');
  const userIds = [
    ...(head === undefined ? [] : [head.userId]),
    ...(await leadersOf(tx, context.storeId, ['director'])),
  ];
  if (found.length > MOST_MESSAGES) {
    await tellStaff(context, tx, {
      userIds,
      text: listOf(found),
      key: `warranty-list-${context.storeId}-${dayOf(context.clock.now())}-${found[0]?.vehicle.id ?? 0}`,
    });
    return;
  }
  for (const one of found) {
    await tellStaff(context, tx, {
      userIds,
      text: textOf(one),
      key: `warranty-${one.vehicle.id}-${one.kind}-${one.fault}-${one.stage}`,
    });
  }
}

function textOf({ vehicle, stage, reason }: Found): string {
  return stage === 'reached'
    ? `【三包超限】${nameOf(vehicle)}：${reason}请尽快与车主沟通处理方案。`
    : `【三包预警】${nameOf(vehicle)}：${reason}请提前安排彻底修复，并主动联系车主。`;
}

function listOf(found: readonly Found[]): string {
  const gravest = found.toSorted(
    (left, right) => Number(right.stage === 'reached') - Number(left.stage === 'reached') || right.value - left.value,
  );
  const reached = found.filter(({ stage }) => stage === 'reached').length;
  const left = found.length - MOST_LINES;
  return [
    `【三包预警】新增${found.length}条，其中已超过上限${reached}条：`,
    ...gravest.slice(0, MOST_LINES).map(lineOf),
    ...(left > 0 ? [`另有${left}条。`] : []),
    '按家用汽车三包规定（总局令第43号）第二十四条，超过上限的，车主可以要求换车或退车。请逐辆核对。',
  ].join('\n');
}

function lineOf({ vehicle, kind, fault, stage, value }: Found): string {
  const what = kind === 'repairDays' ? `累计修理${value}天` : `${faultLabel(fault)}问题修理${value}次`;
  return `· ${nameOf(vehicle)} ${what}${stage === 'reached' ? '（已超限）' : ''}`;
}

function nameOf({ plateNumber, vin, series }: Vehicle): string {
  const car = plateNumber ?? (vin === null ? '未上牌车辆' : `车架号尾号${vin.slice(-6)}`);
  return series === null ? car : `${car}（${series}）`;
}
