import type { ModelAnswer } from '../ports.ts';
import { summaryOf } from './describe.ts';
import { departmentFor } from './routing.ts';
import { DEPARTMENTS, graver, isCategory, isDemand, isMessageKind, isSeverity, MESSAGE_KINDS } from './taxonomy.ts';
import type { Category, Department, MessageKind } from './taxonomy.ts';
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
/** A local answer at least this sure is one that a model must contradict twice. */
export const LOCAL_SURE = 0.75;
const MODEL_SURE = 0.8;

/** Who else was asked, beside the local classifier. */
export type Voices = {
  answer: ModelAnswer;
  /** The model asked again, without being told what others think. */
  repeated?: ModelAnswer;
  /** Where the most similar labelled examples went. */
  neighbours?: Department;
};

/** Why an answer cannot be used at all; undefined when it can. The adapter checked the same: no port is trusted twice. */
function faultOf(answer: ModelAnswer, original: string): string | undefined {
  if (!isMessageKind(answer.kind)) return 'unknown kind';
  if (answer.categories.length > 3 || !answer.categories.every(isCategory)) return 'unknown category';
  if (!isSeverity(answer.severity)) return 'unknown severity';
  if (answer.evidence !== '' && !original.includes(answer.evidence)) return 'evidence is not in the text';
  return undefined;
}

type Reading = { kind: MessageKind; categories: Category[]; department: Department };

/** What an answer means for routing; undefined when its keys are not ours. */
export function readingOf(answer: ModelAnswer, local: Decision, input: UnderstandingInput): Reading | undefined {
  const original = joinMessages(input.messages);
  if (faultOf(answer, original) !== undefined || !isMessageKind(answer.kind)) return undefined;
  const { kind } = answer;
  const named = answer.categories.filter(isCategory);
  const isUnnamedComplaint = named.length === 0 && kind === 'complaint';
  const categories = WITH_CATEGORY.includes(kind) ? (isUnnamedComplaint ? local.categories : named) : [];
  if (kind === 'optOut' && categories.length === 0) categories.push('C3');
  return { kind, categories, department: departmentFor(kind, categories, normalise(original)) };
}

/**
 * Joins the local decision with a model's answer. The model may name another kind and other categories, and raise the
 * severity, never lower it. Agreement raises confidence; where the voices are at odds about the department and none is
 * clearly stronger, a person decides. A grave matter is routed at once all the same.
 */
export function combine(local: Decision, voices: Voices, input: UnderstandingInput): Decision {
  const { answer } = voices;
  const reading = readingOf(answer, local, input);
  if (reading === undefined || !isSeverity(answer.severity)) {
    const fault = faultOf(answer, joinMessages(input.messages));
    return { ...local, modelError: `answer rejected: ${fault ?? 'unknown key'}` };
  }
  const isGrave = local.severity < 'P2';
  if (isGrave && HARMLESS.includes(reading.kind)) {
    // At once to those who can act: triage would only lose time.
    const doubt = [
      `本地：${DEPARTMENTS[local.department].label}`,
      `大模型：${MESSAGE_KINDS[reading.kind].label}（未采信）`,
    ];
    const modelError = 'answer rejected: it plays down a grave matter';
    return { ...local, reliedOn: [...local.reliedOn, ...doubt], modelError };
  }
  const said = verdict(local, voices, reading, input);
  const { kind, categories, department } = said.followsModel ? reading : local;
  const severity = graver(local.severity, kind === 'complaint' ? graver('P2', answer.severity) : answer.severity);
  const demand = isDemand(answer.demand) && answer.demand !== 'none' ? answer.demand : local.demand;
  const evidence = answer.evidence === '' || !said.followsModel ? local.evidence : answer.evidence;
  const ownSummary = said.followsModel ? answer.summary.trim().slice(0, SUMMARY_CHARS) : '';
  const wantsHuman = local.wantsHuman || kind === 'human';
  return {
    ...local,
    kind,
    categories,
    severity,
    department,
    confidence: said.confidence,
    evidence,
    reliedOn: [...new Set([...local.reliedOn, ...answer.reliedOn])].slice(0, 10).concat(said.who),
    needsHuman:
      department === 'triage' || (severity >= 'P2' && (wantsHuman || said.isDisputed || said.confidence < 0.5)),
    wantsHuman,
    decidedBy: said.followsModel ? 'model' : local.decidedBy,
    summary:
      ownSummary === '' ? summaryOf(kind, categories, demand, evidence, local.entities.vehicleSystems) : ownSummary,
    demand,
    promptName: answer.promptName,
    promptVersion: answer.promptVersion,
    model: answer.model,
  };
}

type Verdict = { followsModel: boolean; isDisputed: boolean; confidence: number; who: string[] };

function verdict(local: Decision, voices: Voices, reading: Reading, input: UnderstandingInput): Verdict {
  const { answer, repeated, neighbours } = voices;
  const stated = Math.min(1, Math.max(0, answer.confidence));
  const again = repeated === undefined ? undefined : readingOf(repeated, local, input)?.department;
  const name = (department: Department): string => DEPARTMENTS[department].label;
  const twice = again === undefined ? '' : again === reading.department ? '（两次）' : `，再问：${name(again)}`;
  const who = [
    `本地：${name(local.department)}`,
    ...(neighbours === undefined ? [] : [`相近例子：${name(neighbours)}`]),
    `大模型：${name(reading.department)}${twice}`,
  ];
  const isKindShared = reading.kind === local.kind;
  if (reading.department === local.department) {
    const confidence = isKindShared ? Math.max(local.confidence, 0.6 + 0.35 * stated) : 0.35 + 0.4 * stated;
    return { followsModel: true, isDisputed: false, confidence, who };
  }
  // A complaint that a model takes for harmless is the very thing that orders hidden in a text would ask for.
  if (local.kind === 'complaint' && HARMLESS.includes(reading.kind))
    return { followsModel: false, isDisputed: true, confidence: 0.45, who };
  const forModel = 1 + (again === reading.department ? 1 : 0) + (neighbours === reading.department ? 1 : 0);
  const forLocal = 1 + (again === local.department ? 1 : 0) + (neighbours === local.department ? 1 : 0);
  if (local.confidence >= LOCAL_SURE) {
    // Two voices must stand against one before a side is clearly stronger.
    const isClear = Math.abs(forModel - forLocal) >= 2;
    const followsModel = forModel > forLocal;
    return { followsModel, isDisputed: !isClear, confidence: isClear ? 0.75 : 0.45, who };
  }
  // A local answer that was unsure itself is no objection to a model that is sure, or that similar examples support.
  const isClear = stated >= MODEL_SURE ? forModel >= forLocal : forModel > forLocal;
  return { followsModel: true, isDisputed: !isClear, confidence: (isClear ? 0.35 : 0.2) + 0.4 * stated, who };
}
