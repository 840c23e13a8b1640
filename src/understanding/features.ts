import { conceptCounts, CONCEPTS } from './lexicon.ts';
import { findAsserted } from './polarity.ts';
import { GROUPS, groupValues } from './thesaurus/index.ts';

/** Longest character n-gram. */
const LONGEST = 3;

/** Digits become 0, letters stay, blanks and punctuation become one mark: owners differ in these, meaning does not. */
function canonical(text: string): string {
  return text
    .replace(/[0-9]+/g, '0')
    .replace(/[\s,,。.、;;::"“”'‘’()()【】[\]~…\-—_]+/g, ' ')
    .replace(/[!!]+/g, '!')
    .replace(/[??]+/g, '?')
    .trim();
}

/** Distinct character 1–3-grams of a normalised text, with marks at both ends. */
export function ngramsOf(text: string): string[] {
  const marked = `^${canonical(text)}$`;
  const grams = new Set<string>();
  for (let length = 1; length <= LONGEST; length += 1) {
    for (let start = 0; start + length <= marked.length; start += 1) {
      const gram = marked.slice(start, start + length);
      if (!/^ | $|^[\^$]$/.test(gram)) grams.add(gram);
    }
  }
  return [...grams];
}

/** Two things said together that mean something else than each alone: 修完 + 异响 is the workshop's, not the engine's. */
const CROSSES = [
  ['afterRepair', 'faultWord'],
  ['afterRepair', 'part'],
  ['notFixed', 'part'],
  ['workshopFault', 'part'],
  ['warranty', 'part'],
  ['parts', 'priceHigh'],
  ['serviceFee', 'part'],
  ['priceAsked', 'part'],
  ['priceAsked', 'deal'],
  ['newCar', 'body'],
  ['newCar', 'fraud'],
  ['newCar', 'part'],
  ['newCar', 'waiting'],
  ['promise', 'notGiven'],
  ['promise', 'beforeSale'],
  ['insurance', 'harassment'],
  ['insurance', 'asks'],
  ['finance', 'deal'],
  ['finance', 'delivery'],
  ['thanks', 'satisfied'],
  ['thanks', 'negativeTone'],
  ['asks', 'faultWord'],
  ['asks', 'negativeTone'],
  ['bookingWord', 'waiting'],
  ['bookingWord', 'negativeTone'],
  ['attitude', 'asks'],
  ['attitude', 'thanks'],
  ['parts', 'waiting'],
  ['delivery', 'waiting'],
] as const;
export const EXTRA_FEATURES = [
  'part',
  'short',
  'long',
  'endsAsking',
  'assertedFault',
  ...CROSSES.map(([a, b]) => `${a}×${b}`),
];
export const CONCEPT_FEATURES: readonly string[] = [
  ...CONCEPTS.map(({ name }) => name),
  ...EXTRA_FEATURES,
  ...GROUPS.map(({ name }) => `words:${name}`),
];

const FAULT = /故障|坏|失灵|失效|异响|响|抖|漏|渗|不亮|没反应|熄火|顿挫|黑屏|死机|裂|鼓包|生锈|不制冷|跑偏/g;

/** Values of the concept features: saturating counts, so that ten exclamations do not drown the rest. */
export function conceptsOf(text: string): number[] {
  const counts = conceptCounts(text).map((count) => (count === 0 ? 0 : 1 + 0.4 * (count - 1)));
  const part = PART_CONCEPTS.some((index) => (counts[index] ?? 0) > 0) ? 1 : 0;
  const valueOf = (name: string): number => (name === 'part' ? part : (counts[INDEX_OF.get(name) ?? -1] ?? 0));
  const endsAsking = /(?:吗|么|呢|不|没|多少|啥|什么|怎么办?|哪|几[点天号年]|[??])[??\s~]*$/.test(text) ? 1 : 0;
  const fault = findAsserted(text, FAULT) === undefined ? 0 : 1;
  const crosses = CROSSES.map(([a, b]) => (valueOf(a) > 0 && valueOf(b) > 0 ? 1 : 0));
  const lengths = [text.length <= 6 ? 1 : 0, text.length >= 40 ? 1 : 0];
  return [...counts, part, ...lengths, endsAsking, fault, ...crosses, ...groupValues(text)];
}

const INDEX_OF: ReadonlyMap<string, number> = new Map(CONCEPTS.map(({ name }, index) => [name, index]));
/** Concepts that name a part or function of the vehicle. */
const PART_CONCEPTS = CONCEPTS.flatMap(({ category }, index) => (category?.startsWith('Q') === true ? [index] : []));
