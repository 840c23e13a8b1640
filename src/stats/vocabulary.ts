import {
  CATEGORIES,
  type Category,
  CATEGORY_KEYS,
  type Demand,
  type Department,
  type MessageKind,
  type Severity,
} from '../understanding/taxonomy.ts';
import type { FollowUpRound, TicketSource, TicketStatus, VisitType, WorkKind } from './types.ts';

/** A word and what it stands for; earlier entries are tried first, so the longer words of a family come first. */
type Words<T> = readonly (readonly [RegExp, readonly T[]])[];

/** 售后 alone is the whole after-sales side of a store, not its technical desk. */
export const AFTER_SALES: readonly Department[] = [
  'aftersalesTechnical',
  'workshop',
  'serviceReception',
  'warranty',
  'parts',
];

export const DEPARTMENT_WORDS: Words<Department> = [
  [/售后(?:服务)?前台|前台(?:接待)?|服务顾问|接待(?:处|组)?|(?<![a-z])sa(?![a-z])/, ['serviceReception']],
  [/售后技术|技术(?:经理|主管|组)?|技师/, ['aftersalesTechnical']],
  [/(?:机电|维修|钣喷)?车间|机电|机修|钣喷|钣金|喷漆|维修(?=部)/, ['workshop']],
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
  [/(?:配件|零件|备件)(?:类|问题|质量|价格|方面|缺货|没货|断货|等待|到货慢)|缺货|副厂件/, ['P1']],
  [/动力总成|动力(?:系统)?(?:类|问题)?|发动机|变速箱|离合器/, ['Q1']],
  [/行驶安全|安全(?:类|问题|方面|隐患)|刹车|制动|转向|轮胎|悬挂|气囊/, ['Q2']],
  [/三电(?:[/、]?充电)?|电池|充电|电机|续航/, ['Q3']],
  [/车身|电器|车机|异味|异响|空调|漆面|天窗/, ['Q4']],
  [/维修质量|返修|修不好|没修好/, ['R1']],
  [/维修时效|时效|排队|等待(?:的?时间)?(?:太|过)?[长久]?|等太久|(?:预约|进度)(?:类|问题)/, ['R2']],
  [/保修|召回|三包|质保|(?:索赔)(?:类|问题)/, ['R3']],
  [/(?:维修)?收费(?:太?[高贵]|不合理|不透明|乱)?|乱收费|费用(?:类|问题)?/, ['F1']],
  [/交车|上牌|手续/, ['S1']],
  [/定金|订金|合同|(?:车价|价格)(?:类|问题)?/, ['S2']],
  [/虚假(?:宣传|承诺)|宣传|欺诈|忽悠|骗人|库存车/, ['S3']],
  [/理赔|定损|续保|(?:保险)(?:类|问题)/, ['I1']],
  [/金融服务费|贷款|解押|(?:金融)(?:类|问题)/, ['N1']],
  [/(?:服务)?态度(?:太|很|特别|比较)?(?:差|不好|恶劣|有问题)?/, ['C1']],
  [/承诺(?:未|没)?(?:兑现)?|未兑现/, ['C2']],
  [/骚扰|隐私/, ['C3']],
  [/活动|积分|会员/, ['M1']],
  [/无法判断|未分类/, ['Z9']],
];

/** 维修时效/预约/进度类: the labels that are made of several words, which are words of other figures as well. */
export const CATEGORY_LABELS: Words<Category> = CATEGORY_KEYS.filter((key) => CATEGORIES[key].label.includes('/')).map(
  (key) => [new RegExp(`${CATEGORIES[key].label}(?:类|问题)?`), [key]],
);

/** Q1–Q4 alone are not here: a quarter or a class of complaints, nobody can tell. */
export const CATEGORY_CODE = /(q[1-4]|r[1-3]|p1|f1|s[1-3]|i1|n1|c[1-3]|m1|z9)类/;

export const SEVERITY_WORDS: Words<Severity> = [
  [/p0(?:级别?)?|(?:特别)?重大|特大/, ['P0']],
  [/p1(?:级别?)?|升级/, ['P1']],
  [/p2(?:级别?)?|一般(?!要|得|花|需|用|多久|多长|几天|会|都|来说)|普通/, ['P2']],
  [/p3(?:级别?)?/, ['P3']],
  [/严重/, ['P0', 'P1']],
];

