import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CUES } from './cues.ts';
import { MEANINGS } from './meanings.ts';

const FILE = new URL('weights.json', import.meta.url);

interface StoredWeights {
  /** Of what it was made from: see `sourceHash`. */
  source: string;
  /** A weight is a signed byte times this. */
  scale: number;
  names: string[];
  /** base64, a row of one byte for each meaning for each name. */
  bytes: string;
}

/** Changes whenever the weights should be made anew: by the labelled replies, the cues and the list of meanings. */
export function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(new URL('examples.jsonl', import.meta.url)));
  for (const [name, pattern] of Object.entries(CUES)) hash.update(`${name}:${pattern.source}\n`);
  return hash.update(MEANINGS.join()).digest('hex').slice(0, 16);
}

export function storedSource(): string {
  return (JSON.parse(readFileSync(FILE, 'utf8')) as StoredWeights).source;
}

export function readStoredWeights(): { index: Map<string, number>; weights: Float32Array } {
  const { scale, names, bytes } = JSON.parse(readFileSync(FILE, 'utf8')) as StoredWeights;
  const signed = new Int8Array(Buffer.from(bytes, 'base64'));
  return {
    index: new Map(names.map((name, at) => [name, at])),
    weights: Float32Array.from(signed, (value) => value * scale),
  };
}

/** @returns what goes into weights.json */
export function storableWeights({
  index,
  weights,
}: {
  index: ReadonlyMap<string, number>;
  weights: Float32Array;
}): StoredWeights {
  const scale = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
  const signed = Int8Array.from(weights, (value) => Math.round(value / scale));
  return {
    source: sourceHash(),
    scale,
    names: [...index.keys()],
    bytes: Buffer.from(signed.buffer).toString('base64'),
  };
}
