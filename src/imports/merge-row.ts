import type { Day } from '../calendar.ts';
import {
  type Archive,
  type CustomerDraft,
  isOurNumber,
  ourOrderNumber,
  type VehicleDraft,
  type VisitDraft,
} from './archive.ts';
import { BadRow, type ConsentGiven, type ImportRow, type VisitFields } from './row.ts';

/**
 * Lays one row over the archive. The car is found by VIN, then by plate; the owner by the car, then by phone and name
 * together. Filled cells replace, empty cells leave what is there; 长期 takes the end of a licence away.
 *
 * @throws {BadRow} when the row contradicts the archive; nothing is changed then
 */
export function mergeRow(archive: Archive, given: ImportRow, today: Day): void {
  let row = given;
  const vehicle = findVehicle(archive, row);
  checkVisits(archive, row, vehicle);
  const owner = vehicle === undefined ? findOwner(archive, row) : vehicle.owner;
  if (vehicle !== undefined && !isSamePerson(vehicle.owner, row)) {
    if (row.isOwner) throw new BadRow('车主姓名和手机号都与档案不符，可能已过户，请先核对');
    const { consent: _consent, ended: _ended, ...ofTheCar } = row;
    row = { ...ofTheCar, customer: {}, mobiles: [], landlines: [] };
  }
  if (vehicle === undefined && owner === undefined && row.customer.name === undefined) {
    throw new BadRow('档案中没有这辆车，新建档案需要车主姓名');
  }
  const customer = mergeCustomer(archive, owner, row);
  if (row.vehicle.vin === undefined && row.vehicle.plateNumber === undefined) return;
  const merged = mergeVehicle(archive, vehicle, customer, row);
  for (const visit of row.visits) mergeVisit(archive, merged, visit);
  mergeOdometer(merged, row, today);
}

function findVehicle(archive: Archive, { vehicle }: ImportRow): VehicleDraft | undefined {
  const byVin = vehicle.vin === undefined ? undefined : archive.byVin.get(vehicle.vin);
  const byPlate = vehicle.plateNumber === undefined ? undefined : archive.byPlate.get(vehicle.plateNumber);
  if (byPlate !== undefined && byPlate !== byVin && vehicle.vin !== undefined && byPlate.fields.vin !== undefined) {
    throw new BadRow(`车牌号 ${vehicle.plateNumber} 已登记在另一辆车上（车架号尾号 ${byPlate.fields.vin.slice(-6)}）`);
  }
  if (byVin !== undefined && byPlate !== undefined && byVin !== byPlate) {
    throw new BadRow(`车牌号 ${vehicle.plateNumber} 与车架号在档案中属于两辆车`);
  }
  return byVin ?? byPlate;
}

/** One of name and phone must agree; a row that names nobody speaks of the car only. */
function isSamePerson({ fields }: CustomerDraft, row: ImportRow): boolean {
  const { name } = row.customer;
  return name === undefined || name === fields.name || row.mobiles.some((mobile) => fields.mobiles.includes(mobile));
}

function findOwner(archive: Archive, row: ImportRow): CustomerDraft | undefined {
  return row.mobiles
    .flatMap((mobile) => archive.byMobile.get(mobile) ?? [])
    .find((draft) => draft.fields.name === row.customer.name);
}

function mergeCustomer(archive: Archive, known: CustomerDraft | undefined, row: ImportRow): CustomerDraft {
  const advisorUserId = row.adviserName === undefined ? undefined : archive.advisers.get(row.adviserName);
  const fields = { ...row.customer, ...(advisorUserId === undefined ? {} : { advisorUserId }) };
  if (known === undefined) {
    const draft: CustomerDraft = {
      id: archive.newId(),
      original: undefined,
      fields: { ...fields, mobiles: row.mobiles, landlines: row.landlines },
    };
    archive.addCustomer(draft);
    mergeConsent(archive, draft, row.consent);
    return draft;
  }
  const { mobiles, landlines } = known.fields;
  Object.assign(known.fields, fields, {
    // A number that is new is the newest; the order of known ones stays, so that two files can't swap them to and fro.
    mobiles: [...row.mobiles.filter((mobile) => !mobiles.includes(mobile)), ...mobiles],
    landlines: [...row.landlines.filter((landline) => !landlines.includes(landline)), ...landlines],
  });
  for (const field of row.ended ?? []) delete known.fields[field];
  for (const mobile of row.mobiles) archive.indexMobile(mobile, known);
  mergeConsent(archive, known, row.consent);
  return known;
}

