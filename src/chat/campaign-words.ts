import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import {
  type CampaignPreview,
  confirmDraft,
  draftCampaign,
  dropDraft,
  findDraft,
  wordChannels,
} from '../outreach/index.ts';

const WEATHER = /^(?:恶劣)?天气(?:提醒|预警|通知)[:：,，\s]+(.+)$/s;
const CONFIRM = /^(?:确认|确认发送|确认群发|发送|确定)[。.!！\s]*$/;
const CANCEL = /^(?:取消|取消发送|不发了|算了)[。.!！\s]*$/;

export const isCampaignWork = (text: string): boolean => WEATHER.test(text);

/**
 * “天气提醒 明天暴雨，请勿涉水行驶” shows who would be told what; “确认” then sends it, “取消” lets it be.
 *
 * @returns the answer; undefined when the text is about something else
 */
export async function answerCampaignWords(
  context: Context,
  tx: Transaction,
  text: string,
): Promise<string | undefined> {
  const words = WEATHER.exec(text)?.[1]?.trim();
  if (words !== undefined) {
    const preview = await draftCampaign(context, tx, {
      kind: 'badWeather',
      title: Array.from(words).slice(0, 20).join(''),
      text: words,
      plannedFor: dayOf(context.clock.now()),
    });
    return wordPreview(preview);
  }
  if (!CONFIRM.test(text) && !CANCEL.test(text)) return undefined;
  const draft = await findDraft(context, tx);
  if (draft === undefined) return undefined;
  if (CANCEL.test(text)) {
    await dropDraft(context, tx);
    return '好的，这条天气提醒没有发送。';
  }
  const campaign = await confirmDraft(context, tx, draft);
  return `已安排发给${campaign.targets}位车主，按免打扰时段和发送上限陆续发出，不会打电话。`;
}

function wordPreview(preview: CampaignPreview): string {
  const { targets, skipped, sample } = preview;
  if (targets === 0) return '没有可以发送的车主，没有发送。';
  const left = skipped.map(({ reason, count }) => `${reason}${count}位`).join('，');
  return [
    `将发给${targets}位车主${left === '' ? '' : `（不发：${left}）`}，内容如下：`,
    `“${(sample[0]?.text ?? '').split('\n')[0] ?? ''}”`,
    `现在发送：${wordChannels(preview)}。`,
    '30分钟内回复“确认”发送，回复“取消”不发。没有微信渠道的车主会收到短信，不打电话。',
  ].join('\n');
}
