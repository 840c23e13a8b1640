import type { Day } from '../../calendar.ts';
import { optOutWish, rescueNow, wantsHuman } from '../intents.ts';
import { understandLocally } from '../local.ts';
import { severityFloor } from '../severity.ts';
import { joinMessages, normalise } from '../text.ts';
import type { Decision } from '../types.ts';
import { mostLikely, sharedReplyClassifier } from './classifier.ts';
import type { CUES } from './cues.ts';
import { cuesIn } from './features.ts';
import { type Meaning, MEANINGS, readContext, type ReplyContext } from './meanings.ts';
import { offersOtherDay } from './offered-day.ts';
import { readPastDay } from './past-day.ts';
import { replyEvidence } from './reply-evidence.ts';
import { respellReply } from './respell-reply.ts';
import { readScore } from './score.ts';
import { readWhen, type When } from './when.ts';

export interface ReplyInput {
  /** What the owner wrote in a row, oldest first. */
  messages: readonly string[];
  /** `reminder:<kind>` or `survey:<question>` */
  context: string;
  /** The Shanghai day on which they wrote. */
  today: Day;
  /** `HH:mm` at which they wrote. */
  now?: string;
  /** How the same words are read without a context, where that is known already. */
  decision?: Pick<Decision, 'kind' | 'confidence'>;
}

export interface Reply {
  meaning: Meaning;
  /** When the owner wants to come or to be asked again; null where none is named or it is no matter. */
  when: When | null;
  /** 0–1 */
  confidence: number;
  /** Literal substring of the messages joined by newline; empty when nothing stands out. */
  evidence: string;
  /** Points given, on the asker's scale. */
  score?: number;
  /** The past day on which, by the owner's word, it was done. */
  doneOn?: Day;
}

/** Meanings to which a day belongs. */
const WITH_DAY: readonly Meaning[] = ['book', 'later', 'askPrice', 'human', 'unclear'];
const SURE = 0.97;
/** Points below which something said beside them is the matter, on a scale of ten. */
const FAIR_SCORE = 6;
/** How sure the ordinary reading has to be to speak of a complaint where the replies' own sees none. */
const COMPLAINT_CONFIDENCE = 0.85;
const LONGEST_READ = 2000;

/**
 * Reads an owner's reply to a reminder or to a survey question. Pure and total: the same word means different things after
 * different questions, danger and concrete complaints win over everything, then a wish for a person, then points.
 *
 * @returns undefined when `context` is neither a reminder nor a survey
 */
export function readReply(input: ReplyInput): Reply | undefined {
  const context = readContext(input.context);
  if (context === undefined) return undefined;
  const original = joinMessages(input.messages);
  const text = respellReply(original.slice(0, LONGEST_READ)).trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { meaning: 'unclear', when: null, confidence: SURE, evidence: '' };
  const cues = cuesIn(text);
  const score = context.family === 'survey' ? readScore(text, { isAsked: context.group === 'score' }) : undefined;
  const { meaning, confidence } = meaningOf({ text, original, context, cues, score, input });
  const when =
    WITH_DAY.includes(meaning) && context.family === 'reminder' ? readWhen(text, input.today, input.now) : undefined;
  const doneOn = meaning === 'alreadyDone' ? readPastDay(text, input.today) : undefined;
  return {
    meaning,
    when: when ?? null,
    confidence,
    evidence: replyEvidence(original, meaning),
    ...(score === undefined ? {} : { score }),
    ...(doneOn === undefined ? {} : { doneOn }),
  };
}

interface Seen {
  text: string;
  original: string;
  context: ReplyContext;
  cues: readonly string[];
  score: number | undefined;
  input: ReplyInput;
}

