export {
  type DatedReminderKind,
  datedReminderKinds,
  defaultRules,
  type OutreachChannel,
  outreachChannels,
  ruleDefinitions,
  type RuleOverrides,
  type Rules,
  rulesOf,
} from './rules.ts';
export { listRules, type Source } from './rule.ts';
export { departmentName, departmentNames, getStore, listStores, type Store } from './store.ts';
export {
  escalationChain,
  type EscalationRung,
  findStaff,
  headOf,
  listCareSpecialistsOnDuty,
  listOnDuty,
  type Staff,
  STAFF_ROLES,
  type StaffRole,
} from './staff.ts';
export { type StoreDefinition, storeDefinitionSchema, upsertStore } from './upsert-store.ts';
