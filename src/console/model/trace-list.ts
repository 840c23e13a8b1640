import { traceStages } from '../contract.ts';
import type { TraceItem } from '../contract.ts';

export const stageLabels: Record<TraceItem['stage'], string> = {
  callback: '平台回调',
  inbox: '收件箱',
  decision: '判断',
  ticket: '工单',
  outbox: '发件箱',
  reminder: '提醒',
  callTask: '电话任务',
  schedule: '定时计划',
  clock: '时钟',
};

/** The page keeps this many of the newest items; the server has them all. */
export const TRACE_LIMIT = 400;

/** Adds what is new at its time; an item that is sent again replaces its earlier self, and ties keep their order. */
export function appendTrace(items: TraceItem[], news: TraceItem[], limit = TRACE_LIMIT): TraceItem[] {
  const known = news.filter(isReadable);
  if (known.length === 0) return items;
  const again = new Set(known.map((item) => item.id));
  const kept = items.filter((item) => !again.has(item.id));
  // A row may be written a moment after later ones have been shown.
  return [...kept, ...known].toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at)).slice(-limit);
}

/** A server may be newer than the page: an item of an unknown stage is left out rather than shown wrong. */
function isReadable(item: TraceItem): boolean {
  return traceStages.includes(item.stage);
}

/** Numbers of the tickets that the items speak of, newest first. */
export function ticketNumbersOf(items: TraceItem[]): string[] {
  return [...new Set(items.flatMap((item) => item.ticketNumber ?? []))].toReversed();
}
