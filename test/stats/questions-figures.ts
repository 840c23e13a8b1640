/** Every figure of the catalogue in the words people have for it, in the notation of question-lines.ts. */
export const QUESTIONS_FIGURES = `
客诉多少 | complaintsReceived | month
客诉率 | !
投诉单数 | complaintsReceived | month
本月有多少起客户投诉 | complaintsReceived | month
车主投诉几个 | complaintsReceived | month
本月抱怨单几张 | complaintsReceived | month
本月建了多少工单 | ticketsReceived | month
今天开了几张单 | ticketsReceived | today
未关单的有几个 | open | now
还有几单没关 | open | now
没处理完的投诉 | open | now | kind=complaint,grumble
在途工单多少 | open | now
遗留投诉多少 | open | now | kind=complaint,grumble
超时单 | overdue | month
超时未处理的有几个 | overdue | now
到期没处理的 | overdue | month
本月关单多少 | closed | month
结案多少个 | closed | month
上周闭环了几个 | closed | lastWeek
本月办结数 | closed | month
这周处理完毕多少 | resolved | week
返工的工单有几个 | reopened | month
二次投诉几个 | repeatComplaints | month
重复投诉率 | !
同一辆车反复投诉的有几个 | repeatComplaints | month
本月重复客诉 | repeatComplaints | month
重投多少 | repeatComplaints | month
关单率 | closureRate | month
投诉关闭率 | closureRate | month
投诉闭环率 | closureRate | month
客诉关闭率多少 | closureRate | month
派单及时率 | routeOnTimeRate | month
2小时派单率 | routeOnTimeRate | month
跟进及时率 | trackOnTimeRate | month
24小时跟进率 | trackOnTimeRate | month
三天解决率 | resolveOnTimeRate | month
3日处理及时率 | resolveOnTimeRate | month
72小时办结率 | resolveOnTimeRate | month
回访确认及时率 | verifyOnTimeRate | month
投诉满意度 | satisfaction | month | kind=complaint,grumble
客户满意率 | satisfaction | month
首次满意率 | firstSatisfaction | month
上个月首次满意率按部门 | firstSatisfaction | lastMonth | by=department
第一次处理就满意的占多少 | firstSatisfaction | month
各部门一次满意率 | firstSatisfaction | month | by=department
本月首次处理客户满意的比例 | firstSatisfaction | month
处理满意度 | satisfaction | month
派单要多久 | timeToRoute | month
派单时长 | timeToRoute | month
平均派单时间 | timeToRoute | month
签收时长 | timeToAcknowledge | month
平均多久签收 | timeToAcknowledge | month
响应时长 | timeToAcknowledge | month
首次跟进要多久 | timeToTrack | month
跟进时长 | timeToTrack | month
多久联系客户 | timeToTrack | month
处理时长 | timeToResolve | month
平均处理时间 | timeToResolve | month
投诉处理要几天 | timeToResolve | month | kind=complaint,grumble
解决一个投诉要多久 | timeToResolve | month | kind=complaint,grumble
处理周期 | timeToResolve | month
回访确认时长 | timeToVerify | month
处理完多久回访确认 | timeToVerify | month
关闭时长 | timeToClose | month
平均几天关单 | timeToClose | month
投诉闭环时间 | timeToClose | month | kind=complaint,grumble
结案周期多长 | timeToClose | month
本月新增整改 | rectificationsOpened | month
整改几项 | rectificationsOpened | month
整改没完成的有几个 | rectificationsOpen | default
待整改的有哪些 | rectificationsOpen | default | list
未闭环的整改 | rectificationsOpen | default
整改按部门分 | rectificationsOpened | month | by=department
计划提醒多少 | remindersPlanned | month
明天要发多少提醒 | remindersPlanned | 2026-11-23
发了多少提醒 | remindersSent | month
本月应提醒多少 | remindersDue | month
到期提醒多少个 | remindersDue | month
下个月到期续保的有多少 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
下月首保到期多少 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=firstMaintenance
本月年检到期几个 | remindersDue | month | reminderKind=annualInspection
提醒触达率 | reminderReachRate | month
续保提醒送达率 | reminderReachRate | month | reminderKind=insuranceRenewal
提醒回复率 | reminderReplyRate | month
提醒回应率按种类分 | reminderReplyRate | month | by=reminderKind
提醒预约率 | reminderBookingRate | month
首保提醒预约率 | reminderBookingRate | month | reminderKind=firstMaintenance
提醒到店率 | reminderArrivalRate | month
首保提醒进厂率 | reminderArrivalRate | month | reminderKind=firstMaintenance
提醒转化率 | !
本月续保率 | renewalRate | month
续保率达标吗 | renewalRate | month
上月续保率多少 | renewalRate | lastMonth
各月续保率 | renewalRate | year | by=month
续保台数 | renewals | month
续保成功多少 | renewals | month
本月续了多少保 | renewals | month
回访率 | followUpCoverage | month
回访覆盖率 | followUpCoverage | month
3DC完成率 | followUpCoverage | month | round=threeDay
三天回访率 | followUpCoverage | month | round=threeDay
3日回访率上周 | followUpCoverage | lastWeek | round=threeDay
7dc完成情况 | followUpCoverage | month | round=sevenDay
七天回访率 | followUpCoverage | month | round=sevenDay
一个月回访率 | followUpCoverage | month | round=oneMonth
周年回访率 | followUpCoverage | month | round=oneYear
本月应回访 | followUpsDue | month
今天要回访多少个 | followUpsDue | today
本周应做多少3DC | followUpsDue | week | round=threeDay
回访了多少 | followUpsDone | month
已回访多少客户 | followUpsDone | month
昨天做了几个3DC | followUpsDone | yesterday | round=threeDay
3DC做了多少 | followUpsDone | month | round=threeDay
回访量 | followUpsDone | month
漏访多少 | followUpsMissing | default
未回访的客户有哪些 | followUpsMissing | default | list
3DC漏了几个 | followUpsMissing | default | round=threeDay
还有几个7DC没做 | followUpsMissing | default | round=sevenDay
没做回访的有几个 | followUpsMissing | default
回访得分 | followUpScore | month
免访多少 | followUpsSkipped | month
3DC跳过了几个 | followUpsSkipped | month | round=threeDay
回访平均分 | followUpScore | month
3DC平均分多少 | followUpScore | month | round=threeDay
7DC评分 | followUpScore | month | round=sevenDay
3DC满意度 | followUpSatisfaction | month | round=threeDay
7DC满意率 | followUpSatisfaction | month | round=sevenDay
一次修复率 | fixedFirstTimeRate | month
首次修复率 | fixedFirstTimeRate | month
一次修好的比例 | fixedFirstTimeRate | month
预约多少 | bookings | month
本月预约数 | bookings | month
今天几个预约 | bookings | today
预约受理率 | bookingAcceptance | month
预约接单率 | bookingAcceptance | month
预约处理率 | bookingAcceptance | month
进厂台次 | visits | month
本月来厂多少台 | visits | month
今天进店几台车 | visits | today
本月到店量 | visits | month
维修台次 | visits | month
保养台次 | visits | month | visitType=firstMaintenance,regularMaintenance
定保台次上个月 | visits | lastMonth | visitType=regularMaintenance
索赔台次 | visits | month | visitType=warranty
事故台次 | visits | month | visitType=accident
每天进厂多少台 | visits | month | by=day
速腾进厂台次 | visits | month | series=速腾
在册车辆 | vehicles | default
客户保有量 | vehicles | default
基盘多少台 | vehicles | default
档案里多少台车 | vehicles | default
转介绍率 | referralRate | default
上个月老带新占比多少 | referralRate | lastMonth
今年各月转介绍占几成 | referralRate | year | by=month
本月转介绍来了几台 | referrals | month
老客户介绍来买车的有多少 | referrals | default
三季度哪个车系转介绍最多 | referrals | 2026-07-01..2026-09-30 | by=series order=desc top=1
流失率 | churnRate | default
客户流失率多少 | churnRate | default
流失多少 | churned | default
流失客户多少 | churned | default
流失车辆按车型分 | churned | default | by=series
首保返厂率 | firstMaintenanceReturnRate | month
首保回厂率 | firstMaintenanceReturnRate | month
首保率 | firstMaintenanceReturnRate | month
三季度首保返厂率 | firstMaintenanceReturnRate | lastQuarter
各人处理量 | handled | month | by=assignee
谁处理得最多 | resolved | month | by=assignee order=desc top=1
每个人干了多少活 | handled | month | by=assignee
各部门处理量 | handled | month | by=department
工作量按人分 | handled | month | by=assignee
王磊手上有多少活 | workload | default | assignee=wanglei
谁最忙 | workload | default | by=assignee order=desc top=1
打了多少电话 | callsDone | month
今天打了几个电话 | callsDone | today
完成了多少电话任务 | callsDone | month
电话接通率 | callReachRate | month
各人接通率 | callReachRate | month | by=assignee
还有多少电话要打 | callTasksOpen | now
电话任务还剩几个 | callTasksOpen | now
`;
