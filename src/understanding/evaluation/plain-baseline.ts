import { ngramsOf } from '../features.ts';
import { CLASSIFIED_CHARS, normalise } from '../text.ts';
import { seededRandom, shuffle } from '../training/seeded-random.ts';
import { softmaxInPlace } from '../views.ts';

const EPOCHS = 20;
const RATE = 0.5;

export type LabelledText = { text: string; label: string };

/**
 * What everybody would try first: character 1–3-grams, TF-IDF, multinomial logistic regression. The yardstick beside which
 * the classifier is measured, trained on the same examples.
 */
export function trainPlainBaseline(examples: readonly LabelledText[]): (text: string) => string {
  const counts = new Map<string, number>();
  const grams = examples.map(({ text }) => gramsOf(text));
  for (const own of grams) for (const gram of own) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const rowOf = new Map([...counts].filter(([, count]) => count >= 2).map(([gram], row) => [gram, row]));
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const vectorOf = (own: readonly string[]): [rows: number[], values: number[]] => {
    const known = own.filter((gram) => rowOf.has(gram));
    const idf = known.map((gram) => Math.log(1 + examples.length / (counts.get(gram) ?? 1)));
    const length = Math.hypot(...idf) || 1;
    return [known.map((gram) => rowOf.get(gram) ?? 0), idf.map((value) => value / length)];
  };
  const width = labels.length;
  const weights = new Float32Array((rowOf.size + 1) * width);
  const squares = new Float32Array(weights.length).fill(1);
  const scoreOf = ([rows, values]: [number[], number[]]): Float64Array => {
    const scores = Float64Array.from({ length: width }, (_, index) => weights[rowOf.size * width + index] ?? 0);
    for (const [at, row] of rows.entries())
      for (let index = 0; index < width; index += 1)
        scores[index] = (scores[index] ?? 0) + (values[at] ?? 0) * (weights[row * width + index] ?? 0);
    return scores;
  };
  const vectors = grams.map(vectorOf);
  const targets = examples.map(({ label }) => labels.indexOf(label));
  const order = Int32Array.from(examples, (_, index) => index);
  const random = seededRandom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const example of order) {
      const vector = vectors[example] ?? [[], []];
      const errors = scoreOf(vector);
      softmaxInPlace(errors, 0, width);
      const target = targets[example] ?? 0;
      errors[target] = (errors[target] ?? 0) - 1;
      const [rows, values] = vector;
      for (const [at, row] of [...rows, rowOf.size].entries()) {
        for (let index = 0; index < width; index += 1) {
          const slot = row * width + index;
          const gradient = (errors[index] ?? 0) * (values[at] ?? 1) + 1e-4 * (weights[slot] ?? 0);
          squares[slot] = (squares[slot] ?? 0) + gradient * gradient;
          weights[slot] = (weights[slot] ?? 0) - (RATE * gradient) / Math.sqrt(squares[slot] ?? 1);
        }
      }
    }
  }
  return (text) => {
    const scores = scoreOf(vectorOf(gramsOf(text)));
    return labels[scores.indexOf(Math.max(...scores))] ?? '';
  };
}

const gramsOf = (text: string): string[] => ngramsOf(normalise(text).slice(0, CLASSIFIED_CHARS));

/** The label that most examples carry. */
export function majorityOf(labels: readonly string[]): string {
  const counts = Map.groupBy(labels, (label) => label);
  return [...counts].sort(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
