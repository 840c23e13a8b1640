import { FILE_KINDS, type FileKind } from './kinds.ts';

/** What staff read about files. */
export const toStaff = {
  added: (number: string, count: string, url: string) =>
    `【车主补充】工单 ${number}：车主补发了${count}。\n查看：${url}`,
  notFetched: (number: string, kind: FileKind, reason: FetchFailure) =>
    `【附件未取到】工单 ${number}：车主发来的${FILE_KINDS[kind].label}${WHY[reason]}，请联系车主补发。`,
  ownNotFetched: (kind: FileKind, reason: FetchFailure) =>
    `您发的${FILE_KINDS[kind].label}${WHY[reason]}，请重新发送。`,
};

/** Why a file will never come. */
export type FetchFailure = 'expired' | 'unknown' | 'tooLarge';

const WHY: Record<FetchFailure, string> = {
  expired: '没能在平台保存的三天内取到',
  unknown: '没能取到',
  tooLarge: '太大，没能取到',
};
