import type { Transaction } from '../../database/database.ts';
import type { Customer, Ticket, Vehicle } from '../../database/generated/client.ts';
import { categoryLabels, sourceLabel } from '../../documents/index.ts';
import { findStaff } from '../../stores/index.ts';
import { type Demand, DEMANDS } from '../../understanding/index.ts';
import { maskName, maskPlate } from '../masking.ts';

export interface Fact {
  label: string;
  value: string;
  /** A number that a tap calls. */
  phone?: string;
}

/** The facts on top of the page. @returns also what certainly has to go from texts that are masked */
export async function loadFacts(
  tx: Transaction,
  ticket: Ticket,
  { departmentOf, isMasked }: { departmentOf: (key: string) => string; isMasked: boolean },
): Promise<{ facts: Fact[]; known: string[]; isBound: boolean }> {
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const vehicle = ticket.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: ticket.vehicleId } });
  const assignee =
    ticket.assigneeUserId === null ? undefined : await findStaff(tx, ticket.storeId, ticket.assigneeUserId);
  const demand = ticket.demand === 'none' ? '' : (DEMANDS[ticket.demand as Demand]?.label ?? '');
  const source = sourceLabel(ticket.source);
  const facts: Fact[] = [
    { label: '类别', value: ticket.categories.length === 0 ? '—' : categoryLabels(ticket.categories) },
    { label: '责任部门', value: departmentOf(ticket.responsibleDepartment) },
    { label: '责任人', value: assignee?.name ?? (ticket.assigneeUserId === null ? '待签收' : '已离职') },
    { label: '车主', value: ownerOf(ticket, customer, isMasked) },
    ...(isMasked ? [] : phonesOf(ticket, customer)),
    ...vehicleFacts(vehicle, isMasked),
    { label: '诉求', value: demand },
    { label: '来源', value: ticket.externalNo === null ? source : `${source}（编号${ticket.externalNo}）` },
  ].filter((fact) => fact.value !== '');
  const known = [
    customer?.name ?? '',
    ticket.reporterName ?? '',
    ticket.reporterPhone ?? '',
    ...(customer?.mobiles ?? []),
    vehicle?.plateNumber ?? '',
    vehicle?.vin ?? '',
  ];
  return { facts, known, isBound: customer !== null && vehicle !== null };
}

function ownerOf(ticket: Ticket, customer: Customer | null, isMasked: boolean): string {
  const name = customer?.name ?? ticket.reporterName;
  if (name === null) return '未绑定车主';
  const shown = isMasked ? maskName(name) : name;
  return customer === null ? `${shown}（未绑定）` : shown;
}

function phonesOf(ticket: Ticket, customer: Customer | null): Fact[] {
  const known = [...(customer?.mobiles ?? []), ...(customer?.landlines ?? [])];
  const { reporterPhone } = ticket;
  const phones = reporterPhone === null || known.includes(reporterPhone) ? known : [...known, reporterPhone];
  return phones.slice(0, 3).map((phone) => ({ label: '电话', value: phone, phone }));
}

function vehicleFacts(vehicle: Vehicle | null, isMasked: boolean): Fact[] {
  if (vehicle === null) return [];
  const plate = vehicle.plateNumber ?? '';
  const model = [vehicle.brand, vehicle.series].filter((part) => part !== null && part !== '').join(' ');
  const odometer = vehicle.odometerKm === null ? '' : `${vehicle.odometerKm}公里`;
  return [
    { label: '车牌', value: isMasked && plate !== '' ? maskPlate(plate) : plate },
    { label: '车型', value: model },
    ...(isMasked ? [] : [{ label: '车架号', value: vehicle.vin ?? '' }]),
    { label: '里程', value: odometer },
  ];
}
