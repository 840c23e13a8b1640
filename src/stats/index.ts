export {
  answerQuestion,
  answerViewer,
  type IllustratedAnswer,
  type QuestionInput,
  type StatsContext,
} from './answer.ts';
export { runQuery } from './compute.ts';
export { valueLabel } from './labels.ts';
export { figureText } from './messages.ts';
export { readQuery, writeQuery, figuresAddress } from './links.ts';
export { type FigureList, listFigures } from './list-figures.ts';
export { METRIC_KEYS, type Metric, type MetricKey, metricOf, METRICS } from './metrics.ts';
export { monthOf, previousPeriod, untilToday, weekOf } from './periods.ts';
export { offeredQuestion } from './question-log.ts';
export { querySchema } from './query-schema.ts';
export { rowIdsOf } from './row-ids.ts';
export { knownNames, knownSeries } from './known-names.ts';
export { looksLikeQuestion } from './looks-like-question.ts';
export { type QuestionOptions, readQuestion, type Reading } from './question.ts';
export { takePeriods } from './read-periods.ts';
export { normaliseQuestion, SpanText } from './spans.ts';
export type { Answer, Figure, Filters, Grouping, GroupRow, Period, Query, Result, Viewer } from './types.ts';
