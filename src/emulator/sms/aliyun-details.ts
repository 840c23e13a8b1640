import type { SmsMessageRow } from '../core/sms-rows.ts';
import type { Emulation } from '../emulation.ts';
import type { SmsAccountInput } from '../world.ts';
import { mainlandNumber } from './accounts.ts';
import { SmsRefusal } from './call.ts';
import { compactDay, shanghaiTime } from './times.ts';

/** SendStatus: waiting, failed, delivered. */
const STATUS = { pending: 1, failed: 2, delivered: 3 } as const;

/** QuerySendDetails: what became of a number's messages of one day, newest first. */
export function querySendDetails(
  emulation: Emulation,
  account: SmsAccountInput,
  params: URLSearchParams,
): Record<string, unknown> {
  const number = mainlandNumber(params.get('PhoneNumber') ?? '');
  const day = params.get('SendDate') ?? '';
  const size = Number(params.get('PageSize') ?? '');
  const page = Number(params.get('CurrentPage') ?? '');
  if (number === undefined) throw new SmsRefusal(200, 'isv.MOBILE_NUMBER_ILLEGAL', '非法手机号');
  if (!/^\d{8}$/.test(day) || !(size >= 1 && size <= 50) || !(page >= 1)) {
    throw new SmsRefusal(200, 'isv.INVALID_PARAMETERS', '参数异常');
  }
  const batchId = params.get('BizId');
  const found = emulation.state.smsMessages
    .values()
    .filter((row) => row.keyId === account.keyId && row.number === number && compactDay(row.at) === day)
    .filter((row) => batchId === null || row.batchId === batchId)
    .reverse();
  return {
    TotalCount: String(found.length),
    SmsSendDetailDTOs: { SmsSendDetailDTO: found.slice((page - 1) * size, page * size).map(describe) },
  };
}

function describe(row: SmsMessageRow): Record<string, unknown> {
  return {
    PhoneNum: row.number,
    SendStatus: STATUS[row.status],
    SendDate: shanghaiTime(row.at),
    ...(row.reportedAt === undefined ? {} : { ReceiveDate: shanghaiTime(row.reportedAt), ErrCode: row.code }),
    TemplateCode: row.templateId,
    Content: row.content,
    ...(row.outId === undefined ? {} : { OutId: row.outId }),
  };
}
