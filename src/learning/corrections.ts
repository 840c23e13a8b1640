import type { Db } from '../database/database.ts';
import { type LabelledCase, saysNothing } from '../understanding/index.ts';

type Via = 'triage' | 'handOver' | 'page';

/**
 * Who was asked what the words mean has judged the words. Who hands over may know more than they say: "空调不制冷" goes to
 * warranty because of this one car. One such step teaches the next training, it does not move the next owner.
 */
export const JUDGED_BY_WORDS: readonly Via[] = ['triage', 'page'];

/**
 * What staff have decided about texts, of all stores, oldest first; of several decisions about one text the last. Words
 * that say nothing ("你们太差了") are left out: whoever chose knew more than they say, and the next owner means another thing.
 */
export async function listCorrections(db: Db, which: { via?: readonly Via[] } = {}): Promise<LabelledCase[]> {
  const rows = await db.labelledCase.findMany({
    ...(which.via === undefined ? {} : { where: { via: { in: [...which.via] } } }),
    orderBy: { id: 'asc' },
    select: { id: true, decisionId: true, text: true, kind: true, categories: true, department: true },
  });
  const newest = new Map(rows.map((row) => [row.decisionId ?? `case-${row.id}`, row]));
  return [...newest.values()]
    .map(({ text, kind, categories, department }) => ({ text, kind, categories, department }))
    .filter(({ kind, text }) => !isComplaint(kind) || !saysNothing(text));
}

const isComplaint = (kind: string): boolean => kind === 'complaint' || kind === 'grumble';
