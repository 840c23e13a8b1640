import type { LabelledExample } from '../ports.ts';
import { createNeighbourhood } from './neighbours.ts';
import type { Neighbourhood } from './neighbours.ts';
import { departmentFor } from './routing.ts';
import type { Department } from './taxonomy.ts';
import { normalise } from './text.ts';
import { readExamples } from './training/examples.ts';
import type { Example } from './training/examples.ts';

const HOW_MANY = 6;
const SAME_ANSWER = 2;
/** Look-alikes of plates and phones are invented, but nothing of that shape goes to a model. */
const WITH_CONTACT_DATA = /\d{7,}|[\u4e00-\u9fa5][a-z][a-z0-9]{5}/i;

let shared: Neighbourhood<Example> | undefined;
/** The training examples; read at the first call (some 100 ms). */
const examples = (): Neighbourhood<Example> =>
  (shared ??= createNeighbourhood(readExamples().filter(({ text }) => !WITH_CONTACT_DATA.test(text))));

/**
 * The labelled examples that share most with a text, for a model's prompt: few of each kind of answer, so that near
 * copies do not drown the others.
 */
export function similarExamples(text: string): LabelledExample[] {
  const perAnswer = new Map<string, number>();
  const chosen: LabelledExample[] = [];
  for (const { item } of examples().nearest(text, 40)) {
    const { kind, categories } = item;
    const answer = `${kind} ${categories.join()}`;
    const count = perAnswer.get(answer) ?? 0;
    if (count >= SAME_ANSWER) continue;
    perAnswer.set(answer, count + 1);
    const severity = kind === 'complaint' ? 'P2' : kind === 'rescue' ? 'P1' : 'P3';
    chosen.push({ text: item.text, kind, categories, severity });
    if (chosen.length === HOW_MANY) break;
  }
  return chosen;
}

const VOTERS = 9;
/** Farther ones have little in common with the text but the language. */
const LEAST_SIMILARITY = 0.12;
/** Share of the votes that makes them one voice. */
const MAJORITY = 0.5;

/** The department that the most similar examples went to; undefined when there are none or they are at odds. */
export function neighboursDepartment(text: string): Department | undefined {
  const votes = new Map<Department, number>();
  let all = 0;
  for (const { item, similarity } of examples().nearest(text, VOTERS)) {
    if (similarity < LEAST_SIMILARITY) break;
    const department = departmentFor(item.kind, item.categories, normalise(item.text));
    votes.set(department, (votes.get(department) ?? 0) + similarity ** 2);
    all += similarity ** 2;
  }
  const [first] = [...votes].toSorted((a, b) => b[1] - a[1]);
  return first !== undefined && first[1] >= MAJORITY * all ? first[0] : undefined;
}
