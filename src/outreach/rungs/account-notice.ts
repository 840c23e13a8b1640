import { RECEIPT_CODES } from '../../outbox/index.ts';
import type { ReminderTemplateKey } from '../templates.ts';
import { reminderTemplates } from '../templates.ts';
import { CareError } from '../../errors.ts';
import { fitTemplateData } from '../fit-template-data.ts';
import { reminderKinds } from '../kinds.ts';
import type { Reachable, Want } from './rung.ts';

/** "User block" is never taken back by an event: after this long it is tried once more. */
const BLOCK_MS = 30 * 24 * 60 * 60 * 1000;

/** The owner has switched notices off. */
const USER_BLOCK = RECEIPT_CODES.userBlock;

/** Codes of the account's chat (window closed or used up, messages refused): they say nothing about notices. */
const CHAT_ONLY = [45_015, 45_047, 48_002];

/** Template messages and subscription notices carry service matters and greetings, never promotions: accounts lose them for it. */
export function carriesNoPromotion({ kind }: Want): string | undefined {
  return reminderKinds[kind].class === 'promotion' ? '服务通知不得用于活动推广' : undefined;
}

/** Why the platform would not take a notice of the service account to this person; undefined: it would. */
export function closedForNotices(identity: Reachable, { connected, now }: Want): string | undefined {
  if (connected.appId !== '' && identity.accountId !== connected.appId) return '车主关注的不是现在的服务号';
  const { unreachableAt, lastErrorCode } = identity;
  if (unreachableAt === null || CHAT_ONLY.includes(lastErrorCode ?? 0)) return undefined;
  if (lastErrorCode !== USER_BLOCK) return '服务号消息此前无法送达';
  return now.getTime() - unreachableAt.getTime() < BLOCK_MS ? '车主关闭了服务号通知' : undefined;
}

/**
 * The template's fields, each fitting its type.
 *
 * @returns undefined when one does not: nothing is sent then, and another channel can carry it
 */
export function noticeData(
  templateKey: ReminderTemplateKey,
  values: Readonly<Record<string, string>>,
): Record<string, { value: string }> | undefined {
  try {
    return fitTemplateData(
      values,
      reminderTemplates[templateKey].fields.map(({ key }) => key),
    );
  } catch (error) {
    if (!(error instanceof CareError && error.code === 'VALIDATION')) throw error;
    return undefined;
  }
}
