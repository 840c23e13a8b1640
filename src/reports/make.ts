import { dateToDay, dayOf } from '../calendar.ts';
import { renderPicture } from '../charts/index.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import type { Report } from '../database/generated/client.ts';
import { keepFile } from '../outbox/index.ts';
import type { Result } from '../stats/index.ts';
import { getStore, rulesOf } from '../stores/index.ts';
import { leadersOf, tellStaff } from '../tickets/index.ts';
import type { ReportAt } from './at.ts';
import { readContent, type ReportContent, workbookOfReport } from './content.ts';
import { isReportKey, type ReportKey, reportOf } from './definitions.ts';
import { fileNameOf, wordFailure, wordReport } from './messages.ts';
import { comparedWith } from './periods.ts';
import { isWorthPicture, pictureOf } from './picture.ts';
import { MOST_ATTEMPTS } from './plan.ts';
import { keepRevisions, type ToldFigure, toldFigure } from './revisions.ts';
import { lockTogether, sendParts, sendTogether } from './send.ts';
import { headlineOf, wordFigures } from './word-figures.ts';

/** A year of a large archive is read in less. */
const READ_MS = 240_000;

/**
 * Makes one report that waits: reads it in one look at the database, draws it, and in one transaction keeps its files and
 * sends them to whom they are for. Whatever dies on the way, it is made once; what fails is tried again by `planReports`.
 *
 * @param key see `reportTurnKey`
 */
export async function makeReport(context: Context, key: string): Promise<void> {
  const id = Number(key.slice(key.indexOf(':') + 1));
  const { client } = context.database;
  const row = await client.report.findFirst({ where: { id, storeId: context.storeId, status: 'making' } });
  if (row === null || !isReportKey(row.key)) return;
  try {
    const made = await drawReport(context, row.key, { from: dateToDay(row.fromOn), to: dateToDay(row.toOn) });
    await context.database.transaction((tx) => finish(context, tx, row, made));
  } catch (error) {
    await recordFailure(context, row, error);
  }
}

export interface Made {
  at: ReportAt;
  content: ReportContent;
  summary: string;
  workbook: { content: Buffer; contentType: string };
  picture: Uint8Array<ArrayBuffer> | undefined;
}

/** Reads and draws a report; nothing is kept or sent. */
export async function drawReport(context: Context, key: ReportKey, period: ReportAt['period']): Promise<Made> {
  const { database, storeId, clock } = context;
  const now = clock.now();
  const { at, content, picture } = await database.transaction(
    async (tx) => {
      // The sheets have to agree with each other, whatever happens meanwhile.
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
      const store = await getStore(tx, storeId);
      const rules = rulesOf(store);
      const today = dayOf(now);
      const previous = comparedWith(period, today);
      const at: ReportAt = { db: tx, storeId, store, rules, now, today, period, previous };
      const content: ReportContent = await readContent(at, key);
      return { at, content, picture: await pictureOf(at, content) };
    },
    { timeoutMs: READ_MS },
  );
  return {
    at,
    content,
    summary: wordFigures(content),
    workbook: await workbookOfReport(content),
    picture: picture === undefined ? undefined : await renderPicture(picture),
  };
}

/** Of two that made the same report, the first one keeps and sends it. */
async function finish(context: Context, tx: Transaction, row: Report, made: Made): Promise<void> {
  const together = row.isOnDemand ? [] : await lockTogether(context, tx, row);
  const { at, content, summary } = made;
  const now = context.clock.now();
  const { count } = await tx.report.updateMany({
    where: { id: row.id, status: 'making' },
    data: {
      status: 'made',
      madeAt: now,
      summary,
      headline: headlineOf(content),
      isEmpty: content.isEmpty,
      figures: mainFigures(content),
      error: null,
    },
  });
  if (count === 0) return;
  const kept = await keepFiles(context, tx, row, made);
  if (!row.isOnDemand) {
    await keepRevisions(tx, content.revisions, now);
    return sendTogether(context, tx, together);
  }
  await tx.report.update({ where: { id: row.id }, data: { sentAt: now } });
  if (row.sentTo.length === 0) return;
  const text = wordReport(context, at, { title: content.report.title, summary });
  await sendParts(context, tx, { text, reports: [kept], sentTo: row.sentTo, key: row.id, isAsked: true });
}

async function keepFiles(context: Context, tx: Transaction, row: Report, made: Made): Promise<Report> {
  const { at, content, workbook, picture } = made;
  const name = fileNameOf(content.report.title, at.period);
  const file = (extension: string, contentType: string, bytes: Uint8Array) =>
    keepFile(context, tx, { fileName: `${name}.${extension}`, contentType, content: new Uint8Array(bytes) });
  const fileId = await file('xlsx', workbook.contentType, workbook.content);
  const hasPicture = picture !== undefined && isWorthPicture(content);
  const pictureId = hasPicture ? await file('png', 'image/png', picture) : null;
  return tx.report.update({ where: { id: row.id }, data: { fileId, pictureId } });
}

const mainFigures = ({ lines }: ReportContent): ToldFigure[] =>
  lines
    .filter(({ spec }) => spec.isMain === true)
    .map(({ name, result }) => ({ ...toldFigure(name, result), ...(isMissed(result) ? { isMissed: true } : {}) }));

/** A share without a target is of answers: whoever is not in it was not satisfied. */
function isMissed({ unit, value, target, isTargetMet }: Result): boolean {
  if (target !== undefined) return isTargetMet === false;
  return unit === '%' && value !== null && value < 1;
}

async function recordFailure(context: Context, row: Report, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const attempts = row.attempts + 1;
  const isOver = attempts >= MOST_ATTEMPTS;
  context.logger.error({ reportId: row.id, key: row.key, attempts, reason }, 'report failed');
  await context.database.transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id: row.id, status: 'making', attempts: row.attempts },
      data: { attempts, error: reason.slice(0, 500), ...(isOver ? { status: 'failed' } : {}) },
    });
    if (count === 0 || !isOver || !isReportKey(row.key)) return;
    const period = { from: dateToDay(row.fromOn), to: dateToDay(row.toOn) };
    await tellStaff(context, tx, {
      userIds: row.isOnDemand ? row.sentTo : await leadersOf(tx, context.storeId, ['director']),
      text: wordFailure(context, reportOf(row.key).title, period),
      key: `report-failed-${row.id}`,
    });
  });
  if (row.isOnDemand) return;
  // The others wait for it no longer.
  await context.database.transaction(async (tx) => {
    await sendTogether(context, tx, await lockTogether(context, tx, row));
  });
}
