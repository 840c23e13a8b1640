import type { MetricKey } from '../metrics.ts';

/** How a share is asked for beside a verb: 占多少, 百分之几, 几成, 几个点, 的比例. */
export const SHARE =
  '(?:的)?(?:(?:人数?|客户|车主|单子|工单|投诉|电话|提醒|车)?(?:的)?(?:能|一共|大概|大约|大约莫)?占(?:到|了|比)?(?:所有|全部|总数|总的)?(?:的)?(?:多少|几成|百分之(?:几|多少)|多大)?(?:的)?(?:比例|比重|百分比)?|(?:一共|大概|大约)?(?:有|到|是|达到)?(?:百分之(?:几|多少)|几成|(?:几|多少)个(?:百分)?点)|(?:客户|车主|单子|工单|电话)?(?:的)?(?:比例|占比|比率|百分比|比重))';
const RATE_OR_SHARE = `(?:(?:的)?率|${SHARE})`;

const NOT_DENIED = '(?<!没|未|不|没有|没能)';
const ON_TIME = '(?:按时|及时|准时|如期|按期|按规定|(?:在|于)?(?:规定|要求|时限)(?:的)?(?:时间|时限)?(?:内|之内|里)?)';
const within = (limit: string): string =>
  `(?:(?<!\\d|十)(?:在)?(?:${limit})(?:以内|之内|内|里|里面|就|能)*${ON_TIME}?|(?:能|有没有)?${ON_TIME})(?:能|就|首次|第一次)*`;

const said = (verb: string, rate = SHARE): RegExp =>
  new RegExp(`${NOT_DENIED}(?:${verb})(?:完|好|掉|了|过|的)*${rate}`);

/** 提醒(了)(之后) and whoever it reached. */
const REMINDED =
  '提醒(?:了|过|完|后|以后|之后|的|到|发(?:了|出去?)?)*(?:客户|车主|车辆?|人)?(?:里|里面|中|当中)?(?:的)?';

/** 提醒有几个人来了: of a step the count is told beside its share. */
const HOW_MANY =
  '(?:里|里面|中|后|当中)?(?:一共|总共)?(?:有(?:多少|几)|(?:多少|几)(?=个|位|人|台|客户|车主))(?:个|位|台|辆|条)?(?:人|客户|车主|车)?(?:是|有|真)?';
const counted = (verb: string): RegExp =>
  new RegExp(
    `提醒(?:了|过|完|后|以后|之后|的|发了?|发出去)*(?:${HOW_MANY}(?:${verb})(?:了|过|的)*|(?:${verb})(?:了|到|上)*(?=多少|几)|(?:客户|车主)?(?:还|却|又)?(?:没有?|未)(?:能)?(?:${verb})(?:上|到)?(?:的)?)`,
  );

/** 发了多少提醒, 多少人回, 多少人来了: those that were sent are a figure of their own. */
const chained = (verb: string): RegExp =>
  new RegExp(
    `(?<=(?:发(?:了|出|出去)*(?:多少|几)(?:条|个)?(?:的)?提醒|提醒(?:一共|总共)?发(?:了|出|出去)*(?:多少|几)条?).*)(?:有)?(?:多少|几)个?(?:人|位|客户|车主)(?:${verb})(?:了|过|的)*`,
  );

