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
`;
