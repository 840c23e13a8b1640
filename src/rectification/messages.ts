import { type Day, dateToDay, splitDay } from '../calendar.ts';
import type { Rectification } from '../database/generated/client.ts';
import type { RectificationStatus } from './states.ts';

/** All wording about rectifications. */

const dayWords = (day: Day): string => {
  const [, month, date] = splitDay(day);
  return `${month}月${date}日`;
};

const clip = (text: string, length: number): string => {
  const characters = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
};

export interface ListedTicket {
  number: string;
  summary: string;
}

/** As many tickets as a message names. */
const MOST_TICKETS = 8;

function ticketLines(tickets: readonly ListedTicket[]): string[] {
  const left = tickets.length - MOST_TICKETS;
  return [
    ...tickets.slice(0, MOST_TICKETS).map(({ number, summary }) => `· ${number} ${clip(summary, 40)}`),
    ...(left > 0 ? [`· 另有${left}张工单`] : []),
  ];
}

/** What whoever has the turn writes back. */
function howToAnswer({ number, ...it }: Rectification): string {
  const status = it.status as RectificationStatus;
  switch (status) {
    case 'open':
      return `请回复“${number} 措施 原因和整改办法”。`;
    case 'measured':
      return `核实后请回复“${number} 验证 通过 说明”或“${number} 验证 不通过 原因”。`;
    case 'verified':
      return `请回复“${number} 同意”或“${number} 驳回 原因”。`;
    case 'closed':
      return '';
    default:
      return status satisfies never;
  }
}

export const rectificationTexts = {
  opened: (it: Rectification, tickets: readonly ListedTicket[]) =>
    [
      `【整改】${it.number} ${it.title}`,
      it.reason,
      ...ticketLines(tickets),
      `请在${dayWords(dateToDay(it.measureDueOn))}前写明整改措施。${howToAnswer(it)}`,
    ].join('\n'),
  joined: (it: Rectification, reason: string, tickets: readonly ListedTicket[]) =>
    [`【整改】${it.number} ${it.title}：又有新的投诉。`, reason, ...ticketLines(tickets)].join('\n'),
  measured: (it: Rectification, by: string) =>
    `【整改待验证】${it.number} ${it.title}\n${by}填写的措施：${clip(it.measure ?? '', 300)}\n${howToAnswer(it)}`,
  verified: (it: Rectification, by: string) =>
    [
      `【整改待批准】${it.number} ${it.title}`,
      it.reason,
      `措施：${clip(it.measure ?? '', 300)}`,
      `${by}验证通过${it.verification === null || it.verification === '' ? '' : `：${clip(it.verification, 200)}`}`,
      howToAnswer(it),
    ].join('\n'),
  sentBack: (it: Rectification, what: '验证不通过' | '驳回', by: string, words: string) =>
    `【整改${what}】${it.number} ${it.title}\n${by}：${clip(words, 300)}\n请在${dayWords(dateToDay(it.measureDueOn))}前重新写明措施。${howToAnswer(it)}`,
  closed: (it: Rectification, by: string, words: string) =>
    `【整改关闭】${it.number} ${it.title}，${by}已同意${words === '' ? '' : `：${clip(words, 200)}`}。`,
  overdue(it: Rectification, dueOn: Day): string {
    const step = { open: '整改措施', measured: '验证', verified: '批准', closed: '' }[it.status as RectificationStatus];
    return `【整改超时】${it.number} ${it.title}，${step}应在${dayWords(dueOn)}前完成。${howToAnswer(it)}`;
  },
  escalated: (it: Rectification, dueOn: Day, who: string) =>
    `【整改超时】${it.number} ${it.title}，${who}应在${dayWords(dueOn)}前完成，已催办仍未完成，请关注。`,
};
