import type { TrainedModel } from './classifier.ts';
import { GRAVE_OUTPUTS } from './views.ts';

/** Numbers as 8-bit integers in base64; each row has its own scale, so that a loud row does not flatten the others. */
type Packed = { columns: number; scales: string; values: string };

/** What training writes: plain JSON. */
export type StoredModel = {
  /** Examples, and corrections among them. */
  trainedOn: number;
  /** Of all that it was trained on: other examples or labels give another one. */
  fingerprint: string;
  /** All n-grams, joined by newline. */
  ngrams: string;
  idf: Packed;
  linear: Packed;
  hiddenInputs: Packed;
  hiddenOutputs: Packed;
  hiddenBias: number[];
  severity: Packed;
  confidence: number[];
  reviewBelow: number;
};

function pack(values: Float32Array, columns: number): Packed {
  const rows = values.length / columns;
  const scales = new Float32Array(rows);
  const bytes = new Int8Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    const own = values.subarray(row * columns, (row + 1) * columns);
    const scale = Math.fround(own.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127);
    scales[row] = scale;
    for (const [index, value] of own.entries()) bytes[row * columns + index] = Math.round(value / scale);
  }
  return {
    columns,
    scales: Buffer.from(scales.buffer).toString('base64'),
    values: Buffer.from(bytes.buffer).toString('base64'),
  };
}

function unpack({ columns, scales, values }: Packed): Float32Array {
  const scaleBytes = Uint8Array.from(Buffer.from(scales, 'base64'));
  const scaleOf = new Float32Array(scaleBytes.buffer);
  const bytes = new Int8Array(Uint8Array.from(Buffer.from(values, 'base64')).buffer);
  const result = new Float32Array(bytes.length);
  for (let row = 0; row * columns < bytes.length; row += 1) {
    const scale = scaleOf[row] ?? 0;
    for (let index = row * columns; index < (row + 1) * columns; index += 1)
      result[index] = (bytes[index] ?? 0) * scale;
  }
  return result;
}

export function packModel(model: TrainedModel, origin: Pick<StoredModel, 'trainedOn' | 'fingerprint'>): StoredModel {
  const columns = model.hidden.bias.length;
  return {
    ...origin,
    ngrams: model.ngrams.join('\n'),
    idf: pack(model.idf, model.idf.length),
    linear: pack(model.linear.weights, columns),
    hiddenInputs: pack(model.hidden.inputs, model.hidden.units),
    hiddenOutputs: pack(model.hidden.outputs, columns),
    hiddenBias: [...model.hidden.bias],
    severity: pack(model.severity.weights, GRAVE_OUTPUTS),
    confidence: [...model.confidence],
    reviewBelow: model.reviewBelow,
  };
}

export function unpackModel(stored: StoredModel): TrainedModel {
  return {
    ngrams: stored.ngrams.split('\n'),
    idf: unpack(stored.idf),
    linear: { weights: unpack(stored.linear) },
    hidden: {
      units: stored.hiddenInputs.columns,
      inputs: unpack(stored.hiddenInputs),
      outputs: unpack(stored.hiddenOutputs),
      bias: Float32Array.from(stored.hiddenBias),
    },
    severity: { weights: unpack(stored.severity) },
    confidence: stored.confidence,
    reviewBelow: stored.reviewBelow,
  };
}
