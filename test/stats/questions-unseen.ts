/**
 * Questions written before anybody looked at what the reader makes of them, in the notation of question-lines.ts. They
 * measure; where the reader failed one, general rules were mended, and a second lot was written after that.
 */
export const UNSEEN_FIRST = `
这个月多少投诉了 | complaintsReceived | month
上周客诉量 | complaintsReceived | lastWeek
投述有几个今天 | complaintsReceived | today
关单率多少现在 | closureRate | month
这两天来了几起投诉 | complaintsReceived | 2026-11-21..2026-11-22
前天车间投诉 | complaintsReceived | 2026-11-20 | department=workshop
机电上个月几个投诉 | complaintsReceived | lastMonth | department=workshop
上个月P0的有几个投诉 | complaintsReceived | lastMonth | severity=P0
重大投诉今年一共几起 | complaintsReceived | year | severity=P0
速腾的投诉本月有多少 | complaintsReceived | month | series=速腾
迈腾今年投诉几条 | complaintsReceived | year | series=迈腾
沪A12345投诉过几次今年 | complaintsReceived | year | plate=沪A12345
王磊手上还有几个没关的 | open | now | assignee=wanglei
王磊的超时工单列出来 | overdue | month | assignee=wanglei list
李娜这个月处理及时率 | resolveOnTimeRate | month | assignee=lina
上周3DC回访率 | followUpCoverage | lastWeek | round=threeDay
7DC回访率这个月多少 | followUpCoverage | month | round=sevenDay
本月回访完成率 | followUpCoverage | month
3dc还有哪些没回访 | followUpsMissing | default | round=threeDay list
今天漏访几个 | followUpsMissing | now
本月3DC回访得分 | followUpScore | month | round=threeDay
按顾问分3DC得分 | followUpScore | month | round=threeDay by=advisor
回访满意度上个月 | followUpSatisfaction | lastMonth
一次修复率多少 | fixedFirstTimeRate | month
昨天回访了几个 | followUpsDone | yesterday
这周应回访多少 | followUpsDue | week
续保率 | renewalRate | month
续保率跟去年比 | renewalRate | year | with=2025-01-01..2025-12-31
上个月续保了多少台 | renewals | lastMonth
流失率多少 | churnRate | default
流失客户有哪些 | churned | default | list
速腾流失率 | churnRate | default | series=速腾
首保回厂率 | firstMaintenanceReturnRate | month
上季度首保返厂率 | firstMaintenanceReturnRate | lastQuarter
今天进厂台次 | visits | today
上个月台次多少 | visits | lastMonth
分类型看进厂台次 | visits | month | by=visitType
首保台次本月 | visits | month | visitType=firstMaintenance
事故车台次上个月 | visits | lastMonth | visitType=accident
在册车辆多少台 | vehicles | default
本月预约量 | bookings | month
预约受理率 | bookingAcceptance | month
平均多久处理完 | timeToResolve | month
投诉平均处理时长 | timeToResolve | month | kind=complaint,grumble
各部门处理时长 | timeToResolve | month | by=department
签收要多久 | timeToAcknowledge | month
派单平均用时上周 | timeToRoute | lastWeek
哪个部门处理最慢 | timeToResolve | month | by=department order=desc top=1
重复投诉有几个 | repeatComplaints | month
重复投诉的车有哪些 | repeatComplaints | month | by=vehicle
整改开了几个本月 | rectificationsOpened | month
还有几个整改没完成 | rectificationsOpen | default
提醒送达率 | reminderReachRate | month
首保提醒送达率 | reminderReachRate | month | reminderKind=firstMaintenance
年检提醒回复率多少 | reminderReplyRate | month | reminderKind=annualInspection
保养提醒到店率 | reminderArrivalRate | month | reminderKind=firstMaintenance,regularMaintenance
每个人手上多少活 | workload | default | by=assignee
谁工作量最大 | handled | month | by=assignee order=desc top=1
王磊这个月处理了多少 | resolved | month | assignee=wanglei
外呼接通率 | callReachRate | month
昨天打了多少电话 | callsDone | yesterday
双十一那天投诉几个 | complaintsReceived | 2026-11-11
国庆投诉比去年国庆多吗 | complaintsReceived | 2026-10-01..2026-10-07 | with=2025-10-01..2025-10-08
春节投诉 | complaintsReceived | 2026-02-15..2026-02-23
1-15号投诉多少 | complaintsReceived | 2026-11-01..2026-11-15
十一月上旬客诉 | complaintsReceived | 2026-11-01..2026-11-10
月初到今天关了多少单 | closed | 2026-11-01..2026-11-22
上半年投诉按月 | complaintsReceived | 2026-01-01..2026-06-30 | by=month
下半年到现在投诉多少 | complaintsReceived | 2026-07-01..2026-11-22
近三个月投诉走势 | complaintsReceived | 2026-08-23..2026-11-22 | by=day
最近半年每月关闭率 | closureRate | 2026-05-23..2026-11-22 | by=month
本周三投诉几个 | complaintsReceived | 2026-11-18
上周一到周三的投诉 | complaintsReceived | 2026-11-09..2026-11-11
9月份跟8月份投诉对比 | complaintsReceived | 2026-09-01..2026-09-30 | with=2026-08-01..2026-08-31
今年和去年投诉对比 | complaintsReceived | year | with=2025-01-01..2025-12-31
这周跟上周比投诉怎么样 | complaintsReceived | week | with=2026-11-09..2026-11-15
本月投诉比去年多多少 | complaintsReceived | month | with=2025-11-01..2025-11-30
倒数三名关闭率 | closureRate | month | by=department order=asc top=3
关闭率垫底的是谁 | closureRate | month | by=assignee order=asc top=1
满意度倒数第一的部门 | satisfaction | month | by=department order=asc top=1
投诉前五的车型 | complaintsReceived | month | by=series order=desc top=5
哪个车型投诉最多 | complaintsReceived | month | by=series order=desc top=1
分车型看投诉 | complaintsReceived | month | by=series
超时最多的前3个人 | overdue | month | by=assignee order=desc top=3
嗯那个帮我看下上周售后有多少投诉啊 | complaintsReceived | lastWeek | department=afterSales
我问一下哈这个月关闭率是百分之多少 | closureRate | month
老板要看各部门上月投诉排名 | complaintsReceived | lastMonth | by=department order=desc
给我看看今天超时的明细 | overdue | today | list
配件缺货的投诉本月多少 | complaintsReceived | month | category=P1
发动机异响投诉几个 | complaintsReceived | month | category=Q1
乱收费投诉今年多少 | complaintsReceived | year | category=F1
态度问题投诉谁最多 | complaintsReceived | month | category=C1 by=assignee order=desc top=1
本月P0P1投诉 | complaintsReceived | month | severity=P0,P1
tousu多少 | complaintsReceived | month
本月关闭律 | closureRate | month
满意读怎么样 | satisfaction | month
本月接了多少单 | ticketsReceived | month
车主不满意的有哪些 | satisfaction | month | list
重开率最高的部门 | !
工作日投诉多还是周末多 | !
处理超过5天的投诉有哪些 | !
投诉超过3次的客户 | !
本月利润 | !
这个月卖了多少台车 | !
库存还有多少 | !
李大勇这个月投诉多少 | !
天气怎么样 | !
帮我写个通知 | !
张伟工资多少 | !
除了配件其他部门投诉 | !
为什么投诉这么多 | !
`;

