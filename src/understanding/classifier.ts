import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { confidenceOf } from './confidence.ts';
import type { RawScores } from './confidence.ts';
import { unpackModel } from './stored-model.ts';
import type { StoredModel } from './stored-model.ts';
import { CATEGORY_KEYS, KIND_KEYS } from './taxonomy.ts';
import type { Category, MessageKind } from './taxonomy.ts';
import { vectorOf } from './vector.ts';
import type { TextVector } from './vector.ts';
import { pooled, scoreHidden, scoreLinear, scoreSeverity } from './views.ts';
import type { HiddenView, LinearView } from './views.ts';

/** Probabilities; each list sums to 1. */
export type ViewScores = { kinds: Record<MessageKind, number>; categories: Record<Category, number> };
/** Both views together, and each by itself; `coverage`: share of the text's n-grams that training has seen, 0–1. */
export type Scores = ViewScores & {
  coverage: number;
  views: readonly [linear: ViewScores, hidden: ViewScores];
  graveness: Graveness;
};

/** Two views of the same sparse vector, trained apart; where they agree they are seldom wrong. */
export type TrainedModel = {
  ngrams: readonly string[];
  /** Inverse document frequency of each n-gram. */
  idf: Float32Array;
  linear: LinearView;
  hidden: HiddenView;
  /** P0, P1, neither. */
  severity: LinearView;
  /** Weights of `confidenceInputs`. */
  confidence: readonly number[];
  /** A decision less sure than this goes to a person first. */
  reviewBelow: number;
};

/** Probabilities of P0 and of P1. */
export type Graveness = { P0: number; P1: number };

export type Classifier = {
  /** @param text normalised */
  score(text: string): Scores;
  /** As in `score`, without the rest: for the parts of a text. @param text normalised */
  graveness(text: string): Graveness;
  confidenceOf(raw: RawScores): number;
  reviewBelow: number;
};

/** Makes a trained model ready to score; a few milliseconds. */
export function createClassifier(model: TrainedModel): Classifier {
  const rowOf = new Map(model.ngrams.map((gram, row) => [gram, row]));
  const gravenessOf = (vector: TextVector): Graveness => {
    const [P0 = 0, P1 = 0] = scoreSeverity(model.severity, vector);
    return { P0, P1 };
  };
  return {
    score(text) {
      const vector = vectorOf(text, rowOf, model.idf);
      const linear = scoreLinear(model.linear, vector);
      const hidden = scoreHidden(model.hidden, vector);
      return {
        ...named(pooled(linear, hidden)),
        coverage: vector.coverage,
        views: [named(linear), named(hidden)],
        graveness: gravenessOf(vector),
      };
    },
    graveness: (text) => gravenessOf(vectorOf(text, rowOf, model.idf)),
    confidenceOf: (raw) => confidenceOf(model.confidence, raw),
    reviewBelow: model.reviewBelow,
  };
}

function named(scores: Float64Array): ViewScores {
  const kinds = {} as Record<MessageKind, number>;
  for (const [index, kind] of KIND_KEYS.entries()) kinds[kind] = scores[index] ?? 0;
  const categories = {} as Record<Category, number>;
  for (const [index, category] of CATEGORY_KEYS.entries()) categories[category] = scores[KIND_KEYS.length + index] ?? 0;
  return { kinds, categories };
}

let shared: Classifier | undefined;

const shipped = (): string => readFileSync(new URL('weights.json', import.meta.url), 'utf8');

/** The classifier in force: the committed weights, read once at first use, unless others were put into force. */
export function sharedClassifier(): Classifier {
  shared ??= createClassifier(unpackModel(JSON.parse(shipped()) as StoredModel));
  return shared;
}

/** Puts a model trained again into force, for the whole process. @param stored absent: the committed weights again */
export function putIntoForce(stored?: StoredModel): void {
  shared = stored === undefined ? undefined : createClassifier(unpackModel(stored));
}

let hash: string | undefined;

/** Names the committed weights: what was trained beside others says nothing about these. */
export function shippedModelHash(): string {
  hash ??= createHash('sha256').update(shipped()).digest('hex').slice(0, 16);
  return hash;
}
