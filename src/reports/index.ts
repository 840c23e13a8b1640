export { mayHaveReports, refusalFor, reportsFor } from './access.ts';
export { isReportKey, REPORT_KEYS, type ReportKey, reportOf } from './definitions.ts';
export { makeReport } from './make.ts';
export { datedWords, listOfReports } from './messages.ts';
export { dueReports, monthlyDay, nextReportTimes } from './periods.ts';
export { planReports } from './plan.ts';
export { asksForReport, latestComplete, readReportWords, type ReportReading } from './read-words.ts';
export { requestReport } from './request.ts';
export { watchReports } from './watch.ts';
