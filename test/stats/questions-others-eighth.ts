/**
 * An eighth lot: short messages from a phone, and chains; `> ` goes on from the line above. By people who had not seen the reader.
 */
export const OTHERS_EIGHTH = `
上礼拜投诉几个 | complaintsReceived | 2026-11-09..2026-11-15
> 那配件呢 | complaintsReceived | 2026-11-09..2026-11-15 | department=parts
> 列出来 | complaintsReceived | 2026-11-09..2026-11-15 | department=parts list
上周3DC回防率 | followUpCoverage | 2026-11-09..2026-11-15 | round=threeDay
> 7DC呢 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay
> 按顾问分 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay by=advisor
昨天进来几张工单 | ticketsReceived | 2026-11-21
> 前天呢 | ticketsReceived | 2026-11-20
今天超时的有几个 列一下 | overdue | 2026-11-22 | list
手上没关的单子还有多少 | open | now
> 按部门分 | open | now | by=department
> 只看P0的 | open | now | severity=P0 by=department
> 列出来 | open | now | severity=P0 list
关闭律咋样 这个月 | closureRate | 2026-11-01..2026-11-30
> 跟上个月比 | closureRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
> 按部门 | closureRate | 2026-11-01..2026-11-30 | by=department with=2026-10-01..2026-10-31
续宝率这个月够40不 | renewalRate | 2026-11-01..2026-11-30
流失率到15没 | churnRate | 2026-11-01..2026-11-30
谁手上活最多 | workload | now | by=assignee order=desc top=1
上周派单及时率 | routeOnTimeRate | 2026-11-09..2026-11-15
及时率上月都多少 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | 2026-10-01..2026-10-31
10月投诉哪个部门最多 报前三 | complaintsReceived | 2026-10-01..2026-10-31 | by=department order=desc top=3
> 换成上周 | complaintsReceived | 2026-11-09..2026-11-15 | by=department order=desc top=3
签收哪个部门最慢 这月 | timeToAcknowledge | 2026-11-01..2026-11-30 | by=department order=desc top=1
明天要发好多提醒 | remindersPlanned | 2026-11-23
> 按种类分 | remindersPlanned | 2026-11-23 | by=reminderKind
> 下周呢 | remindersPlanned | 2026-11-23..2026-11-29 | by=reminderKind
上月进厂多少台 | visits | 2026-10-01..2026-10-31
> 只看保养的 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance,regularMaintenance
> 按顾问分 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance,regularMaintenance by=advisor
国庆七天每天进厂几台 | visits | 2026-10-01..2026-10-07 | by=day
车间还压着几个投诉没关 | open | now | department=workshop kind=complaint,grumble
这周关了几单了 | closed | 2026-11-16..2026-11-22
> 上周呢 | closed | 2026-11-09..2026-11-15
> 按人分 | closed | 2026-11-09..2026-11-15 | by=assignee
上周哪个部门超时最多 | overdue | 2026-11-09..2026-11-15 | by=department order=desc top=1
> 跟上上周比 | overdue | 2026-11-09..2026-11-15 | by=department order=desc top=1 with=2026-11-02..2026-11-08
有莫得快超时的单子 | nearlyOverdue | now
快超时的都在哪些部门 | nearlyOverdue | now | by=department
投诉满意度上个月 | satisfaction | 2026-10-01..2026-10-31 | kind=complaint,grumble
> 车间呢 | satisfaction | 2026-10-01..2026-10-31 | kind=complaint,grumble department=workshop
> 上上个月呢 | satisfaction | 2026-09-01..2026-09-30 | kind=complaint,grumble department=workshop
这月截止今天投述多少 比去年这时候 | complaintsReceived | 2026-11-01..2026-11-22 | with=2025-11-01..2025-11-22
上个月投诉几单 关闭率多少 | complaintsReceived+closureRate | 2026-10-01..2026-10-31
整改还有几个没完 | rectificationsOpen | now
> 列出来 | rectificationsOpen | now | list
今年一共发起了几个整改 | rectificationsOpened | 2026-01-01..2026-12-31
昨天回访了几个 按回访员 | followUpsDone | 2026-11-21 | by=assignee
> 换成这周 | followUpsDone | 2026-11-16..2026-11-22 | by=assignee
还有几个没回访的 | followUpsMissing | now
> 只看3DC的 | followUpsMissing | now | round=threeDay
> 列出来 | followUpsMissing | now | round=threeDay list
上月续保几台 | renewals | 2026-10-01..2026-10-31
> 续保率呢 | renewalRate | 2026-10-01..2026-10-31
> 环比 | renewalRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
售后产值上月做了多少 | !
今天有几个预约 | bookings | 2026-11-22
预约受理率上周 | bookingAcceptance | 2026-11-09..2026-11-15
> 没受理的列出来 | bookingAcceptance | 2026-11-09..2026-11-15 | list
今天还有几个电话没打 | callTasksOpen | 2026-11-22
> 按人分 | callTasksOpen | 2026-11-22 | by=assignee
10月一次修复率 | fixedFirstTimeRate | 2026-10-01..2026-10-31
> 跟去年同期比 | fixedFirstTimeRate | 2026-10-01..2026-10-31 | with=2025-10-01..2025-10-31
> 按车系 | fixedFirstTimeRate | 2026-10-01..2026-10-31 | by=series with=2025-10-01..2025-10-31
首保提醒触达率上月 | reminderReachRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance
> 到店的呢 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance
> 环比 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance with=2026-09-01..2026-09-30
车间这个月处理用时 | timeToResolve | 2026-11-01..2026-11-30 | department=workshop
> 那前台呢 | timeToResolve | 2026-11-01..2026-11-30 | department=serviceReception
> 跟上个月比 | timeToResolve | 2026-11-01..2026-11-30 | department=serviceReception with=2026-10-01..2026-10-31
微信来的投诉今年每个月几条 | complaintsReceived | 2026-01-01..2026-12-31 | source=chat by=month
要退车的投诉这季度有几个 | complaintsReceived | 2026-10-01..2026-12-31 | demand=returnVehicle
表扬的单子上月有几张 发我看看 | !
近俩礼拜工单总共多少 按性质分下 | ticketsReceived | 2026-11-09..2026-11-22 | by=kind
上个月收的单到现在没关的有哪些 | open | 2026-10-01..2026-10-31 | list
上月关掉的抱怨按级别 | closed | 2026-10-01..2026-10-31 | kind=grumble by=severity
秦主管他们部门昨天处理完几个 | resolved | 2026-11-21 | department=aftersalesTechnical
服务态度的上月处理完几单 | resolved | 2026-10-01..2026-10-31 | category=C1
10月下半月各部门报处理完毕多少 | resolved | 2026-10-16..2026-10-31 | by=department
上月重开的单有几张 哪几张 | reopened | 2026-10-01..2026-10-31 | list
今年到现在哪个部门重开最多 | reopened | 2026-01-01..2026-11-22 | by=department order=desc top=1
Q3关闭率 按月 | closureRate | 2026-07-01..2026-09-30 | by=month
微信投诉占多少 上月 | !
24小时跟进及时率 10月 各部门 | trackOnTimeRate | 2026-10-01..2026-10-31 | by=department
三天处理及时率这个月哪个部门最拉胯 | resolveOnTimeRate | 2026-11-01..2026-11-30 | by=department order=asc top=1
处理及时率上季度多少 同比 | resolveOnTimeRate | 2026-07-01..2026-09-30 | with=2025-07-01..2025-09-30
回访确认及时率上月 环比 | verifyOnTimeRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
满意读这季度按月瞅瞅 | satisfaction | 2026-10-01..2026-12-31 | by=month
10月份首次满意率报一下 | firstSatisfaction | 2026-10-01..2026-10-31
头一回答复就满意的占多少 这两个月 | firstSatisfaction | 2026-10-01..2026-11-30
重复投诉上月几起 哪几台车 | repeatComplaints | 2026-10-01..2026-10-31 | by=vehicle
今年每季度重复投诉几个 途观L的 | repeatComplaints | 2026-01-01..2026-12-31 | series=途观L by=quarter
上个月开的整改都谁负责 | rectificationsOpened | 2026-10-01..2026-10-31 | by=assignee
没批关闭的整改都在谁手上 | rectificationsOpen | now | by=assignee
上个月卖了几台车 | !
派单平均要多久 上周 | timeToRoute | 2026-11-09..2026-11-15
派单用时10月哪个部门最长 | timeToRoute | 2026-10-01..2026-10-31 | by=department order=desc top=1
P1的单子上月多久签收 | timeToAcknowledge | 2026-10-01..2026-10-31 | severity=P1
首次跟进要多长时间 近30天 | timeToTrack | 2026-10-24..2026-11-22
索赔组上月多久才第一次跟进 | timeToTrack | 2026-10-01..2026-10-31 | department=warranty
处理一个投诉平均几天 上个月 | timeToResolve | 2026-10-01..2026-10-31 | kind=complaint,grumble
回访确认用时这周一到今天 | timeToVerify | 2026-11-16..2026-11-22
处理完到回访确认隔多久 10月按周看 | timeToVerify | 2026-10-01..2026-10-31 | by=week
关一单要几天 今年每个月的 | timeToClose | 2026-01-01..2026-12-31 | by=month
三季度P0从收到到关掉要多久 | timeToClose | 2026-07-01..2026-09-30 | severity=P0
下月续保提醒排了多少条 | remindersPlanned | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
昨天提醒发出去几条 | remindersSent | 2026-11-21
上周短信发了多少提醒 都啥种类 | remindersSent | 2026-11-09..2026-11-15 | channel=sms by=reminderKind
这周到期该提醒的有多少 | remindersDue | 2026-11-16..2026-11-22
下个月年检到期要提醒的几台 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=annualInspection
提醒触达率10月 哪个渠道最差 | !
提醒回复率上个月多少 跟9月比 | reminderReplyRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
保养提醒百分之几的人回了 近两个月 | reminderReplyRate | 2026-09-23..2026-11-22 | reminderKind=firstMaintenance,regularMaintenance
保养tixing预约率 这个月 | reminderBookingRate | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance,regularMaintenance
提醒预约率10月份每周 | reminderBookingRate | 2026-10-01..2026-10-31 | by=week
提醒完到店率多少 上月 按提醒种类 | reminderArrivalRate | 2026-10-01..2026-10-31 | by=reminderKind
首保提醒到店率这季度跟上季度比 | reminderArrivalRate | 2026-10-01..2026-12-31 | reminderKind=firstMaintenance with=2026-07-01..2026-09-30
续保台次今年按月给我 | renewals | 2026-01-01..2026-12-31 | by=month
10月xubao率哪个渠道最高 | renewalRate | 2026-10-01..2026-10-31 | by=channel order=desc top=1
满意的有几个 | !
这周应回访多少 分轮次 | followUpsDue | 2026-11-16..2026-11-22 | by=round
上个月3DC该回访好多个 | followUpsDue | 2026-10-01..2026-10-31 | round=threeDay
徐专员上周回访了几个 | followUpsDone | 2026-11-09..2026-11-15 | assignee=xu
免访的上月几个 列出来 | followUpsSkipped | 2026-10-01..2026-10-31 | list
Q3的7DC免访多少 | followUpsSkipped | 2026-07-01..2026-09-30 | round=sevenDay
上礼拜3DC漏了没回访的都有谁 | followUpsMissing | 2026-11-09..2026-11-15 | round=threeDay list
回访率10月前半月跟后半月比 | followUpCoverage | 2026-10-01..2026-10-15 | with=2026-10-16..2026-10-31
回访客户打分平均多少 这个月 | followUpScore | 2026-11-01..2026-11-30
江顾问接的车上月回访得分 | !
上个月哪个顾问回访满意率最低 | followUpSatisfaction | 2026-10-01..2026-10-31 | by=advisor order=asc top=1
7DC满意率今年各季度 | followUpSatisfaction | 2026-01-01..2026-12-31 | round=sevenDay by=quarter
一次修好的占多少 上季度 各顾问 | fixedFirstTimeRate | 2026-07-01..2026-09-30 | by=advisor
到店的上周多少 | visits | 2026-11-09..2026-11-15
昨儿今儿预约多少 分天 | bookings | 2026-11-21..2026-11-22 | by=day
预约落实了百分之几 本月截止昨天 比上月同期 | bookingAcceptance | 2026-11-01..2026-11-21 | with=2026-10-01..2026-10-21
何专员手里多少电话没打完 | callTasksOpen | now | assignee=he
上周打了多少电话 接通率多少 | callsDone+callReachRate | 2026-11-09..2026-11-15
完成电话昨天按用途 | callsDone | 2026-11-21 | by=purpose
上月接通率徐专员何专员各多少 | callReachRate | 2026-10-01..2026-10-31 | assignee=he,xu by=assignee
咱在册车现在一共多少台 | vehicles | now
途观在册有几多 | vehicles | now | series=途观L,途观X
流失了多少车 哪个车系最多 | churned | 2026-11-01..2026-11-30 | by=series order=desc top=1
10月流失车辆名单 | churned | 2026-10-01..2026-10-31 | list
流失率上月比九月 | churnRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
首保返厂率Q3 | firstMaintenanceReturnRate | 2026-07-01..2026-09-30
首保回来的占多少 上半年 按车系 | firstMaintenanceReturnRate | 2026-01-01..2026-06-30 | by=series
上月老客户转介绍几台 | referrals | 2026-10-01..2026-10-31
转介绍台次今年每月 | referrals | 2026-01-01..2026-12-31 | by=month
十月转介绍率 | referralRate | 2026-10-01..2026-10-31
转介绍率前三季度 跟去年同期比 | referralRate | 2026-01-01..2026-09-30 | with=2025-01-01..2025-09-30
何专员这周干了多少活 | handled | 2026-11-16..2026-11-22 | assignee=he
上月工作量前三名是谁 | handled | 2026-10-01..2026-10-31 | by=assignee order=desc top=3
苏主管手里还有几件没办完 | workload | now | assignee=su
王顾问上月投诉几个 | !
`;