export const KIND_WORDS: Words<MessageKind> = [
  [/抱怨/, ['grumble']],
  [/事故救援|救援/, ['rescue']],
];

/**
 * What owners want done. The last: whether the word alone says that somebody wants it; 维修 and 回电 are also what a store does
 * anyway, and count only where they are said to be wanted.
 */
export const DEMAND_WORDS: readonly (readonly [RegExp, readonly Demand[], boolean])[] = [
  [/退换车/, ['replaceVehicle', 'returnVehicle'], true],
  [/退(?:掉)?(?:这|那|整)?[台辆部]?车/, ['returnVehicle'], true],
  [/(?<!退)换(?:一?[台辆部])?新?车(?![系型间])/, ['replaceVehicle'], true],
  [/退款|退钱|退费|返钱/, ['refund'], true],
  [/赔偿|赔钱|赔款|赔付|补偿/, ['compensation'], true],
  [/(?:赔礼)?道歉|赔礼|赔不是/, ['apology'], true],
  [/(?:换|更换)(?:配|零)?件/, ['replacePart'], true],
  [/(?:给(?:个|一个)?)?(?:解释|说法|交代)/, ['explanation'], false],
  [/(?:重新)?(?:维修|修理|修好|返修|修车)/, ['repair'], false],
  [/回(?:个)?电(?:话)?/, ['callBack'], false],
  [/(?:尽快|加快|快点|抓紧|加急)(?:办理|处理|解决|办)?/, ['faster'], false],
  [/(?:不要?|别|停止)再?(?:打扰|骚扰|联系|打电话|发短信)/, ['stopContact'], false],
];

/** Work for which one asks by its state. 已关闭 is a figure of its own. */
export const STATUS_WORDS: Words<TicketStatus> = [
  [/(?:待|未|没有?|等[着待人]+)(?:分派(?:出去)?|派单|分诊|派出去|派)/, ['triage']],
  [
    /(?:待|未|没有?|没人|无人|等[着待人]+)(?:签收|接单|认领|接手)|(?:已经?)?派(?:单|下去|出去|过去|到部门)了?(?:但|却|,)*(?:还|都)?(?:没有?|未|没人)签收(?:的)?/,
    ['routed'],
  ],
  [/已签收|签收了?/, ['acknowledged']],
  [/(?:正在)?(?:处理|跟进|跟踪)(?:当)?中|在(?:处理|跟进)/, ['acknowledged', 'tracking']],
  // Before the first progress note.
  [
    /(?:还)?(?:没有?|未|没人|无人|待|等[着待人]+)(?:首次|人)?(?:跟进|跟踪|跟)(?:过|的)?(?!率|及时)/,
    ['acknowledged', 'routed', 'triage'],
  ],
  [/(?:待|未|没有?|等[着待人]+)(?:做)?(?:回访(?:确认)?|确认|验证)/, ['resolved']],
];

export const SOURCE_WORDS: Words<TicketSource> = [
  [/微信|线上|聊天/, ['chat']],
  [/400(?:热线|电话)?|热线(?:电话)?|电话(?=\uFFFF)/, ['hotline']],
  [/回访(?:中|时)?(?:发现|转来|来|转|带来)/, ['followUp']],
  [/(?:主机厂|厂家|厂方|厂商)(?:转来|转|下发|派)?/, ['manufacturer']],
  [/(?:员工|内部)(?:录入|录|上报|登记|报)?的?/, ['staff']],
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
  [/续保|(?:交强险|商业险|保单|保险|车险)(?:到期)?/, ['insuranceRenewal']],
  [/年检|年审|验车/, ['annualInspection']],
  [/(?:驾驶证|驾照)(?:换证|到期)?/, ['licenceRenewal']],
  [/质保(?:到期)?/, ['warrantyEnd']],
  [/生日/, ['birthday']],
];

