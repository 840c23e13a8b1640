export { understandLocally } from './local.ts';
export { readVerificationAnswer } from './verification.ts';
export type { VerificationAnswer } from './verification.ts';
export { extractEntities, isVinCheckDigitValid } from './entities.ts';
export { severityFloor } from './severity.ts';
export * from './taxonomy.ts';
export type { Decision, Entities, UnderstandingInput } from './types.ts';
export { createUnderstanding } from './understanding.ts';
export type { Understanding, UnderstandingDependencies } from './understanding.ts';
