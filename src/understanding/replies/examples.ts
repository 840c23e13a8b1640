import { readFileSync } from 'node:fs';
import { readExamples } from '../training/examples.ts';
import type { MessageKind } from '../taxonomy.ts';
import { isMeaning, type Meaning } from './meanings.ts';

/** One labelled reply. `family` groups variations of one theme: a split never cuts through it. */
export interface ReplyExample {
  context: string;
  /** Several messages are joined by newline. */
  text: string;
  meaning: Meaning;
  family: string;
  weight?: number;
}

/** @throws Error naming file and line when a line carries an unknown label */
export function readReplyFile(file: URL): ReplyExample[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) =>
      line.trim() === '' ? [] : [readLine(line, `${file.pathname.split('/').at(-1)}:${at + 1}`)],
    );
}

function readLine(line: string, where: string): ReplyExample {
  const { context, text, messages, meaning, family } = JSON.parse(line) as Partial<Record<string, unknown>> & {
    messages?: string[];
  };
  const words = typeof text === 'string' ? text : messages?.join('\n');
  if (typeof context !== 'string' || words === undefined || !isMeaning(meaning)) throw new Error(`${where}: no reply`);
  return { context, text: words, meaning, family: typeof family === 'string' ? family : where };
}

/** What comes as a reply is often what owners write anyway: so many examples of the ordinary reading teach this one too. */
const BORROWED: readonly { kind: MessageKind; meaning: Meaning; most: number; contexts: readonly string[] }[] = [
  {
    kind: 'complaint',
    meaning: 'complaint',
    most: 350,
    contexts: [
      'reminder:regularMaintenance',
      'reminder:insuranceRenewal',
      'survey:satisfied',
      'reminder:annualInspection',
      'survey:fullyRepaired',
      'reminder:birthday',
      'survey:suggestion',
    ],
  },
  {
    kind: 'question',
    meaning: 'unclear',
    most: 120,
    contexts: [
      'reminder:regularMaintenance',
      'reminder:insuranceRenewal',
      'reminder:annualInspection',
      'reminder:birthday',
    ],
  },
  {
    kind: 'booking',
    meaning: 'book',
    most: 60,
    contexts: ['reminder:regularMaintenance', 'reminder:firstMaintenance'],
  },
  { kind: 'praise', meaning: 'satisfied', most: 60, contexts: ['survey:satisfied'] },
  { kind: 'suggestion', meaning: 'unclear', most: 60, contexts: ['survey:suggestion'] },
];
const BORROWED_CHARS = 60;
const BORROWED_WEIGHT = 0.5;
/** A question about money is another meaning, a change of a booking asks for more than a day. */
const NOT_BORROWED = /钱|价|费|优惠|折|便宜|贵|取消|改期|退订/;

/** All labelled replies, and what the training examples of the ordinary reading add to them. */
export function replyExamples(): ReplyExample[] {
  const ordinary = readExamples().filter(({ text }) => text.length <= BORROWED_CHARS);
  return [
    ...readReplyFile(new URL('examples.jsonl', import.meta.url)),
    ...BORROWED.flatMap(({ kind, meaning, most, contexts }) => {
      const fitting = ordinary.filter(
        (example) =>
          example.kind === kind &&
          (kind === 'complaint' ? example.categories[0] !== 'Z9' : !NOT_BORROWED.test(example.text)),
      );
      const every = Math.max(1, Math.floor(fitting.length / most));
      return fitting
        .filter((_, at) => at % every === 0)
        .map(({ text, family }, at): ReplyExample => {
          const context = contexts[at % contexts.length] ?? '';
          return { context, text, meaning, family: `borrowed-${kind}-${family}`, weight: BORROWED_WEIGHT };
        });
    }),
  ];
}