/** An owner's refusal stands against whatever a file says of the time before it, or of no time at all. */
function mergeConsent(archive: Archive, draft: CustomerDraft, consent: ConsentGiven | undefined): void {
  if (consent === undefined || (draft.fields.consentMarketing ?? false) === consent.isGiven) return;
  const refusedOn = archive.refusedOn.get(draft.id);
  if (consent.isGiven && refusedOn !== undefined && (consent.on ?? '') <= refusedOn) return;
  draft.fields.consentMarketing = consent.isGiven;
  archive.consents.push({ draft, consent });
}

function mergeVehicle(
  archive: Archive,
  known: VehicleDraft | undefined,
  owner: CustomerDraft,
  row: ImportRow,
): VehicleDraft {
  if (known === undefined) {
    const draft: VehicleDraft = { id: archive.newId(), original: undefined, fields: { ...row.vehicle }, owner };
    archive.addVehicle(draft);
    return draft;
  }
  const oldPlate = known.fields.plateNumber;
  Object.assign(known.fields, row.vehicle);
  if (oldPlate !== undefined && oldPlate !== known.fields.plateNumber) archive.byPlate.delete(oldPlate);
  archive.indexVehicle(known);
  return known;
}

/** An order number names one visit of one car. */
function checkVisits(archive: Archive, row: ImportRow, vehicle: VehicleDraft | undefined): void {
  for (const { repairOrderNo } of row.visits) {
    const known = repairOrderNo === undefined ? undefined : archive.byRepairOrder.get(repairOrderNo);
    if (known !== undefined && known.vehicle !== vehicle) throw new BadRow(`工单号 ${repairOrderNo} 已属于另一辆车`);
  }
}

function mergeVisit(archive: Archive, vehicle: VehicleDraft, visit: VisitFields): void {
  const { repairOrderNo, ...fields } = visit;
  const known = findVisit(archive, vehicle, visit);
  if (known === undefined) {
    const number = repairOrderNo ?? ourOrderNumber(vehicle.fields, fields.enteredOn);
    const draft: VisitDraft = {
      id: archive.newId(),
      original: undefined,
      fields: { ...fields, repairOrderNo: number },
      vehicle,
    };
    archive.addVisit(draft);
    if (fields.faultText !== undefined) archive.withFault.add(draft);
  } else if (repairOrderNo !== undefined) {
    const faultText = withFurtherFault(archive, known, fields.faultText);
    Object.assign(known.fields, fields, { repairOrderNo }, faultText === undefined ? {} : { faultText });
    archive.byRepairOrder.set(repairOrderNo, known);
  } else if (known.fields.odometerKm === undefined && fields.odometerKm !== undefined) {
    // What another system remembers of a visit only fills gaps of the order itself.
    known.fields.odometerKm = fields.odometerKm;
  }
}

/** By its order number; a visit that some file told of without one is the order of that car and day. */
function findVisit(archive: Archive, vehicle: VehicleDraft, visit: VisitFields): VisitDraft | undefined {
  const ofDay = archive.byVisitDay.get(`${vehicle.id}/${visit.enteredOn}`);
  if (visit.repairOrderNo === undefined) return ofDay;
  const ofNumber = archive.byRepairOrder.get(visit.repairOrderNo);
  return ofNumber ?? (ofDay !== undefined && isOurNumber(ofDay.fields.repairOrderNo) ? ofDay : undefined);
}

/** The longest text that is kept of all lines of an order. */
const MOST_FAULT_CHARS = 500;

/** Some exports have a line for each item of an order: what they say is put together, each thing once. */
function withFurtherFault(archive: Archive, visit: VisitDraft, faultText: string | undefined): string | undefined {
  if (faultText === undefined) return undefined;
  const told = archive.withFault.has(visit) ? (visit.fields.faultText ?? '') : '';
  archive.withFault.add(visit);
  if (told === '' || told.split('；').includes(faultText)) return told === '' ? faultText : told;
  return `${told}；${faultText}`.slice(0, MOST_FAULT_CHARS);
}

/** The newest reading stays with the car. A file without the day of its reading counts as read today. */
function mergeOdometer(vehicle: VehicleDraft, row: ImportRow, today: Day): void {
  const readings = row.visits.flatMap((visit) =>
    visit.odometerKm === undefined ? [] : [{ km: visit.odometerKm, on: visit.enteredOn }],
  );
  const { fields } = vehicle;
  for (const { km, on } of readings) {
    if (fields.odometerReadOn === undefined || on > fields.odometerReadOn) {
      fields.odometerKm = km;
      fields.odometerReadOn = on;
    }
  }
  if (row.odometer !== undefined && row.odometer.km > (fields.odometerKm ?? -1)) {
    fields.odometerKm = row.odometer.km;
    fields.odometerReadOn = row.odometer.on ?? today;
  }
}
