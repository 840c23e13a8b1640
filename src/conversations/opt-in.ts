import type { Context } from '../context.ts';
import { recordOptIn } from '../customers/index.ts';
import type { Transaction } from '../database/database.ts';
import { type Heard, textOf } from './heard.ts';
import { say } from './messages.ts';
import { reply } from './reply.ts';

const AGAIN =
  /^(?:请|麻烦)?(?:帮我|给我)?(?:恢复|重新(?:订阅|开通|接收|打开)|(?:取消|撤销)退订|订阅|开通)(?:一下)?(?:保养|到期|服务|关怀)*(?:提醒|通知|消息)?(?:吧|服务)?[。.!！~～]*$/;
const NAMES_IT = /提醒|通知|退订/;
/** "误点了退订，帮我恢复": it was no wish at all. */
const BY_MISTAKE =
  /^[^?？]{0,10}(?:误|不小心|手滑|按错|点错)(?:点|触|操作|发|按|回|了)*退订(?!.{0,8}(?:怎么办|吗|[?？]))|^(?:请|麻烦|帮我|给我|我要|我想)*(?:取消|撤销|撤回)(?:了|我的)?退订/;

/** “恢复提醒”: reminders are wanted again. @returns whether it was that */
export async function takeOptIn(context: Context, tx: Transaction, heard: Heard): Promise<boolean> {
  const text = textOf(heard).trim();
  if (!(AGAIN.test(text) && NAMES_IT.test(text)) && !BY_MISTAKE.test(text)) return false;
  const { id, customerId } = heard.identity;
  const isNew = await recordOptIn(
    tx,
    context.clock,
    { identityId: id, customerId },
    { words: text, via: 'chat', recordedBy: '车主' },
  );
  await reply(context, tx, heard, isNew ? say.optedIn : say.notOptedOut);
  return true;
}
