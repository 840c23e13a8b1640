import { dateToDay, dayOf, timeOf } from '../../calendar.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { type Filters, type MetricKey, valueLabel } from '../../stats/index.ts';
import type { ReportAt } from '../at.ts';
import { notesOf } from '../messages.ts';
import { type CellLike, type Column, NO_DATA, rangeOf, type Table } from '../table.ts';
import { NUMBER_COLUMN, OWNER_COLUMNS, type People, peopleOf } from './people.ts';
import { type Behind, rowsBehind } from './rows-behind.ts';

type FollowUp = Prisma.FollowUpGetPayload<object>;

const STATES = { done: '已回访', missing: '未回访', waiting: '待回访', skipped: '免访' } as const;

const CHANNELS: Record<string, string> = {
  kf: '微信客服',
  officialAccount: '公众号',
  call: '电话',
  page: '登记',
};

const wordFor = (value: boolean | null, yes: string, no: string) => (value === null ? '' : value ? yes : no);

const basisTitle = ({ rounds }: Input): string => (rounds.includes('threeDay') ? '维修交车' : '交车日期');

type Round = NonNullable<Filters['round']>[number];

interface Input {
  rounds: readonly Round[];
}

async function loadFollowUps(at: ReportAt, { rounds }: Input, metrics: readonly MetricKey[]) {
  const behind: Behind[] = [];
  for (const metric of metrics) behind.push(await rowsBehind(at, metric, { filters: { round: [...rounds] } }));
  // What is known to be entered some day has no record yet.
  const idsOf = (one: Behind): number[] => one.ids.filter((id) => id !== null);
  const ids = behind.flatMap(idsOf);
  const rows = await at.db.followUp.findMany({
    where: { id: { in: ids } },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  const tickets = await at.db.ticket.findMany({
    where: { id: { in: rows.flatMap(({ ticketId }) => ticketId ?? []) } },
    select: { id: true, number: true },
  });
  const numbers = new Map(tickets.map(({ id, number }) => [id, number]));
  return {
    rows,
    people: await peopleOf(at, rows),
    numbers,
    /** Ids of each metric's own. */
    of: (metric: MetricKey) => new Set(behind.flatMap((one, index) => (metrics[index] === metric ? idsOf(one) : []))),
    rest: behind.some(({ all }) => all !== undefined)
      ? { all: behind.reduce((sum, { all, ids }) => sum + (all ?? ids.length), 0) }
      : {},
    notes: behind.map(({ note }) => note),
  };
}

const leadingColumns = (input: Input): Column[] => [
  NUMBER_COLUMN,
  ...OWNER_COLUMNS,
  { title: basisTitle(input), width: 12 },
  { title: '顾问', width: 10 },
];

const leadingCells = (row: FollowUp, index: number, people: People): CellLike[] => [
  index + 1,
  ...people.cells(row),
  dateToDay(row.basisOn),
  row.advisorName ?? '',
];

/** Everybody who gave an answer in the period. */
export async function followUpsDoneTable(at: ReportAt, input: Input): Promise<Table> {
  const { rows, people, numbers, rest, notes } = await loadFollowUps(at, input, ['followUpsDone']);
  const sorted = rows.toSorted((a, b) => (a.doneAt?.getTime() ?? 0) - (b.doneAt?.getTime() ?? 0));
  return {
    name: '已回访明细',
    title: '已回访明细',
    notes: notesOf(at, '按回访完成日期；由客户本人在微信里答复的，回访员写“客户自评”。', ...notes),
    ...rest,
    columns: [
      ...leadingColumns(input),
      { title: '得分', width: 7, format: 'count' },
      { title: '满意', width: 8 },
      { title: '修好', width: 8 },
      { title: '客户意见', width: 40 },
      { title: '回访员', width: 10 },
      { title: '方式', width: 10 },
      { title: '回访时间', width: 17 },
      { title: '转投诉', width: 19 },
    ],
    rows: sorted.map((row, index) => [
      ...leadingCells(row, index, people),
      row.score,
      wordFor(row.isSatisfied, '满意', '不满意'),
      wordFor(row.isFixed, '已修好', '没修好'),
      row.words ?? '',
      row.doneBy === null ? '客户自评' : people.staffName(row.doneBy),
      CHANNELS[row.channel ?? ''] ?? '',
      row.doneAt === null ? '' : `${dayOf(row.doneAt)} ${timeOf(row.doneAt)}`,
      numbers.get(row.ticketId ?? 0) ?? '',
    ]),
  };
}

/** Everybody whose latest day lies in the period, with what became of them. */
export async function followUpsDueTable(at: ReportAt, input: Input): Promise<Table> {
  const { rows, people, of, rest, notes } = await loadFollowUps(at, input, ['followUpsDue', 'followUpsSkipped']);
  // Where several rounds stand in one list, each row says which it is of.
  const hasRound = input.rounds.length > 1;
  const sorted = hasRound
    ? rows.toSorted(
        (a, b) => orderOf(input, a) - orderOf(input, b) || a.dueOn.getTime() - b.dueOn.getTime() || a.id - b.id,
      )
    : rows;
  const excused = of('followUpsSkipped');
  const stateOf = (row: FollowUp): string => {
    if (row.status === 'done') return STATES.done;
    if (excused.has(row.id)) return STATES.skipped;
    return dateToDay(row.dueOn) <= at.today ? STATES.missing : STATES.waiting;
  };
  return {
    name: '应回访明细',
    title: '应回访明细',
    notes: notesOf(at, '按最晚回访日期；免访的写明原因，不计入应回访。', ...notes),
    ...rest,
    columns: [
      ...leadingColumns(input),
      ...(hasRound ? [{ title: ROUND_COLUMN, width: 10 }] : []),
      { title: '最晚回访日', width: 12 },
      { title: '回访结果', width: 10 },
      { title: '得分', width: 7, format: 'count' },
      { title: '回访员', width: 10 },
      { title: '回访日期', width: 12 },
      { title: '未回访原因', width: 36 },
    ],
    rows: sorted.map((row, index) => [
      ...leadingCells(row, index, people),
      ...(hasRound ? [roundLabel(row.round)] : []),
      dateToDay(row.dueOn),
      stateOf(row),
      row.score,
      people.staffName(row.doneBy ?? row.assigneeUserId),
      row.doneOn === null ? '' : dateToDay(row.doneOn),
      reasonOf(row, at),
    ]),
  };
}

const ROUND_COLUMN = '轮次';
const roundLabel = (round: string): string => valueLabel('round', round, {});

/** Rounds stand in the order in which they were asked for. */
const orderOf = ({ rounds }: Input, { round }: FollowUp): number => rounds.findIndex((one) => one === round);

/** Why nobody answered, as far as anything says so. */
function reasonOf(row: FollowUp, { today }: ReportAt): string {
  if (row.status === 'done') return '';
  if (row.skipReason !== null && row.skipReason !== '') return row.skipReason;
  const isOver = dateToDay(row.dueOn) < today;
  if (row.status === 'callTask') return isOver ? '电话还没打通或没登记' : '待电话回访';
  if (row.status === 'asking') return isOver ? '客户没有答复' : '已发问卷，等客户答复';
  return isOver ? '没有安排回访' : '待回访';
}

/** How the questions were answered: formulas over the list of answers. */
export function answersTable(at: ReportAt, done: Table, hasFixed: boolean): Table {
  const count = (title: string, wanted: number | string): number => {
    const index = done.columns.findIndex((column) => column.title === title);
    return done.rows.filter((row) => row[index] === wanted).length;
  };
  const groups: { question: string; column: string; answers: readonly (number | string)[] }[] = [
    { question: '总体打分（1–10分）', column: '得分', answers: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] },
    { question: '是否满意', column: '满意', answers: ['满意', '不满意'] },
    ...(hasFixed ? [{ question: '是否一次修好', column: '修好', answers: ['已修好', '没修好'] }] : []),
  ];
  const rows = groups.flatMap(({ question, column, answers }) => {
    const range = rangeOf(done, column);
    const literal = (answer: number | string) => (typeof answer === 'number' ? String(answer) : `"${answer}"`);
    const all = answers.map((answer) => `COUNTIF(${range},${literal(answer)})`).join('+');
    const total = answers.reduce<number>((sum, answer) => sum + count(column, answer), 0);
    return answers.map((answer): CellLike[] => {
      const hits = count(column, answer);
      return [
        question,
        typeof answer === 'number' ? `${answer}分` : answer,
        { formula: `COUNTIF(${range},${literal(answer)})`, value: hits, format: 'count' },
        {
          formula: `IFERROR(COUNTIF(${range},${literal(answer)})/(${all}),"${NO_DATA}")`,
          value: total === 0 ? NO_DATA : hits / total,
          format: 'percent',
        },
      ];
    });
  });
  return {
    name: '题目统计',
    title: '各题答复统计',
    notes: notesOf(at, '占比以答了这一题的客户为分母。'),
    columns: [
      { title: '题目', width: 26 },
      { title: '答复', width: 14 },
      { title: '人数', width: 12 },
      { title: '占比', width: 12 },
    ],
    rows,
  };
}

/**
 * The figures of follow-ups as formulas over the two lists.
 *
 * @param lists.round whose figure it is; the list of answers is of the report's own round
 * @param lists.value what the figure is: of days to come it may hold more than has a row yet, then no formula comes to it
 * @param lists.isOwn whether that is the report's own round
 */
export function followUpFormula(
  metric: MetricKey,
  { done, due, round, isOwn, value }: { done: Table; due: Table; round: Round; isOwn: boolean; value: number | null },
): string | undefined {
  const state = rangeOf(due, '回访结果');
  const hasRound = due.columns.some(({ title }) => title === ROUND_COLUMN);
  const stands = (word: string) =>
    hasRound
      ? `COUNTIFS(${rangeOf(due, ROUND_COLUMN)},"${roundLabel(round)}",${state},"${word}")`
      : `COUNTIF(${state},"${word}")`;
  const column = (title: string) => due.columns.findIndex((one) => one.title === title);
  const listed = due.rows.filter(
    (row) =>
      row[column('回访结果')] !== STATES.skipped && (!hasRound || row[column(ROUND_COLUMN)] === roundLabel(round)),
  ).length;
  const answer = (title: string, word: string) => `COUNTIF(${rangeOf(done, title)},"${word}")`;
  const share = (hits: string, others: string) => `IFERROR(${hits}/(${hits}+${others}),"${NO_DATA}")`;
  switch (metric) {
    case 'followUpsDue':
      return value === listed ? [STATES.done, STATES.missing, STATES.waiting].map(stands).join('+') : undefined;
    case 'followUpsSkipped':
      return stands(STATES.skipped);
    case 'followUpCoverage':
      return share(stands(STATES.done), stands(STATES.missing));
    default:
      break;
  }
  if (!isOwn) return undefined;
  switch (metric) {
    case 'followUpsDone':
      return `COUNT(${rangeOf(done, '序号')})`;
    case 'followUpScore':
      return `IFERROR(AVERAGE(${rangeOf(done, '得分')}),"${NO_DATA}")`;
    case 'followUpSatisfaction':
      return share(answer('满意', '满意'), answer('满意', '不满意'));
    case 'fixedFirstTimeRate':
      return share(answer('修好', '已修好'), answer('修好', '没修好'));
    default:
      return undefined;
  }
}
