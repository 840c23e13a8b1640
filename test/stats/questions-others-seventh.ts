/** A seventh lot: ordinary questions of people who had not seen the reader; and others like those that it missed. */
export const OTHERS_SEVENTH = `
上周售后这块投诉接了多少 | complaintsReceived | 2026-11-09..2026-11-15 | department=aftersalesTechnical,parts,serviceReception,warranty,workshop
昨天有没有新投诉进来 | complaintsReceived | 2026-11-21
现在还没关掉的单子有多少 | open | now
超时的单子都卡在哪个部门 | overdue | 2026-11-01..2026-11-30 | by=department
把超时工单拉个清单给我 | overdue | 2026-11-01..2026-11-30 | list
车间这个月处理及时率多少 | resolveOnTimeRate | 2026-11-01..2026-11-30 | department=workshop
上月2小时派单的及时率 | routeOnTimeRate | 2026-10-01..2026-10-31
24h跟进达标了没 这周 | trackOnTimeRate | 2026-11-16..2026-11-22
马上要超时的有几个 哪几张单 | nearlyOverdue | now | list
投诉关闭率10月份多少 跟9月比 | closureRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
投诉客户满意读这个月比上个月掉了没 | satisfaction | 2026-11-01..2026-11-30 | kind=complaint,grumble with=2026-10-01..2026-10-31
三季度车主第一次回访就满意的占几成 | firstSatisfaction | 2026-07-01..2026-09-30
上个月重复投诉有几起 | repeatComplaints | 2026-10-01..2026-10-31
同一台车反复来投诉的今年有哪些 | repeatComplaints | 2026-01-01..2026-12-31 | list
整改还有几个没关 | rectificationsOpen | now
三季度一共开了几个整改 | rectificationsOpened | 2026-07-01..2026-09-30
上个月3dc回放率多少 | followUpCoverage | 2026-10-01..2026-10-31 | round=threeDay
昨天3DC该回访几个 做了几个 漏了几个 | followUpsDue+followUpsDone+followUpsMissing | 2026-11-21 | round=threeDay
7DC还有几个没回访 | followUpsMissing | now | round=sevenDay
本月回访打分平均几分 按服务顾问看 | followUpScore | 2026-11-01..2026-11-30 | by=advisor
一次修复率哪个顾问最低 这个季度 | fixedFirstTimeRate | 2026-10-01..2026-12-31 | by=advisor order=asc top=1
上周回访不满意的客户名单 | followUpSatisfaction | 2026-11-09..2026-11-15 | list
这个月免访的几个 | followUpsSkipped | 2026-11-01..2026-11-30
首保提醒这周发出去几条 | remindersSent | 2026-11-16..2026-11-22 | reminderKind=firstMaintenance
下周到期要做保养的有多少台 | remindersDue | 2026-11-23..2026-11-29 | reminderKind=firstMaintenance,regularMaintenance
保养提醒发出去上个月到店率多少 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance,regularMaintenance
年检提醒10月份约进来几成 | reminderBookingRate | 2026-10-01..2026-10-31 | reminderKind=annualInspection
续保率本月到多少了 离40还差多少 | renewalRate | 2026-11-01..2026-11-30
12月份保险到期的有多少台 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
上个月续保做了几台,去年同期几台 | renewals | 2026-10-01..2026-10-31 | with=2025-10-01..2025-10-31
流失律现在多少 超15没 | churnRate | 2026-11-01..2026-11-30
明锐流失了多少台 | churned | 2026-11-01..2026-11-30 | series=明锐
今天预约几个 | bookings | 2026-11-22
上周预约有没有全部落实 | bookingAcceptance | 2026-11-09..2026-11-15
今天还有多少电话没打完 | callTasksOpen | 2026-11-22
徐专员昨天打了多少通电话 | callsDone | 2026-11-21 | assignee=xu
这周电话接通率每天多少 | callReachRate | 2026-11-16..2026-11-22 | by=day
本月进场台次 按进厂类型分 | visits | 2026-11-01..2026-11-30 | by=visitType
昨天保养进厂几台 | visits | 2026-11-21 | visitType=firstMaintenance,regularMaintenance
首保回来的比例 今年按季度给我 | firstMaintenanceReturnRate | 2026-01-01..2026-12-31 | by=quarter
老客户介绍过来的这个月几台 | referrals | 2026-11-01..2026-11-30
现在每个人手上压了多少活 | workload | now | by=assignee
王磊这周干了多少活 | handled | 2026-11-16..2026-11-22 | assignee=wanglei
本月p0的单子有没有 | ticketsReceived | 2026-11-01..2026-11-30 | severity=P0
12315转过来的投诉今年几起 | !
厂家下发的投诉10月几条 | complaintsReceived | 2026-10-01..2026-10-31 | source=manufacturer
上周签收哪个部门最慢 | timeToAcknowledge | 2026-11-09..2026-11-15 | by=department order=desc top=1
投诉从进来到关掉平均要几天 | timeToClose | 2026-11-01..2026-11-30 | kind=complaint,grumble
维修质量投诉这季度比上季度多了还是少了 | complaintsReceived | 2026-10-01..2026-12-31 | category=R1 with=2026-07-01..2026-09-30
上个月售后产值多少 | !
下半年每个月投诉走势给我看下 | complaintsReceived | 2026-07-01..2026-12-31 | by=month
这个月哪个车系投诉最多 排前三 | complaintsReceived | 2026-11-01..2026-11-30 | by=series order=desc top=3
各部门投诉量这个月跟上个月对比一下 | complaintsReceived | 2026-11-01..2026-11-30 | by=department with=2026-10-01..2026-10-31
上周销售和售后哪边投诉多 | complaintsReceived | 2026-11-09..2026-11-15 | department=aftersalesTechnical,parts,sales,serviceReception,warranty,workshop by=department order=desc
今年客户投诉最多的是哪几类问题 | complaintsReceived | 2026-01-01..2026-12-31 | by=category order=desc top=1
近七天有冇重大投诉 有就列出来 | complaintsReceived | 2026-11-16..2026-11-22 | severity=P0 list
去年11月投诉几多 今年11月呢 | complaintsReceived | 2025-11-01..2025-11-30 | with=2026-11-01..2026-11-30
国庆7天收了多少投诉 | complaintsReceived | 2026-10-01..2026-10-07
9月1号到10月15号工单总共多少 关了多少 | ticketsReceived+closed | 2026-09-01..2026-10-15
上个月哪个部门处理得最慢 平均多少小时 | timeToResolve | 2026-10-01..2026-10-31 | by=department order=desc top=1
派到部门以后谁签收拖得最久 这个月 | timeToAcknowledge | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
10月关闭率分部门 从低往高排 | closureRate | 2026-10-01..2026-10-31 | by=department order=asc
处理及时率跟跟进及时率都给我 本月按周 | resolveOnTimeRate+trackOnTimeRate | 2026-11-01..2026-11-30 | by=week
谁手里超时单最多 前五名 | overdue | 2026-11-01..2026-11-30 | by=assignee order=desc top=5
配件部的单有几个超时了 列一下 | overdue | 2026-11-01..2026-11-30 | department=parts list
四月到六月重开的单子有多少 | reopened | 2026-04-01..2026-06-30
三季度满意度最差的三个部门 | satisfaction | 2026-07-01..2026-09-30 | by=department order=asc top=3
满意度今年每个季度都列一下 | satisfaction | 2026-01-01..2026-12-31 | by=quarter
回访得分明锐和速派哪个高 | followUpScore | 2026-11-01..2026-11-30 | series=明锐,速派 by=series order=desc
上周3dc 7dc回访率各是多少 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay,threeDay by=round
这个月回访谁做得最多 排个名 | followUpsDone | 2026-11-01..2026-11-30 | by=assignee order=desc
交车满一个月那个回访10月做了多少家 | followUpsDone | 2026-10-01..2026-10-31 | round=oneMonth
七天回访客户从哪个渠道回的多 上个月 | followUpsDone | 2026-10-01..2026-10-31 | round=sevenDay by=channel
李娜上个月回访满意率咋样 | followUpSatisfaction | 2026-10-01..2026-10-31 | assignee=lina
10月发了多少提醒 多少人回 多少人约 多少人来了 | remindersSent+reminderReplyRate+reminderBookingRate+reminderArrivalRate | 2026-10-01..2026-10-31
哪种提醒到店最好 三季度的 | reminderArrivalRate | 2026-07-01..2026-09-30 | by=reminderKind order=desc top=1
明天要发多少条提醒 | remindersPlanned | 2026-11-23
这个月生日祝福发了几条 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=birthday
续保率今年一个月一个月给我列 | renewalRate | 2026-01-01..2026-12-31 | by=month
上季度续保哪个顾问做得最好 | renewals | 2026-07-01..2026-09-30 | by=assignee order=desc top=1
上半年续保率跟去年上半年比咋样 | renewalRate | 2026-01-01..2026-06-30 | with=2025-01-01..2025-06-30
哪个车系流失最厉害 | churned | 2026-11-01..2026-11-30 | by=series order=desc top=1
柯迪亚克的流失客户拉个名单出来 | churned | 2026-11-01..2026-11-30 | series=柯迪亚克 list
9月底流失率是多少 | churnRate | 2026-09-21..2026-09-30
咱店在册一共多少台车 各车系分开弄 | vehicles | now | by=series
上礼拜六礼拜天一共进厂多少台 | visits | 2026-11-14..2026-11-15
进厂台次本季度比上季度咋样 | visits | 2026-10-01..2026-12-31 | with=2026-07-01..2026-09-30
事故车今年每个月进厂几多台 | visits | 2026-01-01..2026-12-31 | visitType=accident by=month
10月首保和定保各进厂多少 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance,regularMaintenance by=visitType
大前天预约了几个 都落实没 | bookings+bookingAcceptance | 2026-11-19
这周哪天预约的人最多 | bookings | 2026-11-16..2026-11-22 | by=day order=desc top=1
电话接通率谁最差 这个月 | callReachRate | 2026-11-01..2026-11-30 | by=assignee order=asc top=1
没打完的电话按用途分分 | callTasksOpen | now | by=purpose
转介绍率今年到现在跟去年比 | referralRate | 2026-01-01..2026-11-22 | with=2025-01-01..2025-12-31
首保返厂率今年哪个车系最低 | firstMaintenanceReturnRate | 2026-01-01..2026-12-31 | by=series order=asc top=1
上周工作量排名 取前5个人 | handled | 2026-11-09..2026-11-15 | by=assignee order=desc top=5
张伟10月份的工作量 分工单电话回访 | handled | 2026-10-01..2026-10-31 | assignee=zhangwei by=workKind
这个月新车卖了多少台 | !
客户为啥都流失了 | !
`;

