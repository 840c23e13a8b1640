import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Decision as DecisionRow, Ticket } from '../database/generated/client.ts';
import { redact } from '../llm/redact.ts';
import { categoriesByLikelihood, type Category, departmentOfCategory } from '../understanding/index.ts';

export interface Label {
  department: string;
  /** Default: the ticket's. */
  kind?: string;
  /** Default: those of the guess that belong to the department, else its likeliest one. */
  categories?: readonly string[];
  via: 'triage' | 'handOver' | 'page';
}

/**
 * Keeps what a person decided beside what was guessed, for the next training. Agreement is kept too. Without personal
 * data; nothing is kept for a ticket that no text was read for.
 *
 * @returns the categories that the label stands for
 */
export async function keepLabelledCase(
  context: Context,
  tx: Transaction,
  ticket: Ticket,
  label: Label,
): Promise<readonly string[]> {
  const decision = await decisionOf(tx, ticket);
  const text = decision?.text ?? ticket.description;
  const guess = decision?.categories ?? ticket.categories;
  const categories = label.categories ?? categoriesIn(label.department, guess, text);
  if (decision === undefined) return categories;
  await tx.labelledCase.create({
    data: {
      storeId: ticket.storeId,
      decisionId: decision.id,
      ticketId: ticket.id,
      text: await withoutPersons(tx, ticket, text),
      kind: label.kind ?? ticket.kind,
      categories: [...categories],
      department: label.department,
      guessedKind: decision.kind,
      guessedCategories: decision.categories,
      guessedDepartment: decision.department,
      via: label.via,
      correctedBy: context.actor.id,
      correctedAt: context.clock.now(),
    },
  });
  return categories;
}

export async function decisionOf(tx: Transaction, ticket: Ticket): Promise<DecisionRow | undefined> {
  if (ticket.decisionId === null) return undefined;
  const row = await tx.decision.findFirst({ where: { id: ticket.decisionId, storeId: ticket.storeId } });
  return row ?? undefined;
}

function categoriesIn(department: string, guessed: readonly string[], text: string): string[] {
  const own = categoriesByLikelihood(text).filter(
    (category) => category !== 'Z9' && departmentOfCategory(category, text) === department,
  );
  const shared = guessed.filter((category) => own.includes(category as Category));
  return shared.length > 0 ? shared : own.slice(0, 1);
}

const TOKEN = /⟦[A-Z]+_\d+⟧/g;

/** Patterns find what looks like a name; the owner's own name and plate are known. */
async function withoutPersons(tx: Transaction, ticket: Ticket, text: string): Promise<string> {
  const customer =
    ticket.customerId === null ? null : await tx.customer.findUnique({ where: { id: ticket.customerId } });
  const vehicle = ticket.vehicleId === null ? null : await tx.vehicle.findUnique({ where: { id: ticket.vehicleId } });
  const known = [customer?.name, vehicle?.plateNumber, ticket.reporterName, ticket.reporterPhone];
  let bare = redact(text).text.replace(TOKEN, '');
  for (const piece of known) if (piece != null && piece !== '') bare = bare.replaceAll(piece, '');
  return bare;
}
