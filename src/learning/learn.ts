import type { Context } from '../context.ts';
import type { Prisma } from '../database/generated/client.ts';
import { type LabelledCase, shippedModelHash, type StoredModel } from '../understanding/index.ts';
import { listCorrections } from './corrections.ts';
import { trainInWorker } from './train-in-worker.ts';

/** Fewer new corrections than this change nothing that could be measured. */
const ENOUGH_NEW = 5;
/** Older models are kept for looking back, the others make room: each is some megabytes. */
const KEPT_MODELS = 5;

/** What training gives: the model, the figures without and with the corrections, and which is to be used. */
export interface Retrained {
  model: StoredModel;
  before: object;
  after: object;
  isBetter: boolean;
}
export type Train = (corrections: readonly LabelledCase[]) => Promise<Retrained>;

/**
 * Trains the local classifier again with what staff have corrected. The new model is put into force unless it is worse;
 * either way its figures are kept.
 *
 * @param train takes minutes of computing, so outside this thread
 * @returns what became of it
 */
export async function learnFromCorrections(
  context: Pick<Context, 'database' | 'clock' | 'logger'>,
  train: Train = trainInWorker,
): Promise<'nothing new' | 'in force' | 'worse'> {
  const { client } = context.database;
  const corrections = await listCorrections(client);
  const shipped = shippedModelHash();
  const last = await client.classifierModel.findFirst({
    orderBy: { id: 'desc' },
    select: { corrections: true, figures: true },
  });
  const isSameBase = (last?.figures as { shipped?: string } | undefined)?.shipped === shipped;
  const learnt = last !== null && isSameBase ? last.corrections : 0;
  if (corrections.length - learnt < ENOUGH_NEW) return 'nothing new';
  const { model, before, after, isBetter } = await train(corrections);
  const figures = { shipped, before, after } as Prisma.InputJsonObject;
  await context.database.transaction(async (tx) => {
    await tx.classifierModel.create({
      data: {
        trainedAt: context.clock.now(),
        corrections: corrections.length,
        figures,
        isInForce: isBetter,
        weights: JSON.stringify(model),
      },
    });
    const kept = await tx.classifierModel.findMany({
      orderBy: { id: 'desc' },
      take: KEPT_MODELS,
      select: { id: true },
    });
    const inForce = await tx.classifierModel.findFirst({
      where: { isInForce: true },
      orderBy: { id: 'desc' },
      select: { id: true },
    });
    await tx.classifierModel.deleteMany({
      where: { id: { notIn: [...kept.map((row) => row.id), inForce?.id ?? 0] } },
    });
  });
  context.logger.info({ corrections: corrections.length, isBetter, before, after }, 'classifier trained again');
  return isBetter ? 'in force' : 'worse';
}