/** Rates that are asked for by what was done: 接通百分之几, 按时跟进的占多少, 关了几成. Taken before the figures' own names. */
export const SHARES_SAID: readonly (readonly [MetricKey, RegExp])[] = [
  [
    'routeOnTimeRate',
    said(`${within('(?:2|两|二)个?(?:小时|钟头)')}(?:派单|分派|派发|派工|派出去|派到部门|派)`, RATE_OR_SHARE),
  ],
  [
    'verifyOnTimeRate',
    said(
      `${within('(?:24|二十四)个?小时|一天|1天')}(?:做|完成)?(?:投诉)?(?:回访确认|回访验证|确认回访|验证|核实|确认)`,
      RATE_OR_SHARE,
    ),
  ],
  [
    'trackOnTimeRate',
    said(
      `${within('(?:24|二十四)个?小时|一天|1天')}(?:跟进|跟踪|反馈|联系(?:上)?(?:客户|车主)?)(?:到|上)?`,
      RATE_OR_SHARE,
    ),
  ],
  [
    'resolveOnTimeRate',
    said(
      `${within('(?:3|三)[天日]|(?:72|七十二)个?小时')}(?:处理|解决|办理|办结|办|搞定)(?:完毕|完成|妥)?`,
      RATE_OR_SHARE,
    ),
  ],
  ['closureRate', said('(?:关闭|结案|封闭|闭环|办结|关单|关掉|结掉|了结|关|结)(?:成功)?')],
  ['reminderReachRate', said(`(?:提醒(?:了|的)*)(?:触达|送达|送到|通知到|收到)(?:客户|车主)?`, RATE_OR_SHARE)],
  ['reminderReplyRate', chained('回复|答复|回应|回话|回(?!访|厂|店|来|站)')],
  ['reminderBookingRate', chained('预约|约')],
  ['reminderArrivalRate', chained('到店|进店|来店|回厂|返厂|进厂|回店|来(?!的投诉)')],
  ['reminderReachRate', counted('收到|看到|触达|送达')],
  ['reminderReplyRate', counted('回复|答复|回应|回话|回(?!访|厂|店|来|站)')],
  ['reminderBookingRate', counted('预约|约')],
  ['reminderArrivalRate', counted('到店|进店|来店|回厂|返厂|进厂|回店|来(?!的投诉)')],
  ['reminderReachRate', said('(?:触达|送达)(?:客户|车主)?')],
  ['reminderReplyRate', said(`(?:${REMINDED})?(?:有|会|肯)?(?:回复|答复|回应|响应|回话|搭理|回(?!访|厂|店|来|站))`)],
  ['reminderBookingRate', said(`${REMINDED}(?:有|会|肯)?(?:预约|约)(?:上|到|成|来)?`, RATE_OR_SHARE)],
  [
    'reminderArrivalRate',
    said(`${REMINDED}(?:有|会|真|真的|肯)?(?:到店|进店|来店|回厂|返厂|进厂|回店|来|到)(?:店|了|来)?`, RATE_OR_SHARE),
  ],
  ['renewalRate', said('(?:车险|保险)?(?:续保|续上|续成|续)(?:成功|上|保)?(?:客户|车主)?')],
  [
    'firstMaintenanceReturnRate',
    said(
      '(?:(?:应?该|要)(?:来|去)?做|到期)?首保(?:的)?(?:客户|车主|车辆?)?,?(?:能|按时)?(?:回来做|回来|来做|来|回厂|返厂|回店|返店|进厂|做)(?:保养)?',
    ),
  ],
  ['bookingAcceptance', said('预约(?:单|的|都)*(?:受理|落实|接住|接待|联系上?|接)(?:上)?', RATE_OR_SHARE)],
  ['bookingAcceptance', said('受理', RATE_OR_SHARE)],
  [
    'callReachRate',
    said(
      '(?:打)?(?:的)?(?:(?<!(?:多少|几)[个通]?)(?:电话|外呼))?(?:的)?(?:能|有)?(?:接通|打通|接听|联系上|联系到|接起来|通)',
      RATE_OR_SHARE,
    ),
  ],
  ['referralRate', said('(?:老客户|老车主)?(?:转介绍|老带新|介绍)(?:来|过来)?(?:买车|成交)?')],
  ['churnRate', said('(?:客户|车主|车辆?)?(?:流失|跑掉|跑|丢|走掉)')],
  ['fixedFirstTimeRate', said('(?:一次|首次|一回)(?:性|就|能)*(?:修复|修好|搞定|修)')],
  ['followUpSatisfaction', said('回访(?:里|中|时|下来|的|客户|车主|说|表示|觉得)*满意')],
  ['followUpCoverage', said('回访(?:到|上)?(?:客户|车主)?')],
  [
    'firstSatisfaction',
    said(
      '(?:首次|第一[次回]|头一?[次回]|初次|一次(?:性)?)(?:处理|回访确认|回访|确认|答复|就|能|即|便)*(?:让|使)?(?:客户|车主)?(?:表示)?满意',
    ),
  ],
  [
    'satisfaction',
    said(
      '(?:(?:工单|投诉|单子)?(?:回访确认|确认|处理|解决|验证|关闭|结案)(?:完毕|完成|完|好|了|以后|之后|后|时|里|中)+)?(?:客户|车主)?(?:表示|觉得|说)?满意',
    ),
  ],
];

type Words = readonly (readonly [MetricKey, RegExp])[];

/** 受理, 没打 alone are notes of work. */
const step = (verb: string): RegExp => new RegExp(`(?:${verb})(?:了)?(?:的|率|(?=多少|几|呢|有|百))`);

const REMINDER_STEPS: Words = [
  ['reminderReachRate', step('触达|送达|收到')],
  ['reminderReplyRate', step('有?(?:回复|答复|回应)')],
  ['reminderBookingRate', step('预约上?')],
  ['reminderArrivalRate', step('到店|进店|来店|回厂|返厂|进厂|来')],
];
const SENT: Words = [['remindersSent', /发(?:了|出|出去)+(?=多少|几)/]];
const CALL_STEPS: Words = [
  ['callTasksOpen', step('(?:还)?(?:没有?|未)(?:打|拨|完成)完?')],
  ['callReachRate', step('接通|打通')],
];
const BOOKING_STEPS: Words = [['bookingAcceptance', step('(?:没有?|没人|未)?(?:受理|落实|接)')]];

/** Words that are enough after a question about the same matter: 到店的呢 after a rate of reminders, 没打的呢 after calls. */
export function stepsAfter(previous: MetricKey): Words {
  if (previous.startsWith('booking')) return BOOKING_STEPS;
  if (previous.startsWith('call')) return CALL_STEPS;
  if (!previous.startsWith('reminder')) return [];
  return previous.endsWith('Rate') ? [...SENT, ...REMINDER_STEPS] : SENT;
}
