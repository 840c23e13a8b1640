import { pinyin } from 'pinyin-pro';

/**
 * Words that questions are made of, as they may be misheard or mistyped. Only words of two characters or more, and none
 * that sounds like another word of the trade which a question could mean just as well (时长 and 市场).
 */
const TERMS = [
  '投诉 客诉 抱怨 工单 超时 超期 逾期 关闭率 关单率 结案率 闭环率 满意度 满意率 关闭 重开 待处理 未处理 没处理 未关闭 待签收 未签收',
  '及时率 派单及时率 跟进及时率 处理及时率 回访率 回访得分 回访 漏访 续保率 续保 流失率 流失 首保 年检 定保 台次 进厂 返厂率 回厂率',
  '预约 受理率 接通率 送达率 触达率 到店率 回复率 预约率 提醒 签收用时 派单用时 处理用时 跟进用时 关闭用时 确认用时 整改 重复投诉 一次修复率 工作量 在册 电话任务',
  '今天 昨天 前天 今日 昨日 本周 这周 上周 上上周 本月 这个月 上月 上个月 今年 去年 季度 上半年 下半年 国庆 春节',
  '多少 哪个 部门 顾问 车型 车系 类别 级别 渠道 来源 排名 排行 趋势 走势 明细 清单 列出来 环比 同比 同期 每天 每周 每月 最多 最少 最高 最低',
  '售后 前台 车间 配件 备件 索赔 销售 保险 金融 客服 市场 俱乐部 重大 严重 一般 微信 热线 厂家',
]
  .join(' ')
  .split(' ')
  .toSorted((a, b) => b.length - a.length);

/** Slips of the eye. */
const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/投[拆折斥]/g, '投诉'],
  [/多小(?=[个条起单?。]|$)/g, '多少'],
  [/末(?=处理|签收|关闭?|完成|回访|派|解决)/g, '未'],
  [/己(?=处理|签收|关闭|完成|回访|派|解决|发)/g, '已'],
];

const HAN = /\p{Script=Han}/u;
const LETTER = /[a-z]/;

/** Sounds that most speakers, and most keyboards, take for one. */
const soundOf = (syllable: string): string => syllable.replace(/^([zcs])h/, '$1').replace(/(?<=[aei])ng$/, 'n');

interface Syllables {
  spelled: readonly string[];
  sounds: readonly string[];
}

const sounds = new Map<string, Syllables>();

/** Characters of the terms that are read in another way where they stand alone. */
const READ_ALSO: Readonly<Record<string, string>> = { 重: 'chong' };

function syllablesOf(character: string): Syllables {
  const known = sounds.get(character);
  if (known !== undefined) return known;
  const also = READ_ALSO[character];
  const usual = HAN.test(character) ? pinyin(character, { toneType: 'none', v: true }).toLowerCase() : '';
  const spelled = also === undefined ? [usual] : [usual, also];
  const read = { spelled, sounds: spelled.map(soundOf) };
  if (sounds.size < 20_000) sounds.set(character, read);
  return read;
}

/** Where a term ends that is written from `start` on with wrong characters or in letters; undefined where it is not. */
function endOfTerm(text: string, start: number, term: string): number | undefined {
  let at = start;
  for (const character of term) {
    const written = text[at];
    if (written === undefined) return undefined;
    const meant = syllablesOf(character);
    const inLetters = meant.spelled.find((each) => text.startsWith(each, at));
    if (written === character) at += 1;
    else if (HAN.test(written) && syllablesOf(written).sounds.some((each) => meant.sounds.includes(each))) at += 1;
    else if (inLetters !== undefined) at += inLetters.length;
    else return undefined;
  }
  return at;
}

/** Whether letters before and after a place belong together. */
const splitsLetters = (text: string, at: number): boolean =>
  LETTER.test(text[at - 1] ?? '') && LETTER.test(text[at] ?? '');

/**
 * A question with misspelled words put right: homophones (投述, 关闭律), pinyin (tousu, 上zhou), look-alikes (投拆).
 *
 * @param isUnread tells of a place in the text whether its character was not understood: a word is put right only where it
 * has one, so that nothing that already means something is changed
 */
export function respellQuestion(text: string, isUnread: (at: number) => boolean): string {
  let result = '';
  let lastEnd = 0;
  for (let at = 0; at < text.length;) {
    const found = misspelledAt(text, at, lastEnd, isUnread);
    result += found?.term ?? text[at] ?? '';
    at = found?.end ?? at + 1;
    if (found !== undefined) lastEnd = at;
  }
  return LOOKALIKES.reduce((whole, [written, meant]) => whole.replace(written, meant), result);
}

/** @param lastEnd where the word put right before this one ends: benyue|tousu */
function misspelledAt(
  text: string,
  start: number,
  lastEnd: number,
  isUnread: (at: number) => boolean,
): { term: string; end: number } | undefined {
  // Letters are read as a whole: tousu inside another word is none.
  if (splitsLetters(text, start) && start !== lastEnd) return undefined;
  for (const term of TERMS) {
    const end = endOfTerm(text, start, term);
    if (end === undefined || text.slice(start, end) === term) continue;
    if (!Array.from({ length: end - start }, (_, index) => start + index).some(isUnread)) continue;
    if (!splitsLetters(text, end) || misspelledAt(text, end, end, isUnread) !== undefined) return { term, end };
  }
  return undefined;
}
