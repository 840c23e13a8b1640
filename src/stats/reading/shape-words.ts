import type { Grouping } from '../types.ts';

/** Blanked characters may stand inside: 按投诉类别, of which 投诉 was taken before. */
const GAP = '\\uFFFF*';

/** 退款多还是赔偿多 tells them all apart. */
const WISH = '(?:想)?(?:要)?(?:求)?(?:退车|换车|退款|退钱|赔偿|赔钱|换件|道歉|解释)(?:的)?(?:人|客户)?';

const EACH = '(?:各个?|每一?个?|(?:按照?|分|(?:摊开?|拆开?|细分|细化)到)每?个?)';
const WHICH = '(?:是)?(?:[哪那]一?[几些]?个?|什么)';
const ADVISOR = '(?:服务)?(?:顾问|接待(?!处|组)|sa(?![a-z]))';

export const GROUP_WORDS: readonly (readonly [RegExp, Grouping])[] = [
  [new RegExp(`(?:${EACH}|${WHICH}|分)(?:责任)?部门|${WHICH}部(?!门)|部门(?=(?:分布|排名|排行|分别))`), 'department'],
  [new RegExp(`(?:${EACH}|[哪那]一?[几些]?[个位名]?|每位|各位)${ADVISOR}|${ADVISOR}(?=排名|排行|分布)`), 'advisor'],
  [
    new RegExp(
      `谁(?:的|家)?|(?:${EACH}|${WHICH}|[每各哪]一?位|[每各哪]名)(?:责任人|处理人|负责人|经办人|员工|同事|(?:回访|关爱|客服)?专员|回访员|人员?(?!工))|[每各]人|(?<![几两多少\\d一二三四五六七八九十])个人(?!信息)|(?:责任人|员工|人员)(?=排名|排行)`,
    ),
    'assignee',
  ],
  [
    new RegExp(
      `(?:${EACH}|[哪什]一?[几些个么]?|什么)款?(?:车型|车系|车款|款车)|[哪每各]款车?|什么车(?!机|身|间)|(?:车型|车系)(?=排名|排行|分布|是|$)|(?<=的|个)车型`,
    ),
    'series',
  ],
  [
    /[哪每各]一?[几些]?[辆台](?:车辆?)?|(?:按照?|分)车(?:辆|牌)|各车辆?|哪些车辆?|(?<=的|\uFFFF)车辆?(?=有哪些|是哪些|列|排|名单|$)|同一辆车/,
    'vehicle',
  ],
  [new RegExp(`(?:${EACH}|[哪那]个|什么)(?:回访)?(?:轮次|轮)|轮次分布`), 'round'],
  [new RegExp(`${WISH}(?:多|少)?,?还是${WISH}(?:更)?(?:多|少)?`), 'demand'],
  [
    /(?:按照?|分|各)(?:客户)?诉求|诉求(?:分布|排名|是什么|有哪些)|(?:客户|车主)\uFFFF*(?:们|都)*(?:想)?要(?:的是)?(?:什么|啥)|\uFFFF(?:的)?(?:人|客户|车主)?(?:们|都)*(?:想)?要(?:的是)?(?:什么|啥)/,
    'demand',
  ],
  [/(?:按照?|分|各种?)(?:工作|活)(?:种类|类型)?/, 'workKind'],
  [/(?:按照?|分)用途|各用途/, 'purpose'],
  [
    new RegExp(
      `(?:按照?|分)${GAP}(?:提醒)?(?:类别|分类|类型|种类|类|问题)|各${GAP}(?:个|种)?${GAP}(?:类别|类型|种类|类|问题)|每(?:一)?(?:种|类|个类别)|哪(?:一|几|些)?(?:个)?${GAP}(?:类别|类型|类|种|方面)(?:问题|的问题)?|什么(?:类型|类别|问题|方面|毛病)|哪些(?:方面|问题|类)|(?<=的)(?:类别|类型|种类|问题)(?=是|有|$|[?,。])|(?:类别|类型|种类)(?:分布|排名|是什么|是哪些?)|(?:类别|种类)(?=前|最)`,
    ),
    'category',
  ],
  [/(?:按照?|分|各个?|每个?|[哪那]个|什么)(?:级别|等级|严重程度|轻重)|严重程度|级别分布/, 'severity'],
  [/(?:按照?|分|各个?|每个?|[哪那]个|什么)状态|状态分布/, 'status'],
  [
    /(?:按照?|分|各个?|每个?|[哪那](?:个|些)?|什么)(?:来源|渠道|途径)+|(?:来源|渠道)(?:分布|排名)|(?:都)?(?:是)?从[哪那](?:里|儿)?来/,
    'source',
  ],
  [/(?:按照?|分|各)(?:性质)/, 'kind'],
  [/一天一天(?:地|的)?|天天|[每哪]一?[天日]|(?:按照?|分|逐)[天日](?!期)|各天/, 'day'],
  [
    /[每哪]一?个?(?:周(?!末|[一二三四五六日])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天]))|(?:按照?|分|逐)(?:周|星期)(?!末)|各周|周趋势|一个?(?:周|星期|礼拜)一个?(?:周|星期|礼拜)(?:地|的)?/,
    'week',
  ],
  [
    /一个?月一个?月(?:地|的)?|月月|[每哪]一?个?月|(?:按照?|分|逐)月(?!份?\d)份?|各月份?|月度|月(?=\uFFFF*$)(?<![\d一二三四五六七八九十本上这个当每半]月)/,
    'month',
  ],
];

