/** Further questions of the same manner; what each was read as was looked over by eye. */
export const OTHERS_LIKE = `
昨天有几个客户投诉了 | complaintsReceived | 2026-11-21
今天到现在来了多少投诉 | complaintsReceived | 2026-11-22
上周配件的客诉有几单没处理 | open | 2026-11-09..2026-11-15 | department=parts kind=complaint,grumble
这周谁被投诉最多 | complaintsReceived | 2026-11-16..2026-11-22 | by=assignee order=desc top=1
投诉都集中在哪几个部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department
哪几款车投诉多 | complaintsReceived | 2026-11-01..2026-11-30 | by=series order=desc
十一期间客诉量 | complaintsReceived | 2026-10-01..2026-10-07
去年双十一投诉了几个 | complaintsReceived | 2025-11-11
上上个月投诉总数 | complaintsReceived | 2026-09-01..2026-09-30
本月投诉跟上个月差多少 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
这个月投诉比上个月多还是少 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
投诉环比涨了还是跌了 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
周一到周五投诉几个 | complaintsReceived | 2026-11-16..2026-11-20
刹车的投诉有没有 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q2
有多少投诉是重大的 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P0
C1类投诉这个月几个 | complaintsReceived | 2026-11-01..2026-11-30 | category=C1
态度差的投诉有哪些 | complaintsReceived | 2026-11-01..2026-11-30 | category=C1 list
微信进来的投诉几个 | complaintsReceived | 2026-11-01..2026-11-30 | source=chat
厂家转过来的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | source=manufacturer
还没派单的有几个 | open | now | status=triage
没人签收的单子有哪些 | open | now | status=routed list
现在有几单在处理 | open | now | status=acknowledged,tracking
待回访确认的单子几个 | open | now | status=resolved
处理完还没回访的几个 | open | now | status=resolved
挂了多少单没处理 | open | now
积压的工单多少 | open | now
哪个部门积压最多 | open | now | by=department order=desc top=1
拖着没办的有哪些 | open | now | list
车间还有几单在手上 | workload | now | department=workshop
逾期的单子按部门看一下 | overdue | 2026-11-01..2026-11-30 | by=department
今天超时了几单 | overdue | 2026-11-22
昨天结了几单 | closed | 2026-11-21
上周结案多少 | closed | 2026-11-09..2026-11-15
这个月结了几个投诉 | closed | 2026-11-01..2026-11-30 | kind=complaint,grumble
上个月办结多少件 | closed | 2026-10-01..2026-10-31
这周解决了几个问题 | resolved | 2026-11-16..2026-11-22
返工的有几单 | reopened | 2026-11-01..2026-11-30
重新打开的投诉多少 | reopened | 2026-11-01..2026-11-30 | kind=complaint,grumble
结案率咋样 | closureRate | 2026-11-01..2026-11-30
上个月闭环率 | closureRate | 2026-10-01..2026-10-31
关闭率有没有到90% | closureRate | 2026-11-01..2026-11-30
关闭率哪个部门垫底 | closureRate | 2026-11-01..2026-11-30 | by=department order=asc top=1
派单快不快 | timeToRoute | 2026-11-01..2026-11-30
派单及时吗 | routeOnTimeRate | 2026-11-01..2026-11-30
按时跟进率 | trackOnTimeRate | 2026-11-01..2026-11-30
3天内解决的占多少 | resolveOnTimeRate | 2026-11-01..2026-11-30
72小时处理完成率 | resolveOnTimeRate | 2026-11-01..2026-11-30
满意的占百分之几 | satisfaction | 2026-11-01..2026-11-30
客户满意度哪个部门最高 | satisfaction | 2026-11-01..2026-11-30 | by=department order=desc top=1
同一台车反复投诉的有几个 | repeatComplaints | 2026-11-01..2026-11-30
还有哪些整改没做完 | rectificationsOpen | now | list
平均处理一个投诉花多少时间 | timeToResolve | 2026-11-01..2026-11-30 | kind=complaint,grumble
从收到到关闭平均几天 | timeToClose | 2026-11-01..2026-11-30
从派单到签收要多久 | timeToAcknowledge | 2026-11-01..2026-11-30
这个月处理速度比上个月快了吗 | timeToResolve | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
处理时效怎么样 | timeToResolve | 2026-11-01..2026-11-30
明天要发多少提醒 | remindersPlanned | 2026-11-23
下周有多少车要年检 | remindersDue | 2026-11-23..2026-11-29 | reminderKind=annualInspection
下周过生日的客户 | remindersDue | 2026-11-23..2026-11-29 | reminderKind=birthday
下个月哪些车保险到期 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal by=vehicle
昨天发了几条短信 | remindersSent | 2026-11-21 | channel=sms
服务号发了多少条提醒 | remindersSent | 2026-11-01..2026-11-30 | channel=officialAccount,officialAccountTemplate
这周提醒发给多少个客户 | remindersSent | 2026-11-16..2026-11-22
首保提醒触达了多少 | reminderReachRate | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance
提醒了没来的有哪些 | reminderArrivalRate | 2026-11-01..2026-11-30 | list
年检提醒后来店的占几成 | reminderArrivalRate | 2026-11-01..2026-11-30 | reminderKind=annualInspection
定保提醒预约了几个 | reminderBookingRate | 2026-11-01..2026-11-30 | reminderKind=regularMaintenance
保险到期的续了多少 | renewals | 2026-11-01..2026-11-30
这个月续保多少单 | renewals | 2026-11-01..2026-11-30
没续保的客户名单 | renewalRate | 2026-11-01..2026-11-30 | list
本月该回访多少 回访了多少 | followUpsDue+followUpsDone | 2026-11-01..2026-11-30
3DC完成了多少 | followUpsDone | 2026-11-01..2026-11-30 | round=threeDay
7DC漏了几个 | followUpsMissing | now | round=sevenDay
满月回访做了没 | followUpCoverage | 2026-11-01..2026-11-30 | round=oneMonth
回访不满意的客户有哪些 | followUpSatisfaction | 2026-11-01..2026-11-30 | list
回访里说没修好的有几个 | fixedFirstTimeRate | 2026-11-01..2026-11-30
一次没修好的有哪些 | fixedFirstTimeRate | 2026-11-01..2026-11-30 | list
今天预约了多少 | bookings | 2026-11-22
明天有多少预约 | bookings | 2026-11-23
预约没人接的有几个 | bookingAcceptance | 2026-11-01..2026-11-30
今天要打多少电话 | callTasksOpen | 2026-11-22
徐专员今天打了几个电话 | callsDone | 2026-11-22 | assignee=xu
电话没打完的还有谁 | callTasksOpen | now | by=assignee
接通率最低的是谁 | callReachRate | 2026-11-01..2026-11-30 | by=assignee order=asc top=1
今天进厂多少台 | visits | 2026-11-22
今天来了几台车 | visits | 2026-11-22
昨天做保养的有几台 | visits | 2026-11-21 | visitType=firstMaintenance,regularMaintenance
上个月首保来了多少台 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance
事故车这个月进了几台 | visits | 2026-11-01..2026-11-30 | visitType=accident
江顾问接车多少 | visits | 2026-11-01..2026-11-30 | assignee=jiang
全店保有量 | vehicles | now
一共有多少台柯珞克 | vehicles | now | series=柯珞克
流失客户有多少 | churned | 2026-11-01..2026-11-30
明锐流失率 | churnRate | 2026-11-01..2026-11-30 | series=明锐
谁的工作量最大 | handled | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
何专员这周干了多少 | handled | 2026-11-16..2026-11-22 | assignee=he
在手工作谁最多 | workload | now | by=assignee order=desc top=1
现在谁最忙 | workload | now | by=assignee order=desc top=1
店里这个月被投诉了多少回 | complaintsReceived | 2026-11-01..2026-11-30
车间被投诉了几次 | complaintsReceived | 2026-11-01..2026-11-30 | department=workshop
客诉总共来了几件 | complaintsReceived | 2026-11-01..2026-11-30
上月客户抱怨了几次 | complaintsReceived | 2026-10-01..2026-10-31 | kind=grumble
昨儿个投诉有没有 | complaintsReceived | 2026-11-21
礼拜一到现在投诉几个 | complaintsReceived | 2026-11-16..2026-11-22
11月1号到15号售后投诉 | complaintsReceived | 2026-11-01..2026-11-15 | department=aftersalesTechnical,parts,serviceReception,warranty,workshop
十一月上旬配件投诉 | complaintsReceived | 2026-11-01..2026-11-10 | department=parts
月初到现在关了几单 | closed | 2026-11-01..2026-11-22
本月前10天投诉 | complaintsReceived | 2026-11-01..2026-11-10
上周末进厂几台 | visits | 2026-11-14..2026-11-15
近半个月的投诉 | complaintsReceived | 2026-11-08..2026-11-22
过去两周超时几单 | overdue | 2026-11-09..2026-11-22
今年上半年投诉量按月 | complaintsReceived | 2026-01-01..2026-06-30 | by=month
去年全年续保率 | renewalRate | 2025-01-01..2025-12-31
投诉最少的部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=asc top=1
投诉排前三的车系 | complaintsReceived | 2026-11-01..2026-11-30 | by=series order=desc top=3
关闭率最差的三个部门 | closureRate | 2026-11-01..2026-11-30 | by=department order=asc top=3
各车系流失率排名 | churnRate | 2026-11-01..2026-11-30 | by=series order=desc
每周投诉走势 | complaintsReceived | 2026-09-28..2026-11-22 | by=week
近6个月每月回访率 | followUpCoverage | 2026-05-23..2026-11-22 | by=month
投诉按来源看一下 | complaintsReceived | 2026-11-01..2026-11-30 | by=source
投诉分级别统计 | complaintsReceived | 2026-11-01..2026-11-30 | by=severity
哪种提醒预约率最高 | reminderBookingRate | 2026-11-01..2026-11-30 | by=reminderKind order=desc top=1
哪天进厂最多 | visits | 2026-11-01..2026-11-30 | by=day order=desc top=1
哪个月投诉最多 | complaintsReceived | 2026-01-01..2026-12-31 | by=month order=desc top=1
谁的电话最多 | callTasksOpen | now | by=assignee order=desc top=1
谁没打电话 | callTasksOpen | now | by=assignee
电话谁打得最多 | callsDone | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
谁回访的最多 | followUpsDone | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
哪个专员回访率低 | followUpCoverage | 2026-11-01..2026-11-30 | by=assignee order=asc top=1
江顾问的回访得分 | followUpScore | 2026-11-01..2026-11-30 | assignee=jiang
马主管超时几单 | overdue | 2026-11-01..2026-11-30 | assignee=ma
秦主管手里没关的单子列一下 | open | now | assignee=qin list
罗主管处理及时率 | resolveOnTimeRate | 2026-11-01..2026-11-30 | assignee=luo
速派有多少投诉 | complaintsReceived | 2026-11-01..2026-11-30 | series=速派
ENYAQ电池投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q3 series=ENYAQ
柯珞克流失了多少 | churned | 2026-11-01..2026-11-30 | series=柯珞克
明锐首保返厂率 | firstMaintenanceReturnRate | 2026-11-01..2026-11-30 | series=明锐
沪A12345投诉几次了 | complaintsReceived | 2026-11-01..2026-11-30 | plate=沪A12345
保养提醒到店率 | reminderArrivalRate | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance,regularMaintenance
质保到期提醒发了多少 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=warrantyEnd
驾照换证提醒 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=licenceRenewal
生日祝福发了多少条 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=birthday
年审到期的车有哪些 | remindersDue | 2026-11-01..2026-11-30 | reminderKind=annualInspection list
续保提醒回复率 | reminderReplyRate | 2026-11-01..2026-11-30 | reminderKind=insuranceRenewal
续保完成了多少台 | renewals | 2026-11-01..2026-11-30
续保率比去年同期高多少 | renewalRate | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
回访率比上周低了几个点 | followUpCoverage | 2026-11-16..2026-11-22 | with=2026-11-09..2026-11-15
满意度上升了吗 | satisfaction | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
投诉是不是比上月少了 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
超时是多了还是少了 | overdue | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
处理时间长了没 | timeToResolve | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
进厂量下滑了多少 | visits | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
保有量多少台 | vehicles | now
流失车辆清单 | churned | 2026-11-01..2026-11-30 | list
新增整改几个 | rectificationsOpened | 2026-11-01..2026-11-30
整改按部门 | rectificationsOpened | 2026-11-01..2026-11-30 | by=department
在手工作量 | workload | now
我的在手工作 | workload | now
本月工单按状态分 | ticketsReceived | 2026-11-01..2026-11-30 | by=status
重复投诉的车有哪些 | repeatComplaints | 2026-11-01..2026-11-30 | by=vehicle
重投的客户名单 | repeatComplaints | 2026-11-01..2026-11-30 | list
售后满意度 | satisfaction | 2026-11-01..2026-11-30 | department=aftersalesTechnical,parts,serviceReception,warranty,workshop
销售部门满意度和关闭率 | satisfaction+closureRate | 2026-11-01..2026-11-30 | department=sales
投诉数、关闭率、满意度 | complaintsReceived+closureRate+satisfaction | 2026-11-01..2026-11-30
关闭率和满意度分别多少 | closureRate+satisfaction | 2026-11-01..2026-11-30
投诉多少超时多少 | complaintsReceived+overdue | 2026-11-01..2026-11-30
客诉处理平均时长 | timeToResolve | 2026-11-01..2026-11-30 | kind=complaint,grumble
P0处理用时 | timeToResolve | 2026-11-01..2026-11-30 | severity=P0
最近处理得慢不慢 | timeToResolve | 2026-11-16..2026-11-22
哪个部门处理得最慢 | timeToResolve | 2026-11-01..2026-11-30 | by=department order=desc top=1
派单最慢的是哪天 | timeToRoute | 2026-11-01..2026-11-30 | by=day order=desc top=1
谁跟进最慢 | timeToTrack | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
签收要多久 | timeToAcknowledge | 2026-11-01..2026-11-30
回访确认平均多久 | timeToVerify | 2026-11-01..2026-11-30
闭环一个投诉要几天 | timeToClose | 2026-11-01..2026-11-30 | kind=complaint,grumble
接通率咋样 | callReachRate | 2026-11-01..2026-11-30
昨天电话打通了几个 | callsDone | 2026-11-21
今天的电话打完了没 | callTasksOpen | 2026-11-22
预约受理率谁最低 | bookingAcceptance | 2026-11-01..2026-11-30 | by=assignee order=asc top=1
本周预约了哪些车 | bookings | 2026-11-16..2026-11-22 | by=vehicle
明天预约几台 | bookings | 2026-11-23
前台这个礼拜客诉多不多 | complaintsReceived | 2026-11-16..2026-11-22 | department=serviceReception
索赔那边本月有没有超时的 | overdue | 2026-11-01..2026-11-30 | department=warranty
钣喷投诉上月几单 | complaintsReceived | 2026-10-01..2026-10-31 | department=workshop
发动机问题的投诉这个月有几起 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q1
刹车异响投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q2
保险理赔的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=I1 department=insurance
收费不合理的投诉有几个 | complaintsReceived | 2026-11-01..2026-11-30 | category=F1
等配件等太久的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=R2 department=parts
微信上的抱怨多少 | complaintsReceived | 2026-11-01..2026-11-30 | source=chat kind=grumble
今年P0级投诉总共几单 | complaintsReceived | 2026-01-01..2026-12-31 | severity=P0
这周救援几次 | ticketsReceived | 2026-11-16..2026-11-22 | kind=rescue
未派单的工单 | open | now | status=triage
还有多少没分派出去 | open | now | status=triage
今天新来的单子几个 | ticketsReceived | 2026-11-22
本月单子总量 | ticketsReceived | 2026-11-01..2026-11-30
现在有多少在途工单 | open | now
11月还剩多少没关 | open | 2026-11-01..2026-11-30
上周关单情况 | closed | 2026-11-09..2026-11-15
本月各部门关单数排名 | closed | 2026-11-01..2026-11-30 | by=department order=desc
谁关单最多 | closed | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
谁处理的单子最少 | resolved | 2026-11-01..2026-11-30 | by=assignee order=asc top=1
秦主管这周办了几单 | resolved | 2026-11-16..2026-11-22 | assignee=qin
平均几天关一单 | timeToClose | 2026-11-01..2026-11-30
从投诉到解决要多少天 | timeToResolve | 2026-11-01..2026-11-30 | kind=complaint,grumble
平均多长时间签收 | timeToAcknowledge | 2026-11-01..2026-11-30
派单时间多长 | timeToRoute | 2026-11-01..2026-11-30
首次联系车主要多久 | timeToTrack | 2026-11-01..2026-11-30
回访确认及时率上周低于90%吗 | verifyOnTimeRate | 2026-11-09..2026-11-15
四个及时率各是多少 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | 2026-11-01..2026-11-30
派单及时率和跟进及时率 | routeOnTimeRate+trackOnTimeRate | 2026-11-01..2026-11-30
客户满意情况 | satisfaction | 2026-11-01..2026-11-30
上个季度整改了几项 | rectificationsOpened | 2026-07-01..2026-09-30
整改单还有多少没闭环 | rectificationsOpen | now
谁名下整改最多 | rectificationsOpened | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
计划下周发多少提醒 | remindersPlanned | 2026-11-23..2026-11-29
明天有哪些提醒要发 | remindersPlanned | 2026-11-23 | list
昨天提醒发出去了没 | remindersSent | 2026-11-21
这个月公众号推了多少条 | remindersSent | 2026-11-01..2026-11-30 | channel=officialAccount,officialAccountTemplate
提醒发了多少 触达多少 | remindersSent+reminderReachRate | 2026-11-01..2026-11-30
年检到期多少台 | remindersDue | 2026-11-01..2026-11-30 | reminderKind=annualInspection
下个月续保到期有多少台车 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
本月首保到期的 | remindersDue | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance
提醒回复率按渠道 | reminderReplyRate | 2026-11-01..2026-11-30 | by=channel
提醒预约率环比 | reminderBookingRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
首保提醒到店率跟上季度比 | reminderArrivalRate | 2026-10-01..2026-12-31 | reminderKind=firstMaintenance with=2026-07-01..2026-09-30
续保率各顾问 | renewalRate | 2026-11-01..2026-11-30 | by=assignee
续保率今年走势 | renewalRate | 2026-01-01..2026-12-31 | by=month
续保台数按月 | renewals | 2026-01-01..2026-12-31 | by=month
上月续保比前月多几台 | renewals | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
保险续了几单 | renewals | 2026-11-01..2026-11-30
今天该回访的有谁 | followUpsDue | 2026-11-22 | by=assignee
今天要做多少3DC | followUpsDue | 2026-11-22 | round=threeDay
7DC还差几个 | followUpsMissing | now | round=sevenDay
满月回访率 | followUpCoverage | 2026-11-01..2026-11-30 | round=oneMonth
一年回访的得分 | followUpScore | 2026-11-01..2026-11-30 | round=oneYear
回访没做的客户 | followUpsMissing | now
昨天谁没做回访 | followUpsMissing | 2026-11-21 | by=assignee
免回访的有多少 | followUpsSkipped | 2026-11-01..2026-11-30
回访覆盖率上周 | followUpCoverage | 2026-11-09..2026-11-15
一次修复率哪个顾问最低 | fixedFirstTimeRate | 2026-11-01..2026-11-30 | by=advisor order=asc top=1
修复率咋样 | fixedFirstTimeRate | 2026-11-01..2026-11-30
本周预约台次 | bookings | 2026-11-16..2026-11-22
预约有几个还没联系 | bookingAcceptance | 2026-11-01..2026-11-30
预约受理率达到100%没 | bookingAcceptance | 2026-11-01..2026-11-30
打电话的任务还有几个 | callTasksOpen | now
外呼任务没完成的 | callTasksOpen | now
今天外呼了多少 | callsDone | 2026-11-22
电话量按人 | callsDone | 2026-11-01..2026-11-30 | by=assignee
本月外呼接通率走势 | callReachRate | 2026-11-01..2026-11-30 | by=day
国庆进厂台次比去年国庆 | visits | 2026-10-01..2026-10-07 | with=2025-10-01..2025-10-08
定保台次 | visits | 2026-11-01..2026-11-30 | visitType=regularMaintenance
上个月做首保的有多少台 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance
江顾问这个月的台次 | visits | 2026-11-01..2026-11-30 | assignee=jiang
各顾问接车排名 | visits | 2026-11-01..2026-11-30 | by=advisor order=desc
总共多少车 | vehicles | now
保有客户多少 | vehicles | now
流失率环比 | churnRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
这个月新流失几台 | churned | 2026-11-01..2026-11-30
ENYAQ流失率跟柯珞克比 | churnRate | 2026-11-01..2026-11-30 | series=ENYAQ,柯珞克 by=series
首保返厂率各车系 | firstMaintenanceReturnRate | 2026-11-01..2026-11-30 | by=series
客服工作量 | handled | 2026-11-01..2026-11-30 | department=customerCare
苏主管手上几件事 | workload | now | assignee=su
各人手上还有多少 | workload | now | by=assignee
投诉里要退车的多还是要赔偿的多 上季度 | complaintsReceived | 2026-07-01..2026-09-30 | by=demand
关闭率做到百分之几了 本月 | closureRate | 2026-11-01..2026-11-30
派单及时率能到几成 上周 | routeOnTimeRate | 2026-11-09..2026-11-15
流失率几个点 按车系摊开 | churnRate | 2026-11-01..2026-11-30 | by=series
预约受理率能做到多少 | bookingAcceptance | 2026-11-01..2026-11-30
回访率拆到每周 这两个月 | followUpCoverage | 2026-10-01..2026-11-30 | by=week
工单摊开到部门 这个月 | ticketsReceived | 2026-11-01..2026-11-30 | by=department
端午那三天接了几台车 | visits | 2026-06-19..2026-06-21
五一这五天来了多少单子 | ticketsReceived | 2026-05-01..2026-05-05
前三周投诉几条 | complaintsReceived | 2026-10-26..2026-11-15
前两个季度关闭率 | closureRate | 2026-04-01..2026-09-30
关闭率从好到差排一下部门 | closureRate | 2026-11-01..2026-11-30 | by=department order=desc
等人接单的有几单 | open | now | status=routed
谁等着处理的单子最多 | open | now | by=assignee order=desc top=1
冇回访嘅客户有边些 | followUpsMissing | now | list
而家仲有几多单冇关 | open | now
应访多少 实访多少 上周3DC | followUpsDue+followUpsDone | 2026-11-09..2026-11-15 | round=threeDay
保险续成的今年有几台 | renewals | 2026-01-01..2026-12-31
续保有几台 柯珞克 | renewals | 2026-11-01..2026-11-30 | series=柯珞克
派出去几个小时才签收 上周 | timeToAcknowledge | 2026-11-09..2026-11-15
签收以后多久才跟进 | timeToTrack | 2026-11-01..2026-11-30
收到投诉多久才派单 | timeToRoute | 2026-11-01..2026-11-30 | kind=complaint,grumble
投诉里金融占几个 | complaintsReceived | 2026-11-01..2026-11-30 | department=finance
各个及时率 派单和处理 | routeOnTimeRate+resolveOnTimeRate | 2026-11-01..2026-11-30
徐专员手上几件活 >> 回访呢 | workload | now | assignee=xu workKind=followUp
`;
