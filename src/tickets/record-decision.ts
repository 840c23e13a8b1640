import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Decision } from '../understanding/index.ts';

/** Every decision is kept with its reasons. @returns its id */
export async function recordDecision(
  context: Context,
  tx: Transaction,
  input: { decision: Decision; text: string; conversationId?: number },
): Promise<number> {
  const { decision } = input;
  const row = await tx.decision.create({
    data: {
      storeId: context.storeId,
      conversationId: input.conversationId ?? null,
      decidedAt: context.clock.now(),
      text: input.text,
      kind: decision.kind,
      categories: decision.categories,
      severity: decision.severity,
      department: decision.department,
      confidence: decision.confidence,
      evidence: decision.evidence,
      reliedOn: decision.reliedOn,
      needsHuman: decision.needsHuman,
      decidedBy: decision.decidedBy,
      summary: decision.summary,
      entities: decision.entities,
      promptName: decision.promptName ?? null,
      promptVersion: decision.promptVersion ?? null,
      model: decision.model ?? null,
      modelError: decision.modelError ?? null,
    },
    select: { id: true },
  });
  return row.id;
}