/** What a ranking is of: 关闭率最低的部门, 前三名顾问. */
export const RANKED_NOUNS: readonly (readonly [RegExp, Grouping])[] = [
  [/(?:责任)?部门/, 'department'],
  [new RegExp(ADVISOR), 'advisor'],
  [/车型|车系/, 'series'],
  [/(?<=的|\uFFFF|个|位|名)车辆?(?!型|系|间)/, 'vehicle'],
  [/(?<=的|\uFFFF)[个位名]?(?:责任人|员工|同事|专员|人(?!工|员))/, 'assignee'],
  [/渠道|来源/, 'source'],
  [/(?<=的|\uFFFF|大|类|种|个)(?:类别|类型|类|问题)/, 'category'],
  [/(?<=的|\uFFFF)(?:月份?)(?![初底末])/, 'month'],
  [/(?<=的|\uFFFF|一)天/, 'day'],
];

/** A curve over time: the step follows from the length of the period. */
export const TREND_WORDS = /走势|趋势|曲线|折线/;

export const LIST_WORDS =
  /(?:都|分别)?(?:有|是|包括)?(?:哪些|哪几[个条件单起次]|哪[个条件单](?!部))|(?:都)?有啥|(?:给我)?(?:列|拉|(?<!领)导)(?:一下|一个|个|张)?(?:出来|一下|出|表|清单|单子)?|明细|清单|列表|详情|(?:还)?有(?:什么|啥)(?!问题|类|毛病|情况|变化|车|人)|名单|逐条|单号|具体(?:是|有)?(?:哪些|什么)?|(?<!情况|数据|多少|数|率|度)(?:给我|给我们|发我|发来)看(?:看|一下|下)?(?=[。!~]*$)/;

export const ORDER_WORDS: readonly (readonly [
  RegExp,
  { ranks: 'most' | 'least' | 'worst' | 'best'; isOne: boolean },
])[] = [
  [/[从由](?:差|慢|坏)(?:到|往|至)(?:好|快)/, { ranks: 'worst', isOne: false }],
  [/[从由](?:好|快)(?:到|往|至)(?:差|慢|坏)/, { ranks: 'best', isOne: false }],
  [/[从由](?:低|少|小|短)(?:到|往)(?:高|多|大|长)|(?:升|正)序/, { ranks: 'least', isOne: false }],
  [
    /[从由](?:高|多|大|长)(?:到|往)(?:低|少|小|短)|(?:倒|降)序|排(?:一下|个|下)?(?:名|行|序|队)(?:榜|情况)?|排(?:一下|下|一排|(?=[。?!]*$))/,
    { ranks: 'most', isOne: false },
  ],
  [/倒数第一(?:名)?|垫底|倒数(?!第)|(?<=\uFFFF)[后末](?=[一二两三四五六七八九十\d])/, { ranks: 'least', isOne: true }],
  [/最(?:多|高|大|频繁|集中|长|久)|第一名?(?!次|季)|居首|排第一/, { ranks: 'most', isOne: true }],
  [/最(?:少|低|小|短)/, { ranks: 'least', isOne: true }],
  [/最(?:差|严重|糟糕?|慢|不好|拖拉?)/, { ranks: 'worst', isOne: true }],
  [/最(?:好|快|优|及时)/, { ranks: 'best', isOne: true }],
  // 最忙: the word itself is the figure and was taken before.
  [/最(?=\uFFFF)/, { ranks: 'most', isOne: true }],
];

