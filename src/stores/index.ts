export { changeRules } from './change-rules.ts';
export {
  type DatedReminderKind,
  datedReminderKinds,
  defaultRules,
  listRuleFaults,
  type RuleFault,
  type OutreachChannel,
  outreachChannels,
  ruleDefinitions,
  type RuleOverrides,
  type Rules,
  rulesForKind,
  rulesOf,
} from './rules.ts';
export {
  ANY_PLACEHOLDER,
  faultOfWords,
  type Placeholder,
  PLACEHOLDERS,
  promotionFaultOf,
  superlativeFaultOf,
} from './own-words.ts';
export { DAILY_FILES, type DailyFiles, MONTHLY_DAYS, type MonthlyDay } from './report-rules.ts';
export { Rule, type RuleTree, type Source } from './rule.ts';
export { currentRulesVersion, getRulesVersion, listRulesVersions, type RulesVersion } from './rules-versions.ts';
export { departmentName, departmentNames, getStore, listStores, type Store } from './store.ts';
export {
  escalationChain,
  type EscalationRung,
  findStaff,
  headOf,
  isCustomerCare,
  leadsTheHouse,
  listCareSpecialistsOnDuty,
  listOnDuty,
  type Staff,
  STAFF_ROLES,
  type StaffRole,
} from './staff.ts';
export { retireStaff } from './retire-staff.ts';
export { type StoreDefinition, upsertStore } from './upsert-store.ts';
