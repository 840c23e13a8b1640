import { XLSX, workbookOf } from '../documents/index.ts';
import type { ReportAt } from './at.ts';
import { type DetailKey, LATER_ROUNDS, type ReportDefinition, reportOf, type ReportKey } from './definitions.ts';
import { complaintFormula, complaintsTable, openComplaintsTable } from './details/complaints.ts';
import { answersTable, followUpFormula, followUpsDoneTable, followUpsDueTable } from './details/follow-ups.ts';
import { churnedTable, deliveriesTable, visitsTable } from './details/vehicles.ts';
import { type FigureLine, figuresTable, readFigures } from './figures.ts';
import { groupTable } from './groups.ts';
import { readRevisions, type Revision } from './revisions.ts';
import { rangeOf, sheetOf, type Table } from './table.ts';
import { trendTable } from './trend.ts';

/** What a report says, before it is a file, a picture or a text. */
export interface ReportContent {
  report: ReportDefinition;
  lines: readonly FigureLine[];
  /** In the order of the sheets. */
  tables: readonly Table[];
  /** What earlier reports of this name told and what is no longer so. */
  revisions: readonly Revision[];
  /** Its days are not over: it is compared with as many of the ones before. */
  isRunning: boolean;
  /** Neither a figure nor a row: there is nothing to look at. */
  isEmpty: boolean;
}

/** Everything that stands in a report: the figures are the catalogue's, the rows below are those it counts. */
export async function readContent(at: ReportAt, key: ReportKey): Promise<ReportContent> {
  const report = reportOf(key);
  const details = await readDetails(at, report);
  const lines = await readFigures(at, report);
  const revisions = await readRevisions(at, key, report);
  const tables: Table[] = [];
  if (lines.length > 0) {
    tables.push(
      figuresTable(at, { title: report.title, revisions, lines }, (line) => formulaOf(line, report, details)),
    );
  }
  if (report.hasTrend === true) tables.push(await trendTable(at, report));
  for (const group of report.groups) tables.push(await groupTable(at, report, group));
  return {
    report,
    lines,
    tables: [...tables, ...details.values()],
    revisions,
    isRunning: at.period.to >= at.today,
    isEmpty: hasNothing(lines, details),
  };
}

/** The answers by question are a form that always has its rows. */
function hasNothing(lines: readonly FigureLine[], details: Details): boolean {
  const hasRows = [...details].some(([key, { rows }]) => key !== 'followUpAnswers' && rows.length > 0);
  return !hasRows && lines.every(({ result }) => (result.value ?? 0) === 0);
}

type Details = ReadonlyMap<DetailKey, Table>;

/** A figure of other rows than those listed has no formula over them. */
function formulaOf({ spec, result }: FigureLine, report: ReportDefinition, details: Details): string | undefined {
  const { metric } = spec;
  const { filters = {} } = report;
  const whole = (key: DetailKey) => {
    const table = details.get(key);
    return table?.all === undefined ? table : undefined;
  };
  const [done, due] = [whole('followUpsDone'), whole('followUpsDue')];
  const round = (spec.filters ?? filters).round?.[0];
  if (done !== undefined && due !== undefined && round !== undefined) {
    return followUpFormula(metric, { done, due, round, isOwn: spec.filters === undefined, value: result.value });
  }
  if (spec.filters !== undefined) return undefined;
  const complaints = whole('complaints');
  if (complaints !== undefined) return complaintFormula(metric, complaints);
  const visits = whole('visits');
  if (visits !== undefined && metric === 'visits') return `COUNT(${rangeOf(visits, '序号')})`;
  const churned = whole('churned');
  if (churned !== undefined && metric === 'churned') return `COUNT(${rangeOf(churned, '序号')})`;
  return undefined;
}

/** Whether it tells of 满月 and 周年 too: then it lists who was due. */
const hasLaterRounds = ({ figures }: ReportDefinition): boolean =>
  figures.some(
    ({ filters }) => filters?.round?.some((round) => LATER_ROUNDS.some((later) => later === round)) === true,
  );

async function readDetails(at: ReportAt, report: ReportDefinition): Promise<Details> {
  const { details, filters: { round: rounds = [] } = {} } = report;
  const tables = new Map<DetailKey, Table>();
  for (const key of details) {
    switch (key) {
      case 'followUpsDone':
        tables.set(key, await followUpsDoneTable(at, { rounds }));
        break;
      case 'followUpsDue':
        tables.set(
          key,
          await followUpsDueTable(at, { rounds: hasLaterRounds(report) ? [...rounds, ...LATER_ROUNDS] : rounds }),
        );
        break;
      case 'complaints':
        tables.set(key, await complaintsTable(at));
        break;
      case 'openComplaints':
        tables.set(key, await openComplaintsTable(at));
        break;
      case 'churned':
        tables.set(key, await churnedTable(at));
        break;
      case 'deliveries':
        tables.set(key, await deliveriesTable(at));
        break;
      case 'visits':
        tables.set(key, await visitsTable(at));
        break;
      case 'followUpAnswers':
        // Made of the list of answers, below.
        break;
      default:
        key satisfies never;
    }
  }
  const done = tables.get('followUpsDone');
  if (!details.includes('followUpAnswers') || done === undefined) return tables;
  const answers = answersTable(at, done, rounds.includes('threeDay'));
  return new Map([['followUpAnswers', answers], ...tables]);
}

/** The file. */
export async function workbookOfReport({ tables }: ReportContent): Promise<{ content: Buffer; contentType: string }> {
  const [first, ...rest] = tables.map(sheetOf);
  if (first === undefined) throw new Error('a report without a table');
  return { content: await workbookOf(first, ...rest), contentType: XLSX };
}
