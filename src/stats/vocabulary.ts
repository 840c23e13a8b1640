import type { Category, Department, MessageKind, Severity } from '../understanding/taxonomy.ts';
import type { Grouping, TicketSource, TicketStatus } from './types.ts';

/** A word and what it stands for; earlier entries are tried first, so the longer words of a family come first. */
type Words<T> = readonly (readonly [RegExp, readonly T[]])[];

/** Blanked characters may stand inside: 按投诉类别, of which 投诉 was taken before. */
const GAP = '\\uFFFF*';

/** 售后 alone is the whole after-sales side of a store, not its technical desk. */
export const AFTER_SALES: readonly Department[] = [
  'aftersalesTechnical',
  'workshop',
  'serviceReception',
  'warranty',
  'parts',
];

export const DEPARTMENT_WORDS: Words<Department> = [
  [/售后(?:服务)?前台|前台(?:接待)?|服务顾问|接待(?:处|组)?/, ['serviceReception']],
  [/售后技术|技术(?:经理|主管|组)?|技师/, ['aftersalesTechnical']],
  [/(?:维修)?车间|机修|钣喷|钣金|喷漆/, ['workshop']],
  [/索赔(?:员|组)?/, ['warranty']],
  [/配件(?:仓)?库?|备件|零件/, ['parts']],
  [/销售(?:顾问)?|展厅/, ['sales']],
  [/保险(?:专员)?/, ['insurance']],
  [/金融(?:专员)?|信贷/, ['finance']],
  [/客户关爱(?:中心)?|客户关怀|客户服务(?:中心)?|客服(?:中心)?|客关|关爱|crm/, ['customerCare']],
  [/市场[/、]?俱乐部|市场|俱乐部/, ['marketing']],
  [/人工分诊|分诊/, ['triage']],
  [/售后(?:服务)?/, AFTER_SALES],
];

export const CATEGORY_WORDS: Words<Category> = [
  [/(?:配件|零件|备件)(?:类|问题|质量|价格|方面)/, ['P1']],
  [/动力总成|动力(?:系统)?(?:类|问题)?|发动机|变速箱|离合器/, ['Q1']],
  [/行驶安全|安全(?:类|问题|方面|隐患)|刹车|制动|转向|轮胎|悬挂|气囊/, ['Q2']],
  [/三电(?:[/、]?充电)?|电池|充电|电机|续航/, ['Q3']],
  [/车身|电器|车机|异味|异响|空调|漆面|天窗/, ['Q4']],
  [/维修质量|返修|修不好|没修好/, ['R1']],
  [/维修时效|时效|排队|等待|等太久|(?:预约|进度)(?:类|问题)/, ['R2']],
  [/保修|召回|三包|质保|(?:索赔)(?:类|问题)/, ['R3']],
  [/(?:维修)?收费|乱收费|费用(?:类|问题)?/, ['F1']],
  [/交车|上牌|手续/, ['S1']],
  [/定金|订金|合同|(?:车价|价格)(?:类|问题)?/, ['S2']],
  [/虚假宣传|宣传|欺诈|库存车/, ['S3']],
  [/理赔|定损|续保|(?:保险)(?:类|问题)/, ['I1']],
  [/金融服务费|贷款|解押|(?:金融)(?:类|问题)/, ['N1']],
  [/服务态度|态度/, ['C1']],
  [/承诺(?:未|没)?(?:兑现)?|未兑现/, ['C2']],
  [/骚扰|隐私/, ['C3']],
  [/活动|积分|会员/, ['M1']],
  [/无法判断|未分类/, ['Z9']],
];

/** Q1–Q4 alone are not here: a quarter or a class of complaints, nobody can tell. */
export const CATEGORY_CODE = /(q[1-4]|r[1-3]|p1|f1|s[1-3]|i1|n1|c[1-3]|m1|z9)类/;

export const SEVERITY_WORDS: Words<Severity> = [
  [/p0级?|(?:特别)?重大|特大/, ['P0']],
  [/p1级?|升级/, ['P1']],
  [/p2级?|一般|普通/, ['P2']],
  [/p3级?/, ['P3']],
  [/严重/, ['P0', 'P1']],
];

export const KIND_WORDS: Words<MessageKind> = [
  [/抱怨/, ['grumble']],
  [/事故救援|救援/, ['rescue']],
];

/** Work for which one asks by its state. 已关闭 is a figure of its own. */
export const STATUS_WORDS: Words<TicketStatus> = [
  [/(?:待|未|没有?)(?:分派|派单|分诊|派出去|派)/, ['triage']],
  [/(?:待|未|没有?|没人|无人)(?:签收|接单|认领|接手)/, ['routed']],
  [/已签收|签收了?/, ['acknowledged']],
  [/(?:正在)?(?:处理|跟进|跟踪)(?:当)?中|在(?:处理|跟进)/, ['acknowledged', 'tracking']],
  [/(?:待|未|没有?)(?:回访(?:确认)?|确认|验证)/, ['resolved']],
];

