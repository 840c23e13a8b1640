import { addDays, type Day, splitDay } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import type { DatedReminderKind, Rules } from '../stores/index.ts';
import { birthdayKeysOn, birthdayReason, parseBirthdayColumn } from './birthday.ts';
import { nextInspection } from './inspection.ts';

/** Days in which something falls due. With `changedSince`: only for owners and cars that changed since then. */
export interface Window {
  from: Day;
  to: Day;
  changedSince?: Date;
}

/** Somebody for whom something falls due in a window, and what speaks against telling them. */
export interface DueSubject {
  /** `vehicle:12` or `customer:5` */
  subjectKey: string;
  customerId: number;
  vehicleId: number | null;
  dueOn: Day;
  reason: string;
  skipReason: string | null;
}

interface Row {
  id: number;
  customerId: number;
  dueOn: Day;
  reason: string;
  optedOut: boolean;
  deceased: boolean;
  gone: boolean;
  complaint: boolean;
  extra: string | null;
  extra2: string | null;
  extra3: string | null;
}

const PAGE = 2000;

const CUSTOMER_STATE = `c.opted_out_at IS NOT NULL AS "optedOut", c.is_deceased AS deceased`;
const NO_EXTRA = `NULL AS extra, NULL AS extra2, NULL AS extra3`;

/** Each kind's query: `$1` store, `$2` last id of the page before, `$3` and `$4` first and last due day, `$5` changed since. */
function queryOf(kind: DatedReminderKind, window: Window): string {
  const changed =
    window.changedSince === undefined ? '' : ' AND GREATEST(v.updated_at, c.updated_at) >= $5::timestamptz';
  const vehicle = (due: string, reason: string, where: string, extra = NO_EXTRA) => `
    SELECT v.id, v.customer_id AS "customerId", ${due} AS "dueOn", ${reason} AS reason, ${CUSTOMER_STATE},
      v.status <> 'active' AS gone, FALSE AS complaint, ${extra}
    FROM vehicle v JOIN customer c ON c.id = v.customer_id ${kind.endsWith('Maintenance') ? 'JOIN maintenance_due m ON m.vehicle_id = v.id' : ''}
    WHERE v.store_id = $1 AND v.id > $2 AND ${where}${changed} ORDER BY v.id LIMIT ${PAGE}`;
  const day = (column: string) => `to_char(${column}, 'YYYY-MM-DD')`;
  switch (kind) {
    case 'firstMaintenance':
    case 'regularMaintenance':
      return vehicle(
        day('m.due_on'),
        'm.reason',
        `m.store_id = $1 AND m.kind = '${kind}' AND m.due_on BETWEEN $3::date AND $4::date`,
      );
    case 'insuranceRenewal':
      return vehicle(
        `NULL`,
        `''`,
        `(v.compulsory_insurance_expires_on BETWEEN $3::date AND $4::date OR v.commercial_insurance_expires_on BETWEEN $3::date AND $4::date)`,
        `${day('v.compulsory_insurance_expires_on')} AS extra, ${day('v.commercial_insurance_expires_on')} AS extra2, NULL AS extra3`,
      );
    case 'annualInspection':
      return vehicle(
        day('v.inspection_due_on'),
        `''`,
        // Registered in the month of the due day, or half a year from it (the six-month cycles); the rule itself decides.
        `(v.inspection_due_on BETWEEN $3::date AND $4::date OR ((v.inspection_due_on IS NULL OR v.inspection_due_on < $3::date)
          AND extract(month FROM v.registered_on)::int % 6 IN (${monthsOf(window).join(',')})))`,
        `${day('v.registered_on')} AS extra, v.vehicle_class AS extra2, v.usage_type AS extra3`,
      );
    case 'warrantyEnd':
      return vehicle(
        day('v.warranty_ends_on'),
        `'质保于 ' || ${day('v.warranty_ends_on')} || ' 到期'`,
        `v.warranty_ends_on BETWEEN $3::date AND $4::date`,
      );
    case 'licenceRenewal':
      return `
        SELECT c.id, c.id AS "customerId", ${day('c.licence_expires_on')} AS "dueOn",
          '驾驶证有效期至 ' || ${day('c.licence_expires_on')} AS reason, ${CUSTOMER_STATE}, FALSE AS gone, FALSE AS complaint, ${NO_EXTRA}
        FROM customer c WHERE c.store_id = $1 AND c.id > $2 AND c.licence_expires_on BETWEEN $3::date AND $4::date
          ${changed.replace('GREATEST(v.updated_at, c.updated_at)', 'c.updated_at')} ORDER BY c.id LIMIT ${PAGE}`;
    case 'birthday':
      return `
        SELECT c.id, c.id AS "customerId", $3 AS "dueOn", '' AS reason, ${CUSTOMER_STATE},
          EXISTS (SELECT 1 FROM vehicle v WHERE v.customer_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM vehicle v WHERE v.customer_id = c.id AND v.status = 'active') AS gone,
          EXISTS (SELECT 1 FROM ticket t WHERE t.customer_id = c.id AND t.status <> 'closed') AS complaint,
          c.birthday AS extra, c.birthday_calendar AS extra2, NULL AS extra3
        FROM customer c
        WHERE c.store_id = $1 AND c.id > $2 AND $4 >= $3 AND
          ((c.birthday_calendar = 'solar' AND right(c.birthday, 5) IN (${quoted(birthdayKeysOn(window.from).solar)}))
          OR (c.birthday_calendar = 'lunar'
            AND right(c.birthday, CASE WHEN c.birthday LIKE '%L%' THEN 6 ELSE 5 END) IN (${quoted(birthdayKeysOn(window.from).lunar)})))
        ORDER BY c.id LIMIT ${PAGE}`;
    default:
      return kind satisfies never;
  }
}

