import { dayOf } from '../../calendar.ts';
import { type Answers, STEPS } from '../../follow-ups/index.ts';
import { type Meaning, type Reply, readReply, readVerificationAnswer } from '../../understanding/index.ts';
import { type Heard, textOf } from '../heard.ts';
import { isComplaint } from '../reminder-reply/as-complaint.ts';
import type { Pending } from './pending.ts';

/** What words say to the question that is open. `isComplaint`: something went wrong, whatever the points are. */
export interface Said {
  answers: Answers;
  isComplaint: boolean;
  /** Meant as an answer, but nothing can be kept of it: the points are asked for once more. */
  isVague?: true;
}

/** Sure enough to speak of a complaint beside good points. */
const SURE = 0.7;
/** Up to this length it is a bare answer and needs no keeping in the owner's words. */
const BARE_CHARS = 5;
const NO_SUGGESTIONS =
  /^(?:暂时|目前|现在)?(?:都|也)?(?:没有?|无|没了|没啥|没什么)(?:什么|啥)?(?:建议|意见|了|的)?[。.!！~～]*$/;

/** Neither yes nor no, good nor bad. */
const HALF =
  /^(?:还行|还凑合|凑合|一般般?|马马虎虎|差不多|不好说|说不好|不太好说|就那样|随便|都行|[一二三四五六七八九]{2}分)(?:吧|了|啊|呢)?[。.!！~～]*$/;
/** Politeness that answers no question for points. */
const COURTESY = /^(?:好|好的|好吧|嗯+|行|可以|收到|谢谢|感谢|谢谢你们?|ok)[了啦啊哦呢吧。.!！~～\s]*$/i;
/** After these words a fault is still there, whatever the points are. */
const STILL = /还是|仍|又|依[然旧]|还(?:在|有|没)|没(?:有)?(?:修|解决|弄|搞)/;
/** Kinds that want something. */
const REQUESTS: readonly string[] = ['question', 'booking', 'progress', 'human', 'optOut', 'binding'];

/** @returns undefined when it is about something else and is read in the ordinary way */
export function readAnswer(
  heard: Heard,
  { row, tap, isFresh }: Pending,
  now: Date,
  isBesideTicket: boolean,
): Said | undefined {
  const text = textOf(heard).trim();
  if (tap !== undefined) return readTapped(tap.question, tap.value);
  // Danger comes first, whatever was asked.
  if (heard.decision.severity === 'P0') return undefined;
  const question = questionAt(row.step);
  if (question === 'suggestions' && isFresh && NO_SUGGESTIONS.test(text)) return { answers: {}, isComplaint: false };
  const reply = readReply({
    messages: heard.messages.map((message) => message.text),
    context: CONTEXTS[question],
    today: dayOf(now),
    decision: heard.decision,
  });
  if (reply === undefined) return undefined;
  if (reply.score !== undefined && WITH_POINTS.includes(reply.meaning))
    return readPoints(heard, reply, reply.score, text);
  if (!isFresh || isBesideTicket) return undefined;
  if (HALF.test(text) || (question === 'score' && COURTESY.test(text))) {
    return question === 'score'
      ? { answers: {}, isComplaint: false, isVague: true }
      : { answers: { words: text }, isComplaint: false };
  }
  return readWords(heard, question, reply, text);
}

const WITH_POINTS: readonly Meaning[] = ['score', 'complaint', 'dissatisfied', 'satisfied'];

type QuestionName = keyof typeof CONTEXTS;
const CONTEXTS = {
  score: 'survey:score',
  fixed: 'survey:fullyRepaired',
  suggestions: 'survey:suggestion',
} as const;

const questionAt = (step: number): QuestionName =>
  step === STEPS.fixed ? 'fixed' : step === STEPS.suggestions ? 'suggestions' : 'score';

function readTapped(question: QuestionName, value: string): Said {
  const said = (answers: Answers): Said => ({ answers, isComplaint: false });
  if (question === 'score') return said({ score: scoreOf(Number(value), '') });
  if (question === 'fixed') return said({ isFixed: value === 'yes' });
  return said({});
}

function readPoints({ decision }: Heard, { meaning }: Reply, points: number, text: string): Said {
  const words = text.length > BARE_CHARS ? text : undefined;
  const isStill = STILL.test(text) && readVerificationAnswer(text).verdict === 'dissatisfied';
  const isGrave =
    isComplaint(decision) &&
    decision.kind !== 'grumble' &&
    decision.confidence >= SURE &&
    !isMild(decision, points, text);
  return {
    answers: { score: scoreOf(points, text), words, ...(isStill ? { isFixed: false } : {}) },
    isComplaint: isStill || isGrave || meaning === 'complaint',
  };
}

/** "9分，就是等得久了点": a drop of bitterness in good points. A fault of the car or a demand is more than that. */
function isMild({ categories, demand, severity }: Heard['decision'], points: number, text: string): boolean {
  return (
    scoreOf(points, text) >= GOOD_SCORE &&
    severity >= 'P2' &&
    demand === 'none' &&
    categories.every((category) => OF_THE_VISIT.includes(category)) &&
    A_LITTLE.test(text)
  );
}
const GOOD_SCORE = 8;
/** Waiting, manners, calls, comfort: what a visit is like. */
const OF_THE_VISIT: readonly string[] = ['R2', 'C1', 'C3', 'M1', 'Z9'];
const A_LITTLE = /有一?[点些]|稍微?|略|美中不足|[久慢远挤吵脏冷热少长乱贵]了?一?[点些]/;

/** Stars and points of a hundred on the scale of ten. */
function scoreOf(points: number, text: string): number {
  const ofTen = points > 10 ? points / 10 : /星/.test(text) ? points * 2 : points;
  return Math.min(10, Math.max(1, Math.round(ofTen)));
}

function readWords({ decision }: Heard, question: QuestionName, reply: Reply, text: string): Said | undefined {
  const words = text.length > BARE_CHARS || question === 'suggestions' ? text : undefined;
  switch (reply.meaning) {
    case 'satisfied':
      if (question === 'suggestions') {
        return REQUESTS.includes(decision.kind) ? undefined : { answers: { words }, isComplaint: false };
      }
      return {
        answers: { ...(question === 'fixed' ? { isFixed: true } : { isSatisfied: true }), words },
        isComplaint: false,
      };
    case 'dissatisfied':
      return {
        answers: { ...(question === 'fixed' ? { isFixed: false } : { isSatisfied: false }), words: text },
        isComplaint: false,
      };
    case 'complaint': {
      const { verdict } = readVerificationAnswer(text);
      const fixed = question === 'fixed' && verdict !== 'unclear' ? { isFixed: verdict === 'satisfied' } : {};
      return { answers: { ...fixed, isSatisfied: false, words: text }, isComplaint: true };
    }
    case 'alreadyDone':
      return question === 'fixed' ? { answers: { isFixed: true, words }, isComplaint: false } : undefined;
    case 'unclear':
      if (question === 'suggestions' && OPINIONS.includes(decision.kind)) {
        return { answers: { words: text }, isComplaint: false };
      }
      if (question === 'score' && decision.kind === 'praise') {
        return { answers: { isSatisfied: true, words }, isComplaint: false };
      }
      return undefined;
    default:
      return undefined;
  }
}

/** Kinds of words that are an opinion and ask for nothing. */
const OPINIONS: readonly string[] = ['suggestion', 'praise', 'survey', 'grumble', 'other'];
