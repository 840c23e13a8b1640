/** A third lot, written after the second was mended and before it was tried. */
export const UNSEEN_THIRD = `
上周售后一共收到多少投诉 | complaintsReceived | lastWeek | department=afterSales
本月截至今天的关闭率是多少 | closureRate | 2026-11-01..2026-11-22
统计下近7天每天的投诉量 | complaintsReceived | 2026-11-16..2026-11-22 | by=day
去年国庆期间投诉多少 | complaintsReceived | 2025-10-01..2025-10-08
今年前10个月投诉总量 | complaintsReceived | 2026-01-01..2026-10-31
10月和11月投诉对比 | complaintsReceived | lastMonth | with=2026-11-01..2026-11-30
本季度跟上季度关闭率对比 | closureRate | quarter | with=2026-07-01..2026-09-30
这个月比上个月投诉多了几起 | complaintsReceived | month | with=2026-10-01..2026-10-31
本月投诉比去年同期多多少 | complaintsReceived | month | with=2025-11-01..2025-11-22
哪三个部门投诉最多 | complaintsReceived | month | by=department order=desc top=3
投诉最多的前三名顾问 | complaintsReceived | month | by=assignee order=desc top=3
上个月满意度最低的3个部门 | satisfaction | lastMonth | by=department order=asc top=3
哪个部门关单最慢 | timeToClose | month | by=department order=desc top=1
谁的满意度最差 | satisfaction | month | by=assignee order=asc top=1
各部门本月超时工单数 | overdue | month | by=department
各级别投诉占多少 | !
按投诉类型统计本月投诉 | complaintsReceived | month | by=category
本月投诉按来源渠道统计 | complaintsReceived | month | by=source
上月各车型投诉量排名 | complaintsReceived | lastMonth | by=series order=desc
车间本月处理完毕几单 | resolved | month | department=workshop
配件部目前有多少未关闭投诉 | open | now | department=parts kind=complaint,grumble
现在有多少工单没人签收 | open | now | status=routed
有几个P0还没处理 | open | now | severity=P0
昨天关闭了哪些工单 | closed | yesterday | list
把王磊超时的工单列出来 | overdue | month | assignee=wanglei list
今天新增投诉明细 | complaintsReceived | today | list
本周重开了几单 | reopened | week
派单2小时及时率本月多少 | routeOnTimeRate | month
上个月3天处理及时率 | resolveOnTimeRate | lastMonth
24小时回访确认及时率 | verifyOnTimeRate | month
平均签收时间多长 | timeToAcknowledge | month
各部门平均处理时长排名 | timeToResolve | month | by=department order=desc
本月3DC应回访多少实际回访多少 | followUpsDue+followUpsDone | month | round=threeDay
上周7DC回访完成率和得分 | followUpCoverage+followUpScore | lastWeek | round=sevenDay
3DC漏访名单 | followUpsMissing | default | round=threeDay list
各顾问一次修复率 | fixedFirstTimeRate | month | by=advisor
陈静这周回访了多少客户 | followUpsDone | week | assignee=chenjing
本月满月回访率 | followUpCoverage | month | round=oneMonth
今年每月续保率 | renewalRate | year | by=month
续保率有没有达标 | renewalRate | month
本月保险到期多少台 | remindersDue | month | reminderKind=insuranceRenewal
下个月有多少车首保到期 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=firstMaintenance
昨天发出去的年检提醒有几条 | remindersSent | yesterday | reminderKind=annualInspection
首保提醒的预约率和到店率 | reminderBookingRate+reminderArrivalRate | month | reminderKind=firstMaintenance
上个月流失率比九月高吗 | churnRate | lastMonth | with=2026-09-01..2026-09-30
本月新增流失客户 | !
三季度首保回厂率环比 | firstMaintenanceReturnRate | lastQuarter | with=2026-04-01..2026-06-30
十月份进厂台次同比 | visits | lastMonth | with=2025-10-01..2025-10-31
上周保养台次 | visits | lastWeek | visitType=firstMaintenance,regularMaintenance
昨天预约了几个 | bookings | yesterday
本月预约受理率达到100%了吗 | bookingAcceptance | month
徐专员今天还有几个电话没打 | callTasksOpen | today | assignee=xu
本月电话接通率各人排名 | callReachRate | month | by=assignee order=desc
本月每人处理量排名 | handled | month | by=assignee order=desc
现在每个部门手上有多少活 | workload | now | by=department
今年整改了几项 | rectificationsOpened | year
机电整改没关的有几个 | rectificationsOpen | now | department=workshop
本月重复投诉车辆 | repeatComplaints | month | by=vehicle
速腾和迈腾哪个投诉多 | complaintsReceived | month | series=迈腾,速腾 by=series order=desc
ID.4电池投诉今年几个 | complaintsReceived | year | series=ID.4 category=Q3
京AD12345有没有投诉过 | complaintsReceived | month | plate=京AD12345
销售顾问态度投诉多少 | complaintsReceived | month | department=sales category=C1
老客户投诉多少 | !
投诉处理得怎么样 | !
上个月的报表发我 | !
今天上班的有谁 | !
本月投书 | complaintsReceived | month
关闭率是多小 | closureRate | month
上zhou满yidu | satisfaction | lastWeek
这个月头诉有点多啊 | !
`;

