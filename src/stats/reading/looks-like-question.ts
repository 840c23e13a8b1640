import { metricOf, type MetricKey } from '../metrics.ts';
import { type QuestionOptions, readQuestion } from './question.ts';
import { normaliseQuestion } from './spans.ts';
import { HELP } from './talk-words.ts';

const ASKS =
  /多少|几多|边个|有冇|百分之几|几成|几个点|咋样|达标没|是不是比|快不快|几[位家人通趟回]|好[多久](?:[个条件起单张台位次]|[呢嘛啊哦]?[?？]?$)|几[个条件起单张台次项辆天]|多久|多不多|高不高|低不低|还是|平均|汇总|概况|总结|统计|数据|哪[个些几类种里位]|有没有|是多少|怎么样|如何|[?？]|呢$|吗$|排名|列(?:出来|一下|表)|清单|明细|名单|查|看(?:一下|下|看)|情况[?。]*$|什么/;
/** Words of somebody who reports instead of asking. */
const REPORTS =
  /^(?:已|给|(?:车主|客户)(?!满意|投诉|保有|流失|总数)|刚|正在|我|配件已)|已经|已(?:联系|处理|关闭|解决|安排|回|到|发|约|和|与|跟)|了[。!！]?$|不(?:要|用|需)|没超时/;

/**
 * Whether a staff member's chat text asks for figures, rather than reporting progress on a ticket. In doubt it is no
 * question: a note that is lost is worse than a question that must be put more plainly.
 */
export function looksLikeQuestion(question: string, options: QuestionOptions): boolean {
  const normal = normaliseQuestion(question);
  if (HELP.test(normal)) return true;
  const asks = ASKS.test(normal);
  if (normal.length > 60 || (REPORTS.test(normal) && !asks)) return false;
  const reading = readQuestion(question, options);
  if (reading.kind === 'unsupported') return asks && normal.length <= 30 && !REPORTS.test(normal);
  if (reading.kind === 'doubtful') {
    const { doubt } = reading;
    if (doubt.what === 'words') return /多少|几[个条件起]|哪[个些类]/.test(normal) && doubt.words.join('').length <= 3;
    // 那配件呢, 列出来, 跟上个月比: what they follow may be known only to whoever answers.
    return doubt.what === 'metric'
      ? (asks && !REPORTS.test(normal)) || FOLLOWS.test(normal)
      : asks || doubt.what !== 'periods';
  }
  if (reading.kind !== 'query') return false;
  if (asks || reading.isFollowUp) return true;
  if (reading.query.compareWith !== undefined) return true;
  // A bare 待处理 or 超时 is a state that staff write about tickets; a rate, or a period before it, makes it a figure.
  const { metric, also, period, groupBy } = reading.query;
  const isMeasured = [metric, ...(also ?? [])].some((key) => metricOf(key).shape !== 'count');
  return (
    (isMeasured && !NOTES_OF_RESULT.test(normal)) ||
    (period !== undefined && period.from !== period.to && NO_NOTES.includes(metric)) ||
    groupBy !== undefined ||
    isFigureWord(normal)
  );
}

/** 那年检呢, 换成上周, 只看P0的: said of what was asked before. */
const GOES_ON =
  /^(?:那|再|换|改|只看|光看|单看|看|按|分|跟|和|与|比|同比|环比|列|其中|里面)|(?:呢|列出来|名单|明细|环比|同比)[。.!！?？~～]*$/;

/**
 * Whether a text goes on from the sender's question before (那年检呢): understood to its end, and said as one goes on. A bare
 * 明天 may be a note, also after a question.
 *
 * @param options.previous what that question was read as
 */
export function goesOnFromQuestion(
  question: string,
  options: QuestionOptions & { previous: NonNullable<QuestionOptions['previous']> },
): boolean {
  const normal = normaliseQuestion(question);
  if (!ASKS.test(normal) && (REPORTS.test(normal) || !GOES_ON.test(normal))) return false;
  const reading = readQuestion(question, options);
  return reading.kind === 'query' && reading.isFollowUp;
}

/**
 * Whether a text without any word of asking (各季度投诉, 售后本月满意度) is wanted as a figure: it is understood to its end.
 *
 * @param asker `manager`: has no tickets, so that no note is lost; `member`: must say which days or groups
 */
export function isFigureStatement(question: string, options: QuestionOptions, asker: 'manager' | 'member'): boolean {
  const normal = normaliseQuestion(question);
  if (normal.length > 40 || REPORTS.test(normal) || NOTES_OF_RESULT.test(normal)) return false;
  const reading = readQuestion(question, options);
  if (reading.kind !== 'query') return false;
  if (asker === 'manager') return true;
  const { metric, period, groupBy, compareWith } = reading.query;
  // Of one day, and of what was done, there are notes: 今天预约, 本周内解决.
  const isOfDays =
    !DONE_OR_OPEN.includes(metric) &&
    period !== undefined &&
    period.from !== period.to &&
    /[年月周季旬]|星期|礼拜|天$|节/.test(normal);
  return groupBy !== undefined || compareWith !== undefined || isOfDays;
}

/** Figures whose words are those of a note as well. */
const DONE_OR_OPEN: readonly MetricKey[] = [
  'resolved',
  'closed',
  'open',
  'overdue',
  'nearlyOverdue',
  'reopened',
  'bookings',
  'callsDone',
  'callTasksOpen',
  'followUpsDone',
  'followUpsMissing',
];

/** Whether a text that the rules do not understand asks for something: a model may tell what. */
export function mayBeQuestion(question: string, options: QuestionOptions): boolean {
  const normal = normaliseQuestion(question);
  if (normal.length < 4 || normal.length > 60 || !ASKS_PLAINLY.test(normal)) return false;
  // 客户最爱挑刺的是哪个环节 begins as a note does.
  const isReport = REPORTS.test(normal) && (!/哪|[?？]$/.test(normal) || /已|我/.test(normal));
  if (isReport) return false;
  const { kind } = readQuestion(question, options);
  return kind === 'unreadable' || kind === 'doubtful';
}

const ASKS_PLAINLY =
  /多少|几多|几[个条件起单张台次家]|哪[个些几类种里位家]|谁|怎么样|咋样|最[多少高低好差快慢]|排名|对比|统计|[?？]$|[吗呢]$/;

/** 一次修好, 客户满意: how one ticket went, no rate. */
const NOTES_OF_RESULT = /修好|满意(?!度|率|[读渡])/;
/** Figures that nobody writes about one ticket: beside a week or a month they are asked for. */
const NO_NOTES: readonly MetricKey[] = [
  'complaintsReceived',
  'ticketsReceived',
  'repeatComplaints',
  'visits',
  'churned',
  'rectificationsOpened',
  'rectificationsOpen',
  'followUpsDue',
  'remindersDue',
  'renewals',
  'handled',
  'workload',
];

/** Short texts that can only go on from a question before. */
const FOLLOWS = /^(?:那|再)?(?:跟|和|与|比).{1,8}比|同比|环比|^按.{1,4}(?:分|看|排)/;

const isFigureWord = (normal: string): boolean =>
  /(?:(?:投诉|客诉|工单|提醒|电话任务|台次)(?:总?量|总?数|数量|件数)?|(?:预约|回访|处理|工作|到店|进厂|积压)(?:量|数)|(?:单|台|办结|完成|关闭)数|保有量|(?:流失|在册)(?:客户|车辆)|时长|用时|名单|单号)[。!]*$/.test(
    normal,
  ) && normal.length >= 4;
