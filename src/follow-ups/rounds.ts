import type { FollowUp } from '../database/generated/client.ts';

export type { FollowUp };

/** Rounds of follow-up, as people call them. */
export const FOLLOW_UP_ROUNDS = {
  threeDay: '3DC回访',
  sevenDay: '7DC回访',
  oneMonth: '满月回访',
  oneYear: '周年回访',
} as const;
export type FollowUpRound = keyof typeof FOLLOW_UP_ROUNDS;
export const followUpRounds = Object.keys(FOLLOW_UP_ROUNDS) as FollowUpRound[];

export const isFollowUpRound = (text: string): text is FollowUpRound => Object.hasOwn(FOLLOW_UP_ROUNDS, text);

/** Where a follow-up stands. `closed`: not reached in spite of every try. */
export const FOLLOW_UP_STATUSES = {
  planned: '待回访',
  asking: '已发问卷',
  callTask: '待打电话',
  done: '已回访',
  skipped: '不回访',
  closed: '未能联系上',
} as const;
export type FollowUpStatus = keyof typeof FOLLOW_UP_STATUSES;

export const isFollowUpStatus = (text: string): text is FollowUpStatus => Object.hasOwn(FOLLOW_UP_STATUSES, text);

/** Nobody has answered yet, and somebody still may. */
export const OPEN_FOLLOW_UPS = ['planned', 'asking', 'callTask'] as const satisfies readonly FollowUpStatus[];

/** How an answer came. */
export const FOLLOW_UP_CHANNELS = {
  kf: '微信客服',
  officialAccount: '服务号',
  call: '电话',
  page: '登记',
} as const;
export type FollowUpChannel = keyof typeof FOLLOW_UP_CHANNELS;

/** A call task of a follow-up names it by its key. */
export const callKeyOf = (followUpId: number): string => `follow-up:${followUpId}`;

/** @returns undefined when the task is about something else */
export function followUpOfCall({ dedupeKey, purpose }: { dedupeKey: string; purpose: string }): number | undefined {
  const id = /^follow-up:(\d+)$/.exec(dedupeKey)?.[1];
  return purpose === 'followUp' && id !== undefined ? Number(id) : undefined;
}
