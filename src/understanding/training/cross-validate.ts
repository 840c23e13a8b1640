import { createClassifier } from '../classifier.ts';
import { confidenceOf } from '../confidence.ts';
import { judge } from './evaluate.ts';
import type { Judged } from './evaluate.ts';
import type { Example } from './examples.ts';
import { splitByFamily } from './split.ts';
import { fitConfidence, train } from './trainer.ts';
import type { Trust } from './trainer.ts';

const FOLDS = 5;
/** What is routed without review should be right this often, */
const ROUTED_RIGHT = 0.97;
/** but at most this share of the examples goes to a person. They are harder than what owners write: of that it is some 0.2. */
const MOST_REVIEWED = 0.34;

export type CrossValidated = { judged: Judged[]; trust: Trust };

/**
 * Judges every example by a model that has seen nothing of its family, and learns from that how far to trust the
 * classifier. Confidence and review in the result are those of `trust`, fitted on the other folds.
 *
 * @param unlearnt examples that are judged too but never learnt from, to see what a model without them makes of them
 */
export function crossValidate(examples: readonly Example[], unlearnt: readonly Example[] = []): CrossValidated {
  const kept = new Set(unlearnt);
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const { train: seen, heldOut } = splitByFamily([...examples, ...unlearnt], FOLDS, fold);
    return judge(createClassifier(train(seen.filter((example) => !kept.has(example)))), heldOut);
  });
  const outcomesOf = (judged: readonly Judged[]) =>
    judged.flatMap(({ raw, isDepartmentRight }) => (raw === undefined ? [] : [{ ...raw, isRight: isDepartmentRight }]));
  const confidences = folds.map((judged, fold) => {
    const weights = fitConfidence(outcomesOf(folds.filter((_, other) => other !== fold).flat()));
    return judged.map(({ raw, decision }) => (raw === undefined ? decision.confidence : confidenceOf(weights, raw)));
  });
  const judged = folds.flat();
  const sure = confidences.flat();
  const reviewBelow = chooseThreshold(judged, sure);
  const reviewed = judged.map((one, index): Judged => {
    const confidence = sure[index] ?? 0;
    const { department, severity, wantsHuman } = one.decision;
    const needsHuman = department === 'triage' || (severity >= 'P2' && (wantsHuman || confidence < reviewBelow));
    return { ...one, decision: { ...one.decision, confidence, needsHuman } };
  });
  return { judged: reviewed, trust: { confidence: fitConfidence(outcomesOf(judged)), reviewBelow } };
}

/** The lowest confidence from which on the wanted share is right; a higher one would only cost more reviews. */
export function chooseThreshold(
  judged: readonly { isDepartmentRight: boolean }[],
  confidences: readonly number[],
): number {
  const ranked = judged
    .map(({ isDepartmentRight }, index) => ({ isRight: isDepartmentRight, confidence: confidences[index] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
  const least = Math.ceil(ranked.length * (1 - MOST_REVIEWED));
  let right = 0;
  let routed = least;
  for (const [index, { isRight }] of ranked.entries()) {
    right += isRight ? 1 : 0;
    if (index + 1 >= least && right / (index + 1) >= ROUTED_RIGHT) routed = index + 1;
  }
  return Math.round((ranked[routed - 1]?.confidence ?? 0.5) * 1000) / 1000;
}
