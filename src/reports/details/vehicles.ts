import { type Day, dayToDate, dateToDay, daysBetween } from '../../calendar.ts';
import { Prisma } from '../../database/generated/client.ts';
import { valueLabel } from '../../stats/index.ts';
import type { ReportAt } from '../at.ts';
import { notesOf } from '../messages.ts';
import { rangeOf, type Table } from '../table.ts';
import { maskedPhone, NUMBER_COLUMN, peopleOf, REACHABLE_COLUMNS } from './people.ts';
import { MOST_ROWS, rowsBehind } from './rows-behind.ts';

/** As files and the archive's pages name the two channels. */
const SALE_CHANNELS: Readonly<Record<string, string>> = { own: '本店', secondary: '二级网点' };
const saleChannelWords = (channel: string | null): string => SALE_CHANNELS[channel ?? ''] ?? channel ?? '';

const dayText = (day: Date | null | undefined): string => (day == null ? '' : dateToDay(day));

/** 流失名单: cars that have not come for too long, those lost last first: they are the easiest to win back. */
export async function churnedTable(at: ReportAt, most = MOST_ROWS): Promise<Table> {
  const until: Day = at.period.to < at.today ? at.period.to : at.today;
  const { ids, note, ...rest } = await rowsBehind(at, 'churned', {
    most,
    inOrder: (all) => Prisma.sql`
      SELECT v.id FROM vehicle v LEFT JOIN visit w ON w.vehicle_id = v.id AND w.entered_on <= ${until}::date
      WHERE v.id = ANY(${[...all]}::int[]) GROUP BY v.id
      ORDER BY coalesce(max(w.entered_on), v.delivered_on, v.invoiced_on, v.registered_on) DESC NULLS LAST, v.id`,
    // It is a state: no shorter time would hold fewer.
    cutWords: (all, listed) => `共${all}辆，只列出最近流失的${listed}辆。`,
  });
  const vehicles = await at.db.vehicle.findMany({ where: { id: { in: ids } } });
  const visits = await at.db.$queryRaw<
    { vehicle_id: number; entered_on: Date; advisor_name: string | null; visits: number }[]
  >`
    SELECT DISTINCT ON (vehicle_id) vehicle_id, entered_on, advisor_name, (count(*) OVER (PARTITION BY vehicle_id))::int AS visits
    FROM visit WHERE vehicle_id = ANY(${ids}::int[]) AND entered_on <= ${until}::date
    ORDER BY vehicle_id, entered_on DESC, id DESC`;
  const calls = await at.db.callTask.findMany({
    where: {
      storeId: at.storeId,
      vehicleId: { in: ids },
      OR: [{ status: 'open' }, { purpose: 'winBack', status: 'done' }],
    },
    select: { vehicleId: true, status: true, outcome: true },
    orderBy: { id: 'asc' },
  });
  const people = await peopleOf(
    at,
    vehicles.map(({ id, customerId }) => ({ vehicleId: id, customerId })),
  );
  const owners = await at.db.customer.findMany({
    where: { id: { in: vehicles.map(({ customerId }) => customerId) } },
    select: { id: true, advisorUserId: true, optedOutAt: true, isDeceased: true },
  });
  const ownerOf = new Map(owners.map((owner) => [owner.id, owner]));
  const callOf = new Map(calls.map((call) => [call.vehicleId, call]));
  const lastOf = new Map(visits.map((visit) => [visit.vehicle_id, visit]));
  const lines = vehicles.map((vehicle) => {
    const last = lastOf.get(vehicle.id);
    const owner = ownerOf.get(vehicle.customerId);
    const since = dayText(last?.entered_on ?? vehicle.deliveredOn ?? vehicle.invoicedOn ?? vehicle.registeredOn);
    return { vehicle, last, owner, away: since === '' ? 0 : daysBetween(since, until) };
  });
  return {
    name: '流失客户名单',
    title: '流失客户名单',
    notes: notesOf(at, '最近流失的在前；电话隐去中间四位，完整号码在车主资料里查看。', note),
    ...rest,
    columns: [
      NUMBER_COLUMN,
      ...REACHABLE_COLUMNS,
      { title: '交车日期', width: 12 },
      { title: '最近进厂', width: 12 },
      { title: '未进厂天数', width: 11, format: 'count' },
      { title: '进厂次数', width: 9, format: 'count' },
      { title: '最近接待', width: 10 },
      { title: '专属顾问', width: 10 },
      { title: '可能原因', width: 24 },
      { title: '挽回', width: 14 },
    ],
    rows: lines
      .toSorted((a, b) => a.away - b.away || a.vehicle.id - b.vehicle.id)
      .map(({ vehicle, last, owner, away }, index) => [
        index + 1,
        ...people.cellsWithPhone({ customerId: vehicle.customerId, vehicleId: vehicle.id }),
        dayText(vehicle.deliveredOn),
        dayText(last?.entered_on),
        away,
        last?.visits ?? 0,
        last?.advisor_name ?? '',
        people.staffName(owner?.advisorUserId),
        likelyReason({ vehicle, visits: last?.visits ?? 0, phone: people.phoneOf(vehicle.customerId), owner, until }),
        owner?.optedOutAt != null ? '客户已退订' : callWords(callOf.get(vehicle.id)),
      ]),
  };
}

