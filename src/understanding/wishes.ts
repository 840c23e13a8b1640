import type { Classifier } from './classifier.ts';
import { findAsserted } from './polarity.ts';

/** What an owner may want beside the main matter. */
export type WishKind = 'booking' | 'question' | 'progress';
/** Where it stands in the text. */
export type WishPlace = { kind: WishKind; start: number; end: number };

/** Ends of sentences and messages, and words that turn to something else. */
const PIECE =
  /(?:(?!(?<=[,\s、])(?:顺便|另外|对了|哦对|再就是|还有(?!没|多|几|吗|人|点|些|货|位|空|号)))[^\n。!?;…])+[!?]*|(?:顺便|另外|对了|哦对|再就是|还有)[^\n。!?;…]*[!?]*/g;
const CLAUSE = /[^,\s、]+[,\s、]*/g;

const DAY =
  '(?:今天|明天|后天|大后天|明早|周[一二三四五六日天末]|礼拜|星期|下周|这周|本周|\\d{1,2}[号日点]|[一二三四五六七八九十]点|上午|下午|中午|早上|晚上|过两天|哪天|什么时候)';
/** Words of which one stands in whoever asks for a slot. */
const BOOKS = new RegExp(
  `预约|约(?:个|一下|下|到|在)|(?:想|帮|给|要|能|麻烦|顺便|再)[^,]{0,4}约|约${DAY}|改约|改期|改到|改[^,]{0,4}${DAY}|排(?:个|一个|一下|到)|安排|留个?位|有[^,]{0,2}(?:空|位)|试驾|保养|首保|${DAY}[^,]{0,8}(?:来|去|做|弄|换)`,
);
/** A slot that is told of, not asked for. */
const BOOKED_BEFORE =
  /约(?:好|定|过|的|了)|(?:没|不用|没有|未)(?:提前)?预?约|预约(?:系统|电话|平台|单|成功|不上|难|没人|有什么用)|(?:本来|原来|明明|上次|之前|当时|昨天|上周|前天|当初)[^,]{0,8}(?:约|保养)|保养(?:完|过|了|后|时|费|越来越|手册|套餐|卡|券)|(?:上次|上回|刚|才|每次|昨天|上周|前天)[^,]{0,6}保养|约不(?:上|到)/;
/** Somebody of the store is to be sent: a demand, no visit. */
const SENDS_FOR = /(?:安排|派)(?:个|一个|一位)?[^,]{0,6}(?:人|总监|师傅|技师|经理|领导)/;
const CHANGES = /改约|改期|改到|改[^,]{0,6}(?:预约|时间|周|明|后|下)|取消[^,]{0,6}预约|预约[^,]{0,6}(?:改|取消|推迟)/;

const ASKS =
  /请问|问[一]?[下哈]|问问|咨询|了解|想知道|多少|什么|啥|几[点号天个]|多久|怎么|咋|还是.+[啊呀呢]|够不够|行不行|哪|吗|么(?!多)|呢|没(?:有)?[啊呀哦]?[?\s]*$|不[?\s]*$|能不能|可不可以|是不是|有没有|\?/;
/** So short and plain that nothing has to be weighed. */
const PLAINLY_ASKS =
  /^[^,]{0,16}(?:多少钱|什么价|啥价|怎么收费|有货吗|有货没|有现货|几点(?:上班|下班|开门|关门)|上班吗|开门吗|能代办吗)[^,]{0,8}$/;
/** A question that wants no answer, or asks what is being complained of. */
const REPROACH =
  /凭什么|凭啥|难道|到底|说法|解释|交代|怎么还|怎么能|怎么(?:回事|办|处理|解决|搞|赔|算)|咋(?:回事|办|整|弄|处理)|为什么|为啥|谁(?:家|出|赔|负责|来|管|给|的)|算谁|(?:咋|怎么)(?:坐|开|用|敢)|要么|你们(?:是|这是|当|以为)|^\s*是.{1,12}吗|数吗|心吗|正常吗|合(?:适|理)吗|这(?:叫|就是|也|样|不|还)|有这|不是.{0,12}吗|好意思|还要我|是不是(?:该|应该|欺负|骗|在|你们|出厂)|退不退|管不管|赔不赔|修不修|还能不能|有没有人|又|\?\?|!/;

