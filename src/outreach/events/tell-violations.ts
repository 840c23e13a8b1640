import { addDays, dayOf, dayToDate } from '../../calendar.ts';
import type { Context } from '../../context.ts';
import { parsePlate } from '../../customers/index.ts';
import type { Transaction } from '../../database/database.ts';
import { idempotencyKeyOf } from '../../outbox/index.ts';
import { sendSoon } from '../send-soon.ts';
import { mustTell } from './may-tell.ts';
import { VIOLATION_PRIORITY, VIOLATION_USEFUL_DAYS } from './tell-violation.ts';

export interface ViolationRow {
  plate: string;
  /** What and when, as the source says it. */
  text: string;
}

export interface ViolationsResult {
  /** New reminders. */
  planned: number;
  /** Rows of which the owner has heard already. */
  repeated: number;
  /** Rows that tell nobody, with their place in the file (the first is 1) and the reason in Chinese. */
  refused: { row: number; plate: string; reason: string }[];
}

const LONGEST = 300;

/**
 * Plans a reminder for each violation of a file. The same words about the same car are told once, also when a file
 * comes again with more rows: a file holds every open violation, not only the new ones. `dryRun` writes nothing.
 *
 * @throws {CareError} `FORBIDDEN`
 */
export async function tellViolations(
  context: Context,
  tx: Transaction,
  input: { rows: readonly ViolationRow[]; dryRun?: boolean },
): Promise<ViolationsResult> {
  const staff = await mustTell(context, tx, 'trafficViolation');
  const { storeId, clock } = context;
  const today = dayOf(clock.now());
  const plates = [...new Set(input.rows.flatMap(({ plate }) => parsePlate(plate) ?? []))];
  const vehicles = await tx.vehicle.findMany({
    where: { storeId, plateNumber: { in: plates } },
    include: { customer: { select: { id: true, isDeceased: true, optedOutAt: true } } },
  });
  const byPlate = new Map(vehicles.map((vehicle) => [vehicle.plateNumber, vehicle]));
  const known = await tx.reminder.findMany({
    where: { storeId, kind: 'trafficViolation', vehicleId: { in: vehicles.map(({ id }) => id) } },
    select: { subjectKey: true, occurrence: true },
  });
  const told = new Set(known.map(({ subjectKey, occurrence }) => `${subjectKey} ${occurrence}`));
  const result: ViolationsResult = { planned: 0, repeated: 0, refused: [] };
  const reminders = input.rows.flatMap((row, index) => {
    const text = row.text.trim().replaceAll(/\s+/g, ' ');
    const vehicle = byPlate.get(parsePlate(row.plate) ?? '');
    const refuse = (reason: string) => {
      result.refused.push({ row: index + 1, plate: row.plate, reason });
      return [];
    };
    if (parsePlate(row.plate) === undefined) return refuse('车牌号不正确');
    if (vehicle === undefined) return refuse('档案里没有这个车牌');
    if (text === '' || Array.from(text).length > LONGEST) return refuse(text === '' ? '没有写违章情况' : '内容太长');
    if (vehicle.status !== 'active') return refuse('车辆已转让或报废');
    if (vehicle.customer.isDeceased) return refuse('车主已故');
    if (vehicle.customer.optedOutAt !== null) return refuse('车主已退订');
    const subjectKey = `vehicle:${vehicle.id}`;
    const detail = { text };
    const occurrence = idempotencyKeyOf(JSON.stringify(detail)).slice(0, 16);
    if (told.has(`${subjectKey} ${occurrence}`)) {
      result.repeated += 1;
      return [];
    }
    told.add(`${subjectKey} ${occurrence}`);
    return [
      {
        storeId,
        subjectKey,
        customerId: vehicle.customerId,
        vehicleId: vehicle.id,
        kind: 'trafficViolation',
        dueOn: dayToDate(addDays(today, VIOLATION_USEFUL_DAYS)),
        leadDays: 0,
        occurrence,
        plannedFor: dayToDate(today),
        priority: VIOLATION_PRIORITY,
        reason: `${staff.name}导入违章`,
        detail,
        createdAt: clock.now(),
      },
    ];
  });
  result.planned = reminders.length;
  if (input.dryRun === true || reminders.length === 0) return result;
  const { count } = await tx.reminder.createMany({ data: reminders, skipDuplicates: true });
  await sendSoon(context, tx);
  return { ...result, planned: count };
}
