/**
 * Negation and hypotheticals: "没有漏油" is no fault, "会不会自燃" is a question. Works on a window before and after a
 * word, because many owners write without punctuation.
 */

/** Directly before the word, with little in between: 没有漏油, 不会自燃, 从来没出现过起火. */
const NEGATED_BEFORE =
  /(?:没有|没|并未|未|无|不会|不是|没想|没打算|并不|不存在|没见|没发现|没出现|没发生|从来没|不曾|防止|避免|预防|杜绝|幸好没|还好没|差点没)(?:有|出现|发生|发现|过|任何|什么|再|被|造成|人|人员|明显|听到|看到|怎么|要|想|打算){0,2}$/;
/** These look like negation and are not: 没修好, 有没有, 没想到, 没人管, 差点, 不得不. */
const FALSE_NEGATION = /(?:有没有|没想到|没办法|没几天|没多久|没两天|没开多久|没一会|没法|没人管|没过几天)$/;
/** 漏油没有了, 异响已经消失. */
const NEGATED_AFTER =
  /^(?:.{0,3}(?:没有了|消失了|没了|已经好了|已经修好|修好了|解决了|正常了)|倒是?没有?(?=$|[,,。 ]))/;

const HYPOTHETICAL_BEFORE =
  /(?:会不会|是不是会|是否会|容不容易|容易不容易|能不能|可能会|万一|如果|假如|要是|假设|担心|怕|害怕|听说|网上说|网上看|新闻|看到报道|看视频|别人的?车|朋友的?车|同事的?车|邻居的?车|隔壁|以前那台|怎么预防|如何预防|怎么防|如何防|为什么会|什么情况下?会|什么时候会|预防|防|科普|演练|传闻|据说|说是会|不至于)[^,。!?;,.!?\n]{0,14}$/;
/** 会自燃吗, 自燃怎么预防, 自燃险. */
const HYPOTHETICAL_AFTER =
  /^(?:的?(?:概率|风险|可能性?|隐患大|险|怎么(?:办才|预防|避免|防)|如何(?:预防|避免)|新闻|视频|事件)|[^,。!?;,.!?\n了]{0,6}(?:吗|么|不会吧)[??]?\s*$)/;
/** Marks of something that happened: these beat a weak hypothetical such as 怕 or 可能会. */
const HAPPENED_AFTER = /^[^,。!?;,.!?\n]{0,4}(?:了|过|中|着)(?!.{0,2}(?:会|怎么办才))/;

/** "热得跟着火了似的": said of something else. */
const LIKENED_BEFORE = /(?:跟|像|好像|好似|如同|仿佛|感觉要?|快要|都快|快)[^,。!?;\n]{0,2}$/;
const LIKENED_AFTER = /^(?:了|起来)?(?:似的|一样(?!的?[烟味火])|一般(?!的)|般)/;
/** Somebody else's car, whatever stands between: 我同事那台杂牌电车. */
const OTHERS_CAR =
  /(?:别人|人家|朋友|哥们|同事|邻居|隔壁|亲戚|同学|老乡|室友|姐夫|妹夫|舅|姨|叔|表[哥弟姐妹]|堂[哥弟姐妹]|小区|楼下|路上|群里|群友|车友|网友|网上|视频)(?:家|们|里|看到|看见|有|的|那|这|一|开|前两天|前天|昨天|个|人)*(?:台|辆|部)?(?:(?!我|开|把|撞)[^,。!?;\n]){0,6}车[^,。!?;\n]{0,10}$/;
const OWN_CAR = /我(?:的|家|们|这|那|自己)?(?:的)?(?:台|辆)?(?:车|孩子|老婆|爸|妈)/;

/** True when the word at `start` is only a comparison. */
export function isLikened(text: string, start: number, end: number): boolean {
  return LIKENED_AFTER.test(text.slice(end, end + 6)) && LIKENED_BEFORE.test(text.slice(Math.max(0, start - 6), start));
}

/** True when what is told happened to a car that is not the owner's. */
export function isOthers(text: string, start: number, end: number): boolean {
  const before = OTHERS_CAR.exec(text.slice(Math.max(0, start - 30), start))?.[0];
  return before !== undefined && !OWN_CAR.test(before) && !OWN_CAR.test(text.slice(end, end + 12));
}

/** True when the word at `start` is denied. */
export function isNegated(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  if (NEGATED_BEFORE.test(before) && !FALSE_NEGATION.test(before)) return true;
  return NEGATED_AFTER.test(text.slice(end, end + 12));
}

/** True when the word at `start` is asked about, feared or told of others, and did not happen. */
export function isHypothetical(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 14);
  // 会自燃吗这款: the question word may stand before the end.
  if (/(?:会|容易|可能)$/.test(before) && /^[吗么不]/.test(after)) return true;
  if (HYPOTHETICAL_AFTER.test(after)) return !/(?:已经|刚才|刚刚|昨天|今天|现在|突然|上午|下午|晚上)/.test(before);
  if (!HYPOTHETICAL_BEFORE.test(before)) return false;
  const isTold =
    /(?:会不会|是否会|万一|如果|假如|要是|别人|朋友|同事|邻居|隔壁|听说|网上|新闻|报道|视频|科普|演练|据说)/.test(
      before,
    );
  return isTold || !HAPPENED_AFTER.test(after);
}

export type Hit = { word: string; start: number };

/** Denied between subject and fault, inside one match: 刹车没有失灵. */
const DENIED_INSIDE = /(?:没有|没|未|不会|并未|不曾)(?:出现|发生|过|再|被)?(?:失灵|失效|失控|抱死|锁死|卡死|卡住|罢工)/;

/** First match of a pattern that is neither denied nor (unless allowed) hypothetical. The pattern needs the `g` flag. */
export function findAsserted(text: string, pattern: RegExp, allowHypothetical = false): Hit | undefined {
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (DENIED_INSIDE.test(match[0]) || isNegated(text, match.index, end)) continue;
    if (isLikened(text, match.index, end)) continue;
    if (!allowHypothetical && (isHypothetical(text, match.index, end) || isOthers(text, match.index, end))) continue;
    return { word: match[0], start: match.index };
  }
  return undefined;
}
