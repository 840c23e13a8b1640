import type { ModelAnswer } from '../ports.ts';
import { summaryOf } from './describe.ts';
import { departmentFor } from './routing.ts';
import { graver, isCategory, isDemand, isMessageKind, isSeverity } from './taxonomy.ts';
import type { Category, MessageKind } from './taxonomy.ts';
import { joinMessages, normalise } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** Kinds that carry a category when the model names one. */
const WITH_CATEGORY: readonly MessageKind[] = [
  'complaint',
  'grumble',
  'question',
  'booking',
  'progress',
  'suggestion',
  'rescue',
  'optOut',
];
/** A grave text may not be talked down to one of these. */
const HARMLESS: readonly MessageKind[] = ['praise', 'suggestion', 'other', 'survey', 'optOut', 'binding', 'booking'];
const SUMMARY_CHARS = 60;

/** Why an answer cannot be used at all; undefined when it can. The adapter checked the same: no port is trusted twice. */
function faultOf(answer: ModelAnswer, original: string): string | undefined {
  if (!isMessageKind(answer.kind)) return 'unknown kind';
  if (answer.categories.length > 3 || !answer.categories.every(isCategory)) return 'unknown category';
  if (!isSeverity(answer.severity)) return 'unknown severity';
  if (answer.evidence !== '' && !original.includes(answer.evidence)) return 'evidence is not in the text';
  return undefined;
}

/**
 * Joins the local decision with a model's answer. The model may name another kind and other categories, and raise the
 * severity, never lower it. Agreement raises confidence; disagreement lowers it and asks for a person.
 */
export function combine(local: Decision, answer: ModelAnswer, input: UnderstandingInput): Decision {
  const original = joinMessages(input.messages);
  const fault = faultOf(answer, original);
  if (fault !== undefined || !isMessageKind(answer.kind) || !isSeverity(answer.severity)) {
    return { ...local, modelError: `answer rejected: ${fault ?? 'unknown key'}` };
  }
  const isGrave = local.severity < 'P2';
  if (isGrave && HARMLESS.includes(answer.kind)) {
    return { ...local, needsHuman: true, modelError: 'answer rejected: it plays down a grave matter' };
  }
  const kind = answer.kind;
  const named: Category[] = answer.categories.filter(isCategory);
  const categories = WITH_CATEGORY.includes(kind)
    ? named.length > 0 || kind !== 'complaint'
      ? named
      : local.categories
    : [];
  if (kind === 'optOut' && categories.length === 0) categories.push('C3');
  const department = departmentFor(kind, categories, normalise(original));
  const severity = graver(local.severity, kind === 'complaint' ? graver('P2', answer.severity) : answer.severity);
  const isKindShared = kind === local.kind;
  const isDepartmentShared = department === local.department;
  const agreed = Number(isKindShared) + Number(isDepartmentShared);
  const stated = Math.min(1, Math.max(0, answer.confidence));
  const confidence =
    agreed === 2
      ? Math.max(local.confidence, 0.6 + 0.35 * stated)
      : agreed === 1
        ? 0.35 + 0.4 * stated
        : 0.2 + 0.3 * stated;
  // A local answer that was unsure itself is no objection to a sure model.
  const isDisputed = !isDepartmentShared && (local.confidence >= 0.7 || stated < 0.8);
  const demand = isDemand(answer.demand) && answer.demand !== 'none' ? answer.demand : local.demand;
  const evidence = answer.evidence === '' ? local.evidence : answer.evidence;
  const summary =
    answer.summary.trim() === ''
      ? summaryOf(kind, categories, demand, evidence)
      : answer.summary.trim().slice(0, SUMMARY_CHARS);
  return {
    ...local,
    kind,
    categories,
    severity,
    department,
    confidence,
    evidence,
    reliedOn: [...new Set([...local.reliedOn, ...answer.reliedOn])].slice(0, 12),
    needsHuman: local.wantsHuman || kind === 'human' || department === 'triage' || isDisputed || confidence < 0.5,
    wantsHuman: local.wantsHuman || kind === 'human',
    decidedBy: 'model',
    summary,
    demand,
    promptName: answer.promptName,
    promptVersion: answer.promptVersion,
    model: answer.model,
  };
}
