/**
 * npm run bench -- classify
 *
 * Texts a second of one core's time (others may be at work on the machine), the whole local decision and the plain n-gram baseline in turn, on the independent hold-out; and
 * how long the first text takes. The ratio is what can be compared between machines.
 */
import { readExampleFile, readExamples } from '../src/understanding/training/examples.ts';
import { trainPlainBaseline } from '../src/understanding/evaluation/plain-baseline.ts';
import { understandLocally } from '../src/understanding/index.ts';

const ROUNDS = 7;

export type ClassifySpeed = { startMs: number; textsPerSecond: number; plainPerSecond: number; ratio: number };

export function measureClassify(): ClassifySpeed {
  const started = process.threadCpuUsage();
  understandLocally({ messages: ['变速箱顿挫'] });
  const { user, system } = process.threadCpuUsage(started);
  const startMs = (user + system) / 1000;
  const texts = readExampleFile(new URL('../test/understanding/holdout-independent.jsonl', import.meta.url)).map(
    ({ text }) => text,
  );
  const plain = trainPlainBaseline(readExamples().map(({ text, kind }) => ({ text, label: kind })));
  const perSecond = (work: (text: string) => unknown): number => {
    const from = process.threadCpuUsage();
    for (const text of texts) work(text);
    const { user, system } = process.threadCpuUsage(from);
    return (texts.length / (user + system)) * 1e6;
  };
  const rounds = Array.from({ length: ROUNDS }, () => {
    const own = perSecond((text) => understandLocally({ messages: [text] }));
    const other = perSecond(plain);
    return { own, other, ratio: own / other };
  });
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    startMs,
    textsPerSecond: median(rounds.map(({ own }) => own)),
    plainPerSecond: median(rounds.map(({ other }) => other)),
    ratio: median(rounds.map(({ ratio }) => ratio)),
  };
}
