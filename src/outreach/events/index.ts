export { offerNextNotices } from './offer-notices.ts';
export type { Told } from './raise-event.ts';
export { tellPlateReady } from './tell-plate-ready.ts';
export { tellRepairProgress } from './tell-repair-progress.ts';
export { tellViolation } from './tell-violation.ts';
export { tellViolations, type ViolationRow, type ViolationsResult } from './tell-violations.ts';