export const SOURCE_WORDS: Words<TicketSource> = [
  [/微信|线上|聊天/, ['chat']],
  [/400(?:热线|电话)?|热线(?:电话)?|电话(?=\uFFFF)/, ['hotline']],
  [/回访(?:中|时)?(?:发现|转来|来|转|带来)/, ['followUp']],
  [/(?:主机厂|厂家|厂方|厂商)(?:转来|转|下发|派)?/, ['manufacturer']],
  [/(?:员工|内部)(?:录入|上报|登记|报)?/, ['staff']],
];

/** Keys of the reminder rules; a kind that is not here is shown by its key. */
export const REMINDER_KIND_NAMES: Readonly<Record<string, string>> = {
  firstMaintenance: '首保',
  regularMaintenance: '定期保养',
  insuranceRenewal: '续保',
  annualInspection: '年检',
  licenceRenewal: '驾驶证',
  warrantyEnd: '质保到期',
  birthday: '生日',
};

export const REMINDER_KIND_WORDS: Words<string> = [
  [/首保/, ['firstMaintenance']],
  [/定期保养|定保/, ['regularMaintenance']],
  [/保养/, ['firstMaintenance', 'regularMaintenance']],
  [/续保|保险(?:到期)?|车险/, ['insuranceRenewal']],
  [/年检|年审|验车/, ['annualInspection']],
  [/驾驶证|驾照/, ['licenceRenewal']],
  [/质保(?:到期)?/, ['warrantyEnd']],
  [/生日/, ['birthday']],
];

export const GROUP_WORDS: readonly (readonly [RegExp, Grouping])[] = [
  [
    new RegExp(
      `(?:各个?|每个?)(?:责任)?部门|(?:按照?|分)(?:责任)?部门|(?:是)?(?:哪(?:一|几|些)?个?|哪些)(?:责任)?(?:部门|部)`,
    ),
    'department',
  ],
  [
    /谁|(?:哪(?:一|几|些)?[个位名]?|各个?|每个?位?|按)(?:责任人|处理人|负责人|服务顾问|顾问|员工|同事|人员?(?!工))|个人/,
    'assignee',
  ],
  [
    new RegExp(
      `(?:按照?|分)${GAP}(?:类别|分类|类型|类|种类|问题)|各个?${GAP}(?:类别|类型|种类|类)|每(?:一)?类|哪(?:一|几|些)?(?:个)?${GAP}(?:类别|类型|类|种|方面)(?:问题|的问题)?|什么(?:类型|类别|问题|方面|毛病)|哪些(?:方面|问题|类)|(?<=的)(?:类别|类型|种类|问题)(?=是|有|$|[?,。])|(?:类别|类型|种类)(?:分布|排名|是什么|是哪些?)`,
    ),
    'category',
  ],
  [/(?:按照?|分|各个?|每个?|哪个)(?:级别|等级|严重程度|轻重)|严重程度/, 'severity'],
  [/(?:按照?|分|各个?|每个?|哪个|什么)状态|状态分布/, 'status'],
  [
    /(?:按照?|分|各个?|每个?|哪(?:个|些)?|什么)(?:来源|渠道|途径)|(?:来源|渠道)分布|(?:都)?(?:是)?从哪(?:里|儿)?来/,
    'source',
  ],
  [/(?:按照?|分|各)(?:性质)/, 'kind'],
  [/每[天日]|(?:按照?|分|逐)[天日](?!期)|各天/, 'day'],
  [/每个?(?:周|星期)|(?:按照?|分|逐)周|周趋势/, 'week'],
  [/每个?月|(?:按照?|分|逐)月(?!份?\d)|各月|月度?趋势/, 'month'],
];

/** A curve over time: the step follows from the length of the period. */
export const TREND_WORDS = /走势|趋势|曲线/;

export const LIST_WORDS =
  /(?:都|分别)?(?:有|是|包括)?(?:哪些|哪几[个条件单起次]|哪[个条件单](?!部))|(?:都)?有啥|(?:给我)?(?:列|拉|导)(?:一下|一个|个|张)?(?:出来|一下|出|表|清单|单子)?|明细|清单|列表|详情|逐条|具体(?:是|有)?(?:哪些|什么)?/;

export const ORDER_WORDS: readonly (readonly [
  RegExp,
  { ranks: 'most' | 'least' | 'worst' | 'best'; isOne: boolean },
])[] = [
  [/从(?:低|少|小)(?:到|往)(?:高|多|大)|(?:升|正)序/, { ranks: 'least', isOne: false }],
  [
    /[从由](?:高|多|大)(?:到|往)(?:低|少|小)|(?:倒|降)序|排(?:一下|个|下)?(?:名|行|序|队)(?:榜)?/,
    { ranks: 'most', isOne: false },
  ],
  [/最(?:多|高|大|频繁|集中)|第一名?|居首/, { ranks: 'most', isOne: true }],
  [/(?:最(?:少|低|小)|垫底|倒数第一)/, { ranks: 'least', isOne: true }],
  [/最(?:差|严重|糟|慢|不好|拖)/, { ranks: 'worst', isOne: true }],
  [/最(?:好|快|优)/, { ranks: 'best', isOne: true }],
];

