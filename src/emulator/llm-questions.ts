/**
 * What the emulated model makes of a manager's question about figures: a small keyword table, independent of any client's
 * code on purpose.
 */
import { defaultAnswer, type LlmAnswer, ownersText } from './llm-answers.ts';

const METRIC_WORDS: readonly (readonly [key: string, words: RegExp])[] = [
  ['overdue', /超时|拖着|拖了|误点/],
  ['closureRate', /关闭率|结掉的比例|关掉的比例/],
  ['satisfaction', /满意度|满不满意|买账/],
  ['renewalRate', /续保率/],
  ['complaintsReceived', /投诉|意见|不满|吐槽|告状|找上门/],
];
const DEPARTMENT_WORDS: readonly (readonly [key: string, words: RegExp])[] = [
  ['workshop', /车间|机电/],
  ['parts', /配件|备件/],
  ['sales', /销售/],
];
const TOKEN = { person: /⟦NAME_\d+⟧/g, plate: /⟦PLATE_\d+⟧/g };

/** The question and the day on which it is asked, when that is what the client sent. */
function managersQuestion(userMessage: string): { text: string; today: string } | undefined {
  try {
    const { text, today } = JSON.parse(userMessage) as { text?: unknown; today?: unknown };
    return typeof text === 'string' && typeof today === 'string' ? { text, today: today.slice(0, 10) } : undefined;
  } catch {
    return undefined;
  }
}

/** A plausible reading by a careful model, by keyword only. What it cannot express is left over. */
function defaultQuestionAnswer({ text, today }: { text: string; today: string }): LlmAnswer {
  const metric = METRIC_WORDS.find(([, words]) => words.test(text))?.[0] ?? null;
  const department = DEPARTMENT_WORDS.filter(([, words]) => words.test(text)).map(([key]) => key);
  const person = text.match(TOKEN.person) ?? [];
  const plate = text.match(TOKEN.plate) ?? [];
  return {
    metric,
    also: [],
    filters: {
      ...(department.length === 0 ? {} : { department }),
      ...(person.length === 0 ? {} : { person }),
      ...(plate.length === 0 ? {} : { plate }),
    },
    groupBy: /哪个部门|各部门/.test(text) ? 'department' : null,
    period: text.includes('今天') ? { from: today, to: today } : null,
    compareWith: null,
    order: null,
    top: null,
    wantList: /哪些|列出来|明细/.test(text),
    left: text.match(/超过.{1,4}[天次小时]|工作日/g) ?? [],
  };
}

/** What the model says to a request that no case was recorded for: an owner's message, or a manager's question. */
export function unscripted(lastUserMessage: string): LlmAnswer {
  const question = managersQuestion(lastUserMessage);
  return question === undefined ? defaultAnswer(ownersText(lastUserMessage)) : defaultQuestionAnswer(question);
}
