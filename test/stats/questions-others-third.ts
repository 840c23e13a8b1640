/** A third lot by people who had not seen the reader. */
export const OTHERS_THIRD = `
这个月遭了好多起客诉哦 | complaintsReceived | 2026-11-01..2026-11-30
客诉类别TOP5 10月份的 | complaintsReceived | 2026-10-01..2026-10-31 | by=category order=desc top=5
Q3售后客诉按部门拆分一下 | complaintsReceived | 2026-07-01..2026-09-30 | department=aftersalesTechnical,parts,serviceReception,warranty,workshop by=department
ENYAQ三电的投拆年初到现在有几起啊 | complaintsReceived | 2026-01-01..2026-11-22 | category=Q3 series=ENYAQ
上半月400打进来的单子几单 | ticketsReceived | 2026-11-01..2026-11-15 | source=hotline
厂家转下来的案子今年有几单 | ticketsReceived | 2026-01-01..2026-12-31 | source=manufacturer
P1的单子现在还有好多没关嘛 | open | now | severity=P1
车间没关的投诉列出来我看看 | open | now | department=workshop kind=complaint,grumble list
没关的单子按状态分一下吧 | open | now | by=status
目前超时的单子哪个部门最多 | overdue | now | by=department order=desc top=1
超时了几单 上周 配件部 | overdue | 2026-11-09..2026-11-15 | department=parts
前天关了几单 | closed | 2026-11-20..2026-11-20
9月份关闭工单数同比 | closed | 2026-09-01..2026-09-30 | with=2025-09-01..2025-09-30
这周车间处理完毕的有几单 | resolved | 2026-11-16..2026-11-22 | department=workshop
处理完的单子按责任人拆分 上个月 | resolved | 2026-10-01..2026-10-31 | by=assignee
重开的单子这个季度几单 | reopened | 2026-10-01..2026-12-31
又被重新打开的案子 10月 明细 | reopened | 2026-10-01..2026-10-31 | list
关闭率环比咋样 | closureRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
投诉关闭率上季度百分之几 前台的 | closureRate | 2026-07-01..2026-09-30 | department=serviceReception
派单及时率各部门排个名 | routeOnTimeRate | 2026-11-01..2026-11-30 | by=department order=desc
上个月2小时派单及时率好多 | routeOnTimeRate | 2026-10-01..2026-10-31
首次跟进及时率最差的是哪个部门呢 | trackOnTimeRate | 2026-11-01..2026-11-30 | by=department order=asc top=1
处理及时率上半年每个月走势 | resolveOnTimeRate | 2026-01-01..2026-06-30 | by=month
我们车间上个月3天内处理完的占多少 | resolveOnTimeRate | 2026-10-01..2026-10-31 | department=workshop
回访确认及时率 上周的 | verifyOnTimeRate | 2026-11-09..2026-11-15
投诉满意度今年哪个月最高 | satisfaction | 2026-01-01..2026-12-31 | kind=complaint,grumble by=month order=desc top=1
工单满意度10月份多少来着 柯迪亚克 | satisfaction | 2026-10-01..2026-10-31 | series=柯迪亚克
同一台车反复投诉的这个月几起 | repeatComplaints | 2026-11-01..2026-11-30
重复投诉车系TOP3 年初到现在 | repeatComplaints | 2026-01-01..2026-11-22 | by=series order=desc top=3
上个季度发起了多少条整改 | rectificationsOpened | 2026-07-01..2026-09-30
没搞完的整改还有几条 | rectificationsOpen | now
车间没完成的整改有哪些 | rectificationsOpen | now | department=workshop list
派单平均要好久 | timeToRoute | 2026-11-01..2026-11-30
上周签收最慢的是哪个部门 | timeToAcknowledge | 2026-11-09..2026-11-15 | by=department order=desc top=1
首次跟进用时给我按部门拆一下 | timeToTrack | 2026-11-01..2026-11-30 | by=department
处理一单投诉到底要几天 10月 | timeToResolve | 2026-10-01..2026-10-31 | kind=complaint,grumble
处理完了到回访确认一般隔多久 | timeToVerify | 2026-11-01..2026-11-30
投诉从收到到关闭平均多长时间 Q3 | timeToClose | 2026-07-01..2026-09-30 | kind=complaint,grumble
关闭用时环比 分部门 | timeToClose | 2026-11-01..2026-11-30 | by=department with=2026-10-01..2026-10-31
下周计划要发的提醒有多少条 | remindersPlanned | 2026-11-23..2026-11-29
计划提醒12月份的按种类拆分 | remindersPlanned | 2026-12-01..2026-12-31 | by=reminderKind
昨天发出去多少条提醒 | remindersSent | 2026-11-21..2026-11-21
续保提醒发了多少条 上个月 分渠道 | remindersSent | 2026-10-01..2026-10-31 | reminderKind=insuranceRenewal by=channel
下个月年审到期的提醒事项有几件 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=annualInspection
哪种提醒触达率最低 | reminderReachRate | 2026-11-01..2026-11-30 | by=reminderKind order=asc top=1
提醒回复率10月份环比 | reminderReplyRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
首保提醒预约率 这两个月 | reminderBookingRate | 2026-10-01..2026-11-30 | reminderKind=firstMaintenance
提醒到店率今年按月看 | reminderArrivalRate | 2026-01-01..2026-12-31 | by=month
定保提醒到店率 速派 10月份 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=regularMaintenance series=速派
这个月保险续上几台 | renewals | 2026-11-01..2026-11-30
江顾问名下9月份续保台次 | renewals | 2026-09-01..2026-09-30 | assignee=jiang
续报率达标没 上个月 | renewalRate | 2026-10-01..2026-10-31
保险到期没续上的明细拉给我 10月 | renewalRate | 2026-10-01..2026-10-31 | list
上个月续保台次和续保率一起给我 | renewals+renewalRate | 2026-10-01..2026-10-31
Q3续保率同比 | renewalRate | 2026-07-01..2026-09-30 | with=2025-07-01..2025-09-30
3DC这周应回访好多个 | followUpsDue | 2026-11-16..2026-11-22 | round=threeDay
上个月应回访多少 已回访多少 | followUpsDue+followUpsDone | 2026-10-01..2026-10-31
七日回访昨天做了几个 | followUpsDone | 2026-11-21..2026-11-21 | round=sevenDay
徐专员上周回访了多少位客户 | followUpsDone | 2026-11-09..2026-11-15 | assignee=xu
免访的这个月有几位 列一下 | followUpsSkipped | 2026-11-01..2026-11-30 | list
3dc现在没回访的还有哪些 | followUpsMissing | now | round=threeDay list
没回访的客户按轮次分一下 | followUpsMissing | now | by=round
3DC回访率上周达到100没 | followUpCoverage | 2026-11-09..2026-11-15 | round=threeDay
7DC回访率本月环比 | followUpCoverage | 2026-11-01..2026-11-30 | round=sevenDay with=2026-10-01..2026-10-31
哪个服务顾问回访得分最低 | followUpScore | 2026-11-01..2026-11-30 | by=advisor order=asc top=1
3DC客户平均打了几分 10月份 | followUpScore | 2026-10-01..2026-10-31 | round=threeDay
回访满意率按周 这两个月 | followUpSatisfaction | 2026-10-01..2026-11-30 | by=week
一次修复率本月多少 跟去年这个时候比 | fixedFirstTimeRate | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
没有一次修好的有哪些 上个月 | fixedFirstTimeRate | 2026-10-01..2026-10-31 | list
这个双休有几位客户来预约 | bookings | 2026-11-21..2026-11-22
预约受理率达没达到100啊 | bookingAcceptance | 2026-11-01..2026-11-30
今天还有几个电话没打 | callTasksOpen | 2026-11-22..2026-11-22
苏主管手上没打的电话任务还剩几条 | callTasksOpen | now | assignee=su
周三打完多少个电话 | callsDone | 2026-11-18..2026-11-18
统计一下上个月打完的电话 按用途 | callsDone | 2026-10-01..2026-10-31 | by=purpose
电话打通的占多少 近30天 | callReachRate | 2026-10-24..2026-11-22
事故车进店几台次 国庆那几天 | visits | 2026-10-01..2026-10-07 | visitType=accident
进厂台次服务顾问TOP3 上个月 | visits | 2026-10-01..2026-10-31 | by=advisor order=desc top=3
在册车辆现在好多台 明锐 | vehicles | now | series=明锐
跑掉的客户有多少 上个月 | churned | 2026-10-01..2026-10-31
流失率低于15%没得 | churnRate | 2026-11-01..2026-11-30
首保返厂率按车系拆分 上个月 | firstMaintenanceReturnRate | 2026-10-01..2026-10-31 | by=series
10月份该做首保没回来的车有哪些 | firstMaintenanceReturnRate | 2026-10-01..2026-10-31 | list
本月客户关爱部哪个干的活最多 按人 | handled | 2026-11-01..2026-11-30 | department=customerCare by=assignee order=desc top=1
在手工作按部门拆分 | workload | now | by=department
这个月维修产值好多 | !
上个月新车卖了几台 | !
配件库存还有多少钱的 | !
何专员这个月提成多少 | !
转介绍来的客户几个 麻烦看下 | referrals | default
单车毛利环比 | !
明天成都天气咋样 | !
短信费今年花了多少钱 | !
车间师傅这个月哪个请假最多 | !
达成率好多 | !
帮我看下数据 | !
给我一个TOP5 | !
上周投诉几起 >> 车间呢 | complaintsReceived | 2026-11-09..2026-11-15 | department=workshop
本月3DC回访率多少 >> 那7DC呢 | followUpCoverage | 2026-11-01..2026-11-30 | round=sevenDay
续保率上个月多少 >> 环比呢 | renewalRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
流失率多少 >> 按车系拆分 | churnRate | 2026-11-01..2026-11-30 | by=series
这个月进厂台次 >> 上个月呢 | visits | 2026-10-01..2026-10-31
现在超时几单 >> 是哪几单 列出来 | overdue | now | list
首保返厂率10月份 >> 柯珞克的呢 | firstMaintenanceReturnRate | 2026-10-01..2026-10-31 | series=柯珞克
昨天打完几个电话 >> 接通率呢 | callReachRate | 2026-11-21..2026-11-21
上个月提醒触达率 >> 那回复率呢 | reminderReplyRate | 2026-10-01..2026-10-31
处理用时上个月多久 >> 哪个部门最慢 | timeToResolve | 2026-10-01..2026-10-31 | by=department order=desc top=1
上周预约几个 >> 分天看下 | bookings | 2026-11-09..2026-11-15 | by=day
何专员上周工作量 >> 徐专员呢 | handled | 2026-11-09..2026-11-15 | assignee=xu
上周3DC应回访几个 >> 免访的几个 | followUpsSkipped | 2026-11-09..2026-11-15 | round=threeDay
`;
