/** How far a questionnaire got: the question that the owner has before them; 0 before the first. */
export const STEPS = { score: 1, fixed: 2, suggestions: 3, over: 9 } as const;

export type Question = 'score' | 'fixed' | 'suggestions';

/** Names the message that asks. */
export const questionKey = (followUpId: number, question: string): string => `fu-${followUpId}-${question}`;

/** @returns the follow-up that a message of ours asks about; undefined when it asks none */
export function followUpAskedBy(idempotencyKey: string): number | undefined {
  const id = /^fu-(\d+)-/.exec(idempotencyKey)?.[1];
  return id === undefined ? undefined : Number(id);
}

const TAP = /^fu-(\d+)-(score|fixed|suggestions)-(\w+)$/;

/** An item of one of our questionnaires that the owner tapped. */
export interface Tap {
  followUpId: number;
  question: Question;
  value: string;
}

export function readTap(menuId: string | null): Tap | undefined {
  const match = TAP.exec(menuId ?? '');
  if (match === null) return undefined;
  return { followUpId: Number(match[1]), question: match[2] as Question, value: match[3] ?? '' };
}

const item = (followUpId: number, question: Question, value: string | number, text: string) => ({
  id: `fu-${followUpId}-${question}-${value}`,
  text,
});

/** The frequent answers; the others are typed. */
export const scoreMenu = (id: number) => ({
  items: [10, 9, 8, 7, 6].map((score) => item(id, 'score', score, `${score}分`)),
  tail: '其他分数请直接回复数字',
});

export const fixedMenu = (id: number, [yes, no]: readonly [string, string]) => ({
  items: [item(id, 'fixed', 'yes', yes), item(id, 'fixed', 'no', no)],
});

export const suggestionsMenu = (id: number, none: string) => ({ items: [item(id, 'suggestions', 'none', none)] });