/** Rounds of calls after a visit or a delivery. 近三天回访 is a period, 三天回访 the round. */
const CALLS = '(?=的?(?:客户|车主)?(?:回访(?!确认|验证)|电访|关怀))';
/** 交车满一个月那个回访 */
const SINCE = '(?:(?:交车|提车|购车|买车)(?:以后|之后|后)?)?';
export const ROUND_WORDS: Words<FollowUpRound> = [
  [
    new RegExp(
      `[3三]dc|(?:维修|售后(?:服务)?|修车|修理)后?(?:第?[3三]天)?${CALLS}|(?<![近去这前后第过月到至\\d十-])[3三][天日]${CALLS}`,
    ),
    ['threeDay'],
  ],
  [
    new RegExp(
      `[7七]dc|(?:新车(?:交车|交付|销售)?|交车|提车|购车|销售)后?(?:第?[7七]天)?${CALLS}|(?<![近去这前后第过月到至\\d十-])[7七][天日]${CALLS}`,
    ),
    ['sevenDay'],
  ],
  [
    new RegExp(
      `满月(?:回访(?!率|得|评|分|打|满|完|覆|执|及|达|了|没|情|的|量|数|多|几|$))?|${SINCE}满[1一]个月(?:的|那个|那次|那轮)*(?=回访|电访|关怀)|(?<![近去这前后过])[1一]个月${CALLS}`,
    ),
    ['oneMonth'],
  ],
  [
    new RegExp(
      `(?:${SINCE}满[1一]年(?:的|那个|那次|那轮)*(?=回访|电访|关怀)|满[1一]年|(?<![上下本这每])周年(?!检|审|庆))(?:回访(?!率|得|评|分|打|满|完|覆|执|及|达|了|没|情|的|量|数|多|几|$))?|(?<![近去这前后过])[1一]年${CALLS}`,
    ),
    ['oneYear'],
  ],
];

/** What a car came for. */
export const VISIT_TYPE_WORDS: Words<VisitType> = [
  [/首保|首次保养/, ['firstMaintenance']],
  [/定期保养|定保|常规保养/, ['regularMaintenance']],
  [/保养/, ['firstMaintenance', 'regularMaintenance']],
  [/事故车?|钣喷/, ['accident']],
  [/索赔|三包|保修/, ['warranty']],
  [/(?:一般|普通)?(?:维修|修理)/, ['repair']],
  [/其他(?:类型)?/, ['other']],
];

/** By which way a reminder went, or a follow-up was answered. */
export const CHANNEL_WORDS: Words<string> = [
  [/短信/, ['sms']],
  [/服务号|公众号|模板消息/, ['officialAccount', 'officialAccountTemplate']],
  [/微信客服/, ['kf']],
  [/企业?群发|群发/, ['groupSend']],
];

/** By which way a follow-up was answered: 电话回访, 微信回访; 回访电话 is a call. */
const ASKED = '(?=回访(?!发现|转|带|电话|确认))';
export const FOLLOW_UP_WAYS: Words<string> = [
  [new RegExp(`(?:电话|电访|外呼)${ASKED}`), ['call']],
  [new RegExp(`(?:微信|线上|问卷)${ASKED}`), ['kf', 'officialAccount']],
];

/** What a call task is for. */
const CALL_TASKS = '(?=的?(?:未完成|没完成|完成|待打|要打|没打)?的?(?:电话|外呼))';
export const PURPOSE_WORDS: Words<string> = [
  [new RegExp(`(?:到期)?提醒${CALL_TASKS}`), ['reminder']],
  [new RegExp(`(?:投诉回访|回访确认)${CALL_TASKS}`), ['verification']],
  [new RegExp(`预约${CALL_TASKS}`), ['booking']],
  [new RegExp(`(?:流失)?(?:客户|车主)?(?:挽回|招揽|召回|挽留)${CALL_TASKS}`), ['winBack']],
  [new RegExp(`回电${CALL_TASKS}`), ['callback']],
  [new RegExp(`回访${CALL_TASKS}`), ['followUp']],
];

const WORK = '(?=(?:[、和与\uFFFF]|工单|电话|回访)*的?(?:工作量|处理量|完成量|在手工作))';
export const WORK_KIND_WORDS: Words<WorkKind> = [
  [new RegExp(`工单${WORK}`), ['ticket']],
  [new RegExp(`电话${WORK}`), ['call']],
  [new RegExp(`回访${WORK}`), ['followUp']],
];

/** Upper-case letters come in as lower case. */
export const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·.]?(?=[a-z0-9]*\d)[a-z0-9]{5,6}(?![a-z0-9])/;