/** What lies undone with somebody: 压了几个, 还欠多少. */
export const HELD_WORDS = /(?:还)?(?:压|欠|积|攒|堆|拖|卡|挂|悬)(?:着|了|下|在|得)?(?=多少|几|的|\uFFFF|[?。!]|$)/;

/** Words that end a running period today; these are read before days are, the others after: 11月1号到今天 is a range. */
export const UNTIL_WORDS =
  /到今天(?=还|都|仍)|(?:截至|截止|截)到?(?:现在|目前|今天|今日|当前|今)(?:为止)?|(?:到)?(?:现在|目前|今天|迄今|至今)为止/;
export const UNTIL_NOW_WORDS = /(?:到|至)(?:现在|目前|今天|今日|今)|至今|迄今/;

/** Words about a present state. */
export const NOW_WORDS = /现在|目前|当前|此刻|眼下|这会儿|此时/;

const CHANGE =
  '(?:上升|增加|减少|下降|增长|上涨|变化|提高|提升|改善|好转|下滑|恶化|变[好差]|缩短|拉长|加快|放缓|反弹|回落|进步|退步|走高|走低|变[长短快慢]|涨|(?<![跑关丢走漏结挂])掉(?!的)|跌|降|升(?!级))';

/** Words that ask for a comparison with the period before, when none is named. */
export const CHANGE_WORDS = new RegExp(
  `环比|(?:是)?(?:${CHANGE}|[多少高低])了?(?:还是|或)(?:${CHANGE}|[多少高低])了?|${CHANGE}了?|(?<!多)[多少高低长短快慢]了(?=多少|几|没|吗|$|[,。?!])|变[多少高低]了?|([多少高低涨降升掉跌长短快慢])没\\1|(?:对比|比较)(?=一下|$|[,。?!])`,
);

/** 比上个月好些没, 比上周慢吗: what was compared goes one way or the other. */
export const RELATION_WORDS =
  /(?:是|有没有|有|更|要)?(?<![最多])[多少高低长短快慢好差](?:出)?(?:了|点|些|一点|一些)*(?=多少|几|没|吗|呢|不|[?。!]|$|\uFFFF)/;

/** 速腾和迈腾哪个投诉多: those that are named are set against each other. */
export const CONTEST_WORDS =
  /(?:哪[个家款种辆台]|谁)(?:的)?(?=.{0,12}?(?:更|比较)?([多少高低好差快慢])(?:一?些|一?点|了)?[?。]*$)/;
export const CONTEST_END = /(?:更|比较)?[多少高低好差快慢](?:一?些|一?点|了)?(?=[?。]*$)/;
/** 多 at the end of 哪个部门超时多; 多少 and 多不多 ask for the figure itself. */
export const WHICH_MORE = /(?:更|比较|要)?(?<![多不没])([多高低好差快慢]|少)(?:一?些|一?点)?(?=[呢啊呀?。!]*$)/;

/** 何专员高还是徐专员高: both are told. */
export const EITHER_OF = /(?:更)?[多少高低好差快慢](?:一?些|一?点)?(?:的)?(?:,)?还是(?=\uFFFF)/;

/** 车间和配件的超时对比; 跟上个月对比 is of times. */
export const RIVALS_COMPARED =
  /(?<!(?:月|周|年|天|季度|期|期间|昨|前)的?(?:情况)?)(?:的)?(?:对比|比较|pk)(?:情况|一下)?(?=[。?!]*$)|(?<=\uFFFF)比(?:比|一比|一下|较)?(?=[呢?。!]*$)/;

const PERCENT = '(?:百分之)?(?:\\d{1,3}(?:\\.\\d)?|[一二三四五六七八九十百]{1,3})(?:%|个点)?';
/** 超没超15, 到80%了吗: whether a share passes a mark. */
/** Asked of the whole, beside a grouping too: 过没过15的线. */
export const PASSED_WORDS = new RegExp(
  `(?:超没超过?|到没到|够不够|达没达到|过没过)${PERCENT}(?:的)?(?:红?线|标准|目标)?`,
);
export const THRESHOLD_WORDS = new RegExp(
  `(?:超没超过?|到没到|够不够|达没达到|过没过|有没有(?:超过?|达到|到|高于|低于|过))${PERCENT}(?:的)?(?:红?线|标准|目标)?|(?:是否|是不是)?(?:超过?|达到|到|高于|低于|够)了?${PERCENT}了?(?:没有?|吗)`,
);
