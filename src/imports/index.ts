export { applyImport, type ImportContext, type ImportFile, type ImportReport, previewImport } from './import.ts';
export { summaryLines } from './messages.ts';
export type { Counts, ImportSummary } from './plan.ts';
export type { Problem } from './row.ts';
