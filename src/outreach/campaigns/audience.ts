import { z } from 'zod';
import { isDay } from '../../calendar.ts';

const day = z.string().refine(isDay, '请填写日期，如 2026-12-01');
const names = z.array(z.string().trim().min(1).max(40)).max(50);

/** Whom a campaign is for. What is absent leaves nobody out; owners without a car of theirs that is still driven never count. */
export const audienceSchema = z.object({
  /** Of any of their cars, as they stand in the archive. */
  brands: names.exactOptional(),
  series: names.exactOptional(),
  energyTypes: names.exactOptional(),
  tier: z.enum(['vip', 'ordinary']).exactOptional(),
  /** Last in the workshop on this day or later; no visit at all does not count. */
  visitedSince: day.exactOptional(),
  /** Not in the workshop since this day, or never. */
  notVisitedSince: day.exactOptional(),
});
export type Audience = z.infer<typeof audienceSchema>;

/** A condition on `customer c`, with its parameters from `$first` on. */
export function audienceCondition(audience: Audience, first: number): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const next = (value: unknown) => `$${first + values.push(value) - 1}`;
  const ofCar = [
    ...(audience.brands === undefined ? [] : [`v.brand = ANY(${next(audience.brands)}::text[])`]),
    ...(audience.series === undefined ? [] : [`v.series = ANY(${next(audience.series)}::text[])`]),
    ...(audience.energyTypes === undefined ? [] : [`v.energy_type = ANY(${next(audience.energyTypes)}::text[])`]),
  ];
  const visitSince = (since: string) =>
    `EXISTS (SELECT 1 FROM visit w JOIN vehicle v ON v.id = w.vehicle_id
       WHERE v.customer_id = c.id AND w.entered_on >= ${next(since)}::date)`;
  const conditions = [
    `EXISTS (SELECT 1 FROM vehicle v WHERE v.customer_id = c.id AND v.status = 'active'${ofCar.map((one) => ` AND ${one}`).join('')})`,
    ...(audience.tier === undefined ? [] : [`c.tier = ${next(audience.tier)}`]),
    ...(audience.visitedSince === undefined ? [] : [visitSince(audience.visitedSince)]),
    ...(audience.notVisitedSince === undefined ? [] : [`NOT ${visitSince(audience.notVisitedSince)}`]),
  ];
  return { sql: conditions.join(' AND '), values };
}
