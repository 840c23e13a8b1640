import type { Context } from '../context.ts';
import { bindIdentity, listVehicles, recordOptOut } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import type {
  ChannelIdentity,
  Conversation,
  Customer,
  Message,
  Ticket,
  Vehicle,
} from '../database/generated/client.ts';
import { enqueueOutbox, idempotencyKeyOf } from '../outbox/index.ts';
import { tellOwner } from '../outreach/tell-owner.ts';
import { getStore, listCareSpecialistsOnDuty, rulesOf } from '../stores/index.ts';
import { addOwnerMessage, OPEN_STATUSES, openTicket, TICKET_STATUSES, type TicketStatus } from '../tickets/index.ts';
import type { Decision } from '../understanding/index.ts';
import { passOn, say } from './messages.ts';
import { passToPerson, type Purpose } from './pass-on.ts';

export interface Heard {
  conversation: Conversation;
  identity: ChannelIdentity & { customer: Customer | null };
  messages: Message[];
  decision: Decision;
  decisionId: number;
}

/** Acts on what an owner's words mean: a ticket, a task for a person, or an answer. */
export async function respond(context: Context, tx: Transaction, heard: Heard): Promise<void> {
  const { decision } = heard;
  const open = await openTicketOf(tx, heard);
  switch (decision.kind) {
    case 'complaint':
    case 'grumble':
    case 'rescue':
      await takeComplaint(context, tx, heard, open);
      if (decision.wantsHuman) await handToPerson(context, tx, heard, { isSilent: true });
      return;
    case 'human':
      return handToPerson(context, tx, heard, { isSilent: false });
    case 'optOut':
      return optOut(context, tx, heard);
    case 'binding':
      return bind(context, tx, heard, open);
    case 'booking':
      await pass(context, tx, heard, { purpose: 'booking', kind: 'booking', to: 'adviser' });
      return reply(context, tx, heard, say.booking);
    case 'question':
      await pass(context, tx, heard, { purpose: 'callback', kind: 'question', to: 'adviser' });
      return reply(context, tx, heard, say.question);
    case 'progress':
      return tellProgress(context, tx, heard, open);
    case 'praise':
    case 'suggestion':
      await pass(context, tx, heard, { purpose: 'callback', kind: decision.kind, to: 'customerCare' });
      return reply(context, tx, heard, say[decision.kind]);
    case 'survey':
      return reply(context, tx, heard, say.survey);
    case 'other':
      return answerOther(context, tx, heard, open);
    default:
      return decision.kind satisfies never;
  }
}

/** The same matter joins the open ticket; another one opens another. */
async function takeComplaint(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  const { conversation, decision } = heard;
  const text = textOf(heard);
  if (open !== undefined && isSameMatter(open, decision)) {
    await addOwnerMessage(context, tx, { ticketId: open.id, text });
    await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: open.id } });
    return;
  }
  if (await askedWhat(context, tx, heard)) return;
  const vehicle = await vehicleOf(tx, heard);
  const ticket = await openTicket(context, tx, {
    decision,
    decisionId: heard.decisionId,
    description: text,
    source: 'chat',
    conversationId: conversation.id,
    ...(heard.identity.customerId === null ? {} : { customerId: heard.identity.customerId }),
    ...(vehicle === undefined ? {} : { vehicleId: vehicle.id }),
  });
  await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: ticket.id } });
  const mayAsk = heard.identity.customerId === null && conversation.questionsAsked === 0;
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { openTicketId: ticket.id, questionsAsked: mayAsk ? 1 : 0 },
  });
  if (mayAsk && decision.severity !== 'P0') await reply(context, tx, heard, say.askVehicle);
}

/** Displeasure that nobody could route ("你们太差了"): ask what happened, once or twice, then a person decides. */
async function askedWhat(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const { conversation, decision } = heard;
  const rules = rulesOf(await getStore(tx, context.storeId));
  const isBare = decision.categories.length === 0 || decision.categories[0] === 'Z9';
  const isShort = textOf(heard).length < 12;
  const isPressing = decision.severity === 'P0' || decision.severity === 'P1';
  if (!isBare || !isShort || isPressing || conversation.questionsAsked >= rules.conversation.maxClarifyingQuestions) {
    return false;
  }
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { questionsAsked: { increment: 1 } },
  });
  await reply(context, tx, heard, say.askWhat);
  return true;
}

function isSameMatter(ticket: Ticket, decision: Decision): boolean {
  const known = decision.categories.filter((category) => category !== 'Z9');
  if (known.length === 0 || ticket.categories.length === 0 || ticket.categories[0] === 'Z9') return true;
  // Danger is never just an addition to something milder.
  if (decision.severity === 'P0' && ticket.severity !== 'P0') return false;
  return known.some((category) => ticket.categories.includes(category));
}

async function openTicketOf(tx: Transaction, heard: Heard): Promise<Ticket | undefined> {
  const { openTicketId } = heard.conversation;
  if (openTicketId === null) return undefined;
  const ticket = await tx.ticket.findUnique({ where: { id: openTicketId } });
  const isOpen = ticket !== null && (OPEN_STATUSES as readonly string[]).includes(ticket.status);
  return isOpen ? ticket : undefined;
}

