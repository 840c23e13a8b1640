import type { RouterContext } from '@koa/router';
import type { Context } from '../../context.ts';
import {
  isPreferredChannel,
  markMobile,
  setConsent,
  setDeceased,
  setPreferredChannel,
  setVehicleStatus,
} from '../../customers/index.ts';
import type { Transaction } from '../../database/database.ts';
import type { Customer } from '../../database/generated/client.ts';
import { CareError } from '../../errors.ts';
import { withdrawUnwanted } from '../../outreach/index.ts';
import { LONGEST_WORDS } from '../fields.ts';
import type { Form } from '../form.ts';
import type { FramedPage } from '../frame.ts';
import { seeOther } from '../login.ts';
import { STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { findReadableOwner } from './find-owner.ts';
import { loadOwner } from './load-owner.ts';
import { CONSENT_ACTIONS, isVehicleStatus, NO_PREFERENCE, OWNER_ACTIONS, type OwnerAction } from './owner-forms.ts';
import { ownerPage } from './owner-page.ts';

const isOwnerAction = (text: string): text is OwnerAction => Object.hasOwn(OWNER_ACTIONS, text);

/** `GET /owners/ID`: masked, unless the member asks for everything; that is logged. */
export async function showOwner(ctx: RouterContext, visit: Visit, [id = '']: readonly string[]): Promise<void> {
  const done = queryOf(ctx, 'done');
  const flash = isOwnerAction(done) ? { text: OWNER_ACTIONS[done] } : undefined;
  await show(ctx, visit, Number(id), { flash });
}

/** `POST /owners/ID`: consent, a wrong number, what became of a car. */
export async function submitOwner(
  ctx: RouterContext,
  visit: Visit,
  form: Form,
  [id = '']: readonly string[],
): Promise<void> {
  const action = form.field('action');
  try {
    if (!isOwnerAction(action)) throw invalid('这个按钮已失效，请重新打开页面。');
    if (form.field('words').length > LONGEST_WORDS) throw invalid(`请控制在${LONGEST_WORDS}字以内。`);
    await visit.context.database.transaction(async (tx) => {
      const { customer } = await findReadableOwner(tx, visit.staff, Number(id));
      await act(visit.context, tx, { customer, action, form });
      // What waits in the outbox, or for a call, is honoured at once too.
      await withdrawUnwanted(visit.context, customer.id, tx);
    });
    visit.context.logger.info(
      { storeId: visit.context.storeId, customerId: Number(id), userId: visit.staff.userId, action },
      'owner changed',
    );
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    return show(ctx, visit, Number(id), {
      flash: { text: error.userMessage, isError: true },
      typed: (name) => (name === 'words' ? form.field(name) : undefined),
    });
  }
  seeOther(ctx, `${visit.path}?done=${action}`);
}

async function act(
  context: Context,
  tx: Transaction,
  { customer, action, form }: { customer: Customer; action: OwnerAction; form: Form },
): Promise<void> {
  const words = form.field('words');
  const customerId = customer.id;
  const consent = CONSENT_ACTIONS[action];
  if (consent !== undefined) {
    await setConsent(context, tx, {
      customerId,
      ...consent,
      said: { words, via: 'staff', recordedBy: context.actor.name },
    });
  } else if (action === 'deceased' || action === 'alive') {
    await setDeceased(context, tx, { customerId, isDeceased: action === 'deceased' });
  } else if (action === 'preferred') {
    const channel = form.field('channel');
    if (channel !== NO_PREFERENCE && !isPreferredChannel(channel)) throw invalid('请选择联系方式。');
    await setPreferredChannel(context, tx, { customerId, channel: channel === NO_PREFERENCE ? null : channel });
  } else if (action === 'wrongMobile' || action === 'rightMobile') {
    const index = form.field('mobile');
    const mobile = /^\d{1,2}$/.test(index) ? customer.mobiles[Number(index)] : undefined;
    if (mobile === undefined) throw invalid('档案里没有这个号码，请重新打开页面。');
    await markMobile(context, tx, { customerId, mobile, isWrong: action === 'wrongMobile' });
  } else {
    const status = form.field('status');
    const vehicleId = /^\d{1,9}$/.test(form.field('vehicle')) ? Number(form.field('vehicle')) : 0;
    const vehicle = await tx.vehicle.findFirst({ where: { id: vehicleId, customerId }, select: { id: true } });
    if (vehicle === null || !isVehicleStatus(status)) throw invalid('请选择车辆状态。');
    await setVehicleStatus(context, tx, { vehicleId, status, words });
  }
}

async function show(
  ctx: RouterContext,
  visit: Visit,
  customerId: number,
  rest: { flash?: FramedPage['flash']; typed?: (name: string) => string | undefined },
): Promise<void> {
  const { context, staff } = visit;
  const isMasked = queryOf(ctx, 'full') !== '1';
  const view = await context.database.transaction(async (tx) => {
    const { customer, mayChange } = await findReadableOwner(tx, staff, customerId);
    return loadOwner(tx, visit, customer, { mayChange, isMasked });
  });
  context.logger.info({ storeId: context.storeId, customerId, userId: staff.userId, isMasked }, 'owner viewed');
  ctx.body = ownerPage(visit, view, rest);
}

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });
