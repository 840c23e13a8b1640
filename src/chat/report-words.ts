import { dayOf } from '../calendar.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import {
  asksForReport,
  datedWords,
  listOfReports,
  readReportWords,
  refusalFor,
  reportOf,
  reportsFor,
  requestReport,
} from '../reports/index.ts';
import { getStore, rulesOf, type Staff } from '../stores/index.ts';

/** Words that ask for a report, although some could be read as a question about figures. */
export const isReportWork = (text: string): boolean => asksForReport(text);

/**
 * “把上周3DC周报发我”: the report is made and follows as picture and file.
 *
 * @returns the answer; undefined when the text is about something else
 * @throws {CareError} `FORBIDDEN` for whoever may not have reports
 */
export async function answerReportWords(
  context: Context,
  tx: Transaction,
  staff: Staff,
  text: string,
): Promise<string | undefined> {
  if (!asksForReport(text)) return undefined;
  const own = reportsFor(staff);
  if (own.length === 0) return refusalFor(staff);
  const now = context.clock.now();
  const rules = rulesOf(await getStore(tx, context.storeId));
  const reading = readReportWords(text, { today: dayOf(now), now, rules });
  if (reading.kind === 'unknown') return listOfReports(reading.nearest, own);
  const { key, period } = reading;
  if (!own.includes(key)) return refusalFor(staff);
  await requestReport(context, tx, { staff, key, period, sendTo: [staff.userId] });
  return `好的，正在生成《${reportOf(key).title}》（${datedWords(period)}），稍后发给您。`;
}
