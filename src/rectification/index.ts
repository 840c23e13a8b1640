export { type RectificationEventType } from './change.ts';
export { decideRectification } from './decide.ts';
export {
  findRectificationByNumber,
  type ListedRectification,
  listRectificationEvents,
  listRectifications,
  rectificationNumberIn,
  stepsFor,
  withoutRectificationNumber,
} from './list.ts';
export { writeMeasure } from './measure.ts';
export { reviewWeek } from './review-week.ts';
export {
  RECTIFICATION_STATUSES,
  RECTIFICATION_STEPS,
  type RectificationStatus,
  type RectificationStep,
} from './states.ts';
export { verifyRectification } from './verify.ts';
export { watchRectifications } from './watch-rectifications.ts';
