export { answerQuestion, answerViewer, type QuestionInput, type StatsContext } from './answer.ts';
export { runQuery } from './compute.ts';
export { METRIC_KEYS, type Metric, type MetricKey, metricOf, METRICS } from './metrics.ts';
export { querySchema } from './query-schema.ts';
export { looksLikeQuestion, type QuestionOptions, readQuestion, type Reading } from './question.ts';
export type { Answer, Figure, Filters, Grouping, Period, Query, Result, Viewer } from './types.ts';
