import type { Transaction } from '../../database/database.ts';
import { listByMobile } from '../../customers/index.ts';
import { ENDED_STATUSES, findOwner } from '../../tickets/index.ts';
import { accessOf } from '../access.ts';
import type { Form } from '../form.ts';
import { maskName, maskPlate } from '../masking.ts';
import { scopeOf } from '../scope.ts';
import type { Visit } from '../visit.ts';

/** What the archive says about the person on the phone. */
export interface ArchiveMatch {
  sentence: string;
  /** Tickets of theirs that are not ended. */
  tickets: readonly { number: string; summary: string; isReadable: boolean }[];
}

/** What a form says about an owner; only what was filled in. */
export function cluesOf(form: Form): { plate?: string; phone?: string; vin?: string } {
  const clue = (name: 'plate' | 'phone' | 'vin') => (form.field(name) === '' ? {} : { [name]: form.field(name) });
  return { ...clue('plate'), ...clue('phone'), ...clue('vin') };
}

/** Looks the owner up. Who is not of customer care sees enough to confirm a name, not to collect names. */
export async function findMatch(visit: Visit, tx: Transaction, form: Form): Promise<ArchiveMatch> {
  const { context, staff } = visit;
  const clues = cluesOf(form);
  if (Object.keys(clues).length === 0) return { sentence: '请先填写车牌号、手机号或车架号。', tickets: [] };
  const { customer, vehicle } = await findOwner(tx, context.storeId, clues);
  context.logger.info(
    { storeId: context.storeId, userId: staff.userId, isFound: customer !== undefined },
    'archive asked',
  );
  if (customer === undefined) {
    const people = clues.phone === undefined ? [] : await listByMobile(tx, context.storeId, clues.phone);
    const sentence =
      people.length > 1
        ? `这个手机号在档案里有${people.length}位车主，请再填写车牌号。`
        : '档案里没有找到，可以直接录入，之后再绑定车主。';
    return { sentence, tickets: [] };
  }
  const { seesAll } = await scopeOf(tx, staff);
  const plate = vehicle?.plateNumber ?? '';
  const shown = [
    seesAll ? customer.name : maskName(customer.name),
    seesAll || plate === '' ? plate : maskPlate(plate),
    [vehicle?.brand, vehicle?.series].filter((part) => (part ?? '') !== '').join(' '),
    customer.tier === 'vip' ? '重要客户' : '',
  ];
  const open = await tx.ticket.findMany({
    where: { storeId: context.storeId, customerId: customer.id, status: { notIn: [...ENDED_STATUSES] } },
    orderBy: { id: 'desc' },
    take: 5,
  });
  const tickets = [];
  for (const ticket of open) {
    const access = await accessOf(tx, ticket, staff);
    const isReadable = access !== undefined && !access.isMasked;
    tickets.push({ number: ticket.number, summary: ticket.summary, isReadable });
  }
  return { sentence: `档案：${shown.filter((part) => part !== '').join('，')}`, tickets };
}