/** Written after the first lot was mended, again before they were tried. */
export const UNSEEN_SECOND = `
昨儿个投诉有几单 | complaintsReceived | yesterday
本月到目前为止多少客诉 | complaintsReceived | 2026-11-01..2026-11-22
上个礼拜天来了几个投诉 | complaintsReceived | 2026-11-15
10月1号至7号投诉情况 | complaintsReceived | 2026-10-01..2026-10-07
中秋节那几天投诉 | complaintsReceived | 2026-09-25..2026-09-27
去年双11投诉几个 | complaintsReceived | 2025-11-11
今年头三个月投诉 | complaintsReceived | 2026-01-01..2026-03-31
最近十天超时的单子 | overdue | 2026-11-13..2026-11-22
截止昨天本月投诉 | complaintsReceived | 2026-11-01..2026-11-21
近两个月各部门关闭率 | closureRate | 2026-09-23..2026-11-22 | by=department
机电班组的返修投诉 | complaintsReceived | month | department=workshop category=R1
售前投诉多少 | !
配件部满意度低不低 | satisfaction | month | department=parts
哪个车系抱怨最多 | complaintsReceived | month | kind=grumble by=series order=desc top=1
王磊跟李娜谁超时多 | overdue | month | assignee=lina,wanglei by=assignee order=desc
李娜上周关了几个单 | closed | lastWeek | assignee=lina
陈静名下未关闭的工单 | open | now | assignee=chenjing
迈腾变速箱投诉今年几起 | complaintsReceived | year | series=迈腾 category=Q1
沪A12345处理到哪了 | !
苏E88888来过几次 | visits | month | plate=苏E88888
P1以上的投诉 | !
P0和P1还有几个没关 | open | now | severity=P0,P1
严重投诉有没有超时的 | overdue | month | severity=P0,P1 kind=complaint,grumble
电话热线的投诉占比 | !
400电话来的投诉按部门分 | complaintsReceived | month | source=hotline by=department
3DC还没做的名单 | followUpsMissing | default | round=threeDay list
昨天3DC完成率多少 | followUpCoverage | yesterday | round=threeDay
七日回访得分各顾问排名 | followUpScore | month | round=sevenDay by=advisor order=desc
回访不满意的有哪些 | followUpSatisfaction | month | list
7DC和3DC回访率 | followUpCoverage | month | round=sevenDay,threeDay
回访率达到100%了吗 | followUpCoverage | month
续保率离目标差多少 | !
10月到期的续保率 | renewalRate | lastMonth
今年续保率按月走势 | renewalRate | year | by=month
本季度续保台数环比 | renewals | quarter | with=2026-07-01..2026-09-30
明天有哪些首保到期 | remindersDue | 2026-11-23 | reminderKind=firstMaintenance list
下周年检到期的车主 | remindersDue | 2026-11-23..2026-11-29 | reminderKind=annualInspection
短信提醒发了多少条 | remindersSent | month | channel=sms
生日祝福发了几条 | remindersSent | month | reminderKind=birthday
流失客户同比 | churned | month | with=2025-11-01..2025-11-22
哪个车型流失率最高 | churnRate | month | by=series order=desc top=1
上月底流失率 | churnRate | 2026-10-21..2026-10-31
本周每天进店台次 | visits | week | by=day
定保今天来了几台 | visits | today | visitType=regularMaintenance
事故车这个月进厂多少 | visits | month | visitType=accident
哪个顾问接车最多 | visits | month | by=advisor order=desc top=1
首保率今年各月 | firstMaintenanceReturnRate | year | by=month
本月预约没处理的 | !
预约到店率 | !
谁手里活最多 | workload | default | by=assignee order=desc top=1
客服部工作量按人排 | handled | month | department=customerCare by=assignee order=desc
配件部平均处理天数 | timeToResolve | month | department=parts
投诉从收到到关闭平均几天 | timeToClose | month | kind=complaint,grumble
派单慢的部门 | !
签收最快的人 | timeToAcknowledge | month | by=assignee order=asc top=1
本月24小时跟进及时率各部门对比 | trackOnTimeRate | month | by=department
四项时效及时率跟上月比 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | month | with=2026-10-01..2026-10-31
整改完成了几个 | !
上季度整改最多的部门 | rectificationsOpened | lastQuarter | by=department order=desc top=1
同一个客户投诉两次以上的 | !
gongdan多少 | ticketsReceived | month
帮忙看看昨日头诉明细 | complaintsReceived | yesterday | list
这周客户满意度有没有提高 | satisfaction | week | with=2026-11-09..2026-11-15
今年哪个月投诉最多 | complaintsReceived | year | by=month order=desc top=1
本月哪天投诉最多 | complaintsReceived | month | by=day order=desc top=1
`;