/** A fourth lot, in the same way. */
export const UNSEEN_FOURTH = `
上月配件部关闭率 | closureRate | lastMonth | department=parts
这周有几个重大投诉 | complaintsReceived | week | severity=P0
近15天销售部投诉走势 | complaintsReceived | 2026-11-08..2026-11-22 | department=sales by=day
十月上旬满意度 | satisfaction | 2026-10-01..2026-10-10
去年12月份投诉多少起 | complaintsReceived | 2025-12-01..2025-12-31
二季度重复投诉有几个 | repeatComplaints | 2026-04-01..2026-06-30
本月车间和配件的超时对比 | overdue | month | department=parts,workshop by=department
哪个部门待处理最多 | open | now | by=department order=desc top=1
投诉量前十的车型 | complaintsReceived | month | by=series order=desc top=10
本周超时的有谁 | overdue | week | by=assignee
昨天谁处理的工单最多 | resolved | yesterday | by=assignee order=desc top=1
张伟手头还有什么没关的单子 | open | now | assignee=zhangwei list
上周售后各部门满意度 | satisfaction | lastWeek | department=afterSales by=department
迈腾今年首保率多少 | firstMaintenanceReturnRate | year | series=迈腾
高尔夫流失了多少台 | churned | month | series=高尔夫
今天3DC做完了没 | followUpCoverage | today | round=threeDay
本周3DC没打的有几个 | followUpsMissing | week | round=threeDay
上月7DC满意度和去年同期比 | followUpSatisfaction | lastMonth | round=sevenDay with=2025-10-01..2025-10-31
各回访专员回访量 | followUpsDone | month | by=assignee
这个月回访平均打几分 | followUpScore | month
今年续保率同比 | renewalRate | year | with=2025-01-01..2025-11-22
上季度续保了多少单 | renewals | lastQuarter
下周生日的车主有几个 | remindersDue | 2026-11-23..2026-11-29 | reminderKind=birthday
本月预约按天看 | bookings | month | by=day
上周六进店多少台 | visits | 2026-11-14
本月进厂台次比上月少了多少 | visits | month | with=2026-10-01..2026-10-31
索赔台次今年按月 | visits | year | visitType=warranty by=month
平均几个小时派单 | timeToRoute | month
前台接单要多久 | timeToAcknowledge | month | department=serviceReception
P0投诉平均处理时长 | timeToResolve | month | severity=P0 kind=complaint,grumble
回访确认用了多久 | timeToVerify | month
2小时内派单的比例 | routeOnTimeRate | month
投诉最多的五个类别 | complaintsReceived | month | by=category order=desc top=5
微信渠道投诉本月几个 | complaintsReceived | month | source=chat
厂家转过来的单子有几个没关 | open | now | source=manufacturer
昨天晚上的投诉 | !
没人管的投诉 | !
最近三个月哪个月投诉最少 | complaintsReceived | 2026-08-23..2026-11-22 | by=month order=asc top=1
本月投诉率 | !
客户关爱部今天打了几个电话 | callsDone | today | department=customerCare
陈静接通率 | callReachRate | month | assignee=chenjing
宝来定保台次上月 | visits | lastMonth | series=宝来 visitType=regularMaintenance
销售部整改完成没 | !
近一周关单数 | closed | 2026-11-16..2026-11-22
`;
