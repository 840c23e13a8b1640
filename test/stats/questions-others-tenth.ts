/** A tenth lot: plain questions with one sensible reading each, `>` goes on from the line above. By somebody who had not seen the reader. */
export const OTHERS_TENTH = `
今天收到几条投诉 | complaintsReceived | 2026-11-22
上个月厂家转来的投诉有多少 | complaintsReceived | 2026-10-01..2026-10-31 | source=manufacturer
本月投诉多少条 | complaintsReceived | 2026-11-01..2026-11-30
> 那配件呢 | complaintsReceived | 2026-11-01..2026-11-30 | department=parts
> 列出来 | complaintsReceived | 2026-11-01..2026-11-30 | department=parts list
上周各部门投诉多少 | complaintsReceived | 2026-11-09..2026-11-15 | by=department
> 跟前一周比 | complaintsReceived | 2026-11-09..2026-11-15 | by=department with=2026-11-02..2026-11-08
春节期间收到多少投诉 | complaintsReceived | 2026-02-15..2026-02-23
三季度投诉按类别分 | complaintsReceived | 2026-07-01..2026-09-30 | by=category
11月1号到15号每天的投诉数量 | complaintsReceived | 2026-11-01..2026-11-15 | by=day
近30天P1级投诉有多少 | complaintsReceived | 2026-10-24..2026-11-22 | severity=P1
上个月重大投诉列一下 | complaintsReceived | 2026-10-01..2026-10-31 | severity=P0 list
10月份投诉按来源分一下 | complaintsReceived | 2026-10-01..2026-10-31 | by=source
上个月哪个车系投诉最多 | complaintsReceived | 2026-10-01..2026-10-31 | by=series order=desc top=1
沪A12345今年投诉过几次 | complaintsReceived | 2026-01-01..2026-12-31 | plate=沪A12345
秦主管上个月负责的投诉有多少 | complaintsReceived | 2026-10-01..2026-10-31 | assignee=qin
上个月抱怨有多少条 | complaintsReceived | 2026-10-01..2026-10-31 | kind=grumble
10月投诉跟去年同期比 | complaintsReceived | 2026-10-01..2026-10-31 | with=2025-10-01..2025-10-31
本月到今天投诉多少 跟上个月同期比 | complaintsReceived | 2026-11-01..2026-11-22 | with=2026-10-01..2026-10-22
三季度要求退车的投诉有多少 | complaintsReceived | 2026-07-01..2026-09-30 | demand=returnVehicle
> 要求赔偿的呢 | complaintsReceived | 2026-07-01..2026-09-30 | demand=compensation
上个月服务态度投诉几条 | complaintsReceived | 2026-10-01..2026-10-31 | category=C1
上周投诉最多的三个类别 | complaintsReceived | 2026-11-09..2026-11-15 | by=category order=desc top=3
上个月一共多少张工单 | ticketsReceived | 2026-10-01..2026-10-31
> 按性质分 | ticketsReceived | 2026-10-01..2026-10-31 | by=kind
昨天收到的工单列出来 | ticketsReceived | 2026-11-21 | list
现在还有多少工单没关闭 | open | now
> 按部门分 | open | now | by=department
> 只看车间的 | open | now | department=workshop
罗主管手上还有几张待处理工单 | open | now | assignee=luo
目前P0待处理的有哪些 | open | now | severity=P0 list
现在有几张工单超时 | overdue | now
> 哪个部门最多 | overdue | now | by=department order=desc top=1
上个月超时的工单有多少 | overdue | 2026-10-01..2026-10-31
本月售后前台超时工单列出来 | overdue | 2026-11-01..2026-11-30 | department=serviceReception list
哪些工单快超时了 | nearlyOverdue | now | list
销售部快超时的工单有几张 | nearlyOverdue | now | department=sales
上周关闭了多少工单 | closed | 2026-11-09..2026-11-15
昨天处理完毕的工单有几张 | resolved | 2026-11-21
三季度重开的工单有多少 | reopened | 2026-07-01..2026-09-30
上个月各部门重开工单数 | reopened | 2026-10-01..2026-10-31 | by=department
上个月投诉关闭率多少 | closureRate | 2026-10-01..2026-10-31
> 按部门分 | closureRate | 2026-10-01..2026-10-31 | by=department
> 哪个最低 | closureRate | 2026-10-01..2026-10-31 | by=department order=asc top=1
三季度每个月的关闭率 | closureRate | 2026-07-01..2026-09-30 | by=month
10月派单及时率 | routeOnTimeRate | 2026-10-01..2026-10-31
上周各部门派单及时率 | routeOnTimeRate | 2026-11-09..2026-11-15 | by=department
上个月跟进及时率多少 | trackOnTimeRate | 2026-10-01..2026-10-31
> 按责任人分 | trackOnTimeRate | 2026-10-01..2026-10-31 | by=assignee
近30天车间的处理及时率 | resolveOnTimeRate | 2026-10-24..2026-11-22 | department=workshop
> 那索赔组呢 | resolveOnTimeRate | 2026-10-24..2026-11-22 | department=warranty
三季度处理及时率跟去年同期比 | resolveOnTimeRate | 2026-07-01..2026-09-30 | with=2025-07-01..2025-09-30
上周回访确认及时率是多少 | verifyOnTimeRate | 2026-11-09..2026-11-15
三季度每个月的回访确认及时率 | verifyOnTimeRate | 2026-07-01..2026-09-30 | by=month
上个月投诉处理满意度多少 | satisfaction | 2026-10-01..2026-10-31 | kind=complaint,grumble
三季度各部门满意度排名 | satisfaction | 2026-07-01..2026-09-30 | by=department order=desc
近30天首次满意率 | firstSatisfaction | 2026-10-24..2026-11-22
上个月重复投诉有几条 | repeatComplaints | 2026-10-01..2026-10-31
> 列出来 | repeatComplaints | 2026-10-01..2026-10-31 | list
三季度哪个类别重复投诉最多 | repeatComplaints | 2026-07-01..2026-09-30 | by=category order=desc top=1
三季度发起了几个整改 | rectificationsOpened | 2026-07-01..2026-09-30
还有哪些整改没完成 | rectificationsOpen | now | list
上个月派单用时的中位数 | timeToRoute | 2026-10-01..2026-10-31
上周各部门签收用时 | timeToAcknowledge | 2026-11-09..2026-11-15 | by=department
近30天首次跟进用时按责任人分 | timeToTrack | 2026-10-24..2026-11-22 | by=assignee
上个月处理用时的90分位是多少 | timeToResolve | 2026-10-01..2026-10-31
> 车间的呢 | timeToResolve | 2026-10-01..2026-10-31 | department=workshop
三季度哪个部门处理用时最长 | timeToResolve | 2026-07-01..2026-09-30 | by=department order=desc top=1
10月回访确认用时中位数多少 | timeToVerify | 2026-10-01..2026-10-31
上个月关闭用时的中位数和90分位 | timeToClose | 2026-10-01..2026-10-31
明天计划发多少提醒 | remindersPlanned | 2026-11-23
昨天发了多少条提醒 | remindersSent | 2026-11-21
上个月已发提醒按渠道分 | remindersSent | 2026-10-01..2026-10-31 | by=channel
上个月短信发了多少条提醒 | remindersSent | 2026-10-01..2026-10-31 | channel=sms
本月首保到期的提醒事项有多少 | remindersDue | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance
上个月到期提醒事项按提醒种类分 | remindersDue | 2026-10-01..2026-10-31 | by=reminderKind
上个月提醒触达率多少 | reminderReachRate | 2026-10-01..2026-10-31
> 按提醒种类分 | reminderReachRate | 2026-10-01..2026-10-31 | by=reminderKind
> 预约率呢 | reminderBookingRate | 2026-10-01..2026-10-31 | by=reminderKind
三季度年检提醒的回复率 | reminderReplyRate | 2026-07-01..2026-09-30 | reminderKind=annualInspection
10月各渠道的提醒回复率 | reminderReplyRate | 2026-10-01..2026-10-31 | by=channel
三季度定期保养提醒到店率 | reminderArrivalRate | 2026-07-01..2026-09-30 | reminderKind=regularMaintenance
上个月续保了多少台 | renewals | 2026-10-01..2026-10-31
三季度续保率多少 | renewalRate | 2026-07-01..2026-09-30
> 按月分 | renewalRate | 2026-07-01..2026-09-30 | by=month
> 跟二季度比 | renewalRate | 2026-07-01..2026-09-30 | by=month with=2026-04-01..2026-06-30
上周应回访多少客户 | followUpsDue | 2026-11-09..2026-11-15
昨天3DC回访完成了多少 | followUpsDone | 2026-11-21 | round=threeDay
上周没回访的客户列出来 | followUpsMissing | 2026-11-09..2026-11-15 | list
上周3DC回访率 | followUpCoverage | 2026-11-09..2026-11-15 | round=threeDay
> 7DC呢 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay
> 没回访的列出来 | followUpsMissing | 2026-11-09..2026-11-15 | round=sevenDay list
上个月回访率按责任人分 | followUpCoverage | 2026-10-01..2026-10-31 | by=assignee
上个月3DC回访平均得分 | followUpScore | 2026-10-01..2026-10-31 | round=threeDay
三季度回访得分按服务顾问分 | followUpScore | 2026-07-01..2026-09-30 | by=advisor
上个月回访满意率 | followUpSatisfaction | 2026-10-01..2026-10-31
三季度一次修复率多少 | fixedFirstTimeRate | 2026-07-01..2026-09-30
上周有多少预约 | bookings | 2026-11-09..2026-11-15
昨天的预约列出来 | bookings | 2026-11-21 | list
上个月预约受理率 | bookingAcceptance | 2026-10-01..2026-10-31
上个月电话接通率按责任人分 | callReachRate | 2026-10-01..2026-10-31 | by=assignee
上个月事故车进厂多少台次 | visits | 2026-10-01..2026-10-31 | visitType=accident
上个月进厂台次 | visits | 2026-10-01..2026-10-31
> 按顾问分 | visits | 2026-10-01..2026-10-31 | by=advisor
上个月流失率多少 | churnRate | 2026-10-01..2026-10-31
上个月流失车辆有多少台 按车系分 | churned | 2026-10-01..2026-10-31 | by=series
三季度首保返厂率按车系分 | firstMaintenanceReturnRate | 2026-07-01..2026-09-30 | by=series
上周每个人的工作量 | handled | 2026-11-09..2026-11-15 | by=assignee
上个月何专员的工作量多少 | handled | 2026-10-01..2026-10-31 | assignee=he
徐专员现在手里有多少工作 | workload | now | assignee=xu
上个月售后产值多少 | !
配件库存还有多少 | !
本月卖了多少台新车 | !
江顾问这个月迟到几次 | !
上个月客户平均每单花了多少钱 | !
上个月多少 | !
车间最近怎么样 | !
王小明上个月处理了几条投诉 | !
本月比例是多少 | !
上周前台那个率高不高 | !
`;
