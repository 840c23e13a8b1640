import { demandOf, evidenceFor, summaryOf } from './describe.ts';
import { extractEntities } from './entities.ts';
import { ruleIntent, rescueNow, wantsHuman } from './intents.ts';
import { categoryWord } from './lexicon.ts';
import { departmentFor, rankCategories } from './routing.ts';
import { scoreText } from './score.ts';
import { severityFloor } from './severity.ts';
import type { Category, MessageKind, Severity } from './taxonomy.ts';
import { graver } from './taxonomy.ts';
import { CLASSIFIED_CHARS, joinMessages, normalise } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** Kinds of which a P0 or P1 text can be; anything else graver than P2 is read as a complaint. */
const GRAVE_KINDS: readonly MessageKind[] = ['complaint', 'rescue', 'question', 'progress', 'human'];
/** Kinds that say nothing about a category. */
const WITHOUT_CATEGORY: readonly MessageKind[] = ['praise', 'survey', 'binding', 'human', 'other'];
/** Below this a person looks first. */
export const REVIEW_BELOW = 0.55;

const ownSeverity = (kind: MessageKind): Severity => (kind === 'complaint' ? 'P2' : kind === 'rescue' ? 'P1' : 'P3');

/**
 * Understands an owner's messages without network, database or model. Pure, synchronous, total: any strings in, a
 * decision out.
 */
export function understandLocally(input: UnderstandingInput): Decision {
  const original = joinMessages(input.messages);
  const text = normalise(original);
  const context = normalise(input.context ?? '');
  const floor = severityFloor(text, input.isVip ?? false);
  const intent = floor.severity === undefined ? ruleIntent(text, context) : undefined;
  const scores = scoreText(text.slice(0, CLASSIFIED_CHARS));
  const rescue = rescueNow(text);

  let kind: MessageKind = topKind(scores.kinds);
  let decidedBy: Decision['decidedBy'] = 'local';
  let confidence = scores.kinds[kind];
  const reliedOn = floor.reasons.map(({ rule, word }) => `${rule}:${word}`);
  if (original.trim() === '') {
    return emptyDecision();
  }
  if (intent !== undefined) {
    kind = intent.kind;
    decidedBy = 'rules';
    confidence = 0.97;
    reliedOn.push(`${intent.rule}:${intent.word.slice(0, 20)}`);
  } else if (rescue !== undefined) {
    kind = 'rescue';
    decidedBy = 'rules';
    confidence = Math.max(confidence, 0.85);
    reliedOn.push(`事故救援:${rescue}`);
  } else if (floor.severity !== undefined && !GRAVE_KINDS.includes(kind)) {
    kind = 'complaint';
    decidedBy = 'rules';
  }

  const severity = graver(floor.severity ?? 'P3', ownSeverity(kind));
  const ranked = rankCategories(scores.categories, text);
  const categories = categoriesFor(kind, ranked.categories);
  const department = departmentFor(kind, categories, text);
  if (intent === undefined && categories.length > 0) confidence = Math.min(confidence, ranked.departmentConfidence);
  for (const category of categories) {
    const word = categoryWord(text, category);
    if (word !== undefined) reliedOn.push(word.word);
  }
  const evidence = evidenceFor(original, text, floor.reasons[0]?.start, categories);
  const demand = demandOf(text);
  const asksForPerson = wantsHuman(text) !== undefined;
  const needsHuman =
    asksForPerson ||
    kind === 'human' ||
    department === 'triage' ||
    (decidedBy !== 'rules' && confidence < REVIEW_BELOW);
  return {
    kind,
    categories,
    severity,
    department,
    confidence,
    evidence,
    reliedOn,
    needsHuman,
    wantsHuman: asksForPerson || kind === 'human',
    decidedBy,
    summary: summaryOf(kind, categories, demand, evidence),
    demand,
    entities: extractEntities(original),
  };
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
