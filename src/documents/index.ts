export { type ComplaintForm, complaintForm, type FormField, type FormLine } from './complaint-form.ts';
export { complaintFormWorkbook } from './complaint-form-workbook.ts';
export { categoryLabels, type ComplaintRecord, loadComplaintRecord, sourceLabel } from './complaint-record.ts';
export { COMPLAINT_COLUMNS, complaintRows, complaintTableWorkbook } from './complaint-table.ts';
export {
  type CellObject,
  columnName,
  formulaCell,
  numberCell,
  type Sheet,
  type SheetData,
  textCell,
  workbookOf,
  XLSX,
} from './workbook.ts';
