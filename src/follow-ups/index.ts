export { followUpsAhead, lastEnteredDay } from './ahead.ts';
export { askDueFollowUps, type AskResult, callInsteadOfAsking, endCall } from './ask.ts';
export { FOLLOW_UP_COVERAGE, type FollowUpCoverage, type FollowUpCoverageKey, followUpCoverageOf } from './coverage.ts';
export { type Answers, isUnhappy, keepAnswers } from './keep-answers.ts';
export { asksFixed, questions, type Subject as FollowUpSubject, wordCall, wordComplaint } from './messages.ts';
export { planFollowUps } from './plan.ts';
export { fixedMenu, followUpAskedBy, questionKey, readTap, STEPS, suggestionsMenu, type Tap } from './questions.ts';
export { lockFollowUp, mayRecordFollowUp, recordFollowUp } from './record.ts';
export {
  FOLLOW_UP_CHANNELS,
  FOLLOW_UP_ROUNDS,
  FOLLOW_UP_STATUSES,
  type FollowUp,
  type FollowUpChannel,
  followUpOfCall,
  type FollowUpRound,
  type FollowUpStatus,
  isFollowUpRound,
  isFollowUpStatus,
  OPEN_FOLLOW_UPS,
} from './rounds.ts';
export { LATE_FILE } from './skip.ts';
export { loadFollowUpSubjects } from './subjects.ts';
export { watchFollowUpCoverage } from './watch-coverage.ts';
