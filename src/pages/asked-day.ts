import type { RouterContext } from '@koa/router';
import { type Day, isDay } from '../calendar.ts';
import { queryOf } from './query.ts';

/** A day that a page may be asked for: of this century, for which the calendars of holidays and of the moon are made. */
export const isAskedDay = (text: string): text is Day => isDay(text) && text.startsWith('20');

/** The month of the address, `YYYY-MM`; this month when it names none. */
export function askedMonth(ctx: RouterContext, today: Day): string {
  const asked = queryOf(ctx, 'month');
  return isAskedDay(`${asked}-01`) ? asked : today.slice(0, 7);
}
