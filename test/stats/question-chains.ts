/**
 * Questions that go on from the one before: question > question > … | what the last one must be read as, in the notation
 * of question-lines.ts. `!` must not become a query.
 */
export const CHAINS = `
本月投诉多少 > 那配件呢 | complaintsReceived | month | department=parts
本月投诉多少 > 跟上个月比 | complaintsReceived | month | with=2026-10-01..2026-10-31
本月投诉多少 > 按顾问分 | complaintsReceived | month | by=assignee
本月投诉多少 > 列出来 | complaintsReceived | month | list
本月投诉多少 > 上周呢 | complaintsReceived | lastWeek
本月投诉多少 > 只看P1 | complaintsReceived | month | severity=P1
本月投诉多少 > 换成满意度 | satisfaction | month
本月投诉多少 > 为什么 | !
各部门投诉 > 前三名呢 | complaintsReceived | month | by=department order=desc top=3
本月投诉多少 > 去年呢 | complaintsReceived | lastYear
本月投诉多少 > 去年同期呢 | complaintsReceived | month | with=2025-11-01..2025-11-22
本月投诉多少 > 同比呢 | complaintsReceived | month | with=2025-11-01..2025-11-22
本月投诉多少 > 环比呢 | complaintsReceived | month | with=2026-10-01..2026-10-31
本月投诉多少 > 跟去年比 | complaintsReceived | month | with=2025-11-01..2025-11-30
本月投诉多少 > 比上个月呢 | complaintsReceived | month | with=2026-10-01..2026-10-31
本月投诉多少 > 跟上周比 | complaintsReceived | month | with=2026-11-09..2026-11-15
本月投诉多少 > 按部门分 | complaintsReceived | month | by=department
本月投诉多少 > 按部门 | complaintsReceived | month | by=department
本月投诉多少 > 分部门看看 | complaintsReceived | month | by=department
本月投诉多少 > 各部门呢 | complaintsReceived | month | by=department
本月投诉多少 > 哪个部门最多 | complaintsReceived | month | by=department order=desc top=1
本月投诉多少 > 谁最多 | complaintsReceived | month | by=assignee order=desc top=1
本月投诉多少 > 都是谁的 | complaintsReceived | month | by=assignee
本月投诉多少 > 哪类最多 | complaintsReceived | month | by=category order=desc top=1
本月投诉多少 > 按类别呢 | complaintsReceived | month | by=category
本月投诉多少 > 什么问题 | complaintsReceived | month | by=category
本月投诉多少 > 分车型呢 | complaintsReceived | month | by=series
本月投诉多少 > 每天呢 | complaintsReceived | month | by=day
本月投诉多少 > 走势 | complaintsReceived | month | by=day
本月投诉多少 > 明细 | complaintsReceived | month | list
本月投诉多少 > 给我看看 | complaintsReceived | month | list
本月投诉多少 > 都有哪些 | complaintsReceived | month | list
本月投诉多少 > 单号发我 | complaintsReceived | month | list
本月投诉多少 > 昨天 | complaintsReceived | yesterday
本月投诉多少 > 那昨天呢 | complaintsReceived | yesterday
本月投诉多少 > 三季度 | complaintsReceived | lastQuarter
本月投诉多少 > 近30天呢 | complaintsReceived | 2026-10-24..2026-11-22
本月投诉多少 > 10月呢 | complaintsReceived | lastMonth
本月投诉多少 > 改成上周 | complaintsReceived | lastWeek
本月投诉多少 > 车间的呢 | complaintsReceived | month | department=workshop
本月投诉多少 > 只看车间 | complaintsReceived | month | department=workshop
本月投诉多少 > 其中重大的 | complaintsReceived | month | severity=P0
本月投诉多少 > 重大的有几个 | complaintsReceived | month | severity=P0
本月投诉多少 > 王磊呢 | complaintsReceived | month | assignee=wanglei
本月投诉多少 > 速腾呢 | complaintsReceived | month | series=速腾
本月投诉多少 > 那速腾的 | complaintsReceived | month | series=速腾
本月投诉多少 > 热线来的呢 | complaintsReceived | month | source=hotline
本月投诉多少 > 关闭率呢 | closureRate | month
本月投诉多少 > 那满意度呢 | satisfaction | month
上周投诉多少 > 关闭率呢 | closureRate | lastWeek
上周投诉多少 > 换成关闭率 | closureRate | lastWeek
本月车间投诉 > 配件呢 | complaintsReceived | month | department=parts
本月车间投诉 > 全店呢 | complaintsReceived | month
本月车间投诉 > 不分部门 | complaintsReceived | month
本月车间投诉 > 关闭率呢 > 上个月呢 | closureRate | lastMonth | department=workshop
本月车间投诉 > 列出来 > 超时的呢 | overdue | month | department=workshop
各部门投诉 > 关闭率呢 | closureRate | month | by=department
各部门投诉 > 上个月呢 | complaintsReceived | lastMonth | by=department
各部门投诉 > 从高到低 | complaintsReceived | month | by=department order=desc
各部门投诉 > 最少的呢 | complaintsReceived | month | by=department order=asc top=1
哪个部门超时最多 > 第二呢 | !
哪个部门超时最多 > 前三呢 | overdue | month | by=department order=desc top=3
上周3DC回访率 > 7DC呢 | followUpCoverage | lastWeek | round=sevenDay
上周3DC回访率 > 得分呢 | followUpScore | lastWeek | round=threeDay
上周3DC回访率 > 没回访的列出来 | followUpsMissing | lastWeek | round=threeDay list
上周3DC回访率 > 按顾问分 | followUpCoverage | lastWeek | round=threeDay by=advisor
续保率 > 上个月呢 | renewalRate | lastMonth
续保率 > 跟去年同期比 | renewalRate | month | with=2025-11-01..2025-11-22
流失率 > 按车型分 | churnRate | default | by=series
流失率 > 列出来 | churnRate | default | list
首保提醒送达率 > 年检呢 | reminderReachRate | month | reminderKind=annualInspection
首保提醒送达率 > 到店率呢 | reminderArrivalRate | month | reminderKind=firstMaintenance
处理时长 > 各部门呢 | timeToResolve | month | by=department
处理时长 > 谁最慢 | timeToResolve | month | by=assignee order=desc top=1
进厂台次 > 按类型分 | visits | month | by=visitType
进厂台次 > 昨天呢 | visits | yesterday
待处理多少 > 车间呢 | open | now | department=workshop
待处理多少 > 列出来 | open | now | list
待处理多少 > 超时的呢 | overdue | now
本月投诉多少 > 异响的呢 | complaintsReceived | month | category=Q4
本月投诉多少 > 李大勇呢 | !
本月投诉多少 > 怎么办 | !
本月投诉多少 > 好的 | !
本月投诉多少 > 谢谢 | !
本月投诉多少 > 知道了 | !
本月投诉多少 > 天气呢 | !
上周3DC回访率 > 平均几分 | followUpScore | lastWeek | round=threeDay
上周3DC回访率 > 应该回访多少 | followUpsDue | lastWeek | round=threeDay
上周3DC回访率 > 几个没做 | followUpsMissing | lastWeek | round=threeDay
上个月续保率 > 续了几台 | renewals | lastMonth
上个月续保率 > 没续的名单 | renewalRate | lastMonth | list
首保提醒送达率 > 预约的呢 | reminderBookingRate | month | reminderKind=firstMaintenance
首保提醒送达率 > 发了多少条 | remindersSent | month | reminderKind=firstMaintenance
昨天打了多少电话 > 没打的呢 | callTasksOpen | yesterday
昨天打了多少电话 > 接通率 | callReachRate | yesterday
上周预约多少 > 受理了多少 | bookingAcceptance | lastWeek
上周预约多少 > 没受理 | !
上周投诉多少 > 关闭率 | closureRate | month
王磊手上多少活 > 大家的呢 | workload | now
本月投诉多少 > 哪个部门多 | complaintsReceived | month | by=department order=desc top=1
`;
