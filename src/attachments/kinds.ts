import { CareError } from '../errors.ts';

const MEGABYTE = 1024 * 1024;

/**
 * What is kept as a file, with the most bytes it may have: the platform's own limits.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90253
 */
export const FILE_KINDS = {
  image: { maxBytes: 10 * MEGABYTE, label: '图片', unit: '张' },
  voice: { maxBytes: 2 * MEGABYTE, label: '语音', unit: '段' },
  video: { maxBytes: 10 * MEGABYTE, label: '视频', unit: '段' },
  file: { maxBytes: 20 * MEGABYTE, label: '文件', unit: '个' },
} as const;
export type FileKind = keyof typeof FILE_KINDS;

/** The kind of file that a message of this type brings; undefined for words, places, links. */
export function fileKindOf(msgType: string): FileKind | undefined {
  if (msgType === 'shortvideo') return 'video';
  return msgType in FILE_KINDS ? (msgType as FileKind) : undefined;
}

/** @throws {CareError} `VALIDATION` for a message that brings no file */
export function fileKind(msgType: string): FileKind {
  const kind = fileKindOf(msgType);
  if (kind === undefined) throw new CareError('VALIDATION', `a message of type "${msgType}" brings no file`);
  return kind;
}

/** `3张图片、1段语音` */
export function countInWords(files: readonly { msgType: string }[]): string {
  return Object.entries(FILE_KINDS)
    .map(([kind, { label, unit }]) => ({ count: files.filter((file) => file.msgType === kind).length, label, unit }))
    .filter(({ count }) => count > 0)
    .map(({ count, label, unit }) => `${count}${unit}${label}`)
    .join('、');
}