/** What managers ask about and no figure here answers yet. Better said than guessed. */
export const UNSUPPORTED_WORDS: readonly (readonly [RegExp, string])[] = [
  [/[37三七]dc(?:回访)?(?:率|完成率|得分)?/, '3DC、7DC 回访'],
  [/回访(?:率|完成率|覆盖率|量|数|得分|人数|情况)|二级回访|三级回访/, '回访完成情况'],
  [/流失(?:率|客户|量|数)?/, '客户流失'],
  [/续保率|续保(?:多少|了多少|台次|量)/, '续保率'],
  [/首保(?:回厂|返厂|率|回厂率)|回厂率|返厂率|进厂|到店(?:量|率|数)?|台次/, '进厂与回厂'],
  [/预约(?:量|数|率|多少|了多少|到店)/, '预约'],
  [/产值|营收|营业额|毛利|利润|收入|销量|卖了?(?:多少|几)(?:辆|台)|库存(?!车)/, '经营与销售数据'],
  [/表扬|建议|咨询|转人工|退订/, '表扬、建议、咨询等非工单消息'],
  [/工作量|人均|绩效|奖金|工资/, '个人工作量与绩效'],
  [/转介绍|推荐率|nps/, '转介绍'],
  [/平均|中位|均值|最长|时长|多久|多长时间/, '平均或最长用时'],
  [/超时率|重开率|返修率|投诉率|升级率/, '这项比率'],
  [/重复投诉|整改/, '重复投诉与整改'],
  [/首保(?!.*提醒)|车主(?:多少|数)|客户(?:数|量|总数)|档案/, '客户档案数据'],
];

export const HELP =
  /^(?:帮助|帮忙|help|\?+|菜单|功能|说明|使用说明|指令|命令|(?:你)?(?:都)?(?:能|可以|会)(?:查|问|做|干)?(?:些)?(?:什么|啥|哪些)(?:数据|指标)?|(?:怎么|如何)(?:用|查|问)|能查(?:什么|啥|哪些))[?!。]*$/;

/** Words about a present state. */
export const NOW_WORDS = /(?:截至|截止|到)?(?:现在|目前|当前|此刻|眼下|这会儿)(?:为止)?/;

const CHANGE = '(?:上升|增加|减少|下降|增长|上涨|变化|涨|降|升(?!级))';

/** Words that ask for a comparison with the period before, when none is named. */
export const CHANGE_WORDS = new RegExp(
  `环比|(?:是)?(?:${CHANGE}|[多少高低])了?(?:还是|或)(?:${CHANGE}|[多少高低])了?|${CHANGE}了?|[多少高低]了(?=多少|几|$|[,。?!])|变[多少高低]了?|(?:对比|比较)(?=一下|$|[,。?!])`,
);

/** Words that say nothing about which figure is meant. Negations are never among them. */
export const FILLER = new RegExp(
  [
    '^[\\u4e00-\\u9fa5]{1,2}(?:总|经理|主任|老师)(?=[好您早,:])|早上好|下午好|晚上好|好的?(?=[,。!])',
    '问题|部门|部(?=[的呢有,。?!、\\uFFFF]|$)',
    '请问|请|帮我|帮忙|麻烦|给我|告诉我|跟我说|我想知道|我想|我要|想知道|想|我|你|您|老板|小助手|你好|您好|谢谢|辛苦了?',
    '查一下|查查|查询|查|看一下|看一看|看看|看下|看|统计一下|统计|汇总|汇报|报一下|报|说一下|说说|说|问一下|问',
    '有多少|多少|有几|几[个条件单起张次家位项]|几|百分之|占比?(?=多少)|数据|数字|指标|情况|总数|总量|数量|合计|总共|一共|共计|共有|共|总的|总',
    '全部|所有|全店|整个|整体|店里|咱们|咱|我们|公司|门店|本店|大家|各自|分别|各',
    '收到|接到|接|新增|新|发生|出现|产生|进来|来了|来的|来|发出去|发送|发出|发了|发|送|做|出',
    '怎么样|怎样|怎么|如何|咋样|咋|什么样|什么|哪[个家]|啥|是否|是不是|有没有|有',
    '多不多|高不高|低不低|少不少|[多少高低](?=吗|没有|$)',
    '手上|手里|手头|名下|负责的?|经手的?',
    '那边|这边|方面|这块|这一块|那块|类的?|单子|单|案件|案子|任务|工单|投诉',
    '那么|那|这|再|还|也|又|就|都|只|只看|换成|改成|换|先|然后|另外|和|与|及|以及|还有|跟|同|比|较|相比|相较|而|里面|里头|里|中|内|当中|其中|对于|关于|对|按照?|从|分|排',
    '了|的话|的|地|得|吗|呢|啊|呀|吧|嘛|么|哦|哈|是|在|个|条|件|起|次|位|家|人|项|等|们|一下|下|量|数|值|时候|期间|时|为|到底|大概|左右|具体|一览|分布|对比|比较',
    '[,/。、?!:;.()~+\\-—…"“”‘’]',
  ].join('|'),
  'g',
);
