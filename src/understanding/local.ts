import { demandOf, summaryOf } from './describe.ts';
import { extractEntities } from './entities.ts';
import { evidenceFor } from './evidence.ts';
import { isPastOrAskedRescue, isStranded, rescueNow, ruleIntent, wantsHuman } from './intents.ts';
import { sharedClassifier } from './classifier.ts';
import type { Classifier, Scores } from './classifier.ts';
import type { RawScores } from './confidence.ts';
import { graveImpression } from './graveness.ts';
import type { GraveImpression } from './graveness.ts';
import { isCuriosity, isHarmlessTalk, isOnlyStanding } from './harmless.ts';
import { categoryWord } from './lexicon.ts';
import { mattersIn } from './matters.ts';
import { departmentFor, departmentShare, departmentsIn, rankCategories } from './routing.ts';
import { severityFloor } from './severity.ts';
import type { SeverityFloor } from './severity.ts';
import type { Category, MessageKind, Severity } from './taxonomy.ts';
import { graver } from './taxonomy.ts';
import { CLASSIFIED_CHARS, joinMessages, normalise } from './text.ts';
import type { Decision, UnderstandingInput, Wish } from './types.ts';

/** Kinds of which a P0 or P1 text can be; anything else graver than P2 is read as a complaint. */
const GRAVE_KINDS: readonly MessageKind[] = ['complaint', 'rescue', 'question', 'progress', 'human'];
/** Kinds in which danger is mostly talked about. */
const CALM_KINDS: readonly MessageKind[] = ['question', 'booking', 'praise', 'suggestion', 'grumble', 'other'];
/**
 * What gives way to a wish in the same breath where nothing went wrong: whoever sees to a booking answers the question, and
 * the date that stands beside "绿本下来没" is no grievance.
 */
const GIVES_WAY_TO: Record<Wish['kind'], readonly MessageKind[]> = {
  booking: ['question', 'praise', 'other'],
  question: ['other'],
  progress: ['other', 'complaint', 'grumble'],
};
/** "热得像着了火似的": words of danger stand for something else. */
const COMPARES = /(?:跟|像|好像)[^,。!?\n]{1,6}(?:似的|一样|一般)/;
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
  const { matter, scores, wishes, isApart, isBesideOptOut } = mattersIn(text.slice(0, CLASSIFIED_CHARS), classifier);
  const exact = ruled.severity === undefined ? ruleIntent(text, normalise(input.context ?? '')) : undefined;
  const intent = exact?.kind === 'optOut' && isBesideOptOut ? undefined : exact;
  const isTalk = isHarmlessTalk(text);
  const rescue = intent === undefined && !isTalk ? rescueNow(text) : undefined;
  const top = topKind(possibleKinds(scores.kinds, text, rescue !== undefined));
  const guessed = (isApart ? undefined : wishes.find((wish) => GIVES_WAY_TO[wish.kind].includes(top))?.kind) ?? top;
  const isCalm = CALM_KINDS.includes(guessed) || COMPARES.test(text);
  const impression = isTalk ? undefined : graveImpression(classifier, matter, scores.graveness, isCalm);
  const floor = intent === undefined ? raisedBy(lessenedWhereSafe(impression, text), ruled) : ruled;
  const isPlayedDown = floor.severity !== undefined && !GRAVE_KINDS.includes(guessed);
  const isHelpNeeded = rescue !== undefined || (isBodilyDanger(floor) && isStranded(text));
  const kind = intent?.kind ?? (isHelpNeeded ? 'rescue' : isPlayedDown ? 'complaint' : guessed);
  const isByRule = intent !== undefined || kind !== guessed;
  const departmentOf = departmentsIn(matter);
  const ranked = categoriesFor(kind, rankCategories(scores.categories, departmentOf));
  const categories = placedByDanger(floor, kind, ranked);
  const department = departmentFor(kind, categories, matter);
  const raw: RawScores = {
    departments: eachView(scores, (view) =>
      categories.length === 0 ? BY_KIND_ALONE : departmentShare(view.categories, department, departmentOf),
    ),
    kinds: eachView(scores, (view) => (isByRule ? BY_KIND_ALONE : kindProbability(view.kinds, kind))),
    coverage: scores.coverage,
    characters: matter.trim().length,
    hasCategory: categories.length > 0,
    isByRule,
  };
  const confidence = intent === undefined ? classifier.confidenceOf(raw) : RULE_CONFIDENCE;

  const reliedOn = floor.reasons.map(({ rule, word }) => `${rule}:${word}`);
  if (intent !== undefined) reliedOn.push(`${intent.rule}:${intent.word.slice(0, 20)}`);
  if (rescue !== undefined) reliedOn.push(`事故救援:${rescue}`);
  for (const category of categories) reliedOn.push(categoryWord(matter, category)?.word ?? '');
  const evidence = evidenceFor(original, matter, placeOf(floor, text), categories);
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
    wishes: wishes.map(({ kind, start, end }) => ({ kind, text: original.slice(start, end).trim() })),
  };
  return intent === undefined ? { decision, raw } : { decision };
}

