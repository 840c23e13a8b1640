export {
  answerQuestion,
  answerViewer,
  type IllustratedAnswer,
  type QuestionInput,
  type StatsContext,
} from './answers/answer.ts';
export { runQuery } from './compute.ts';
export { valueLabel } from './labels.ts';
export { figureText } from './answers/messages.ts';
export { readQuery, writeQuery } from './answers/links.ts';
export { type FigureList, listFigures } from './answers/list-figures.ts';
export { METRIC_KEYS, type Metric, type MetricKey, metricOf } from './metrics.ts';
export { monthOf, previousPeriod, untilToday, weekOf } from './periods.ts';
export { isChoice, latestQuery, offeredQuestion } from './answers/question-log.ts';
export { nothingOfferedText } from './answers/replies.ts';
export { rowIdsOf } from './row-ids.ts';
export { knownNames, knownSeries } from './reading/known-names.ts';
export {
  goesOnFromQuestion,
  isFigureStatement,
  looksLikeQuestion,
  mayBeQuestion,
} from './reading/looks-like-question.ts';
export { type QuestionOptions, type Reading } from './reading/question.ts';
export { takePeriods } from './reading/read-periods.ts';
export { normaliseQuestion, SpanText } from './reading/spans.ts';
export type { Answer, Figure, Filters, Grouping, GroupRow, Period, Query, Result, Viewer } from './types.ts';
