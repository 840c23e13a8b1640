import type { LabelledExample } from '../ports.ts';
import { ngramsOf } from './features.ts';
import { normalise } from './text.ts';
import { readExamples } from './training/examples.ts';

const HOW_MANY = 6;
/** Look-alikes of plates and phones are invented, but nothing of that shape goes to a model. */
const WITH_CONTACT_DATA = /\d{7,}|[\u4e00-\u9fa5][a-z][a-z0-9]{5}/i;

type Entry = { example: LabelledExample; grams: Set<string> };
let index: { entries: Entry[]; weightOf: Map<string, number> } | undefined;

function load(): NonNullable<typeof index> {
  const entries = readExamples()
    .filter(({ text }) => !WITH_CONTACT_DATA.test(text))
    .map(({ text, kind, categories }): Entry => {
      const severity = kind === 'complaint' ? 'P2' : kind === 'rescue' ? 'P1' : 'P3';
      return { example: { text, kind, categories, severity }, grams: new Set(ngramsOf(normalise(text))) };
    });
  const counts = new Map<string, number>();
  for (const { grams } of entries) for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const weightOf = new Map([...counts].map(([gram, count]) => [gram, Math.log(entries.length / count)]));
  return { entries, weightOf };
}

/**
 * The labelled examples that share most with a text, for a model's prompt: few of each kind of answer, so that near
 * copies do not drown the others. The examples are read at the first call (some 50 ms).
 */
export function similarExamples(text: string): LabelledExample[] {
  index ??= load();
  const { entries, weightOf } = index;
  const grams = ngramsOf(normalise(text).slice(0, 400));
  const ranked = entries
    .map(({ example, grams: own }) => {
      const shared = grams.reduce((sum, gram) => (own.has(gram) ? sum + (weightOf.get(gram) ?? 0) : sum), 0);
      return { example, score: shared / Math.sqrt(own.size) };
    })
    .toSorted((a, b) => b.score - a.score);
  const perAnswer = new Map<string, number>();
  const chosen: LabelledExample[] = [];
  for (const { example } of ranked) {
    const answer = `${example.kind} ${example.categories.join()}`;
    const count = perAnswer.get(answer) ?? 0;
    if (count >= 2) continue;
    perAnswer.set(answer, count + 1);
    chosen.push(example);
    if (chosen.length === HOW_MANY) break;
  }
  return chosen;
}
