import type { EmulatorControl } from '../emulator/index.ts';
import type { TroubleItem } from '../console/contract.ts';
import { CareError } from '../errors.ts';
import { sampleAccounts } from './accounts.ts';

/** What can be made to go wrong on the platform, by a button. */
const KINDS: Record<
  string,
  { label: string; hint: string; api?: string; kind?: 'errcode' | 'lostAnswer' | 'status'; errcode?: number }
> = {
  kfSendFails: {
    label: '微信客服发送失败',
    hint: '下一条发给车主的消息被平台拒绝（窗口已关闭）',
    api: 'kf/send_msg',
    kind: 'errcode',
    errcode: 95002,
  },
  kfAnswerLost: {
    label: '微信客服应答丢失',
    hint: '消息已送达，但服务没收到应答：会按同一编号重发，车主只收到一次',
    api: 'kf/send_msg',
    kind: 'lostAnswer',
  },
  cardAnswerLost: {
    label: '卡片应答丢失',
    hint: '卡片已送达，但服务没收到应答',
    api: 'message/send',
    kind: 'lostAnswer',
  },
  platformBusy: {
    label: '平台繁忙',
    hint: '下一次发给员工的消息返回系统繁忙，稍后自动重试',
    api: 'message/send',
    kind: 'errcode',
    errcode: -1,
  },
  badGateway: { label: '平台 502', hint: '下一次调用返回 502', api: '*', kind: 'status' },
  duplicateCallbacks: { label: '重复回调', hint: '接下来的回调会送达两次，只应处理一次' },
  lostCallbacks: { label: '丢失回调', hint: '接下来的回调丢失，靠定时对账补回' },
  tokenInvalid: { label: '凭证提前失效', hint: 'access_token 立即失效，服务应自动重新获取' },
};

export async function listTrouble(control: EmulatorControl): Promise<TroubleItem[]> {
  const faults = await control.faults();
  const mode = await control.callbackMode({});
  return Object.entries(KINDS).map(([kind, { label, hint, api, kind: faultKind }]) => {
    const remaining =
      kind === 'duplicateCallbacks'
        ? (mode.duplicate ?? 0)
        : kind === 'lostCallbacks'
          ? (mode.drop ?? 0)
          : faults
              .filter((fault) => fault.api === api && fault.kind === faultKind)
              .reduce((sum, fault) => sum + fault.left, 0);
    return { kind, label, hint, active: remaining > 0, ...(remaining > 0 ? { remaining } : {}) };
  });
}

/** @throws {CareError} `VALIDATION` for a kind that does not exist */
export async function makeTrouble(control: EmulatorControl, kind: string, times: number): Promise<void> {
  const trouble = KINDS[kind];
  if (trouble === undefined)
    throw new CareError('VALIDATION', `unknown trouble ${kind}`, { userMessage: '没有这种故障。' });
  if (kind === 'duplicateCallbacks') await control.callbackMode({ duplicate: times });
  else if (kind === 'lostCallbacks') await control.callbackMode({ drop: times });
  else if (kind === 'tokenInvalid') await control.invalidateTokens({ corpId: sampleAccounts.corpId });
  else if (trouble.api !== undefined && trouble.kind !== undefined) {
    await control.fault({
      api: trouble.api,
      kind: trouble.kind,
      times,
      ...(trouble.errcode === undefined ? {} : { errcode: trouble.errcode }),
    });
  }
}
