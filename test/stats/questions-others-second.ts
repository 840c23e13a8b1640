/** A second lot by people who had not seen the reader. */
export const OTHERS_SECOND = `
昨儿客诉几起呀 | complaintsReceived | 2026-11-21..2026-11-21
这礼拜投诉多少 比上礼拜呢 | complaintsReceived | 2026-11-16..2026-11-22 | with=2026-11-09..2026-11-15
那个我想问一下啊我们销售这边上个月到底被投诉了几起啊 | complaintsReceived | 2026-10-01..2026-10-31 | department=sales
厂家转过来的投诉今年多少条 | complaintsReceived | 2026-01-01..2026-12-31 | source=manufacturer
升级投诉 这两个月 列给我 | complaintsReceived | 2026-10-01..2026-11-30 | severity=P1 list
柯迪亚克的客诉按类别看看 上季度的 | complaintsReceived | 2026-07-01..2026-09-30 | series=柯迪亚克 by=category
定金合同那类投诉九月份有几单吧 | complaintsReceived | 2026-09-01..2026-09-30 | category=S2
投诉最多的三个部门 上半年 | complaintsReceived | 2026-01-01..2026-06-30 | by=department order=desc top=3
五一那几天进来多少单子 | ticketsReceived | 2026-05-01..2026-05-05
咨询的单子这周几条啊 | !
帮我统计一下十月份的工单都从哪来的 按来源 | ticketsReceived | 2026-10-01..2026-10-31 | by=source
店里还有多少单没关掉 | open | now
还没签收的单子有哪些 | open | now | status=routed list
申经理名下没关的投诉还有几条呢 | open | now | assignee=shen kind=complaint,grumble
目前超时的单子谁名下最多 | overdue | now | by=assignee order=desc top=1
我们前台上周超时了几单来着 | overdue | 2026-11-09..2026-11-15 | department=serviceReception
重大的案子十月有几单超时过 | overdue | 2026-10-01..2026-10-31 | severity=P0
关掉几单了 这周 | closed | 2026-11-16..2026-11-22
投诉上个月关了多少条 索赔那边的 | closed | 2026-10-01..2026-10-31 | department=warranty kind=complaint,grumble
马主管近15天处理完多少单子 | resolved | 2026-11-08..2026-11-22 | assignee=ma
又被重开的单子今年哪个部门最多啊 | reopened | 2026-01-01..2026-12-31 | by=department order=desc top=1
重开几单 上半月 | reopened | 2026-11-01..2026-11-15
关闭律Q3多少 | closureRate | 2026-07-01..2026-09-30
麻烦给我把各部门关闭率从低到高排一下哈 | closureRate | 2026-11-01..2026-11-30 | by=department order=asc
两小时内派出去的占多少 上周 派单及时率 | routeOnTimeRate | 2026-11-09..2026-11-15
跟进及时率跟上个月比掉了没 | trackOnTimeRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
秦主管处理及时率十月份百分之几 | resolveOnTimeRate | 2026-10-01..2026-10-31 | assignee=qin
回访确认及时率 今年按月看 | verifyOnTimeRate | 2026-01-01..2026-12-31 | by=month
投诉满意度哪个部门垫底 上个月的 | satisfaction | 2026-10-01..2026-10-31 | by=department order=asc top=1 kind=complaint,grumble
重复投诉这季度几起 | repeatComplaints | 2026-10-01..2026-12-31
速派近90天重复投诉的有哪些 | repeatComplaints | 2026-08-25..2026-11-22 | series=速派 list
年初到现在发起了几个整改啊 | rectificationsOpened | 2026-01-01..2026-11-22
整改没完成的还有几个 车间的 | rectificationsOpen | now | department=workshop
派单一般要花多久 昨天 | timeToRoute | 2026-11-21..2026-11-21
签收最快的是哪个部门 上周 | timeToAcknowledge | 2026-11-09..2026-11-15 | by=department order=asc top=1
首次跟进用时十月比九月长了多少 | timeToTrack | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
重大的单子今年处理用时多长 | timeToResolve | 2026-01-01..2026-12-31 | severity=P0
回访确认要拖多久 近30天 | timeToVerify | 2026-10-24..2026-11-22
说说呗关一个单子平均得几天啊 我们销售部的 | timeToClose | 2026-11-01..2026-11-30 | department=sales
下个月排了多少条提醒 | remindersPlanned | 2026-12-01..2026-12-31
明天计划发的提醒按种类分一下 | remindersPlanned | 2026-11-23..2026-11-23 | by=reminderKind
生日提醒这个月发出去几条啦 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=birthday
上个双休短信提醒发了多少条 | remindersSent | 2026-11-14..2026-11-15 | channel=sms
年检到期要提醒的 12月份 多少件 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=annualInspection
驾驶证下周到期该提醒的有哪些 | remindersDue | 2026-11-23..2026-11-29 | reminderKind=licenceRenewal list
质保到期的提醒触达率上月 | reminderReachRate | 2026-10-01..2026-10-31 | reminderKind=warrantyEnd
提醒回复率哪个车系最高 | reminderReplyRate | 2026-11-01..2026-11-30 | by=series order=desc top=1
首保提醒预约率 九月 | reminderBookingRate | 2026-09-01..2026-09-30 | reminderKind=firstMaintenance
定保提醒到店率Q3跟Q2比 | reminderArrivalRate | 2026-07-01..2026-09-30 | reminderKind=regularMaintenance with=2026-04-01..2026-06-30
保险上周续上了几单 | renewals | 2026-11-09..2026-11-15
续宝率达标没 | renewalRate | 2026-11-01..2026-11-30
今年续保率一个月一个月给我看看 | renewalRate | 2026-01-01..2026-12-31 | by=month
明锐十月没续上保的有哪些 | renewalRate | 2026-10-01..2026-10-31 | series=明锐 list
明天3DC该回访几个 | followUpsDue | 2026-11-23..2026-11-23 | round=threeDay
这周应回访多少位 已回访多少位 | followUpsDue+followUpsDone | 2026-11-16..2026-11-22
周三回访了多少个客户 | followUpsDone | 2026-11-18..2026-11-18
何专员昨天回访几位呀 | followUpsDone | 2026-11-21..2026-11-21 | assignee=he
上个月免访的有哪些 给我拉个明细 | followUpsSkipped | 2026-10-01..2026-10-31 | list
现在没回访的谁手上最多 | followUpsMissing | now | by=assignee order=desc top=1
7DC上周漏访几个 | followUpsMissing | 2026-11-09..2026-11-15 | round=sevenDay
3dc回访率 周五 | followUpCoverage | 2026-11-20..2026-11-20 | round=threeDay
徐专员的回访率百分百没有啊这个月 | followUpCoverage | 2026-11-01..2026-11-30 | assignee=xu
七天回访平均打几分 | followUpScore | 2026-11-01..2026-11-30 | round=sevenDay
回访得分各个服务顾问排名 上季度 | followUpScore | 2026-07-01..2026-09-30 | by=advisor order=desc
回访满意率这个双休多少 | followUpSatisfaction | 2026-11-21..2026-11-22
前天回访不满意的客户都有哪些 | followUpSatisfaction | 2026-11-20..2026-11-20 | list
柯珞克一次修好的占多少 | fixedFirstTimeRate | 2026-11-01..2026-11-30 | series=柯珞克
我想知道客户约进来的预约哪天最多啊十月份的 | bookings | 2026-10-01..2026-10-31 | by=day order=desc top=1
预约受理率昨天百分百了吗 | bookingAcceptance | 2026-11-21..2026-11-21
预约没受理的 这周 列出来 | bookingAcceptance | 2026-11-16..2026-11-22 | list
今天还有多少电话没打 | callTasksOpen | 2026-11-22..2026-11-22
没打的电话按用途分分 | callTasksOpen | now | by=purpose
上礼拜提醒电话打完多少通 | callsDone | 2026-11-09..2026-11-15 | purpose=reminder
电话打通率何专员高还是徐专员高 按人看吧 | callReachRate | 2026-11-01..2026-11-30 | by=assignee assignee=he,xu
国庆那几天进店多少台次 | visits | 2026-10-01..2026-10-07
上月首保进厂几台 比去年十月呢 | visits | 2026-10-01..2026-10-31 | visitType=firstMaintenance with=2025-10-01..2025-10-31
江顾问这周接了几台进厂的车啊 | visits | 2026-11-16..2026-11-22 | assignee=jiang
ENYAQ在册多少台现在 | vehicles | now | series=ENYAQ
跑掉的客户这个月按车系掉了多少 | churned | 2026-11-01..2026-11-30 | by=series with=2026-10-01..2026-10-31
流失率超没超15 上个月的 | churnRate | 2026-10-01..2026-10-31
该做首保没回来的九月份有哪些车 | firstMaintenanceReturnRate | 2026-09-01..2026-09-30 | list
首保返厂率哪个车系最差 Q3 | firstMaintenanceReturnRate | 2026-07-01..2026-09-30 | by=series order=asc top=1
上周谁干的活最多 工作量 | handled | 2026-11-09..2026-11-15 | by=assignee order=desc top=1
前台昨天工作量多少件 | handled | 2026-11-21..2026-11-21 | department=serviceReception
现在丁经理手里在办的活还有几件 | workload | now | assignee=ding
这个月卖了多少台车啊 | !
展厅这周来看车的有几批 | !
试驾转化率帮我看下 | !
上个月售后产值多少钱 | !
库里速派现车还有几台 | !
转介绍率达标没 | referralRate | default
江顾问这个月提成能拿多少 | !
今天车间几个技师上班啊 | !
周末下不下雨 | !
及时率多少 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | month
那个率这个月多少来着 | !
到底咋样啊这个月 | !
这个月投诉多少 >> 那上个月呢 | complaintsReceived | 2026-10-01..2026-10-31
上周客诉几单 >> 车间的 | complaintsReceived | 2026-11-09..2026-11-15 | department=workshop
上周3DC回访率多少 >> 7DC呢 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay
现在超时几单 >> 都哪些 列我看看 | overdue | now | list
十月份关闭率多少 >> 分部门看下 | closureRate | 2026-10-01..2026-10-31 | by=department
续保率多少 >> 跟去年同期比呢 | renewalRate | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
这周预约多少个 >> 受理率呢 | bookingAcceptance | 2026-11-16..2026-11-22
上个月流失率多少 >> 哪个车系最高 | churnRate | 2026-10-01..2026-10-31 | by=series order=desc top=1
昨天徐专员打完几通电话 >> 何专员呢 | callsDone | 2026-11-21..2026-11-21 | assignee=he
国庆进店多少台次 >> 按天看看 | visits | 2026-10-01..2026-10-07 | by=day
这个月处理用时多久 >> 只看重大的 | timeToResolve | 2026-11-01..2026-11-30 | severity=P0
首保返厂率上个月多少 >> 柯珞克的呢 | firstMaintenanceReturnRate | 2026-10-01..2026-10-31 | series=柯珞克
没回访的现在几个 >> 那个 谁的最多啊 | followUpsMissing | now | by=assignee order=desc top=1
`;
