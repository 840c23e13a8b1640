/** Steps of the calendar and parts of months, in the notation of question-lines.ts. */
export const QUESTIONS_STEPS = `
各季度投诉 | complaintsReceived | year | by=quarter
今年按季度看投诉 | complaintsReceived | year | by=quarter
每个季度续保率 | renewalRate | year | by=quarter
哪个季度投诉最多 | complaintsReceived | year | by=quarter order=desc top=1
投诉最多的季度 | complaintsReceived | year | by=quarter order=desc top=1
今年以来每个季度的关闭率 | closureRate | 2026-01-01..2026-11-22 | by=quarter
去年每季度投诉 | complaintsReceived | lastYear | by=quarter
逐季看满意度 | satisfaction | year | by=quarter
2025年分季度投诉趋势 | complaintsReceived | lastYear | by=quarter
第三季度投诉按部门 | complaintsReceived | lastQuarter | by=department
本季度按月投诉 | complaintsReceived | quarter | by=month
9月10月11月投诉 | complaintsReceived | 2026-09-01..2026-11-30 | by=month
一季度二季度三季度投诉 | complaintsReceived | 2026-01-01..2026-09-30 | by=quarter
前天昨天今天投诉 | complaintsReceived | 2026-11-20..2026-11-22 | by=day
7月8月9月投诉一共多少 | complaintsReceived | 2026-07-01..2026-09-30
10月投诉跟前一个月比 | complaintsReceived | lastMonth | with=2026-09-01..2026-09-30
1至9月续保率 | renewalRate | 2026-01-01..2026-09-30
12月续保率 | renewalRate | 2025-12-01..2025-12-31
12月要续保的有多少 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
第一周投诉多少 | complaintsReceived | 2026-11-02..2026-11-08
`;

/** What is nearly late, what nobody took up, rounds of calls by what they follow. */
export const QUESTIONS_STATES = `
快超时的有几个 | nearlyOverdue | now
即将超时的工单 | nearlyOverdue | now
快超时的投诉有哪些 | nearlyOverdue | now | kind=complaint,grumble list
车间马上要超时的单子列出来 | nearlyOverdue | now | department=workshop list
哪个部门快超时的最多 | nearlyOverdue | now | by=department order=desc top=1
有多少工单要超时了 | nearlyOverdue | now
快到期的工单有几个 | nearlyOverdue | now
预警的工单有几个 | nearlyOverdue | now
超时和快超时的各几个 | overdue+nearlyOverdue | now
没跟进的有几个 | open | now | status=acknowledged,routed,triage
还没跟进的工单列出来 | open | now | status=acknowledged,routed,triage list
各部门没跟进的 | open | now | status=acknowledged,routed,triage by=department
待跟进的投诉几个 | open | now | status=acknowledged,routed,triage kind=complaint,grumble
预约没跟进的有几个 | bookingAcceptance | month
新车回访率 | followUpCoverage | month | round=sevenDay
新车回访做了多少 | followUpsDone | month | round=sevenDay
上周售后回访率 | followUpCoverage | lastWeek | round=threeDay
维修回访得分 | followUpScore | month | round=threeDay
一共积压多少 | open | now
预约到店率 | !
没跟进的整改 | !
快流失的客户 | !
`;
