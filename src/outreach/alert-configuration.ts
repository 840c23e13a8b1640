import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { enqueueOutbox, type FailedOutcome, idempotencyKeyOf, type SettledHook } from '../outbox/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { quietUntil } from './quiet-hours.ts';

const CHANNELS: Record<string, string> = {
  kf: '微信客服',
  officialAccountTemplate: '服务号模板消息',
  officialAccountMessage: '服务号客服消息',
  subscriptionNotice: '订阅通知',
  sms: '短信',
  groupSend: '企业群发',
  contactWelcome: '客户联系欢迎语',
  wecom: '企业微信应用消息',
};

/** What the codes mean that an administrator can do something about. */
const HINTS: Record<string, string> = {
  40001: '密钥不正确',
  40013: '企业ID或AppID不正确',
  40125: '密钥不正确',
  40002: '凭证类型不正确',
  40056: '应用ID（AgentID）不正确',
  41004: '没有填写密钥',
  40243: '密钥已被冻结',
  40164: '服务器IP不在白名单',
  89503: '服务器IP有变动，等待管理员确认',
  89506: '服务器IP有变动，管理员未同意',
  89507: '服务器IP有变动，管理员未同意',
  60030: '接待人员不在应用可见范围',
  50003: '应用已停用',
  48006: '应用长期未使用，接口权限已收回',
  60020: '服务器IP不在可信名单',
  40037: '模板ID不存在',
  43116: '模板已被封禁',
  48011: '模板已被停用，或应用的接口权限已被收回',
  48001: '接口没有权限',
  48002: '应用没有接口权限',
  48004: '接口已被平台封禁',
  48007: '客服账号没有授权给应用',
  50004: '账号状态异常',
  95003: '企业未认证，咨询人数已满',
  40249: '内容未通过平台审核',
  45168: '内容含有平台禁用的词',
  13: '内容触发平台安全限制',
  81013: '同事不在应用可见范围，或已离职',
};

/**
 * Tells the director when something can only be mended by an administrator, once a day for each channel and code. What stops
 * the app's own messages is only in the log: it could not be told by them.
 *
 * @param contextOf the context of a store, for work the service does by itself
 */
export function alertConfiguration(contextOf: (storeId: string) => Context): SettledHook {
  return async (tx, row, outcome) => {
    const context = contextOf(row.storeId);
    const isStaff = row.channel.startsWith('wecom');
    if (outcome.status === 'sent') {
      const unreached = outcome.receipt.invalidUserIds ?? [];
      if (isStaff && unreached.length > 0) {
        await alert(context, tx, row.channel, { code: '81013', who: unreached.join('、') });
      }
      return;
    }
    if (outcome.status !== 'failed' || !isForAdministrator(outcome)) return;
    if (isStaff && outcome.action !== 'nextPerson') return;
    const code = outcome.vendorCode ?? String(outcome.errorCode);
    const who = isStaff ? row.recipient : undefined;
    const isUrgent = outcome.smsFailure === 'balance';
    await alert(context, tx, row.channel, { code, isUrgent, ...(who === undefined ? {} : { who }) });
  };
}

/** 13: the platform took it for dangerous content. */
function isForAdministrator({ action, errorCode }: FailedOutcome): boolean {
  if (action === 'again') return errorCode === 13;
  return (action === 'configuration' && errorCode >= 0) || action === 'review' || action === 'nextPerson';
}

async function alert(
  context: Context,
  tx: Transaction,
  channel: string,
  { code, who, isUrgent = false }: { code: string; who?: string; isUrgent?: boolean },
): Promise<void> {
  const { storeId, clock } = context;
  const family = channel.startsWith('kf') ? 'kf' : channel.startsWith('wecom') ? 'wecom' : channel;
  const name = CHANNELS[family.replace(/^groupSend.*/, 'groupSend')] ?? family;
  const hint = isUrgent ? '余额不足，请尽快充值' : (HINTS[code] ?? '请查看平台的错误码说明');
  const text =
    who === undefined
      ? `【系统提醒】${name}发送失败（${code}）：${hint}。相关消息已改用其他方式，请管理员尽快处理。`
      : `【系统提醒】发给${who}的${name}没有送达（${code}）：${hint}。请管理员核对通讯录和应用可见范围。`;
  const rules = rulesOf(await getStore(tx, storeId));
  for (const userId of await leaders(tx, storeId, who)) {
    await enqueueOutbox(context, tx, {
      channel: 'wecomText',
      accountId: '',
      recipient: userId,
      idempotencyKey: idempotencyKeyOf('alert', storeId, family, code, who ?? '', userId, dayOf(clock.now())),
      payload: { text },
      preview: text,
      notBeforeAt: isUrgent ? undefined : quietUntil(rules.outreach, clock.now()),
    });
  }
}

/** The directors; without one the general managers. Whoever was not reached is not told of it. */
async function leaders(tx: Transaction, storeId: string, except: string | undefined): Promise<string[]> {
  const people = await tx.staff.findMany({
    where: { storeId, isActive: true, role: { in: ['director', 'generalManager'] } },
    orderBy: { id: 'asc' },
  });
  const reachable = people.filter(({ userId }) => except === undefined || !except.includes(userId));
  const directors = reachable.filter(({ role }) => role === 'director');
  return (directors.length > 0 ? directors : reachable).map(({ userId }) => userId);
}
