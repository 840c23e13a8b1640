export { afterNotice } from './after-notice.ts';
export { alertConfiguration } from './alert-configuration.ts';
export { CALL_RESULTS, type CallResult, isCallResult, mayReportCall } from './call-results.ts';
export { CALL_CARD, CALL_PICK, callCard } from './call-card.ts';
export { sendCallDigests } from './call-digests.ts';
export { type CallTask, listCallsToday, phonesToCall } from './call-tasks.ts';
export {
  type Audience,
  CAMPAIGN_KINDS,
  type CampaignInput,
  type CampaignKind,
  type CampaignPreview,
  cancelCampaign,
  confirmDraft,
  createCampaign,
  draftCampaign,
  dropDraft,
  findDraft,
  type ListedCampaign,
  listCampaigns,
  mayRunCampaigns,
  previewCampaign,
  wordChannels,
} from './campaigns/index.ts';
export type { OutreachContext } from './dispatch.ts';
export {
  offerNextNotices,
  tellPlateReady,
  tellRepairProgress,
  tellViolation,
  tellViolations,
  type Told,
  type ViolationRow,
  type ViolationsResult,
} from './events/index.ts';
export { afterGroupSend } from './group-send/created.ts';
export { takeGroupSendTurn } from './group-send/take-turn.ts';
export { watchGroupSends } from './group-send/watch.ts';
export { askForNumber } from './missing-number.ts';
export { wordReminder } from './wording/index.ts';
export { isDatedService, type ReminderClass, type ReminderKind, type ReminderKindKey, reminderKinds } from './kinds.ts';
export { type SmsTemplateKey, smsTemplates } from './sms-templates.ts';
export { chooseRung, type PassedRung } from './ladder.ts';
export { markRead } from './mark-read.ts';
export { quietUntil } from './quiet-hours.ts';
export { fitTemplateData } from './fit-template-data.ts';
export { createRateRules } from './rate-rules.ts';
export { putOff } from './put-off.ts';
export { callerFor } from './rungs/call-task.ts';
export { reportCall } from './report-call.ts';
export { type ReminderDraft, rungFor, type RungNow } from './rung-for.ts';
export { sendDueReminders, type SendResult } from './send-due-reminders.ts';
export { lockOwnersOf, settleReminder, settleSentReminders } from './settle-reminder.ts';
export { endCalls, stopLeads } from './stop-leads.ts';
export { countConsentAnswer, dropConsents } from './subscription-consents.ts';
export { tellDirector } from './tell-director.ts';
export { tellOwner } from './tell-owner.ts';
export { type ReminderTemplate, type ReminderTemplateKey, reminderTemplates, templateContent } from './templates.ts';
export { COVERAGE, type Coverage, coverageFrom, type CoverageKey, coverageKeyAt, coverageOf } from './coverage.ts';
export { type Matched, matchOutcomes } from './match-outcomes.ts';
export { watchCoverage } from './watch-coverage.ts';
export { withdrawUnwanted } from './withdraw-unwanted.ts';
