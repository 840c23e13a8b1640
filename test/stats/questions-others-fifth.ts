/** A fifth lot, by people who had not seen the reader. */
export const OTHERS_FIFTH = `
这个月售后投诉几个了 | complaintsReceived | 2026-11-01..2026-11-30 | department=afterSales
本周投诉一共多少条 关掉几条 | complaintsReceived+closed | 2026-11-16..2026-11-22
昨天有没有新投诉进来 | complaintsReceived | 2026-11-21
上周投诉比上上周多还是少 | complaintsReceived | 2026-11-09..2026-11-15 | with=2026-11-02..2026-11-08
前台这个月被投诉几次 | complaintsReceived | 2026-11-01..2026-11-30 | department=serviceReception
这个月投诉主要集中在哪几个部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department
10月份的投诉按类别分一下 | complaintsReceived | 2026-10-01..2026-10-31 | by=category
服务态度的投诉这个季度有几个 | complaintsReceived | 2026-10-01..2026-12-31 | category=C1
今年重大投诉总共几起 | complaintsReceived | 2026-01-01..2026-12-31 | severity=P0
维修质量投拆今年到现在跟去年同期比 | complaintsReceived | 2026-01-01..2026-11-22 | category=R1 with=2025-01-01..2025-11-22
柯迪亚克车主这个月投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | series=柯迪亚克
嫌等待时间长的投诉上个月多少条 | complaintsReceived | 2026-10-01..2026-10-31 | category=R2
400转过来的投诉这月几单 | complaintsReceived | 2026-11-01..2026-11-30 | source=hotline
近7天每天投诉数 | complaintsReceived | 2026-11-16..2026-11-22 | by=day
上个月投诉量前三的类别 | complaintsReceived | 2026-10-01..2026-10-31 | by=category order=desc top=3
11月中旬接了多少投诉 | complaintsReceived | 2026-11-11..2026-11-20
厂家下发的投诉今年多少件 | complaintsReceived | 2026-01-01..2026-12-31 | source=manufacturer
要退车的客户这个季度有几个 | complaintsReceived | quarter | demand=returnVehicle
上周五收了几单投诉 | complaintsReceived | 2026-11-13
周三到周五投诉多少 | complaintsReceived | 2026-11-18..2026-11-20
现在还有几个投诉没关掉 | open | now | kind=complaint,grumble
待处理的单子都压在哪些部门 | open | now | by=department
配件部还有多少没处理完的工单 | open | now | department=parts
这个月收的投诉还没结的有几个 | open | 2026-11-01..2026-11-30 | kind=complaint,grumble
超时的单子现在有几张 | overdue | now
谁手上超时工单最多 | overdue | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
车间超时没处理的有几个 列一下 | overdue | now | department=workshop list
上月超时工单比9月怎么样 | overdue | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
昨天有超时的吗 | overdue | 2026-11-21
P1超时了几个 | overdue | 2026-11-01..2026-11-30 | severity=P1
本月投诉关闭率多少 kpi得分多少 | closureRate | 2026-11-01..2026-11-30
售后技术上个月的关闭率 | closureRate | 2026-10-01..2026-10-31 | department=aftersalesTechnical
各部门处理及时率 本月 | resolveOnTimeRate | 2026-11-01..2026-11-30 | by=department
2小时派单及时率上周多少 | routeOnTimeRate | 2026-11-09..2026-11-15
24小时跟进及时率这个月达标没 | trackOnTimeRate | 2026-11-01..2026-11-30
3天处理完的及时率 张伟这个月 | resolveOnTimeRate | 2026-11-01..2026-11-30 | assignee=zhangwei
回访确认及时率 本季度 | verifyOnTimeRate | 2026-10-01..2026-12-31
这个月投诉处理平均要多久 | timeToResolve | 2026-11-01..2026-11-30 | kind=complaint,grumble
签收花的时间哪个部门最慢 | timeToAcknowledge | 2026-11-01..2026-11-30 | by=department order=desc top=1
关单平均用时 上个月 | timeToClose | 2026-10-01..2026-10-31
本月投诉处理满意度 | satisfaction | 2026-11-01..2026-11-30 | kind=complaint,grumble
上季度满意度哪个部门最低 | satisfaction | 2026-07-01..2026-09-30 | by=department order=asc top=1
满意渡这个月跟上个月比 | satisfaction | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
李娜处理的单子客户满意度怎么样 | satisfaction | 2026-11-01..2026-11-30 | assignee=lina
今年每月满意度 | satisfaction | 2026-01-01..2026-12-31 | by=month
索赔满意度上半年 | satisfaction | 2026-01-01..2026-06-30 | department=warranty
这个月重复投诉几个 | repeatComplaints | 2026-11-01..2026-11-30
今年重复投诉主要是哪些车型 | repeatComplaints | 2026-01-01..2026-12-31 | by=series
有几个整改还没完成 | rectificationsOpen | now
今年发了几个整改 按部门 | rectificationsOpened | 2026-01-01..2026-12-31 | by=department
这个月有几张单子重开了 | reopened | 2026-11-01..2026-11-30
上周3dc回访率 | followUpCoverage | 2026-11-09..2026-11-15 | round=threeDay
7DC本月回访了多少个 | followUpsDone | 2026-11-01..2026-11-30 | round=sevenDay
今天还有多少客户没回访 | followUpsMissing | now
这周漏访几个 | followUpsMissing | 2026-11-16..2026-11-22
几个回访员这个月各做了多少回访 | followUpsDone | 2026-11-01..2026-11-30 | by=assignee
三天回访满意率上月 | followUpSatisfaction | 2026-10-01..2026-10-31 | round=threeDay
服务顾问回访得分排名 本月 | followUpScore | 2026-11-01..2026-11-30 | by=advisor order=desc
一次修复率本季度多少 | fixedFirstTimeRate | 2026-10-01..2026-12-31
上个月一次修好的比例哪个顾问最低 | fixedFirstTimeRate | 2026-10-01..2026-10-31 | by=advisor order=asc top=1
上月免访多少个 | followUpsSkipped | 2026-10-01..2026-10-31
本周应回访跟已回访各多少 | followUpsDue+followUpsDone | 2026-11-16..2026-11-22
一年回访上个月做了几个 | followUpsDone | 2026-10-01..2026-10-31 | round=oneYear
回访打分今年比去年低吗 | followUpScore | 2026-01-01..2026-12-31 | with=2025-01-01..2025-12-31
回仿率昨天多少 | followUpCoverage | 2026-11-21
维修后回访没联系上的上周多少 | followUpsMissing | 2026-11-09..2026-11-15 | round=threeDay
首保提醒这个月发了多少条 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance
保养提醒到店率上个月 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance,regularMaintenance
定保提醒的预约率怎么样 | reminderBookingRate | 2026-11-01..2026-11-30 | reminderKind=regularMaintenance
下周要发多少提醒 | remindersPlanned | 2026-11-23..2026-11-29
年检提醒这个月触达率 | reminderReachRate | 2026-11-01..2026-11-30 | reminderKind=annualInspection
各类提醒回复率 本月 | reminderReplyRate | 2026-11-01..2026-11-30 | by=reminderKind
上周提醒都是走什么渠道发的 | remindersSent | 2026-11-09..2026-11-15 | by=channel
12月份首保到期的有多少台 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=firstMaintenance
生日祝福昨天发了几条 | remindersSent | 2026-11-21 | reminderKind=birthday
今年首保返厂率 | firstMaintenanceReturnRate | 2026-01-01..2026-12-31
续保率本月多少达标了吗 | renewalRate | 2026-11-01..2026-11-30
上个月续保几台 | renewals | 2026-10-01..2026-10-31
本月续宝率跟去年11月比 | renewalRate | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-30
下个月保险到期的车多少台 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
各车系续保率 今年 | renewalRate | 2026-01-01..2026-12-31 | by=series
流失率现在多少 | churnRate | 2026-11-01..2026-11-30
流失客户有多少台车 | churned | 2026-11-01..2026-11-30
哪个车系流失最多 | churned | 2026-11-01..2026-11-30 | by=series order=desc top=1
三季度末的流失率 | churnRate | 2026-09-01..2026-09-30
这个月预约多少台 | bookings | 2026-11-01..2026-11-30
预约受理率上周 | bookingAcceptance | 2026-11-09..2026-11-15
这个周末两天预约了几个 | bookings | 2026-11-21..2026-11-22
昨天进厂多少台 | visits | 2026-11-21
上月保养台次 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance,regularMaintenance
事故车本月进厂几台 | visits | 2026-11-01..2026-11-30 | visitType=accident
服务顾问接车台次排名 本月 | visits | 2026-11-01..2026-11-30 | by=advisor order=desc
10月进厂台次同比 | visits | 2026-10-01..2026-10-31 | with=2025-10-01..2025-10-31
张伟这周做了多少工作量 | handled | 2026-11-16..2026-11-22 | assignee=zhangwei
每个人手上现在还有多少活 | workload | now | by=assignee
今天电话还剩几个没打 | callTasksOpen | 2026-11-22
昨天完成电话多少通 接通率多少 | callsDone+callReachRate | 2026-11-21
流失招揽电话这个月打了多少 | callsDone | 2026-11-01..2026-11-30 | purpose=winBack
档案里在册的明锐有多少 | vehicles | now | series=明锐
这个月售后产值多少 | !
`;