/** How far the winning back is. */
function callWords(call: { status: string; outcome: string | null } | undefined): string {
  if (call === undefined) return '待安排';
  if (call.status === 'open') return '已有电话任务';
  if (call.outcome === 'booked') return '已约回店';
  return call.outcome === 'reached' ? '已联系' : '没联系上';
}

/** As far as the archive tells. */
function likelyReason(of: {
  vehicle: { warrantyEndsOn: Date | null };
  visits: number;
  phone: string;
  owner: { isDeceased: boolean } | undefined;
  until: Day;
}): string {
  const warrantyEndsOn = dayText(of.vehicle.warrantyEndsOn);
  const reasons = [
    of.owner?.isDeceased === true ? '车主已故' : '',
    of.visits === 0 ? '交车后从未进厂' : of.visits === 1 ? '只来过一次' : '',
    warrantyEndsOn !== '' && warrantyEndsOn <= of.until ? '已过质保期' : '',
    of.phone === '' ? '没有联系电话' : '',
  ];
  return reasons.filter((one) => one !== '').join('、') || '未知，请电话了解';
}

/** 《销售档案表》: cars delivered in the period, with what the file still lacks. */
export async function deliveriesTable(at: ReportAt, most = MOST_ROWS): Promise<Table> {
  const { from, to } = at.period;
  const where = { storeId: at.storeId, deliveredOn: { gte: dayToDate(from), lte: dayToDate(to) } };
  const all = await at.db.vehicle.count({ where });
  const vehicles = await at.db.vehicle.findMany({
    where,
    orderBy: [{ deliveredOn: 'asc' }, { id: 'asc' }],
    take: most,
  });
  const people = await peopleOf(
    at,
    vehicles.map(({ id, customerId }) => ({ vehicleId: id, customerId })),
  );
  const owners = await at.db.customer.findMany({
    where: { id: { in: vehicles.map(({ customerId }) => customerId) } },
    select: { id: true, advisorUserId: true, address: true, birthday: true },
  });
  const calls = await at.db.followUp.findMany({
    where: { storeId: at.storeId, round: 'sevenDay', vehicleId: { in: vehicles.map(({ id }) => id) } },
    select: { vehicleId: true, score: true, advisorName: true },
  });
  const ownerOf = new Map(owners.map((owner) => [owner.id, owner]));
  const callOf = new Map(calls.map((call) => [call.vehicleId, call]));
  const table: Table = {
    name: '销售档案表',
    title: '销售档案表',
    notes: notesOf(
      at,
      '按交车日期；电话隐去中间四位。“缺项”是档案里还没有的内容。',
      all > most ? `共${all}辆，只列出前${most}辆，要全部的请缩短时段。` : '',
    ),
    columns: [
      NUMBER_COLUMN,
      { title: '交车日期', width: 12 },
      { title: '客户', width: 10 },
      { title: '电话', width: 14 },
      { title: '车牌', width: 11 },
      { title: '车架号', width: 20 },
      { title: '车型', width: 21 },
      { title: '开票日期', width: 12 },
      { title: '销售渠道', width: 12 },
      { title: '顾问', width: 10 },
      { title: '交强险到期', width: 12 },
      { title: '商业险到期', width: 12 },
      { title: '质保到期', width: 12 },
      { title: '7DC得分', width: 9, format: 'count' },
      { title: '缺项', width: 26 },
    ],
    rows: vehicles.map((vehicle, index) => {
      const owner = ownerOf.get(vehicle.customerId);
      const call = callOf.get(vehicle.id);
      const phone = people.phoneOf(vehicle.customerId);
      const lacks = [
        vehicle.plateNumber === null ? '车牌' : '',
        vehicle.vin === null ? '车架号' : '',
        vehicle.invoicedOn === null ? '开票日期' : '',
        vehicle.compulsoryInsuranceExpiresOn === null ? '保险' : '',
        phone === '' ? '电话' : '',
        owner?.address == null || owner.address === '' ? '地址' : '',
        owner?.birthday == null ? '生日' : '',
      ];
      return [
        index + 1,
        dayText(vehicle.deliveredOn),
        people.nameOf(vehicle.customerId),
        maskedPhone(phone),
        vehicle.plateNumber ?? '',
        vehicle.vin ?? '',
        vehicle.model ?? vehicle.series ?? '',
        dayText(vehicle.invoicedOn),
        saleChannelWords(vehicle.saleChannel),
        call?.advisorName ?? people.staffName(owner?.advisorUserId),
        dayText(vehicle.compulsoryInsuranceExpiresOn),
        dayText(vehicle.commercialInsuranceExpiresOn),
        dayText(vehicle.warrantyEndsOn),
        call?.score ?? '',
        lacks.filter((one) => one !== '').join('、'),
      ];
    }),
  };
  if (all > most) return { ...table, all };
  return {
    ...table,
    totals: ['合计', { formula: `COUNT(${rangeOf(table, '序号')})`, value: vehicles.length, format: 'count' }],
  };
}