/** Where the gravest reason stands by the letter; what was only impressed by the whole, or respelt, stands nowhere. */
function placeOf({ reasons }: SeverityFloor, text: string): number | undefined {
  return reasons.find(({ word, start }) => start > 0 || text.startsWith(word))?.start;
}

const DECLINES =
  /别|不|停|退|取消|删|屏蔽|拉黑|勿|莫|甭|少|烦|扰|关|够了|推销|没兴趣|拒|td|木|唔|冇|免|清空|移除|去掉/i;

/** What a text says of itself comes before what it resembles. */
function possibleKinds(kinds: Scores['kinds'], text: string, isRescue: boolean): Scores['kinds'] {
  const possible = { ...kinds };
  if (!isRescue && (isPastOrAskedRescue(text) || isHarmlessTalk(text))) possible.rescue = 0;
  // Thanks for a reminder resemble a wish to be left alone; who wants no more says so.
  if (!DECLINES.test(text)) possible.optOut = 0;
  if (isCuriosity(text)) possible.complaint = possible.grumble = 0;
  // Displeasure that wants an answer answers no questionnaire.
  if (WANTS_ANSWER.test(text)) possible.survey = 0;
  return possible;
}
const WANTS_ANSWER = /给(?:我|我们)?(?:一?个)?(?:答复|说法|交代|解释)|我?要投诉/;

const lessenedWhereSafe = (impression: GraveImpression | undefined, text: string): GraveImpression | undefined =>
  impression !== undefined && isOnlyStanding(text) ? { ...impression, severity: 'P1' } : impression;

/** The classifier's impression adds to what the rules found, and never takes away. */
function raisedBy(impression: GraveImpression | undefined, ruled: SeverityFloor): SeverityFloor {
  if (impression === undefined || (ruled.severity ?? 'P3') <= impression.severity) return ruled;
  const { severity, start, probability } = impression;
  const reason = { rule: '危险迹象', word: `${Math.round(probability * 100)}%`, start };
  return { severity, reasons: [...ruled.reasons, reason] };
}

/** What danger to life belongs to where nothing else can be told. */
const DANGER_CATEGORY: Record<string, Category> = {
  起火: 'Q1',
  停在车流中: 'Q1',
  安全气囊: 'Q2',
  制动失灵: 'Q2',
  转向失灵: 'Q2',
  车辆失控: 'Q2',
  险情: 'Q2',
  行驶中失去动力: 'Q1',
};
const OTHER_DANGER = ['人身伤害', '危险迹象'];
/** Of no use to somebody in danger: how they were spoken to, or nothing that can be told. */
const NO_FAULT: readonly Category[] = ['Z9', 'C1', 'C3', 'M1'];

/** A danger that the rules name comes before what it was told beside; whoever waits for help needs who knows the car. */
function placedByDanger({ reasons }: SeverityFloor, kind: MessageKind, ranked: Category[]): Category[] {
  const faults = kind === 'rescue' ? ranked.filter((category) => OF_THE_ROAD.test(category)) : ranked;
  const [first] = faults;
  if (first !== undefined && !NO_FAULT.includes(first)) return faults;
  const placed = reasons.flatMap(({ rule }) => DANGER_CATEGORY[rule] ?? [])[0];
  if (placed === undefined) return faults;
  return [placed, ...faults.filter((category) => category !== placed && category !== 'Z9')];
}
/** What a car may need help for where it stands. */
const OF_THE_ROAD = /^(?:Q\d|R1|I1|P1)$/;

const isBodilyDanger = ({ severity, reasons }: SeverityFloor): boolean =>
  severity === 'P0' && reasons.some(({ rule }) => DANGER_CATEGORY[rule] !== undefined || OTHER_DANGER.includes(rule));

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
    wishes: [],
  };
}
