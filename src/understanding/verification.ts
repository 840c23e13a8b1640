import { normalise } from './text.ts';

export type VerificationAnswer = { verdict: 'satisfied' | 'dissatisfied' | 'unclear'; reliedOn: string[] };

/** Said of the result, these mean "not solved", whatever politeness stands beside them. */
const UNSOLVED =
  /不(?:太|是很|怎么|是特别|够|大|甚|算|很|是太)?满意|没(?:有)?(?:修好|解决|处理好|弄好|搞好|搞定|处理|改善|好转|效果|用|变化|给我|人联系|人找|人处理|回音|到账|退|换|变|修)|(?:还|仍|仍然|依然|依旧|照样|又|继续|还是|老)(?:在|会|有|是)?(?:那样|这样|老样子|一样|响|抖|漏|亮|坏|异响|抖动|顿挫|渗|黑屏|死机|卡|故障|报警|跑偏|不行|不好|不凉|不制冷|不热|有声音|有问题|有味|有点|没(?!试|去|取|看|用|来得及|提|开|注意|顾|跑)|掉|犯|出现|烧机油|熄火|打不着|不亮|不灵|不工作|不正常|差一点|存在|一个样|原样|没人|没有)|修(?:不|没)好|问题(?:还|依然|依旧|仍)?(?:在|存在|没|依旧|又)|(?:异响|响声|声音|问题|故障|毛病|抖动|味道|漏油|现象)(?:还|依然|仍|仍然|依旧)(?:是)?(?:有|在|存在)|没啥用|不行(?!了吧)|(?<!没有|没)差评|失望|不认可|不同意|不接受|不能接受|不算(?:完|解决)|没完|越修越|更(?:严重|响|差|糟|厉害)|白(?:跑|修|忙)|糊弄|敷衍|应付|凭什么|投诉|不(?:怎么样|咋样|咋地|咋的|怎样|好使|靠谱|管用|理想|可以(?!了))|一般(?:般)?(?:,|。|吧)?(?:没|还|不)|太差|很差|垃圾|忽悠|骗|扯|解决(?:个|了个)?(?:屁|毛|寂寞|啥)|(?:修|解决|处理)(?:了)?个?寂寞|解决(?:不了|不彻底|一半)|才好(?:了)?(?:[一两]|[12])天|(?:好了|正常了|管了)(?:[一两三几半]|[123])(?:天|个?小时|个?星期|周)|第二天又|回来又|开(?:了)?(?:两|几|一)(?:天|公里)又|反反复复|复发|又(?:来|犯|出|开始)了?|谁(?:给|跟)我(?:解决|联系)|哪里(?:解决|好)了|(?:好|解决|修好)(?:了)?什么(?:好|了)?|什么都没|根本(?:没|不)|压根|完全没|一点(?:都|也)?(?:没|不)|哪有(?:解决|修好)|(?<!没有?|没什么|没啥|无|木有)(?:意见|毛病|问题)(?:很|挺|太|大|多)|扣分|(?<!\d)[0-4]分(?!钟)|零分|[一两二三](?:分|颗?星)(?!钟)|^\s*(?:否|不|没有?|不满|n|no|2|两)\s*[。.!!]?\s*$|👎|😡|🤬|💢|😤|🤮/g;

const SOLVED =
  /(?:很|非常|挺|还算|比较|十分|特别|相当|基本|都|蛮|超|太|还|大体|总体|整体|也)?满意|修好了|(?:已经|已|都|彻底|完全|基本|确实|算是)?(?:解决|处理|搞定|弄好|修好|搞好|弄完|恢复|退到账|到账|收到)(?:好)?(?:了|啦|完了|喽|咯|完毕)|没(?:有)?(?:啥|什么|任何|其他|别的|其它)?(?:大)?(?:问题|毛病|意见|异响|声音|故障|事)(?:了|啦)?|不(?:响|抖|漏|亮|卡|跑偏|顿挫|异响|烧机油|熄火|报警|渗|黑屏|死机|闪)了|(?:都|一切|已经|已|现在|目前|恢复|挺|很|完全|跑起来|开起来|用着)(?:都|挺|很|蛮|也)?(?:正常|好了|好使|好用|ok|可以|不错)|正常了|好了|好啦|好多了|可以了|可以的|没毛病|(?:很|挺|非常|蛮|真|都|还挺|超)(?:好|不错|棒|快|赞|专业|负责|及时|到位|给力|顺)|不错|认可|同意关闭|可以关(?:闭|了)|关(?:闭|了)吧|结案吧|(?:感谢|谢谢|多谢|辛苦|点赞|给力|好评|五星|满分|十分满意|棒|赞)|行(?:了|啊|,)|ok|okay|(?:[89]|10|九|十|五)\s?(?:分|星)|100分|^\s*(?:是|是的|对|好|好的|行|可以|嗯|嗯嗯|恩|满意|1|一|y|yes|没|没有了|👌|👍|🙏|🌹)+\s*[。.!!~]*\s*$|👍|👌|🌹|❤/g;

