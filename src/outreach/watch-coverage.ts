import { addDays, dayOf, formatDayChinese } from '../calendar.ts';
import { idempotencyKeyOf } from '../outbox/index.ts';
import { COVERAGE, type Coverage, type CoverageKey, coverageOf } from './coverage.ts';
import type { OutreachContext } from './dispatch.ts';
import { tellDirector } from './tell-director.ts';

/** Days before yesterday that are looked at again: what was under way then has to have come to an end. */
const DAYS_BACK = 14;
/** Each is up to 200 bytes, and a text may have 2,048. */
const MOST_LINES = 7;

/**
 * Each morning: was anybody forgotten? What nothing explains is told to the director, once a day.
 *
 * @returns ids of the reminders that nothing explains
 */
export async function watchCoverage(context: OutreachContext): Promise<number[]> {
  const { storeId, clock, database } = context;
  const today = dayOf(clock.now());
  const found: { line: string; ids: number[] }[] = [];
  for (let back = 1; back <= DAYS_BACK; back += 1) {
    const coverage = await coverageOf(context, database.client, addDays(today, -back));
    const { counts, day, unexplained } = coverage;
    if (counts.unexplained === 0) continue;
    found.push({ line: `${formatDayChinese(day)} ${lineOf(coverage)}`, ids: unexplained });
  }
  const ids = found.flatMap((one) => one.ids);
  if (ids.length === 0) return ids;
  context.logger.error(
    { storeId, reminderIds: ids.slice(0, 20), count: ids.length },
    'reminders without an explanation',
  );
  const text = `有到期提醒没有送达，也没有原因，请联系管理员核查：\n${linesOf(found)}\n提醒编号：${ids.slice(0, 20).join('、')}`;
  await tellDirector(context, { key: idempotencyKeyOf('coverage', storeId, today), text });
  return ids;
}

/** The latest days; a text has no room for all. */
function linesOf(found: readonly { line: string }[]): string {
  const lines = found.slice(0, MOST_LINES).map((one) => one.line);
  if (found.length > lines.length) lines.push(`另有${found.length - lines.length}天`);
  return lines.join('\n');
}

/** `应提醒8：已送达1、已发出（无回执）1、无法说明6`; the numbers add up. */
function lineOf({ due, counts }: Coverage): string {
  const parts = Object.entries(COVERAGE).flatMap(([key, label]) => {
    const count = counts[key as CoverageKey];
    return count === 0 ? [] : [`${label}${count}`];
  });
  return `应提醒${due}：${parts.join('、')}`;
}
