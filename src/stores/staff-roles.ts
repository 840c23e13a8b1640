/** What a member of staff may be. The order says nothing about rank: see `escalationChain`. */
export const STAFF_ROLES = {
  generalManager: '总经理',
  director: '客户关爱总监',
  departmentHead: '部门负责人',
  careSpecialist: '关爱专员',
  serviceAdvisor: '服务顾问',
  staff: '员工',
  dataClerk: '信息员',
} as const;
export type StaffRole = keyof typeof STAFF_ROLES;
