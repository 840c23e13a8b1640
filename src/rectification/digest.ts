import type { Day } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Rectification } from '../database/generated/client.ts';
import { departmentNames } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import { type ListedRectification, listRectifications } from './list.ts';
import { RECTIFICATION_STATUSES, type RectificationStatus } from './states.ts';
import { weekWords } from './week.ts';

/** As many lines as a short message has. */
const MOST = 10;

/** 整改周报: what is new, what runs and what is late, to the director; nothing to tell, nothing sent. */
export async function sendDigest(
  context: Context,
  tx: Transaction,
  { weekOn, opened }: { weekOn: Day; opened: readonly Rectification[] },
): Promise<void> {
  const running = await listRectifications(context, tx, { isUnfinished: true });
  if (running.length === 0) return;
  const names: Record<string, string> = await departmentNames(tx, context.storeId);
  const isNew = ({ rectification }: ListedRectification) => opened.some(({ id }) => id === rectification.id);
  const overdue = running.filter(({ isOverdue }) => isOverdue);
  const lineOf = (listed: ListedRectification) => {
    const { number, title, department, status } = listed.rectification;
    const mark = isNew(listed) ? '（新增）' : listed.isOverdue ? '（超时）' : '';
    return `· ${number} ${title}，${names[department] ?? department}，${RECTIFICATION_STATUSES[status as RectificationStatus]}${mark}`;
  };
  const sorted = [...overdue, ...running.filter(({ isOverdue }) => !isOverdue)];
  const left = sorted.length - MOST;
  await tellStaff(context, tx, {
    userIds: await leadersOf(tx, context.storeId, ['director']),
    text: [
      `【整改周报】${weekWords(weekOn)}：新增${opened.length}项，进行中${running.length}项，超时${overdue.length}项。`,
      ...sorted.slice(0, MOST).map(lineOf),
      ...(left > 0 ? [`另有${left}项，可回复“整改列表”查看。`] : []),
    ].join('\n'),
    key: `rectification-digest-${context.storeId}-${weekOn}`,
  });
}
