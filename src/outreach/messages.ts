export { type ReminderFacts, type ReminderWording, wordReminder } from './wording/index.ts';

const DIGEST_BYTES = 2000;

/** One message to an adviser for all new calls of a run. */
export function wordCallDigest(
  tasks: readonly { id: number; title: string; phone: string | undefined; purpose?: string }[],
  storeName: string,
  toldBefore = 0,
): string {
  const also = toldBefore === 0 ? '' : `（另有 ${toldBefore} 位此前已列出）`;
  const head = `【${storeName}】有 ${tasks.length} 位车主需要您电话联系${also}：`;
  const lines: string[] = [];
  let bytes = Buffer.byteLength(head) + 260;
  for (const [index, { id, title, phone }] of tasks.entries()) {
    const line = `电话${id} ${title}，电话 ${phone ?? '未登记'}`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > DIGEST_BYTES) {
      lines.push(`……还有 ${tasks.length - index} 位，回复“今日电话”查看`);
      break;
    }
    lines.push(line);
  }
  const other = tasks.find(({ purpose }) => purpose !== 'followUp');
  const followUp = tasks.find(({ purpose }) => purpose === 'followUp');
  const examples = [
    ...(other === undefined ? [] : [`“电话${other.id} 已联系 周六到店”`]),
    ...(followUp === undefined ? [] : [`回访“电话${followUp.id} 9分 已修好 车主的话”`]),
  ];
  return [head, ...lines, `打完请回复结果，如${examples.join('，')}。`].join('\n');
}

/** Why a campaign's reminder is not sent. */
export const CAMPAIGN_CANCELLED = '活动已取消';
