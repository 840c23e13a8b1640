import { demandOf, evidenceFor, summaryOf } from './describe.ts';
import { extractEntities } from './entities.ts';
import { isPastOrAskedRescue, rescueNow, ruleIntent, wantsHuman } from './intents.ts';
import { sharedClassifier } from './classifier.ts';
import type { Classifier } from './classifier.ts';
import { categoryWord } from './lexicon.ts';
import { departmentFor, rankCategories } from './routing.ts';
import { severityFloor } from './severity.ts';
import type { Category, MessageKind, Severity } from './taxonomy.ts';
import { graver } from './taxonomy.ts';
import { CLASSIFIED_CHARS, joinMessages, normalise } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** Kinds of which a P0 or P1 text can be; anything else graver than P2 is read as a complaint. */
const GRAVE_KINDS: readonly MessageKind[] = ['complaint', 'rescue', 'question', 'progress', 'human'];
/** Kinds that say nothing about a category. */
const WITHOUT_CATEGORY: readonly MessageKind[] = ['praise', 'suggestion', 'survey', 'binding', 'human', 'other'];
/** Of a decision that an exact rule made. */
const RULE_CONFIDENCE = 0.97;
/** Below this a person looks first. */
export const REVIEW_BELOW = 0.65;

const ownSeverity = (kind: MessageKind): Severity => (kind === 'complaint' ? 'P2' : kind === 'rescue' ? 'P1' : 'P3');

/** What the classifier itself said, before rules: the inputs of the confidence. */
export type RawScores = { department: number; kind: number; coverage: number };

/**
 * Understands an owner's messages without network, database or model. Pure, synchronous, total: any strings in, a
 * decision out.
 */
export function understandLocally(input: UnderstandingInput): Decision {
  return decideWith(sharedClassifier(), input).decision;
}

/** As `understandLocally`, with a classifier of the caller's: training measures itself through the whole path. */
export function decideWith(classifier: Classifier, input: UnderstandingInput): { decision: Decision; raw: RawScores } {
  const original = joinMessages(input.messages);
  if (original.trim() === '') return { decision: emptyDecision(), raw: { department: 0, kind: 0, coverage: 0 } };
  const text = normalise(original);
  const floor = severityFloor(text, input.isVip ?? false);
  const intent = floor.severity === undefined ? ruleIntent(text, normalise(input.context ?? '')) : undefined;
  const rescue = intent === undefined ? rescueNow(text) : undefined;
  const scores = classifier.score(text.slice(0, CLASSIFIED_CHARS));

  const guessed = topKind(
    rescue === undefined && isPastOrAskedRescue(text) ? { ...scores.kinds, rescue: 0 } : scores.kinds,
  );
  const isPlayedDown = floor.severity !== undefined && !GRAVE_KINDS.includes(guessed);
  const kind = intent?.kind ?? (rescue === undefined ? (isPlayedDown ? 'complaint' : guessed) : 'rescue');
  const isByRule = intent !== undefined || kind !== guessed;
  const ranked = rankCategories(scores.categories, text);
  const categories = categoriesFor(kind, ranked.categories);
  const department = departmentFor(kind, categories, text);
  const raw = {
    department: categories.length === 0 ? 0.9 : ranked.departmentConfidence,
    kind: isByRule ? 0.9 : kindProbability(scores.kinds, kind),
    coverage: scores.coverage,
  };
  const confidence =
    intent === undefined ? classifier.calibrate(raw.department, raw.kind, raw.coverage) : RULE_CONFIDENCE;

  const reliedOn = floor.reasons.map(({ rule, word }) => `${rule}:${word}`);
  if (intent !== undefined) reliedOn.push(`${intent.rule}:${intent.word.slice(0, 20)}`);
  if (rescue !== undefined) reliedOn.push(`事故救援:${rescue}`);
  for (const category of categories) reliedOn.push(categoryWord(text, category)?.word ?? '');
  const evidence = evidenceFor(original, text, floor.reasons[0]?.start, categories);
  const demand = demandOf(text);
  const asksForPerson = kind === 'human' || wantsHuman(text) !== undefined;
  const decision: Decision = {
    kind,
    categories,
    severity: graver(floor.severity ?? 'P3', ownSeverity(kind)),
    department,
    confidence,
    evidence,
    reliedOn: [...new Set(reliedOn)].filter((word) => word !== ''),
    needsHuman: asksForPerson || department === 'triage' || confidence < REVIEW_BELOW,
    wantsHuman: asksForPerson,
    decidedBy: isByRule ? 'rules' : 'local',
    summary: summaryOf(kind, categories, demand, evidence),
    demand,
    entities: extractEntities(original),
  };
  return { decision, raw };
}

/** Complaint and grumble differ in tone, not in where they go: together they count as one. */
function kindProbability(kinds: Record<MessageKind, number>, kind: MessageKind): number {
  return kind === 'complaint' || kind === 'grumble' ? kinds.complaint + kinds.grumble : kinds[kind];
}

function topKind(kinds: Record<MessageKind, number>): MessageKind {
  let best: MessageKind = 'other';
  for (const [kind, probability] of Object.entries(kinds) as [MessageKind, number][])
    if (probability > kinds[best]) best = kind;
  return best;
}

function categoriesFor(kind: MessageKind, ranked: Category[]): Category[] {
  if (WITHOUT_CATEGORY.includes(kind)) return [];
  if (kind === 'optOut') return ['C3'];
  if ((kind === 'booking' || kind === 'progress') && (ranked.length === 0 || ranked[0] === 'Z9')) return ['R2'];
  return kind === 'complaint' || kind === 'grumble' ? ranked : ranked.filter((category) => category !== 'Z9');
}

function emptyDecision(): Decision {
  return {
    kind: 'other',
    categories: [],
    severity: 'P3',
    department: 'triage',
    confidence: 0.5,
    evidence: '',
    reliedOn: [],
    needsHuman: true,
    wantsHuman: false,
    decidedBy: 'rules',
    summary: '没有文字内容',
    demand: 'none',
    entities: extractEntities(''),
  };
}