/** Neither: 还行吧, 一般, 先观察. */
const HALF =
  /还行|还可以|一般|凑合|将就|马马虎虎|就那样|就这样吧|算了|随便|无所谓|勉强|先(?:看看|观察|用|开)|再(?:看看|观察|说|开)|观察(?:几天|一下|看)|还没(?:试|开|去|取|看|用|来得及|提)|不(?:知道|清楚|好说|确定|太清楚)|没(?:试|注意|留意|来得及|顾上|时间看)|暂时|目前(?:还)?(?:没|不)|等(?:等|几天|我|下雨|跑)|过(?:几|两)天|说不好|看情况|也就|吧$/g;

/** Praise that is meant the other way round. */
const SARCASM =
  /(?:可|真)(?:真)?是(?:太)?(?:"|「|“)?(?:满意|好|棒|专业|厉害)(?:"|」|”)?(?:啊|呢|呀)?[,,。!!\s]*(?:呵呵|才怪|个屁|得很呐)|满意(?:个|你)?(?:屁|鬼|毛|才怪|锤子|头)|(?:很|太|非常|真)?满意[,,。\s]*(?:才怪|个屁|呵呵|\(?反话)|呵呵|才怪|(?:您|你)(?:觉得|说)(?:呢|我(?:能)?满意)|(?:能|会)满意(?:吗|么|才)|怎么(?:可能)?(?:会)?满意|哪(?:能|里|来)(?:的)?满意|满意(?:吗|啥|什么|哪|从何)|谢谢(?:你们|你)?(?:让|把|给我|又|啊[,,]?又|八辈|全家|了[,,]?又)|(?:真行|真牛|厉害|佩服|绝了|高手|人才|长见识|服了)(?:你们)?|好一个|修得(?:真|可真)?好[,,].{0,8}(?:又|还|更)|🙂|\[微笑\]/g;

/** "没有不满意", "没什么不满意的": a double negation that means yes. */
const DOUBLE =
  /没(?:有|什么|啥)?(?:有)?(?:什么|啥|任何)?(?:地方)?(?:不满意|不好|不满|可投诉|差评)(?:的)?(?:地方)?|不能说不满意|无(?:可挑剔|不满)|挑不出(?:毛病|问题)|没话说|没得说|没的说/g;
/** "以前还响,现在不响了": what was, then what is. */
const PAST_THEN_NOW =
  /(?:之前|以前|原来|原先|本来|上次|刚开始|一开始|当时|前几天|修之前)[^。!?;,.!?;\n]{0,16}(?=[,,。\s]|现在|这次|后来|如今|今天)/g;
/** Conditions and fears for later are no verdict: "如果再响我再来". */
const CONDITION = /(?:如果|要是|万一|假如|下次|以后|希望|但愿|再(?:有|出)|(?<!没|没有)有问题|若)[^。!?;,.!?;\n]{0,20}/g;

/** The owner asks back whether it is done: that is no verdict, and "修好了" inside it is none either. */
const ASKED_BACK =
  /(?:修|弄|处理|解决|搞|整|换|退|赔|做|检查|查)(?:好|完|定|掉|到)?(?:了)?(?:吗|么|没有?|嘛|未)(?=$|[?。!,;~\s])|(?:好|完|行|可以|正常|解决|到账)了?(?:吗|么|没有?)(?=$|[?。!,;~\s])|(?:是不是|有没有|到底|究竟)[^,。!?;\n]{0,8}(?:修好|弄好|解决|处理)[^,。!?;\n]{0,4}[?]?|(?<!谁[给跟]我)(?:修好|弄好|解决|处理好|搞定|好|完)了?\s?[?]/g;

const collect = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[0].trim());

/**
 * Reads an owner's answer to "is it solved, are you satisfied?". Only a clear yes counts as satisfied; a yes with an
 * open fault beside it is dissatisfied; everything half-hearted is unclear and left to a person.
 */
export function readVerificationAnswer(answer: string): VerificationAnswer {
  const text = normalise(answer).slice(0, 2000);
  const doubles = collect(text, DOUBLE);
  const asked = collect(text, ASKED_BACK);
  const present = text
    .replace(DOUBLE, ' ')
    .replace(ASKED_BACK, ' ')
    .replace(PAST_THEN_NOW, ' ')
    .replace(CONDITION, ' ');
  const sarcasm = collect(present, SARCASM);
  if (sarcasm.length > 0) return { verdict: 'dissatisfied', reliedOn: sarcasm };
  const unsolved = collect(present, UNSOLVED);
  const withoutUnsolved = present.replace(UNSOLVED, ' ');
  const solved = [...doubles, ...collect(withoutUnsolved, SOLVED)];
  if (unsolved.length > 0) return { verdict: 'dissatisfied', reliedOn: unsolved };
  if (asked.length > 0) return { verdict: 'unclear', reliedOn: asked };
  const half = collect(withoutUnsolved.replace(SOLVED, ' '), HALF);
  const isThanksOnly = solved.length > 0 && solved.every((word) => /^(?:感谢|谢谢|多谢|辛苦)$/.test(word));
  if (solved.length === 0 || isThanksOnly) return { verdict: 'unclear', reliedOn: [...half, ...solved] };
  // "还行吧, 没问题" is a yes with a shrug; "先观察, 好了再说" is not yet a verdict.
  if (half.some((word) => /观察|看看|再说|还没|不知道|不清楚|不确定|等|过|没试|暂时/.test(word))) {
    return { verdict: 'unclear', reliedOn: half };
  }
  return { verdict: 'satisfied', reliedOn: solved };
}
