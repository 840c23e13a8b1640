import { addDays, type Day, dayToDate, instantAt } from '../../src/calendar.ts';
import type { Desk } from '../support/desk.ts';

let counter = 0;

/** An owner with a car, by default one that was delivered long ago and comes often enough. */
export async function addCar(desk: Desk, more: { deliveredOn?: Day; series?: string } = {}) {
  counter += 1;
  const createdAt = instantAt('2024-01-01');
  const common = { storeId: 'main', createdAt, updatedAt: createdAt };
  const { client } = desk.database;
  const customer = await client.customer.create({
    data: { ...common, name: `车主${counter}`, mobiles: [`138${String(counter).padStart(8, '0')}`] },
  });
  const vehicle = await client.vehicle.create({
    data: {
      ...common,
      customerId: customer.id,
      plateNumber: `沪T${String(counter).padStart(5, '0')}`,
      series: more.series ?? '明锐',
      model: '明锐 1.5L',
      deliveredOn: dayToDate(more.deliveredOn ?? '2024-01-01'),
    },
  });
  return { customer, vehicle };
}

export interface FollowUpRow {
  round: 'threeDay' | 'sevenDay' | 'oneMonth' | 'oneYear';
  dueOn: Day;
  status?: string;
  doneOn?: Day;
  score?: number;
  isSatisfied?: boolean;
  isFixed?: boolean;
  advisorName?: string;
  skipReason?: string;
  assigneeUserId?: string;
  words?: string;
  /** Absent: 徐专员; null: the owner answered without anybody. */
  doneBy?: string | null;
}

/** A follow-up of a car of its own. */
export async function addFollowUp(desk: Desk, row: FollowUpRow) {
  const { customer, vehicle } = await addCar(desk);
  const { dueOn, doneOn, ...rest } = row;
  return desk.database.client.followUp.create({
    data: {
      storeId: 'main',
      subjectKey: `vehicle:${vehicle.id}`,
      customerId: customer.id,
      vehicleId: vehicle.id,
      basisOn: dayToDate(addDays(dueOn, -5)),
      fromOn: dayToDate(addDays(dueOn, -2)),
      dueOn: dayToDate(dueOn),
      createdAt: instantAt(addDays(dueOn, -5)),
      ...(doneOn === undefined
        ? {}
        : {
            status: 'done',
            doneOn: dayToDate(doneOn),
            doneAt: instantAt(doneOn, '10:00'),
            channel: 'call',
            doneBy: 'xu',
          }),
      ...rest,
    },
  });
}

export async function addVisit(desk: Desk, vehicleId: number, enteredOn: Day, amountFen: number) {
  counter += 1;
  return desk.database.client.visit.create({
    data: {
      storeId: 'main',
      vehicleId,
      repairOrderNo: `RO${counter}`,
      enteredOn: dayToDate(enteredOn),
      handedBackOn: dayToDate(enteredOn),
      type: 'regularMaintenance',
      amountFen,
      advisorName: '江顾问',
    },
  });
}
