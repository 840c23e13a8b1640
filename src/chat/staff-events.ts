import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { InboxEvent, TicketCard } from '../database/generated/client.ts';
import { storableText } from '../database/storable-json.ts';
import { CareError, NotFoundError } from '../errors.ts';
import { parseXml, xmlList, xmlText, type XmlFields } from '../platform/callback.ts';
import {
  acknowledgeTicket,
  CARD_KEYS,
  departmentOfButton,
  dismissTicket,
  getTicket,
  handOverTicket,
  refreshCards,
  resolveTicket,
} from '../tickets/index.ts';

export interface CardPress {
  card: TicketCard;
  key: string;
  selected: Record<string, string[]>;
  click: { userId: string; taskId: string; responseCode: string };
}

/** The press on a button of one of our cards; undefined when the event is none. */
export async function findCardPress(
  tx: Transaction,
  storeId: string,
  fields: XmlFields,
): Promise<CardPress | undefined> {
  if (!['template_card_event', 'template_card_menu_event'].includes(xmlText(fields, 'Event'))) return undefined;
  const taskId = xmlText(fields, 'TaskId');
  const card = await tx.ticketCard.findFirst({ where: { storeId, taskId } });
  if (card === null) throw new NotFoundError(`card ${taskId}`, '这张卡片已失效，请回复“我的工单”查看。');
  const userId = xmlText(fields, 'FromUserName').toLowerCase();
  return {
    card,
    key: xmlText(fields, 'EventKey'),
    selected: selectionsOf(fields),
    click: { userId, taskId, responseCode: xmlText(fields, 'ResponseCode') },
  };
}

/** One or many, and in one sample spelled differently: see the platform page on callbacks. */
export function selectionsOf(fields: XmlFields): Record<string, string[]> {
  const container = fields['SelectedItems'] as XmlFields | undefined;
  const selected: Record<string, string[]> = {};
  for (const item of xmlList(container?.['SelectedItem'])) {
    const entry = item as XmlFields;
    const options = (entry['OptionIds'] ?? entry['OpitonIds']) as XmlFields | undefined;
    selected[xmlText(entry, 'QuestionKey')] = xmlList(options?.['OptionId']).map(String);
  }
  return selected;
}

/**
 * Does what the button says.
 *
 * @throws {CareError} what the verb throws; the card is then brought up to date by `showCurrentCard`
 */
export async function pressCard(context: Context, tx: Transaction, press: CardPress): Promise<void> {
  const { ticketId } = press.card;
  const chosen = departmentOfButton(press.key);
  if (chosen !== undefined) {
    await handOverTicket(context, tx, { ticketId, department: chosen, click: press.click });
    return;
  }
  switch (press.key) {
    case CARD_KEYS.acknowledge:
      await acknowledgeTicket(context, tx, { ticketId, click: press.click });
      return;
    case CARD_KEYS.handOver: {
      const department = press.selected[CARD_KEYS.department]?.[0] ?? '';
      await handOverTicket(context, tx, { ticketId, department, click: press.click });
      return;
    }
    case CARD_KEYS.dismiss:
      await dismissTicket(context, tx, { ticketId, click: press.click });
      return;
    case CARD_KEYS.resolve:
      await resolveTicket(context, tx, { ticketId, click: press.click });
      return;
    default:
      throw new CareError('VALIDATION', `unknown card key "${press.key}"`, { userMessage: '这个按钮已失效。' });
  }
}

/** Whoever pressed too late sees what the ticket is now. */
export async function showCurrentCard(context: Context, tx: Transaction, press: CardPress): Promise<void> {
  const ticket = await getTicket(tx, context.storeId, press.card.ticketId);
  await refreshCards(context, tx, ticket, press.click);
}

export function readStaffEvent(event: InboxEvent): {
  fields: XmlFields;
  userId: string;
  isText: boolean;
  text: string;
} {
  const fields = parseXml(event.payload);
  const isText = xmlText(fields, 'MsgType') === 'text';
  return {
    fields,
    userId: xmlText(fields, 'FromUserName').toLowerCase(),
    isText,
    text: isText ? storableText(xmlText(fields, 'Content')).trim() : '',
  };
}
