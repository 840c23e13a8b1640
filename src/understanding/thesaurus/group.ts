import type { Category } from '../taxonomy.ts';

/** Words that mean much the same to a dealership, parted by blanks; `category`: the one they speak for by themselves. */
export type Group = { name: string; category?: Category; words: string };