function meaningOf(seen: Seen): { meaning: Meaning; confidence: number } {
  const { text, original, context, cues, score } = seen;
  const sure = (meaning: Meaning) => ({ meaning, confidence: SURE });
  const has = (...names: (keyof typeof CUES)[]) => names.some((name) => cues.includes(name));
  const isGone = has('sold', 'notMine');
  if (!isGone && isDangerous(original)) return sure('complaint');
  if (context.group === 'fullyRepaired' && /^还?没有?[啊呀呢哦]?[\s。.!！]*$/.test(text)) return sure('dissatisfied');
  if (WHO_WRITES.test(text)) return sure('unclear');
  const isConcrete = has('fault', 'mistreated', 'paidTooMuch');
  const shares = sharedReplyClassifier().score(text, context);
  const likely = mostLikely(shares);
  if (!has('noPerson') && wantsHuman(text) !== undefined && likely.meaning !== 'complaint') return sure('human');
  if (!has('stay') && !isConcrete && optOutWish(original) !== undefined) {
    // What they give as the reason says more: the car is gone, the number is another's.
    return sure(has('sold') ? 'soldCar' : likely.meaning === 'wrongPerson' ? likely.meaning : 'optOut');
  }
  if (score !== undefined && !has('asks')) return isConcrete && score < FAIR_SCORE ? sure('complaint') : sure('score');
  if (likely.meaning === 'complaint') {
    // Unsure, nothing named that went wrong, and the ordinary reading sees no complaint either: the next best.
    const isBacked = !has('wrong', 'price') && isComplaintByItself(seen, likely.share >= 0.7 ? 0.5 : 0.75);
    if (isConcrete || isBacked) return { meaning: 'complaint', confidence: likely.share };
    const next = mostLikely(shares.map((share, at) => (MEANINGS[at] === 'complaint' ? 0 : share)));
    return { meaning: next.meaning, confidence: Math.max(next.share, 0.3) };
  }
  if (CALL_ME.test(text) && !has('noPerson') && OPEN_TO_CALL.includes(likely.meaning)) return sure('human');
  const isShift = context.family === 'reminder' && (likely.meaning === 'later' || likely.meaning === 'unclear');
  if (isShift && !has('price', 'notCome') && offersOtherDay(text, seen.input.today)) return sure('book');
  const isHappy = likely.meaning === 'satisfied' && likely.share > 0.6;
  if (isConcrete && !isHappy && !isGone && text.length >= 8 && isComplaintByItself(seen, COMPLAINT_CONFIDENCE)) {
    return { meaning: 'complaint', confidence: 1 - likely.share };
  }
  return { meaning: likely.meaning, confidence: likely.share };
}

/** "你谁啊", and nothing else: a question, by an owner whose number is not another's. */
const WHO_WRITES =
  /^(?:喂|请问|那)?[,，\s]*(?:[你您]们?(?:是)?(?:谁|哪位|哪里|哪家|哪儿|干嘛的|做什么的)|(?:是|这是)?(?:谁|哪位))(?:[啊呀呢哦的]*)[\s?？!！。.]*$/;

/** "明天上午给我打个电话": the day is that of the call, and nobody comes. */
const CALL_ME =
  /^(?![^]*(?:过去|过来|到店|去店))[^]*(?:[给跟]我(?:打|来|回)(?:一?个|下|一下)?(?:电话|语音)|打(?:一?个)?电话给我|(?:打|回)我(?:电话|手机)|打给我|给我来电|回电|电话联系我)/;
const OPEN_TO_CALL: readonly Meaning[] = ['book', 'later', 'unclear'];

/** Somebody of the family is in hospital: a reason to come later, no accident of ours. */
const ILL =
  /(?:老人|家人|家里|老婆|老公|爸|妈|孩子|父亲|母亲|岳|爷爷|奶奶|公公|婆婆)[^,。!\n]{0,8}住院|住院[^,。!\n]{0,8}(?:没空|顾不上|陪|照顾|以后|再说)/g;

/** By the rules alone: what the classifier of complaints makes of three words is no ground for an alarm. */
function isDangerous(original: string): boolean {
  const text = normalise(original).replace(ILL, ' ');
  return severityFloor(text, false).severity === 'P0' || rescueNow(text) !== undefined;
}

function isComplaintByItself({ input }: Seen, least: number): boolean {
  const { kind, confidence } = input.decision ?? understandLocally({ messages: input.messages });
  return (kind === 'complaint' || kind === 'rescue') && confidence >= least;
}