/** Month numbers modulo 6 of the window's days. */
function monthsOf(window: Window): number[] {
  const [fromYear, fromMonth] = splitDay(window.from);
  const [toYear, toMonth] = splitDay(window.to);
  const count = Math.min(6, (toYear - fromYear) * 12 + toMonth - fromMonth + 1);
  return Array.from({ length: count }, (_, index) => (fromMonth + index) % 6);
}

/** Keys are made of digits, "-" and "L" only. */
function quoted(keys: readonly string[]): string {
  return keys.map((key) => `'${key}'`).join(', ');
}

/** Walks over everybody for whom a kind falls due in a window, page by page, oldest record first. */
export async function* dueSubjects(
  db: Db,
  storeId: string,
  kind: DatedReminderKind,
  window: Window,
  rules: Rules,
): AsyncGenerator<DueSubject[]> {
  if (kind === 'birthday' && window.from !== window.to) {
    for (let day = window.from; day <= window.to; day = addDays(day, 1)) {
      yield* dueSubjects(db, storeId, kind, { ...window, from: day, to: day }, rules);
    }
    return;
  }
  const sql = queryOf(kind, window);
  for (let after = 0; ;) {
    const changed = window.changedSince === undefined || kind === 'birthday' ? [] : [window.changedSince];
    const rows = await db.$queryRawUnsafe<Row[]>(sql, storeId, after, window.from, window.to, ...changed);
    const subjects = rows.flatMap((row) => dueOf(kind, row, window, rules));
    if (subjects.length > 0) yield subjects;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

function dueOf(kind: DatedReminderKind, row: Row, window: Window, rules: Rules): DueSubject[] {
  const isCustomer = kind === 'birthday' || kind === 'licenceRenewal';
  const subject = (dueOn: Day, reason: string): DueSubject => ({
    subjectKey: `${isCustomer ? 'customer' : 'vehicle'}:${row.id}`,
    customerId: row.customerId,
    vehicleId: isCustomer ? null : row.id,
    dueOn,
    reason,
    skipReason: skipReasonOf(row),
  });
  switch (kind) {
    case 'insuranceRenewal':
      return insuranceEnds(row, window).map(({ dueOn, names }) => subject(dueOn, `${names}于 ${dueOn} 到期`));
    case 'annualInspection':
      return inspectionDue(row, window, rules).map(({ dueOn, reason }) => subject(dueOn, reason));
    case 'birthday': {
      const birthday = parseBirthdayColumn(row.extra ?? '', row.extra2 ?? '');
      return birthday === undefined ? [] : [subject(row.dueOn, birthdayReason(birthday, row.dueOn))];
    }
    case 'firstMaintenance':
    case 'regularMaintenance':
    case 'warrantyEnd':
    case 'licenceRenewal':
      return [subject(row.dueOn, row.reason)];
    default:
      return kind satisfies never;
  }
}

/** Both insurances are one reminder when they end on one day. */
function insuranceEnds({ extra, extra2 }: Row, window: Window): { dueOn: Day; names: string }[] {
  const isIn = (day: string | null): day is string => day !== null && day >= window.from && day <= window.to;
  if (isIn(extra) && extra === extra2) return [{ dueOn: extra, names: '交强险和商业险' }];
  return [
    ...(isIn(extra) ? [{ dueOn: extra, names: '交强险' }] : []),
    ...(isIn(extra2) ? [{ dueOn: extra2, names: '商业险' }] : []),
  ];
}

function inspectionDue(row: Row, window: Window, rules: Rules): { dueOn: Day; reason: string }[] {
  if (row.dueOn !== null && row.dueOn >= window.from) {
    return [{ dueOn: row.dueOn, reason: `档案登记的年检到期日为 ${row.dueOn}` }];
  }
  if (row.extra === null) return [];
  const car = { registeredOn: row.extra, vehicleClass: row.extra2 ?? '', usageType: row.extra3 ?? '' };
  const due = nextInspection(car, window.from, rules.inspection.validToMonthEnd);
  return due !== undefined && due.dueOn <= window.to ? [due] : [];
}

function skipReasonOf(row: Row): string | null {
  if (row.deceased) return '车主已故';
  if (row.optedOut) return '车主已退订';
  if (row.gone) return '车辆已转让或报废';
  return row.complaint ? '车主有未关闭的投诉，暂不问候' : null;
}