export const LIKE_THE_SEVENTH = `
首保提醒9月份到店几成 | reminderArrivalRate | 2026-09-01..2026-09-30 | reminderKind=firstMaintenance
年检提醒上周约进来百分之几 | reminderBookingRate | 2026-11-09..2026-11-15 | reminderKind=annualInspection
续保提醒上个月发出去以后到店率 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=insuranceRenewal
上个月提醒发了多少条 多少人回复 多少人到店 | remindersSent+reminderReplyRate+reminderArrivalRate | 2026-10-01..2026-10-31
哪种提醒预约最差 上个月 | reminderBookingRate | 2026-10-01..2026-10-31 | by=reminderKind order=asc top=1
上周提醒最多的是哪种 | remindersSent | 2026-11-09..2026-11-15 | by=reminderKind order=desc top=1
这个月提醒和进厂各多少 | remindersSent+visits | 2026-11-01..2026-11-30
客户投诉一次就满意的占多少 上个月 | firstSatisfaction | 2026-10-01..2026-10-31 | kind=complaint,grumble
周末两天投诉多少 | complaintsReceived | 2026-11-21..2026-11-22
周六周日一共进厂多少台 | visits | 2026-11-21..2026-11-22
上周六和周日投诉各多少 | complaintsReceived | 2026-11-14..2026-11-15 | by=day
上周六跟周日比进厂多了没 | visits | 2026-11-14 | with=2026-11-15
本周六日预约多少 | bookings | 2026-11-21..2026-11-22
谁接通率最低 排个名 | callReachRate | 2026-11-01..2026-11-30 | by=assignee order=asc
各部门满意度排个名 | satisfaction | 2026-11-01..2026-11-30 | by=department order=desc
哪个部门超时最多 排名看看 | overdue | 2026-11-01..2026-11-30 | by=department order=desc
销售和车间哪边超时多 | overdue | 2026-11-01..2026-11-30 | department=sales,workshop by=department order=desc
哪边投诉最多 这个月 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=1
交车满一年的回访上个月做了多少 | followUpsDone | 2026-10-01..2026-10-31 | round=oneYear
提车满一个月的回访率 | followUpCoverage | 2026-11-01..2026-11-30 | round=oneMonth
七天回访从哪个来源回的多 | followUpsDone | 2026-11-01..2026-11-30 | round=sevenDay by=channel order=desc top=1
24小时跟进达标了吗 上个月 | trackOnTimeRate | 2026-10-01..2026-10-31
72小时处理达标了没 | resolveOnTimeRate | 2026-11-01..2026-11-30
超时的都压在谁手里 | overdue | 2026-11-01..2026-11-30 | by=assignee
压着多少单子没处理 | open | now
王磊手上压了多少 | open | now | assignee=wanglei
关单谁拖得最久 上个月 | timeToClose | 2026-10-01..2026-10-31 | by=assignee order=desc top=1
派下去以后哪个部门签收最慢 | timeToAcknowledge | 2026-11-01..2026-11-30 | by=department order=desc top=1
本月首保和定保各多少台进厂 | visits | 2026-11-01..2026-11-30 | visitType=firstMaintenance,regularMaintenance by=visitType
首保和定保进厂哪个多 | visits | 2026-11-01..2026-11-30 | visitType=firstMaintenance,regularMaintenance by=visitType order=desc
没打的电话有几个 | callTasksOpen | now
续保率离目标40还差多少 | renewalRate | 2026-11-01..2026-11-30
流失率距15还差几个点 | churnRate | 2026-11-01..2026-11-30
关闭率到多少了 | closureRate | 2026-11-01..2026-11-30
国庆7天投诉多少 | complaintsReceived | 2026-10-01..2026-10-07
五一5天进厂几台 | visits | 2026-05-01..2026-05-05
哪个车系投诉最凶 | complaintsReceived | 2026-11-01..2026-11-30 | by=series order=desc top=1
预约都落实了没 上周 | bookingAcceptance | 2026-11-09..2026-11-15
预约落实率上周 | bookingAcceptance | 2026-11-09..2026-11-15
上周预约全部受理了吗 | bookingAcceptance | 2026-11-09..2026-11-15
没落实的预约有几个 | bookingAcceptance | 2026-11-01..2026-11-30
李娜上个月工作量 按工单电话回访看 | handled | 2026-10-01..2026-10-31 | assignee=lina by=workKind
工作量按人分 | handled | 2026-11-01..2026-11-30 | by=assignee
电话回访满意率上个月 | followUpSatisfaction | 2026-10-01..2026-10-31 | channel=call
这周要做年检的有几台 | remindersDue | 2026-11-16..2026-11-22 | reminderKind=annualInspection
2h派单及时率 | routeOnTimeRate | 2026-11-01..2026-11-30
客户最不满意的是哪个部门 | satisfaction | 2026-11-01..2026-11-30 | by=department order=asc top=1
王磊李娜上月各办了多少单 | resolved | 2026-10-01..2026-10-31 | assignee=lina,wanglei by=assignee
昨儿车间那边超时的活儿多不多 | overdue | 2026-11-21 | department=workshop
`;