const FEN = 100;

/** 《维修档案表》: repair orders that came in during the period, with their amounts and how the owner found it. */
export async function visitsTable(at: ReportAt, most = MOST_ROWS): Promise<Table> {
  const { ids, note, ...rest } = await rowsBehind(at, 'visits', {
    most,
    inOrder: (all) => Prisma.sql`SELECT id FROM visit WHERE id = ANY(${[...all]}::int[]) ORDER BY entered_on, id`,
  });
  const visits = await at.db.visit.findMany({
    where: { id: { in: ids } },
    include: { vehicle: { select: { customerId: true } } },
    orderBy: [{ enteredOn: 'asc' }, { id: 'asc' }],
  });
  const people = await peopleOf(
    at,
    visits.map(({ vehicleId, vehicle }) => ({ vehicleId, customerId: vehicle.customerId })),
  );
  const calls = await at.db.followUp.findMany({
    where: { storeId: at.storeId, round: 'threeDay', visitId: { in: ids } },
    select: { visitId: true, score: true },
  });
  const scoreOf = new Map(calls.map(({ visitId, score }) => [visitId, score]));
  const table: Table = {
    name: '维修档案表',
    title: '维修档案表',
    notes: notesOf(at, '按进厂日期；电话隐去中间四位。', note),
    ...rest,
    columns: [
      NUMBER_COLUMN,
      { title: '工单号', width: 18 },
      { title: '进厂日期', width: 12 },
      { title: '交车日期', width: 12 },
      ...REACHABLE_COLUMNS,
      { title: '里程', width: 10, format: 'count' },
      { title: '类型', width: 10 },
      { title: '故障描述', width: 28 },
      { title: '顾问', width: 10 },
      { title: '3DC得分', width: 9, format: 'count' },
      { title: '金额（元）', width: 13, format: 'money' },
    ],
    rows: visits.map((visit, index) => [
      index + 1,
      visit.repairOrderNo,
      dayText(visit.enteredOn),
      dayText(visit.handedBackOn),
      ...people.cellsWithPhone({ customerId: visit.vehicle.customerId, vehicleId: visit.vehicleId }),
      visit.odometerKm,
      valueLabel('visitType', visit.type, {}),
      visit.faultText ?? '',
      visit.advisorName ?? '',
      scoreOf.get(visit.id) ?? '',
      visit.amountFen === null ? '' : visit.amountFen / FEN,
    ]),
  };
  // What is not listed is in no sum.
  if (table.all !== undefined) return table;
  const sum = visits.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0) / FEN;
  return {
    ...table,
    totals: [
      '合计',
      { formula: `COUNT(${rangeOf(table, '序号')})`, value: visits.length, format: 'count' },
      ...table.columns.slice(2, -1).map(() => ''),
      { formula: `SUM(${rangeOf(table, '金额（元）')})`, value: sum, format: 'money' },
    ],
  };
}
