import type { Context } from '../context.ts';
import { bindIdentity, listVehicles, recordOptOut, salutationOf } from '../customers/index.ts';
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
import { departmentName, findStaff, getStore, listCareSpecialistsOnDuty, rulesOf } from '../stores/index.ts';
import { addOwnerMessage, openTicket } from '../tickets/index.ts';
import type { Decision, Department } from '../understanding/index.ts';
import { passOn, say, whereItStands } from './messages.ts';
import { findSameMatter, openTicketsOf, ticketAbout } from './matter.ts';
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
  const open = await openTicketsOf(tx, heard);
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
      return tellProgress(context, tx, heard, ticketAbout(open, heard));
    case 'praise':
    case 'suggestion':
      await pass(context, tx, heard, { purpose: 'callback', kind: decision.kind, to: 'customerCare' });
      return reply(context, tx, heard, say[decision.kind]);
    case 'survey':
      return reply(context, tx, heard, say.survey);
    case 'other':
      return answerOther(context, tx, heard, ticketAbout(open, heard));
    default:
      return decision.kind satisfies never;
  }
}

/** The same matter joins its open ticket; another one opens another. */
async function takeComplaint(context: Context, tx: Transaction, heard: Heard, open: Ticket[]): Promise<void> {
  const { conversation, decision } = heard;
  const same = await findSameMatter(context, tx, heard, open);
  if (same !== undefined) {
    await addOwnerMessage(context, tx, { ticketId: same.id, text: textOf(heard), severity: decision.severity });
    await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: same.id } });
    return;
  }
  if (await askedWhat(context, tx, heard)) return;
  const vehicle = await vehicleOf(tx, heard);
  const earlier = await askedAbout(context, tx, heard);
  const isUnknown = heard.identity.customerId === null;
  const asksVehicle = isUnknown && conversation.questionsAsked === 0 && decision.severity !== 'P0';
  const ticket = await openTicket(context, tx, {
    decision,
    decisionId: heard.decisionId,
    description: [...earlier.map((message) => message.text), textOf(heard)].join('\n'),
    source: 'chat',
    conversationId: conversation.id,
    ...(heard.identity.customerId === null ? {} : { customerId: heard.identity.customerId }),
    ...(vehicle === undefined ? {} : { vehicleId: vehicle.id }),
    ...(asksVehicle ? { alsoAsk: say.askVehicle } : {}),
  });
  await tx.message.updateMany({
    where: { id: { in: [...earlier.map((message) => message.id), ...idsOf(heard)] } },
    data: { ticketId: ticket.id },
  });
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { openTicketId: ticket.id, questionsAsked: asksVehicle ? 1 : 0 },
  });
}

/** Displeasure that nobody could route ("你们太差了"): ask what happened, once or twice, then a person decides. */
async function askedWhat(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const { conversation, decision } = heard;
  const rules = rulesOf(await getStore(tx, context.storeId));
  const isBare = decision.categories.length === 0 || decision.categories[0] === 'Z9';
  const isShort = textOf(heard).length < 12;
  const isPressing = decision.severity === 'P0' || decision.severity === 'P1' || decision.wantsHuman;
  const question = say.askWhat[conversation.questionsAsked];
  const isAskedEnough = conversation.questionsAsked >= rules.conversation.maxClarifyingQuestions;
  if (!isBare || !isShort || isPressing || isAskedEnough || question === undefined) return false;
  await tx.conversation.update({
    where: { id: conversation.id },
    data: { questionsAsked: { increment: 1 } },
  });
  await reply(context, tx, heard, question);
  return true;
}

/** An answer to our question comes within this time, or it is about something else. */
const ANSWER_MS = 60 * 60_000;

/** What the owner had said when we asked back: it belongs to the ticket too. */
async function askedAbout(context: Context, tx: Transaction, heard: Heard): Promise<Message[]> {
  const { conversation } = heard;
  if (conversation.questionsAsked === 0) return [];
  const messages = await tx.message.findMany({
    where: {
      conversationId: conversation.id,
      ticketId: null,
      isUnderstood: true,
      id: { notIn: idsOf(heard) },
      sentAt: { gt: new Date(context.clock.now().getTime() - ANSWER_MS) },
    },
    orderBy: { id: 'asc' },
  });
  const complaints = await tx.decision.findMany({
    where: {
      id: { in: messages.flatMap((message) => message.decisionId ?? []) },
      kind: { in: ['complaint', 'grumble'] },
    },
    select: { id: true },
  });
  return messages.filter((message) => complaints.some((decision) => decision.id === message.decisionId));
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

async function bind(context: Context, tx: Transaction, heard: Heard, open: readonly Ticket[]): Promise<void> {
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
  const { vehicle } = binding;
  for (const ticket of open.filter((candidate) => candidate.customerId === null)) {
    await tx.ticket.update({
      where: { id: ticket.id },
      data: { customerId: vehicle.customerId, vehicleId: vehicle.id },
    });
    await addOwnerMessage(context, tx, {
      ticketId: ticket.id,
      text: `车主已绑定：${vehicle.customer.name}，${vehicle.plateNumber ?? ''}`,
      isSilent: true,
    });
  }
  return reply(context, tx, heard, say.bound(salutationOf(vehicle.customer), vehicle.plateNumber ?? ''));
}

async function tellProgress(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  if (open === undefined) {
    await pass(context, tx, heard, { purpose: 'callback', kind: 'progress', to: 'adviser' });
    return reply(context, tx, heard, say.progressNone);
  }
  await addOwnerMessage(context, tx, { ticketId: open.id, text: textOf(heard), isSilent: true });
  await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: open.id } });
  const department = await departmentName(tx, context.storeId, open.responsibleDepartment as Department);
  const assignee = open.assigneeUserId === null ? undefined : await findStaff(tx, context.storeId, open.assigneeUserId);
  const where = whereItStands[open.status as keyof typeof whereItStands](department, assignee?.name ?? '');
  return reply(context, tx, heard, say.progress(open.number, where));
}

const THANKS = /^(?:(?:谢谢|感谢|多谢|辛苦|好的?|ok|嗯+|收到|知道了?|明白|行)[了啦啊哦呢你您们!！。，,~～\s]*)+$/i;
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D|\s|\[[\u4e00-\u9fa5]{1,3}\])+$/u;

/** Pictures and remarks belong to the open ticket, courtesies to nobody; without a ticket, say what we can do. */
async function answerOther(context: Context, tx: Transaction, heard: Heard, open: Ticket | undefined): Promise<void> {
  const text = textOf(heard).trim();
  const isMedia = heard.messages.some((message) => message.msgType !== 'text');
  if (!isMedia && THANKS.test(text)) return reply(context, tx, heard, say.thanks);
  const isEmpty = !isMedia && (text === '' || EMOJI_ONLY.test(text));
  if (open !== undefined && !isEmpty) {
    await addOwnerMessage(context, tx, { ticketId: open.id, text });
    await tx.message.updateMany({ where: { id: { in: idsOf(heard) } }, data: { ticketId: open.id } });
    return;
  }
  // A smile beside an open ticket needs no answer.
  if (open === undefined) await reply(context, tx, heard, isMedia ? say.media : say.unreadable);
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
