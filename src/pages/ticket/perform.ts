import { attachFiles } from '../../attachments/index.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import { CareError } from '../../errors.ts';
import {
  acknowledgeTicket,
  assignTicket,
  bindReporter,
  commentTicket,
  dismissTicket,
  findTicketByNumber,
  handOverTicket,
  mergeTickets,
  noteToOwner,
  PAUSE_REASONS,
  type PauseReason,
  pauseTicket,
  recategorizeTicket,
  resolveTicket,
  resumeTicket,
  splitTicket,
  takeBackTicket,
  ticketNumberIn,
  trackTicket,
  verifyTicket,
} from '../../tickets/index.ts';
import type { Form } from '../form.ts';
import { LONGEST_WORDS } from '../fields.ts';
import type { Action } from './actions.ts';

/** From a button to its verb. @throws {CareError} `VALIDATION` for what a form lacks, and what the verb throws */
export async function perform(
  context: Context,
  tx: Transaction,
  ticketId: number,
  action: Action,
  form: Form,
): Promise<void> {
  const words = form.field('words');
  for (const text of [words, form.field('cause')]) {
    if (text.length > LONGEST_WORDS) throw invalid(`请控制在${LONGEST_WORDS}字以内。`);
  }
  switch (action) {
    case 'acknowledge':
      await acknowledgeTicket(context, tx, { ticketId });
      return;
    case 'note':
      await trackTicket(context, tx, { ticketId, note: words });
      return;
    case 'resolve':
      if (words === '') throw invalid('请写明措施与结果。');
      await resolveTicket(context, tx, { ticketId, cause: form.field('cause'), result: words });
      return;
    case 'handOver':
      await handOverTicket(context, tx, { ticketId, department: chosen(form, 'department', '请选择要转派的部门。') });
      return;
    case 'assign':
      await assignTicket(context, tx, { ticketId, userId: chosen(form, 'userId', '请选择同事。') });
      return;
    case 'takeBack':
      await takeBackTicket(context, tx, { ticketId });
      return;
    case 'pause':
      await pauseTicket(context, tx, { ticketId, note: words, ...readPause(form) });
      return;
    case 'resume':
      await resumeTicket(context, tx, { ticketId });
      return;
    case 'comment':
      await commentTicket(context, tx, { ticketId, text: words });
      return;
    case 'noteToOwner':
      await noteToOwner(context, tx, { ticketId, text: words });
      return;
    case 'attach':
      await attachFiles(context, tx, { ticketId, files: form.files });
      return;
    case 'recategorize':
      await recategorizeTicket(context, tx, { ticketId, ...readCategories(form) });
      return;
    case 'bind':
      await bindReporter(context, tx, {
        ticketId,
        plate: chosen(form, 'plate', '请填写车牌号。'),
        phone: chosen(form, 'phone', '请填写手机号。'),
      });
      return;
    case 'split':
      await splitTicket(context, tx, { ticketId, words, category: chosen(form, 'category', '请选择另一件事的类别。') });
      return;
    case 'merge':
      await mergeTickets(context, tx, { ticketId, intoTicketId: await findOther(context, tx, form) });
      return;
    case 'dismiss':
      await dismissTicket(context, tx, { ticketId, kind: chosen(form, 'kind', '请选择实际是什么。') });
      return;
    case 'satisfied':
    case 'dissatisfied':
      if (words === '') throw invalid('请写下车主的原话。');
      await verifyTicket(context, tx, { ticketId, isSatisfied: action === 'satisfied', words });
      return;
    default:
      action satisfies never;
  }
}

const invalid = (userMessage: string) => new CareError('VALIDATION', 'a form was not filled in', { userMessage });

function chosen(form: Form, name: string, missing: string): string {
  const value = form.field(name);
  if (value === '') throw invalid(missing);
  return value;
}

function readPause(form: Form): { reason: PauseReason; untilOn?: string } {
  const reason = form.field('reason');
  if (!Object.hasOwn(PAUSE_REASONS, reason)) throw invalid('请选择在等什么。');
  const untilOn = form.field('untilOn');
  return { reason: reason as PauseReason, ...(untilOn === '' ? {} : { untilOn }) };
}

function readCategories(form: Form): { categories: string[]; severity: string } {
  return { categories: form.all('category').filter((key) => key !== ''), severity: form.field('severity') };
}

async function findOther(context: Context, tx: Transaction, form: Form): Promise<number> {
  const number = ticketNumberIn(form.field('into'));
  if (number === undefined) throw invalid('请填写要并入的工单号，例如 TS-20261122-0007。');
  const other = await findTicketByNumber(tx, context.storeId, number);
  if (other === undefined) throw invalid(`没有找到工单 ${number}。`);
  return other.id;
}