/** What went wrong: a piece that holds it is no mere wish. */
const WRONG =
  /故障|坏|失灵|水雾|起雾|进水|渗水|掉漆|掉皮|脱落|松动|开裂|塌|报警|[老总又]亮|一直亮|亮(?:着|了|红|黄)|灯亮(?!过)|没劲|无力|费油|烧机油|拉不动|失速|味(?:道|儿)?(?:大|冲|重|难闻)|刺鼻|吱|咯|嗡|啸|异响|响|抖|漏|渗|黑屏|死机|卡顿|顿挫|不凉|不制冷|不亮|没反应|熄火|跑偏|起皮|生锈|划|(?<!雨)刮|裂|断|鼓包|跳枪|投诉|态度|骗|坑|黑心|太(?:差|慢|贵|过分)|没人(?:理|管|接)|不(?:给|退|理|管|肯|认)|没(?:修|弄|换|给|退|解决|装|通知)|还没|一直|等了|拖了|退(?:钱|款|我|给)|不赔|掏|少(?:了|定|给|装)|烦|气(?!囊|温|帘|味|门|泵|缸|压)/g;

/** A question beside a grievance comes first, or with words that say it is another matter. */
const OPENLY = /请问|[问说]一?[下哈]|问问|想问|咨询|了解|顺便|另外|对了|再问|多少钱|什么价|啥价|有货/;
/** What may be asked how far it is. */
const HOW_FAR = /[取提拿修做弄搞喷洗补装]|车|件|货|牌|本|证|批|款|保养|进度|好了?(?:没|吗)|结果/;
/** Picking a car up is no visit to book. */
const PICKS_UP = /取车|提车|拿车|来取/;

const GREETING = /^(?:[\s,]|你好|您好|在吗|在不在|师傅|哈喽|谢谢|辛苦|收到|好的|嗯|哥|亲|[😀-🙏])*$/u;

/** Thanks for nothing in particular. */
const COURTESY =
  /^(?:[\s,。.!~]|你们?好|您好|在吗|在不在|各位|师傅们?|大家|亲|哈喽|谢谢|感谢|多谢|辛苦|提醒|收到|好的|嗯|[了啦啊呀哈你您们]|\p{Extended_Pictographic})+$/u;
/** What was brought before, by its name: 就变速箱顿挫那单. */
const NAMES_IT = /[^\n,。!?;]{0,12}那(?:一)?[单个台辆件](?=$|[\s,。!?;的])/g;

const QUESTION_SURE = 0.55;
const BOOKING_SURE = 0.4;
const LEAST_CHARS = 3;
const LONGEST_QUESTION = 40;

/** Whether a text tells of something that went wrong, by its words. @param text normalised */
export const isWrong = (text: string): boolean => findAsserted(text.replace(NAMES_IT, ' '), WRONG) !== undefined;

function kindOf(piece: string, classifier: Classifier): WishKind | undefined {
  if (piece.trim().length < LEAST_CHARS || isWrong(piece)) return undefined;
  const books = BOOKS.test(piece) && !SENDS_FOR.test(piece) && (CHANGES.test(piece) || !BOOKED_BEFORE.test(piece));
  const asks = piece.length <= LONGEST_QUESTION && ASKS.test(piece) && !REPROACH.test(piece);
  if (!books && !asks) return undefined;
  if (asks && PLAINLY_ASKS.test(piece)) return 'question';
  const { kinds } = classifier.score(piece);
  if (books && kinds.booking >= BOOKING_SURE) return PICKS_UP.test(piece) ? 'progress' : 'booking';
  if (asks && kinds.question >= QUESTION_SURE) return 'question';
  if (asks && kinds.progress >= QUESTION_SURE && HOW_FAR.test(piece)) return 'progress';
  return undefined;
}

/**
 * Bookings and plain questions that an owner puts in so many words, each apart from what stands around it: they are matters
 * of their own beside a complaint, and none of it. What only sounds like a question ("差的五千谁出") is not among them.
 *
 * @param text normalised
 */
export function wishesIn(text: string, classifier: Classifier): WishPlace[] {
  const places: WishPlace[] = [];
  let isFirst = true;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const kind = kindOf(piece, classifier);
    if (kind === 'booking' || (kind !== undefined && (isFirst || OPENLY.test(piece)))) {
      places.push({ kind, start: index, end: index + piece.length });
    } else if (isWrong(piece) && BOOKS.test(piece)) places.push(...inClauses(piece, index, classifier));
    else if (!GREETING.test(piece)) isFirst = false;
  }
  return places;
}

/** "空调不凉,约明天下午保养": one sentence, two matters. */
function inClauses(piece: string, offset: number, classifier: Classifier): WishPlace[] {
  return [...piece.matchAll(CLAUSE)].flatMap(({ 0: clause, index }) => {
    const kind = kindOf(clause, classifier);
    return kind === 'booking' ? [{ kind, start: offset + index, end: offset + index + clause.length }] : [];
  });
}

/** Messages that are nothing but a greeting or thanks. @param text normalised */
export function courtesiesIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/[^\n]+/g)]
    .filter(([line]) => COURTESY.test(line))
    .map(({ 0: line, index }) => ({ start: index, end: index + line.length }));
}

/** The text with these places blanked out, so that every offset stays. */
export function withoutPlaces(text: string, places: readonly { start: number; end: number }[]): string {
  return places.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}
