import { readReplyFile } from '../replies/examples.ts';
import { readReply } from '../replies/index.ts';

/** The Shanghai day on which the labelled replies are taken to be written. */
const SOME_DAY = '2026-11-25';

export interface ReplyReport {
  name: string;
  right: number;
  of: number;
  wrong: { context: string; text: string; labelled: string; read: string }[];
}

/** Reads labelled replies (`context`, `text` or `messages`, `meaning` a line) and tells which are read otherwise. */
export function reportOnReplies(name: string, file: URL): ReplyReport {
  const examples = readReplyFile(file);
  const wrong = examples.flatMap(({ context, text, meaning }) => {
    const read = readReply({ messages: text.split('\n'), context, today: SOME_DAY })?.meaning ?? 'none';
    return read === meaning ? [] : [{ context, text, labelled: meaning, read }];
  });
  return { name, right: examples.length - wrong.length, of: examples.length, wrong };
}

export function replyLines({ name, right, of, wrong }: ReplyReport): string[] {
  return [
    `${name}: ${right} of ${of} as labelled (${((100 * right) / Math.max(1, of)).toFixed(1)} %)`,
    ...wrong.map(
      ({ context, text, labelled, read }) => `  ${labelled} read as ${read}: ${JSON.stringify(text)} after ${context}`,
    ),
  ];
}
