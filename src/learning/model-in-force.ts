import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import { type LabelledCase, putIntoForce, shippedModelHash, type StoredModel } from '../understanding/index.ts';
import { JUDGED_BY_WORDS, listCorrections } from './corrections.ts';

/** How long this process may go on with an older model. */
const FRESH_MS = 60_000;

export interface ModelInForce {
  /** Takes over what was trained since the last look, by whatever process. Cheap: looks at most once a minute. */
  refresh(): Promise<void>;
  /** Corrections: they count at once, before any training. The same list until there are more. */
  cases(): Promise<readonly LabelledCase[]>;
}

/**
 * Keeps this process on the newest model in force. A model trained on another release's examples is left: what ships now
 * was measured, it was not.
 */
export function createModelInForce(parts: { database: Database; clock: Clock; logger: Logger }): ModelInForce {
  const { database, clock, logger } = parts;
  let lookedAt = -Infinity;
  let modelId: number | undefined;
  let newestCase = 0;
  let cases: readonly LabelledCase[] = [];

  async function refreshModel(): Promise<void> {
    const newest = await database.client.classifierModel.findFirst({
      where: { isInForce: true, figures: { path: ['shipped'], equals: shippedModelHash() } },
      orderBy: { id: 'desc' },
      select: { id: true },
    });
    if (newest === null || newest.id === modelId) return;
    const { weights } = await database.client.classifierModel.findUniqueOrThrow({ where: { id: newest.id } });
    putIntoForce(JSON.parse(weights) as StoredModel);
    modelId = newest.id;
    logger.info({ modelId }, 'a newly trained classifier is in force');
  }

  async function refresh(): Promise<void> {
    const now = clock.now().getTime();
    if (Math.abs(now - lookedAt) < FRESH_MS) return;
    lookedAt = now;
    await refreshModel();
  }

  return {
    refresh,
    async cases() {
      await refresh();
      const newest = await database.client.labelledCase.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
      const newestId = newest?.id ?? 0;
      if (newestId !== newestCase) {
        cases = await listCorrections(database.client, { via: JUDGED_BY_WORDS });
        newestCase = newestId;
      }
      return cases;
    },
  };
}
