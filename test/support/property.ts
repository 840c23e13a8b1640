import * as fc from 'fast-check';

/**
 * fast-check with one seed for everybody, so that a run on another machine meets the same cases. `FC_SEED=random` looks
 * for new ones, `FC_SEED=<number>` repeats those of a failure.
 */
const given = process.env['FC_SEED'] ?? '20260101';
if (given !== 'random') {
  const seed = Number(given);
  if (!Number.isInteger(seed)) throw new Error(`FC_SEED must be "random" or a whole number, not ${given}`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}

export * from 'fast-check';
