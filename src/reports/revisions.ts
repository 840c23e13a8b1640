import { addDays, addMonths, type Day, dayToDate, dateToDay } from '../calendar.ts';
import type { Transaction } from '../database/database.ts';
import { figureText, metricOf, type MetricKey, runQuery } from '../stats/index.ts';
import type { ReportAt } from './at.ts';
import type { ReportDefinition, ReportKey } from './definitions.ts';
import { periodWords } from './messages.ts';

/** A figure as it was told, by the name of its line. A type: an interface is no JSON to the database's client. */
export type ToldFigure = {
  name: string;
  value: number | null;
  numerator?: number;
  denominator?: number;
  /** It misses its target, or somebody was not satisfied. */
  isMissed?: true;
};

/** A figure of an earlier report has changed since it was told last. */
export interface Revision {
  reportId: number;
  /** As it was read: whoever told it meanwhile has changed it. */
  correctedAt: Date | null;
  /** All main figures of that period as they are now. */
  figures: ToldFigure[];
  /** `11月9日至15日：回访率现为92.0%（上次报告88.0%，后补3条）` */
  words: string;
}

/** So many periods before a report are looked at: entries later than this are rare, and told by nobody in time. */
const LOOK_BACK = { day: 3, week: 4, month: 3 } as const;

/** What made a share grow of which all were counted already. */
const ADDED: Partial<Record<MetricKey, string>> = { followUpCoverage: '后补', closureRate: '后关闭' };

/** What of the earlier reports of the same name is no longer as it was told, the oldest period first. */
export async function readRevisions(at: ReportAt, key: ReportKey, report: ReportDefinition): Promise<Revision[]> {
  const { every } = report;
  if (every === undefined) return [];
  const earlier = await at.db.report.findMany({
    where: {
      storeId: at.storeId,
      key,
      isOnDemand: false,
      sentAt: { not: null },
      fromOn: { gte: dayToDate(earliest(at.period.from, every)) },
      toOn: { lt: dayToDate(at.period.from) },
    },
    select: { id: true, fromOn: true, toOn: true, figures: true, correctedFigures: true, correctedAt: true },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  });
  const revisions: Revision[] = [];
  for (const row of earlier) {
    const told = (row.correctedFigures ?? row.figures) as unknown as readonly ToldFigure[];
    if (told.length === 0) continue;
    const period = { from: dateToDay(row.fromOn), to: dateToDay(row.toOn) };
    const { figures, changes } = await compare({ ...at, period }, report, told);
    if (changes.length === 0) continue;
    const words = `${periodWords(period)}：${changes.join('；')}`;
    revisions.push({ reportId: row.id, correctedAt: row.correctedAt, figures, words });
  }
  return revisions;
}

function earliest(from: Day, every: keyof typeof LOOK_BACK): Day {
  if (every === 'month') return addMonths(from, -LOOK_BACK.month);
  return addDays(from, -LOOK_BACK[every] * (every === 'week' ? 7 : 1));
}

async function compare(at: ReportAt, report: ReportDefinition, told: readonly ToldFigure[]) {
  const figures: ToldFigure[] = [];
  const changes: string[] = [];
  for (const spec of report.figures) {
    const name = spec.label ?? metricOf(spec.metric).name;
    const before = told.find((one) => one.name === name);
    if (before === undefined) continue;
    const filters = { ...report.filters, ...spec.filters };
    const now = toldFigure(
      name,
      await runQuery(at, { metric: spec.metric, filters, period: at.period, wantList: false }),
    );
    figures.push(now);
    const [was, is] = [shortText(spec.metric, before), shortText(spec.metric, now)];
    if (was !== is) changes.push(`${name}现为${is}（上次报告${was}${addedWords(spec.metric, before, now)}）`);
  }
  return { figures, changes };
}

/** What is kept of a figure that is told. */
export function toldFigure(name: string, of: Omit<ToldFigure, 'name'>): ToldFigure {
  const { value, numerator, denominator } = of;
  return {
    name,
    value,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
  };
}

const shortText = (metric: MetricKey, figure: ToldFigure): string =>
  figureText(metricOf(metric), figure).split('（')[0]?.replaceAll(' ', '') ?? '';

function addedWords(metric: MetricKey, before: ToldFigure, now: ToldFigure): string {
  const verb = ADDED[metric];
  const more = (now.numerator ?? 0) - (before.numerator ?? 0);
  return verb === undefined || more <= 0 ? '' : `，${verb}${more}条`;
}

/**
 * Notes that revisions are told, in the transaction that tells them.
 *
 * @throws when another report told them meanwhile: then it has to be read anew
 */
export async function keepRevisions(tx: Transaction, revisions: readonly Revision[], now: Date): Promise<void> {
  for (const { reportId, correctedAt, figures } of revisions) {
    const { count } = await tx.report.updateMany({
      where: { id: reportId, correctedAt },
      data: { correctedFigures: figures, correctedAt: now },
    });
    if (count === 0) throw new Error(`report ${reportId}: its corrections were told meanwhile`);
  }
}
