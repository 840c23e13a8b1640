/** What was done to the car, and that the trouble came back: told one after the other, without a number. */
const REPAIRED =
  /换(?:了|过|的)|修(?:了|过|完|好)|拆(?:了|过|开|洗)|刷(?:了|过)?(?:程序|系统|软件)|清洗了|调(?:了|整)|返修|进店|送修|说(?:这回|这次)?(?:肯定)?好了|说是/g;
const RELAPSED =
  /又(?:是|来|开始|出现|响|抖|漏|坏|亮|犯|报|开锅|熄火|黑屏|卡|不|这样|重新)|再(?:响|开锅|坏|漏|上回|上次)|还是(?:响|抖|漏|亮|那|老|一样)|老样子|没几天|好了(?:一|半|两)|老毛病|同一个/g;
/** 上上次, 上上上回; 头一回 … 二一回 … 三一回. */
const COUNTED_BACK =
  /上上+(?:次|回)|再上(?:次|回)|不是第一(?:次|回).{0,8}(?:第二|也不是)|(?:头|第|前)[一两二](?:次|回|趟)[^]{2,24}(?:二|第二|后)(?:一)?(?:次|回|趟)[^]{2,24}(?:三|第三|这)(?:一)?(?:次|回|趟)/g;

/** Each with its own day: 三月份换过一次 / 五月份又换 / 上礼拜说好了. */
const DATED_REPAIRS =
  /(?:[一二三四五六七八九十\d]{1,3}月(?:份|初|底|中)?(?:[一二三四五六七八九十\d]{1,3}[号日])?|上+个?(?:月|周|礼拜|星期)|前(?:天|阵子|几天)|昨天|今天|年前|年初|春节|国庆|五一|去年)[^,。!?\n]{0,8}?(?:修|换|拆|返|进店|进厂|弄|刷(?:程序|系统)|说(?:这回|这次)?(?:已经|彻底|肯定)?(?:修)?好)/g;
const BACK_AGAIN = /又|还是|再次|照样|依旧|老样子/;
/** Services of every time. */
const NO_REPAIR = /保养|首保|机油|年检|续保|雨刮|洗车/;

const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** Where a story of at least three repairs of the same trouble begins; undefined when it tells of fewer. */
export function toldRepetition(text: string): { word: string; start: number } | undefined {
  const back = text.match(COUNTED_BACK);
  const repaired = countOf(text, REPAIRED);
  const relapsed = countOf(text, RELAPSED);
  const isTold = relapsed >= 2 && repaired >= 3 && repaired + relapsed >= 6;
  const isDated = countOf(text, DATED_REPAIRS) >= 3 && BACK_AGAIN.test(text) && !NO_REPAIR.test(text);
  if (isDated) return { word: '一再返修', start: Math.max(0, text.search(DATED_REPAIRS)) };
  if (!isTold && (back === null || relapsed + repaired === 0)) return undefined;
  const start = text.search(back === null ? RELAPSED : COUNTED_BACK);
  return { word: back?.[0] ?? '一再返修', start: Math.max(0, start) };
}
