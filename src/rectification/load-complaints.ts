import { type Day, dayToDate } from '../calendar.ts';
import type { Db } from '../database/database.ts';
import {
  type Category,
  CATEGORY_KEYS,
  type Department,
  departmentOfCategory,
  extractEntities,
  VEHICLE_SYSTEMS,
  type VehicleSystem,
} from '../understanding/index.ts';
import type { Complaint } from './complaint.ts';

interface Row {
  id: number;
  number: string;
  openedOn: Day;
  openedAt: Date;
  vehicleId: number | null;
  ownerKey: string;
  categories: string[];
  vehicleSystems: string[];
  department: string;
  staffNames: string[] | null;
  /** Only of tickets without a decision: a person opened them. */
  description: string | null;
}

/** Owners call themselves so: 我姓张，张先生. */
const OWNER_TITLE = /(?:先生|女士|小姐|哥|姐|老师)$/;

/** A store's complaints that were opened on these days, oldest first; what was merged or dismissed is none. */
export async function loadComplaints(db: Db, storeId: string, from: Day, until: Day): Promise<Complaint[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.number, to_char(t.opened_on, 'YYYY-MM-DD') AS "openedOn", t.opened_at AS "openedAt",
      t.vehicle_id AS "vehicleId", t.categories, t.vehicle_systems AS "vehicleSystems",
      t.responsible_department AS department,
      COALESCE('customer:' || t.customer_id, 'conversation:' || t.conversation_id, 'phone:' || t.reporter_phone,
        'vehicle:' || t.vehicle_id, 'ticket:' || t.id) AS "ownerKey",
      d.entities -> 'staffNames' AS "staffNames", CASE WHEN d.id IS NULL THEN t.description END AS description
    FROM ticket t LEFT JOIN decision d ON d.id = t.decision_id
    WHERE t.store_id = ${storeId} AND t.opened_on BETWEEN ${dayToDate(from)}::date AND ${dayToDate(until)}::date
      AND t.status NOT IN ('merged', 'dismissed')
    ORDER BY t.id`;
  return rows.map(complaintOf);
}

function complaintOf(row: Row): Complaint {
  const category = CATEGORY_KEYS.find((key) => key === row.categories[0]) ?? 'Z9';
  const names = row.staffNames ?? (row.description === null ? [] : extractEntities(row.description).staffNames);
  return {
    ticketId: row.id,
    number: row.number,
    openedOn: row.openedOn,
    openedAt: row.openedAt,
    vehicleId: row.vehicleId,
    ownerKey: row.ownerKey,
    category,
    vehicleSystems: row.vehicleSystems.filter((key): key is VehicleSystem => Object.hasOwn(VEHICLE_SYSTEMS, key)),
    staffNames: names.filter((name) => !OWNER_TITLE.test(name)),
    department: departmentOf(row.department, category),
  };
}

function departmentOf(key: string, category: Category): Department {
  if (key !== 'triage') return key as Department;
  return category === 'Z9' ? 'customerCare' : departmentOfCategory(category, '');
}
