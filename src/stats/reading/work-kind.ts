import type { RowsKey } from '../rows.ts';
import type { SpanText } from './spans.ts';
import type { Filters, WorkKind } from '../types.ts';

/** 其中电话几件, 回访呢 after a question about work. */
export function takeWorkKind(text: SpanText, named: Filters, rows: RowsKey | undefined): void {
  if (rows !== 'workload' && rows !== 'handled') return;
  const word = text.take(WORK_OF_IT)?.match[1] ?? '';
  const kind = WORK_KINDS.get(word);
  if (kind !== undefined) named.workKind = [kind];
}
const WORK_OF_IT =
  /^(?:那|其中|里面|里头|当中|只看|光看|光|只|是|有|的)*(电话|工单|回访)(?:任务|的)?(?=(?:有|占|是|一共)*(?:多少|几)|呢|的|列|[?。!]*$)/;
const WORK_KINDS: ReadonlyMap<string, WorkKind> = new Map([
  ['电话', 'call'],
  ['工单', 'ticket'],
  ['回访', 'followUp'],
]);
