import { demandOf, evidenceFor, summaryOf } from './describe.ts';
import { extractEntities } from './entities.ts';
import { isPastOrAskedRescue, rescueNow, ruleIntent, wantsHuman } from './intents.ts';
import { sharedClassifier } from './classifier.ts';
import type { Classifier, Scores } from './classifier.ts';
import type { RawScores } from './confidence.ts';
import { graveImpression } from './graveness.ts';
import type { GraveImpression } from './graveness.ts';
import { categoryWord } from './lexicon.ts';
import { departmentFor, departmentShare, departmentsIn, rankCategories } from './routing.ts';
import { severityFloor } from './severity.ts';
import type { SeverityFloor } from './severity.ts';
import type { Category, MessageKind, Severity } from './taxonomy.ts';
import { graver } from './taxonomy.ts';
import { CLASSIFIED_CHARS, joinMessages, normalise } from './text.ts';
import type { Decision, UnderstandingInput } from './types.ts';

/** Kinds of which a P0 or P1 text can be; anything else graver than P2 is read as a complaint. */
const GRAVE_KINDS: readonly MessageKind[] = ['complaint', 'rescue', 'question', 'progress', 'human'];
/** Kinds in which danger is mostly talked about. */
const CALM_KINDS: readonly MessageKind[] = ['question', 'booking', 'praise', 'suggestion', 'grumble', 'other'];
/** Kinds that say nothing about a category. */
const WITHOUT_CATEGORY: readonly MessageKind[] = ['praise', 'suggestion', 'survey', 'binding', 'human', 'other'];
/** Of a decision that an exact rule made. */
const RULE_CONFIDENCE = 0.97;

const ownSeverity = (kind: MessageKind): Severity => (kind === 'complaint' ? 'P2' : kind === 'rescue' ? 'P1' : 'P3');

/**
 * Understands an owner's messages without network, database or model. Pure, synchronous, total: any strings in, a
 * decision out.
 */
export function understandLocally(input: UnderstandingInput): Decision {
  return decideWith(sharedClassifier(), input).decision;
}

/** `raw` tells how far to trust the classifier; absent where it was not asked, because an exact rule decides. */
export type Judgement = { decision: Decision; raw?: RawScores };

/** As `understandLocally`, with a classifier of the caller's: training measures itself through the whole path. */
export function decideWith(classifier: Classifier, input: UnderstandingInput): Judgement {
  const original = joinMessages(input.messages);
  if (original.trim() === '') return { decision: emptyDecision() };
  const text = normalise(original);
  const ruled = severityFloor(text, input.isVip ?? false);
  const intent = ruled.severity === undefined ? ruleIntent(text, normalise(input.context ?? '')) : undefined;
  const rescue = intent === undefined ? rescueNow(text) : undefined;
  const classified = text.slice(0, CLASSIFIED_CHARS);
  const scores = classifier.score(classified);
  const guessed = topKind(
    rescue === undefined && isPastOrAskedRescue(text) ? { ...scores.kinds, rescue: 0 } : scores.kinds,
  );
  const impression = graveImpression(classifier, classified, scores.graveness, CALM_KINDS.includes(guessed));
  const floor = intent === undefined ? raisedBy(impression, ruled) : ruled;
  const isPlayedDown = floor.severity !== undefined && !GRAVE_KINDS.includes(guessed);
  const kind = intent?.kind ?? (rescue === undefined ? (isPlayedDown ? 'complaint' : guessed) : 'rescue');
  const isByRule = intent !== undefined || kind !== guessed;
  const departmentOf = departmentsIn(text);
  const ranked = categoriesFor(kind, rankCategories(scores.categories, departmentOf));
  const categories = ranked[0] === 'Z9' ? placedByDanger(floor) : ranked;
  const department = departmentFor(kind, categories, text);
  const raw: RawScores = {
    departments: eachView(scores, (view) =>
      categories.length === 0 ? BY_KIND_ALONE : departmentShare(view.categories, department, departmentOf),
    ),
    kinds: eachView(scores, (view) => (isByRule ? BY_KIND_ALONE : kindProbability(view.kinds, kind))),
    coverage: scores.coverage,
    characters: text.length,
    hasCategory: categories.length > 0,
    isByRule,
  };
  const confidence = intent === undefined ? classifier.confidenceOf(raw) : RULE_CONFIDENCE;

  const reliedOn = floor.reasons.map(({ rule, word }) => `${rule}:${word}`);
  if (intent !== undefined) reliedOn.push(`${intent.rule}:${intent.word.slice(0, 20)}`);
  if (rescue !== undefined) reliedOn.push(`事故救援:${rescue}`);
  for (const category of categories) reliedOn.push(categoryWord(text, category)?.word ?? '');
  const evidence = evidenceFor(original, text, floor.reasons[0]?.start, categories);
  const demand = demandOf(text);
  const asksForPerson = kind === 'human' || wantsHuman(text) !== undefined;
  const severity = graver(floor.severity ?? 'P3', ownSeverity(kind));
  // A grave matter waits for nobody: a department in error hands it over sooner than a person would have sorted it.
  const isGrave = severity < 'P2';
  const entities = extractEntities(original);
  const decision: Decision = {
    kind,
    categories,
    severity,
    department,
    confidence,
    evidence,
    reliedOn: [...new Set(reliedOn)].filter((word) => word !== ''),
    needsHuman: department === 'triage' || (!isGrave && (asksForPerson || confidence < classifier.reviewBelow)),
    wantsHuman: asksForPerson,
    decidedBy: isByRule ? 'rules' : 'local',
    summary: summaryOf(kind, categories, demand, evidence, entities.vehicleSystems),
    demand,
    entities,
  };
  return intent === undefined ? { decision, raw } : { decision };
}

/** The classifier's impression adds to what the rules found, and never takes away. */
function raisedBy(impression: GraveImpression | undefined, ruled: SeverityFloor): SeverityFloor {
  if (impression === undefined || (ruled.severity ?? 'P3') <= impression.severity) return ruled;
  const { severity, start, probability } = impression;
  const reason = { rule: '危险迹象', word: `${Math.round(probability * 100)}%`, start };
  return { severity, reasons: [...ruled.reasons, reason] };
}

/** Danger to life has an owner even where nothing else can be told. */
const DANGER_CATEGORY: Record<string, Category> = {
  起火: 'Q1',
  安全气囊: 'Q2',
  制动失灵: 'Q2',
  转向失灵: 'Q2',
  车辆失控: 'Q2',
  险情: 'Q2',
  行驶中失去动力: 'Q1',
};
function placedByDanger({ reasons }: SeverityFloor): Category[] {
  const placed = reasons.flatMap(({ rule }) => DANGER_CATEGORY[rule] ?? []);
  return [placed[0] ?? 'Z9'];
}

/** Stands in for a probability that no view was asked for. */
const BY_KIND_ALONE = 0.9;

const eachView = (scores: Scores, read: (view: Scores['views'][0]) => number): readonly [number, number] => [
  read(scores.views[0]),
  read(scores.views[1]),
];

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
