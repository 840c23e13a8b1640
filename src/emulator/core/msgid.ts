import type { Identifiers } from './identifiers.ts';

/** Above 2^53, so that a parser which makes numbers of digits loses it (C12). */
const FIRST_MSGID = 4561255354251345929n;

/** The next 64-bit MsgId, in decimal digits. */
export function nextMsgId(ids: Identifiers): string {
  return String(FIRST_MSGID + BigInt(ids.next('MsgId') - 1));
}
