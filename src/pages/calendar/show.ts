import type { RouterContext } from '@koa/router';
import { dayOf } from '../../calendar.ts';
import type { Db, Transaction } from '../../database/database.ts';
import type { Vehicle } from '../../database/generated/client.ts';
import { getCareCalendar, icsOf } from '../../reminders/index.ts';
import { getStore, type Store } from '../../stores/index.ts';
import { findPages } from '../login.ts';
import type { PageOptions } from '../options.ts';
import { plateOf } from '../owner/owner-forms.ts';
import { findReadableOwner } from '../owner/find-owner.ts';
import { PageError } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { calendarPage } from './calendar-page.ts';
import { openCalendarToken } from './calendar-token.ts';
import { ownersCalendarLink } from './owner-link.ts';

/** `GET /vehicles/ID/calendar`: what is coming for this car in 24 months. */
export async function showCalendar(ctx: RouterContext, visit: Visit, [id = '']: readonly string[]): Promise<void> {
  const { context, connection, options } = visit;
  const today = dayOf(context.clock.now());
  const isMasked = queryOf(ctx, 'full') !== '1';
  const car = { storeId: context.storeId, vehicleId: Number(id) };
  const link = ownersCalendarLink(connection.pages.key, car, options.publicUrl, today);
  ctx.body = await context.database.transaction(async (tx) => {
    const vehicle = await findVehicle(tx, visit, Number(id));
    return calendarPage(visit, {
      calendar: await getCareCalendar(tx, context.storeId, vehicle.id, today),
      isMasked,
      plate: plateOf(vehicle, isMasked),
      model: [vehicle.brand, vehicle.series, vehicle.model].filter((part) => part !== null).join(' '),
      ownerPath: visit.to(`owners/${vehicle.customerId}`),
      ownerLink: link.address,
      ownerLinkUntil: link.until,
    });
  });
  context.logger.info(
    { storeId: context.storeId, vehicleId: Number(id), userId: visit.staff.userId, isMasked },
    'calendar viewed',
  );
}

/** `GET /vehicles/ID/calendar/ics`: the same as a file for a member. */
export async function downloadCalendar(ctx: RouterContext, visit: Visit, [id = '']: readonly string[]): Promise<void> {
  const { context, store } = visit;
  const text = await context.database.transaction(async (tx) => {
    const vehicle = await findVehicle(tx, visit, Number(id));
    return fileOf(tx, store, vehicle, context.clock.now());
  });
  context.logger.info(
    { storeId: context.storeId, vehicleId: Number(id), userId: visit.staff.userId },
    'calendar downloaded',
  );
  answerFile(ctx, text);
}

/** `GET /calendar/TOKEN.ics`: the owner's own link, signed, without login, for half a year. */
export async function sendOwnersCalendar(ctx: RouterContext, options: PageOptions, token: string): Promise<void> {
  const now = options.clock.now();
  const keyOf = (storeId: string) => findPages(options, storeId)?.pages.key;
  const link = openCalendarToken(token, keyOf, dayOf(now));
  if (link === undefined) throw gone();
  const { client } = options.contextOf(link.storeId).database;
  const vehicle = await client.vehicle.findFirst({
    where: { id: link.vehicleId, storeId: link.storeId, status: 'active' },
  });
  if (vehicle === null) throw gone();
  options.logger.info({ storeId: link.storeId, vehicleId: vehicle.id }, 'calendar opened by its link');
  answerFile(ctx, await fileOf(client, await getStore(client, link.storeId), vehicle, now));
}

const gone = () => new PageError(404, { title: '链接已失效', text: '请联系您的服务顾问获取新的链接。' });

async function fileOf(db: Db, store: Store, vehicle: Vehicle, now: Date): Promise<string> {
  const calendar = await getCareCalendar(db, store.id, vehicle.id, dayOf(now));
  return icsOf(calendar, {
    id: `${store.id}-${vehicle.id}`,
    name: `${plateOf(vehicle, false)} ${store.name}`,
    now,
  });
}

function answerFile(ctx: RouterContext, text: string): void {
  ctx.type = 'text/calendar; charset=utf-8';
  ctx.set('Content-Disposition', 'attachment; filename="care-calendar.ics"');
  ctx.body = text;
}

async function findVehicle(tx: Transaction, visit: Visit, vehicleId: number): Promise<Vehicle> {
  const vehicle = await tx.vehicle.findFirst({ where: { id: vehicleId, storeId: visit.context.storeId } });
  if (vehicle === null) throw new PageError(404, { title: '没有找到车辆', text: '请从车主资料里打开。' });
  await findReadableOwner(tx, visit.staff, vehicle.customerId);
  return vehicle;
}
