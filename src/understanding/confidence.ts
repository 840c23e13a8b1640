/** What the classifier said of one text, as far as it tells how likely the decision is right. */
export type RawScores = {
  /** Probability of the decided department by the linear and by the hidden view. */
  departments: readonly [number, number];
  /** Probability of the decided kind by each view. */
  kinds: readonly [number, number];
  coverage: number;
  characters: number;
  hasCategory: boolean;
  isByRule: boolean;
};

const logit = (probability: number): number => {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(bounded / (1 - bounded));
};

/** What the confidence is computed from; all of about the same size, so that fitting is quick. */
export function confidenceInputs(raw: RawScores): readonly number[] {
  const [linear, hidden] = raw.departments.map(logit) as [number, number];
  const [linearKind, hiddenKind] = raw.kinds.map(logit) as [number, number];
  return [
    1,
    linear,
    hidden,
    Math.min(linear, hidden),
    linearKind,
    hiddenKind,
    raw.coverage,
    Math.min(1, raw.characters / 40),
    raw.hasCategory ? 0 : 1,
    raw.isByRule ? 1 : 0,
  ];
}

/** How likely the routing is right, 0–1: a logistic regression on the agreement of the views, fitted on unseen texts. */
export function confidenceOf(weights: readonly number[], raw: RawScores): number {
  const sum = confidenceInputs(raw).reduce((total, value, index) => total + value * (weights[index] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