/** The car the owner names, or the only one they have. */
async function vehicleOf(tx: Transaction, heard: Heard): Promise<Vehicle | undefined> {
  const { customerId } = heard.identity;
  if (customerId === null) return undefined;
  const vehicles = await listVehicles(tx, customerId);
  const named = vehicles.find((vehicle) => heard.decision.entities.plates.includes(vehicle.plateNumber ?? ''));
  const [only] = vehicles;
  return named ?? (vehicles.length === 1 ? only : undefined);
}

async function handToPerson(
  context: Context,
  tx: Transaction,
  heard: Heard,
  how: { isSilent: boolean },
): Promise<void> {
  const { conversation, identity } = heard;
  if (!how.isSilent) {
    await reply(context, tx, heard, identity.channel === 'kf' ? say.human : say.humanLater);
  }
  await pass(context, tx, heard, { purpose: 'callback', kind: 'human', to: 'customerCare', isUrgent: true });
  if (identity.channel !== 'kf') return;
  const [specialist] = await listCareSpecialistsOnDuty(tx, context.storeId);
  await enqueueOutbox(context, tx, {
    channel: 'kfHandToPerson',
    accountId: identity.accountId,
    recipient: identity.externalId,
    idempotencyKey: idempotencyKeyOf('human', context.storeId, heard.decisionId),
    payload: specialist === undefined ? {} : { servicerUserId: specialist.userId },
    preview: `转人工：${specialist?.name ?? '待接入池'}`,
    conversationId: conversation.id,
  });
  await tx.conversation.update({ where: { id: conversation.id }, data: { state: 'human', gatherUntilAt: null } });
}

async function optOut(context: Context, tx: Transaction, heard: Heard): Promise<void> {
  const { customerId } = heard.identity;
  if (customerId === null) return reply(context, tx, heard, say.optedOutUnknown);
  await recordOptOut(tx, context.clock, customerId);
  return reply(context, tx, heard, say.optedOut);
}

async function bind(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  const [plate] = heard.decision.entities.plates;
  const [phone] = heard.decision.entities.phones;
  const binding =
    plate === undefined || phone === undefined
      ? undefined
      : await bindIdentity(tx, { identityId: heard.identity.id, plate, phone });
  if (binding?.status !== 'bound' && binding?.status !== 'alreadyBound') {
    await pass(context, tx, heard, { purpose: 'callback', kind: 'binding', to: 'customerCare' });
    return reply(context, tx, heard, say.notBound);
  }
  if (open !== undefined && open.customerId === null) {
    await tx.ticket.update({
      where: { id: open.id },
      data: { customerId: binding.vehicle.customerId, vehicleId: binding.vehicle.id },
    });
    await addOwnerMessage(context, tx, { ticketId: open.id, text: `已绑定车辆 ${binding.vehicle.plateNumber ?? ''}` });
  }
  return reply(context, tx, heard, say.bound(binding.vehicle.customer.name, binding.vehicle.plateNumber ?? ''));
}

async function tellProgress(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  if (open === undefined) {
    await pass(context, tx, heard, { purpose: 'callback', kind: 'progress', to: 'adviser' });
    return reply(context, tx, heard, say.progressNone);
  }
  const assignee =
    open.assigneeUserId === null
      ? null
      : await tx.staff.findUnique({
          where: { storeId_userId: { storeId: context.storeId, userId: open.assigneeUserId } },
        });
  const who = assignee === null ? '' : `，由${assignee.name}负责`;
  await addOwnerMessage(context, tx, { ticketId: open.id, text: textOf(heard) });
  return reply(context, tx, heard, say.progress(open.number, TICKET_STATUSES[open.status as TicketStatus], who));
}

/** Pictures and short remarks belong to the open ticket; without one, say what we can do. */
async function answerOther(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  if (open !== undefined) {
    await addOwnerMessage(context, tx, { ticketId: open.id, text: textOf(heard) });
    await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: open.id } });
    return;
  }
  const isThanks = /^(谢谢|感谢|好的|ok|嗯|收到|知道了|行|👌|🙏)/i.test(textOf(heard).trim());
  await reply(context, tx, heard, isThanks ? say.thanks : say.unreadable);
}

async function pass(
  context: Context,
  tx: Transaction,
  heard: Heard,
  how: { purpose: Purpose; kind: keyof typeof passOn; to: 'adviser' | 'customerCare'; isUrgent?: boolean },
): Promise<void> {
  const { customer } = heard.identity;
  const vehicle = await vehicleOf(tx, heard);
  const who = [customer?.name ?? '未绑定车主', vehicle?.plateNumber].filter((part) => part != null).join(' ');
  const text = passOn[how.kind](who, textOf(heard));
  await passToPerson(context, tx, {
    key: `${how.kind}-${context.storeId}-${heard.decisionId}`,
    purpose: how.purpose,
    title: text.split('\n')[0]?.slice(0, 60) ?? '',
    text,
    customerId: customer?.id ?? null,
    vehicleId: vehicle?.id ?? null,
    advisorUserId: customer?.advisorUserId ?? null,
    to: how.to,
    isUrgent: how.isUrgent === true,
  });
}

async function reply(context: Context, tx: Transaction, heard: Heard, text: string): Promise<void> {
  await tellOwner(context, tx, {
    conversationId: heard.conversation.id,
    key: idempotencyKeyOf('reply', context.storeId, heard.decisionId, text),
    text,
  });
}

const textOf = (heard: Heard) => heard.messages.map((message) => message.text).join('\n');
const idsOf = (heard: Heard) => heard.messages.map((message) => message.id);
