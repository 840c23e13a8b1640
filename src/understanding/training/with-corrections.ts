import { packModel } from '../stored-model.ts';
import type { StoredModel } from '../stored-model.ts';
import { isCategory, isDepartment, isMessageKind } from '../taxonomy.ts';
import type { LabelledCase } from '../labelled-case.ts';
import { crossValidate } from './cross-validate.ts';
import type { Example } from './examples.ts';
import { figuresOf } from './figures.ts';
import type { Figures } from './figures.ts';
import { originOf, train } from './trainer.ts';

/** A real text that a person has judged says more than an invented one. */
const COPIES = 2;
/** Chance alone moves the accuracy by this much: a loss within it is none. */
const TOLERANCE = 0.005;

export type Retrained = {
  /** Ready for storing; `createClassifier(unpackModel(model))` puts it into force. */
  model: StoredModel;
  /** Cross-validated on base examples and corrections alike, so that both are asked the same. */
  before: Figures;
  after: Figures;
  /** False when the corrections make it worse: then the model before should stay in force. */
  isBetter: boolean;
};

/**
 * Trains on the repository's examples and the corrections of staff. Pure; takes about a minute: for a nightly or weekly job.
 *
 * @param corrections texts already without personal data
 */
export function trainWithCorrections(base: readonly Example[], corrections: readonly LabelledCase[]): Retrained {
  const corrected = corrections.flatMap(asExample);
  const without = crossValidate(base, corrected);
  const all = [...base, ...corrected];
  const withThem = crossValidate(all);
  const before = figuresOf(without.judged);
  const after = figuresOf(withThem.judged);
  const repeated = [...base, ...corrected.flatMap((example) => Array.from({ length: COPIES }, () => example))];
  return {
    model: packModel(train(repeated, withThem.trust), originOf(all)),
    before,
    after,
    isBetter: after.departmentAccuracy >= before.departmentAccuracy - TOLERANCE,
  };
}

/** A case whose labels this version does not know teaches nothing. Cases with the same text are one family. */
function asExample({ text, kind, categories, department }: LabelledCase): Example[] {
  const known = categories.filter(isCategory).slice(0, 3);
  if (!isMessageKind(kind) || text.trim() === '' || known.length !== categories.length) return [];
  if (known.length === 0 && ['complaint', 'grumble'].includes(kind) && department !== 'triage') return [];
  return [
    {
      text,
      kind,
      categories: known,
      family: `correction/${text}`,
      ...(isDepartment(department) ? { department } : {}),
    },
  ];
}

/** @throws Error naming the line that is no labelled case */
export function readCorrections(source: string): LabelledCase[] {
  return source.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const fail = (): Error => new Error(`corrections, line ${index + 1}: needs text, kind, categories and department`);
    let row: Partial<LabelledCase>;
    try {
      row = JSON.parse(line) as Partial<LabelledCase>;
    } catch {
      throw fail();
    }
    const { text, kind, categories, department } = row;
    if (typeof text !== 'string' || typeof kind !== 'string' || !Array.isArray(categories)) throw fail();
    if (typeof department !== 'string') throw fail();
    return [{ text, kind, categories, department }];
  });
}
