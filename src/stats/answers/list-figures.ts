import { dayOf, formatInstant } from '../../calendar.ts';
import { runQuery } from '../compute.ts';
import { momentOf } from '../condition.ts';
import { type ListedRows, listRows } from '../list.ts';
import { periodLabel, unitOfRows } from './messages.ts';
import { metricOf } from '../metrics.ts';
import type { Db } from '../../database/database.ts';
import { narrow } from './narrow.ts';
import { knownNames } from '../reading/known-names.ts';
import type { Query, Viewer } from '../types.ts';
import { definitionLine, headLine } from './wording.ts';
import { wordingOf } from './wording-of.ts';

export interface FigureList extends ListedRows {
  /** Only for shares: of all rows those that count against it. */
  missed?: { name: string; count: number; all: number; isOnly: boolean };
  /** `本月投诉`, `本月关闭率（未关闭）`: also the name of a file. */
  title: string;
  /** The figure itself: `本月配件投诉 12 条`. */
  head: string;
  definition: string;
  /** `截至 11月22日 18:00` */
  asOf: string;
  /** What a row is counted in: 条, 件, 辆. */
  unit: string;
}

/**
 * The rows behind a figure, one page of them, as far as this viewer may see them.
 *
 * @returns `refusal` in words when it is none of theirs
 */
export async function listFigures(
  at: { db: Db; storeId: string; now: Date },
  viewer: Viewer,
  asked: Query,
  part: { offset: number; limit: number; onlyMissed: boolean },
): Promise<FigureList | { refusal: string }> {
  const { db, storeId, now } = at;
  const known = await knownNames(db, storeId);
  const scope = narrow(asked, viewer, known);
  if (scope.refusal !== undefined) return { refusal: scope.refusal };
  const { query } = scope;
  const today = dayOf(now);
  const result = await runQuery(at, { ...query, wantList: false });
  const moment = await momentOf({ db, storeId, now });
  const list = await listRows(at, query, moment, part);
  const wording = wordingOf(known, scope, today);
  const metric = metricOf(query.metric);
  const { name, missedName, listsHits } = metric;
  const { numerator = 0, denominator = 0 } = result;
  const time = query.period === undefined ? '当前' : periodLabel(query.period, today);
  const isOnly = part.onlyMissed && missedName !== undefined;
  return {
    ...list,
    ...(missedName === undefined
      ? {}
      : {
          missed: {
            name: missedName,
            count: listsHits === true ? numerator : denominator - numerator,
            all: denominator,
            isOnly,
          },
        }),
    title: `${time}${name}${isOnly ? `（${missedName}）` : ''}`,
    head: headLine(query, result, wording),
    definition: definitionLine(query, result, wording),
    asOf: `截至 ${formatInstant(now)}`,
    unit: unitOfRows(metric),
  };
}
