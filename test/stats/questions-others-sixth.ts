/** A sixth lot: freer talk, and words of Sichuan and the north-east, by people who had not seen the reader. */
export const OTHERS_SIXTH = `
这个月遭投诉好多条哦 | complaintsReceived | 2026-11-01..2026-11-30
上个礼拜投诉咋样 比前头那周呢 | complaintsReceived | 2026-11-09..2026-11-15 | with=2026-11-02..2026-11-08
瞅瞅本月哪个部门投诉整得最多 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=1
今年各季度投诉多少 | complaintsReceived | 2026-01-01..2026-12-31 | by=quarter
给我整一下上半年每个月的投诉数 | complaintsReceived | 2026-01-01..2026-06-30 | by=month
今年投诉最多的三个车系是啥 | complaintsReceived | 2026-01-01..2026-12-31 | by=series order=desc top=3
售后跟销售这个月投诉哪个多 | complaintsReceived | 2026-11-01..2026-11-30 | department=aftersalesTechnical,parts,sales,serviceReception,warranty,workshop by=department order=desc
变速箱发动机这块的投诉上季度有好多 | complaintsReceived | 2026-07-01..2026-09-30 | category=Q1
刹车方面的投诉今年比去年咋样 | complaintsReceived | 2026-01-01..2026-12-31 | category=Q2 with=2025-01-01..2025-12-31
收费的投诉按月看哈 今年的 | complaintsReceived | 2026-01-01..2026-12-31 | category=F1 by=month
十月份升级投诉有莫得 | complaintsReceived | 2026-10-01..2026-10-31 | severity=P1
咱店国庆那几天接了几个投诉 | complaintsReceived | 2026-10-01..2026-10-07
上个月投诉都是从哪来的 | complaintsReceived | 2026-10-01..2026-10-31 | by=source
3月跟4月投诉哪个月多 | complaintsReceived | 2026-03-01..2026-04-30 | by=month order=desc top=1
去年12月到今年2月投诉总数 | complaintsReceived | 2025-12-01..2026-02-28
下半年投诉跟上半年比涨了没 | complaintsReceived | 2026-07-01..2026-12-31 | with=2026-01-01..2026-06-30
销售部被投诉虚假承诺的 今年几起 | complaintsReceived | 2026-01-01..2026-12-31 | category=S3 department=sales
最近半个月投诉一天一天的咋个走的 | complaintsReceived | 2026-11-08..2026-11-22 | by=day
11月头一周和第二周投诉各多少 | complaintsReceived | 2026-11-02..2026-11-15 | by=week
一共压了好多单子没弄完 | open | now
投诉没处理完的 按级别摆一下 | open | now | kind=complaint,grumble by=severity
派下去了还没签收的有几个 | open | now | status=routed
哪些单子超时了 列给我看看 | overdue | 2026-11-01..2026-11-30 | list
超时最多的前5个人 | overdue | 2026-11-01..2026-11-30 | by=assignee order=desc top=5
这个月超时的按部门摆一下 | overdue | 2026-11-01..2026-11-30 | by=department
客户关爱部有没得超时的 | overdue | 2026-11-01..2026-11-30 | department=customerCare
本月超时工单环比 | overdue | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
前台跟车间现在哪个超时多 | overdue | now | department=serviceReception,workshop by=department order=desc
10月各部门关闭率从低到高排 | closureRate | 2026-10-01..2026-10-31 | by=department order=asc
前三季度关闭率一个季度一个季度看 | closureRate | 2026-01-01..2026-09-30 | by=quarter
关闭率最拉胯的是哪个部门 上月 | closureRate | 2026-10-01..2026-10-31 | by=department order=asc top=1
跟进及时率处理及时率这个月分别多少 | trackOnTimeRate+resolveOnTimeRate | 2026-11-01..2026-11-30
近两个月派单及时率按周看 | routeOnTimeRate | 2026-09-23..2026-11-22 | by=week
车间处理投诉平均得多长时间啊 今年 | timeToResolve | 2026-01-01..2026-12-31 | department=workshop kind=complaint,grumble
首次跟进要好久 上个月各部门比一比 | timeToTrack | 2026-10-01..2026-10-31 | by=department
本季度回访确认一般拖多久 | timeToVerify | 2026-10-01..2026-12-31
今年各月从接到投诉到关单要几天 | timeToClose | 2026-01-01..2026-12-31 | kind=complaint,grumble by=month
满意度今年哪个月最高 | satisfaction | 2026-01-01..2026-12-31 | by=month order=desc top=1
上季度满意度垫底的3个人 | satisfaction | 2026-07-01..2026-09-30 | by=assignee order=asc top=3
前台和车间这个月满意度哪个高 | satisfaction | 2026-11-01..2026-11-30 | department=serviceReception,workshop by=department order=desc
速派车主今年对处理满意不满意 | satisfaction | 2026-01-01..2026-12-31 | series=速派
四个季度满意度对比一下 去年的 | satisfaction | 2025-01-01..2025-12-31 | by=quarter
昨儿个关了几单 | closed | 2026-11-21
这周处理完毕多少 重开多少 | resolved+reopened | 2026-11-16..2026-11-22
今年重开的单子哪个部门最多 | reopened | 2026-01-01..2026-12-31 | by=department order=desc top=1
同一台车翻来覆去投诉的 今年有好多 | repeatComplaints | 2026-01-01..2026-12-31
今年重复投诉前5台车 | repeatComplaints | 2026-01-01..2026-12-31 | by=vehicle order=desc top=5
整改搞完没得 还有几个没关 | rectificationsOpen | now
今年整改哪个车系最多 | rectificationsOpened | 2026-01-01..2026-12-31 | by=series order=desc top=1
3DC这个月每周回访率 | followUpCoverage | 2026-11-01..2026-11-30 | round=threeDay by=week
7dc和3dc上个月回访率各是多少 | followUpCoverage | 2026-10-01..2026-10-31 | round=sevenDay,threeDay by=round
上个月哪个回访员漏访最多 | followUpsMissing | 2026-10-01..2026-10-31 | by=assignee order=desc top=1
没回访的客户给我列个单子 | followUpsMissing | now | list
今年回访率哪个月最低 | followUpCoverage | 2026-01-01..2026-12-31 | by=month order=asc top=1
本季度回访满意率按服务顾问排 倒数三个 | followUpSatisfaction | 2026-10-01..2026-12-31 | by=advisor order=asc top=3
交车7天回访客户平均打好多分 上月 | followUpScore | 2026-10-01..2026-10-31 | round=sevenDay
一次修复率按周看 本月 | fixedFirstTimeRate | 2026-11-01..2026-11-30 | by=week
一次修复率这季度比上季度掉没掉 | fixedFirstTimeRate | 2026-10-01..2026-12-31 | with=2026-07-01..2026-09-30
本季度各月免访了多少 | followUpsSkipped | 2026-10-01..2026-12-31 | by=month
电话回访跟微信回访上个月哪个做得多 | followUpsDone | 2026-10-01..2026-10-31 | channel=call,kf,officialAccount by=channel order=desc
10月份应该回访好多个 实际回访好多个 | followUpsDue+followUpsDone | 2026-10-01..2026-10-31
新车回访上月做得咋样 回访率 | followUpCoverage | 2026-10-01..2026-10-31 | round=sevenDay
各部门回访得分 上个季度 | followUpScore | 2026-07-01..2026-09-30 | by=department
这个月保养提醒发了好多 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance,regularMaintenance
首保提醒到店率下半年各月 | reminderArrivalRate | 2026-07-01..2026-12-31 | reminderKind=firstMaintenance by=month
哪种提醒最没人回 本月 | reminderReplyRate | 2026-11-01..2026-11-30 | by=reminderKind order=asc top=1
明儿要提醒好多个车主 | remindersPlanned | 2026-11-23
驾照到期提醒今年发了几条 | remindersSent | 2026-01-01..2026-12-31 | reminderKind=licenceRenewal
年检提醒预约率上个月同比 | reminderBookingRate | 2026-10-01..2026-10-31 | reminderKind=annualInspection with=2025-10-01..2025-10-31
首保返厂率今年各车系 | firstMaintenanceReturnRate | 2026-01-01..2026-12-31 | by=series
提醒触达率和到店率这周各是多少 | reminderReachRate+reminderArrivalRate | 2026-11-16..2026-11-22
今年续保率咋样 每个月的 | renewalRate | 2026-01-01..2026-12-31 | by=month
三季度续保整了几台 | renewals | 2026-07-01..2026-09-30
今年续保率最高的顾问是哪个 | renewalRate | 2026-01-01..2026-12-31 | by=assignee order=desc top=1
本季度续保率达没达到40% | renewalRate | 2026-10-01..2026-12-31
ENYAQ的续保率 今年比去年 | renewalRate | 2026-01-01..2026-12-31 | series=ENYAQ with=2025-01-01..2025-12-31
流失率跟上个月比高了还是低了 | churnRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
流失的车按车系摆起 | churned | 2026-11-01..2026-11-30 | by=series
流失率最高的2个车系 | churnRate | 2026-11-01..2026-11-30 | by=series order=desc top=2
张伟名下流失了几台车 | churned | 2026-11-01..2026-11-30 | assignee=zhangwei
流失率今年一个月一个月咋变的 | !
今年哪个月预约最多 | bookings | 2026-01-01..2026-12-31 | by=month order=desc top=1
上月预约受理率有没有到百分之百 | bookingAcceptance | 2026-10-01..2026-10-31
近30天预约走势 | bookings | 2026-10-24..2026-11-22 | by=day
柯珞克跟速派这个月预约哪个多 | bookings | 2026-11-01..2026-11-30 | series=柯珞克,速派 by=series order=desc
上个月进厂的都是啥类型 各多少 | visits | 2026-10-01..2026-10-31 | by=visitType
今年各季度进厂台次 | visits | 2026-01-01..2026-12-31 | by=quarter
这周比上周少进了多少台车 | visits | 2026-11-16..2026-11-22 | with=2026-11-09..2026-11-15
11月上旬进厂台次跟去年同期比 | visits | 2026-11-01..2026-11-10 | with=2025-11-01..2025-11-10
上月哪个服务顾问接车最少 | visits | 2026-10-01..2026-10-31 | by=advisor order=asc top=1
今年进厂次数最多的10台车 | visits | 2026-01-01..2026-12-31 | by=vehicle order=desc top=10
客户关爱部每个人本月干了多少活 | handled | 2026-11-01..2026-11-30 | department=customerCare by=assignee
上周工作量一天一天的看 | handled | 2026-11-09..2026-11-15 | by=day
现在手头活最多的是哪个 | workload | now | by=assignee order=desc top=1
电话没打完的还有多少 都在谁手里 | callTasksOpen | now | by=assignee
本月打电话接通率按人排一排 | callReachRate | 2026-11-01..2026-11-30 | by=assignee order=desc
这个月电话都是打啥子的 | callsDone | 2026-11-01..2026-11-30 | by=purpose
隔壁店续保率多少 | !
这个月咱店挣了多少钱 | !
`;
