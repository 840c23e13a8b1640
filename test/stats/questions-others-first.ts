/** Questions by people who had not seen the reader, in the notation of question-lines.ts; `>>` goes on from the one before. */
export const OTHERS_FIRST = `
昨天投诉几起 | complaintsReceived | 2026-11-21..2026-11-21
售后这周客诉几单啊 | complaintsReceived | 2026-11-16..2026-11-22 | department=aftersalesTechnical,parts,serviceReception,warranty,workshop
国庆那几天投诉多少来着 | complaintsReceived | 2026-10-01..2026-10-07
帮我看下服务态度的投拆 近30天几条 | complaintsReceived | 2026-10-24..2026-11-22 | category=C1
哪个车系客诉最多 上个月 | complaintsReceived | 2026-10-01..2026-10-31 | by=series order=desc top=1
重大投诉今年有几起 | complaintsReceived | 2026-01-01..2026-12-31 | severity=P0
给我说说这两个月投诉都是哪几类 | complaintsReceived | 2026-10-01..2026-11-30 | by=category
九月份400热线进来的投诉多少条 | complaintsReceived | 2026-09-01..2026-09-30 | source=hotline
客户投诉都要啥 这个月按诉求分一下 | complaintsReceived | 2026-11-01..2026-11-30 | by=demand
这个月一共多少单子 | ticketsReceived | 2026-11-01..2026-11-30
救援的单子Q3几单 | ticketsReceived | 2026-07-01..2026-09-30 | kind=rescue
前天收到几个表扬啊 | !
还有几单没关 | open | now
配件那边压了几个案子没关呢 | open | now | department=parts
上个月的单子到现在没关的有哪些 | open | 2026-10-01..2026-10-31 | list
现在超时几单 | overdue | now
目前到底哪个部门超时最多 | overdue | now | by=department order=desc top=1
麻烦把车间超时的单子列出来 上周的 | overdue | 2026-11-09..2026-11-15 | department=workshop list
这周关了多少单 | closed | 2026-11-16..2026-11-22
秦主管上半月处理完几单 | resolved | 2026-11-01..2026-11-15 | assignee=qin
三季度又重开的单子几条 | reopened | 2026-07-01..2026-09-30
各部门关毕率排个名 上月的 | closureRate | 2026-10-01..2026-10-31 | by=department order=desc
投诉多少 关闭率多少 | complaintsReceived+closureRate | 2026-11-01..2026-11-30
两小时派单及时率上周多少 | routeOnTimeRate | 2026-11-09..2026-11-15
24小时内按时跟进的占多少 | trackOnTimeRate | 2026-11-01..2026-11-30
三天处理及时率哪个部门最低 九月份 | resolveOnTimeRate | 2026-09-01..2026-09-30 | by=department order=asc top=1
回访确认及时率 本月比上月咋样 | verifyOnTimeRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
投诉满意度多少啊 | satisfaction | 2026-11-01..2026-11-30 | kind=complaint,grumble
处理完客户不满意的单子列一下 上周 | satisfaction | 2026-11-09..2026-11-15 | list
重复投诉这季度几起 | repeatComplaints | 2026-10-01..2026-12-31
整改还剩几个没完 | rectificationsOpen | now
今年发起了多少整改 按部门统计一下 | rectificationsOpened | 2026-01-01..2026-12-31 | by=department
马主管名下没完成的整改有哪些 | rectificationsOpen | now | assignee=ma list
派单平均多久 上周 | timeToRoute | 2026-11-09..2026-11-15
签收哪个部门最慢 | timeToAcknowledge | 2026-11-01..2026-11-30 | by=department order=desc top=1
首次跟进一般要多长时间 售后技术部 | timeToTrack | 2026-11-01..2026-11-30 | department=aftersalesTechnical
处理一单投诉上月要多久 | timeToResolve | 2026-10-01..2026-10-31 | kind=complaint,grumble
回访确认用时这个月比上个月短了没 | timeToVerify | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
关一单要几天 年初到现在 按月看 | timeToClose | 2026-01-01..2026-11-22 | by=month
下周要发多少提醒 | remindersPlanned | 2026-11-23..2026-11-29
昨天短信提醒发出去多少条 | remindersSent | 2026-11-21..2026-11-21 | channel=sms
上月发的提醒按种类分下哈 | remindersSent | 2026-10-01..2026-10-31 | by=reminderKind
下个月保险到期要提醒的多少台 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=insuranceRenewal
年检提醒触达率 上个月 | reminderReachRate | 2026-10-01..2026-10-31 | reminderKind=annualInspection
提醒了车主有回复的占百分之几 | reminderReplyRate | 2026-11-01..2026-11-30
定保提醒预约率Q3多少 | reminderBookingRate | 2026-07-01..2026-09-30 | reminderKind=regularMaintenance
首保提醒到店率谁最高 | reminderArrivalRate | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance by=assignee order=desc top=1
续上几台 上个月 | renewals | 2026-10-01..2026-10-31
续保率达标没 | renewalRate | 2026-11-01..2026-11-30
续保率比上个月掉了多少 | renewalRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
十月份没续上的有哪些 | renewalRate | 2026-10-01..2026-10-31 | list
这周该回访多少个 | followUpsDue | 2026-11-16..2026-11-22
徐专员昨天回访了几个 | followUpsDone | 2026-11-21..2026-11-21 | assignee=xu
免访的上半月几个呀 | followUpsSkipped | 2026-11-01..2026-11-15
7DC还有几个没回访的 | followUpsMissing | now | round=sevenDay
到现在还没回访的客户有哪些 给我列列 | followUpsMissing | now | list
3DC回仿率百分百了吗 | followUpCoverage | 2026-11-01..2026-11-30 | round=threeDay
7dc回访率按周看 这两个月的 | followUpCoverage | 2026-10-01..2026-11-30 | round=sevenDay by=week
回访打分平均几分啊九月 | followUpScore | 2026-09-01..2026-09-30
哪个顾问回访得分最低 | followUpScore | 2026-11-01..2026-11-30 | by=advisor order=asc top=1
回访满意率 本月比去年这个时候呢 | followUpSatisfaction | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
一次修复率怎么样 | fixedFirstTimeRate | 2026-11-01..2026-11-30
这周约了几台 | bookings | 2026-11-16..2026-11-22
速派这个月预约多少 | bookings | 2026-11-01..2026-11-30 | series=速派
预约都接住没有 上月受理率 | bookingAcceptance | 2026-10-01..2026-10-31
今天还有几个电话没打 | callTasksOpen | 2026-11-22..2026-11-22
何专员还欠多少电话没打啊 | callTasksOpen | now | assignee=he
双休每天打了多少电话 | callsDone | 2026-11-21..2026-11-22 | by=day
电话打通的占多少 上周 每个人的 | callReachRate | 2026-11-09..2026-11-15 | by=assignee
提醒电话接通率 周三的 | callReachRate | 2026-11-18..2026-11-18 | purpose=reminder
昨天进店几台 | visits | 2026-11-21..2026-11-21
进厂台次 这个月跟去年这个时候比 | visits | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
事故车上季度进了多少台次 | visits | 2026-07-01..2026-09-30 | visitType=accident
江顾问本月接了多少台车进厂 | visits | 2026-11-01..2026-11-30 | assignee=jiang
沪A12345今年来过几次 | visits | 2026-01-01..2026-12-31 | plate=沪A12345
档案里有多少台车 | vehicles | now
跑掉的客户多少 | churned | 2026-11-01..2026-11-30
流失率超没超 | churnRate | 2026-11-01..2026-11-30
流矢率哪个车系最高呢 | churnRate | 2026-11-01..2026-11-30 | by=series order=desc top=1
流失的柯珞克有哪些 | churned | 2026-11-01..2026-11-30 | series=柯珞克 list
首保返厂率上个月几个点 | firstMaintenanceReturnRate | 2026-10-01..2026-10-31
九月份该首保没回来的ENYAQ有哪些 | firstMaintenanceReturnRate | 2026-09-01..2026-09-30 | series=ENYAQ list
上周谁干活最多 | handled | 2026-11-09..2026-11-15 | by=assignee order=desc top=1
现在谁手上活最多 | workload | now | by=assignee order=desc top=1
苏主管手里还压着多少活 | workload | now | assignee=su
今天营业额多少 | !
这个月卖了几台车 | !
工时产值给我报下 | !
配件库存还有多少钱的货 | !
江顾问上个月客单价多少 | !
明天天气咋样 | !
今天谁迟到了 | !
转介绍率多少 | referralRate | default
投诉赔出去多少钱 今年 | !
及时率多少啊 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | month
数据发我看看 | !
谁最差 | !
本月投诉多少 >> 上个月呢 | complaintsReceived | 2026-10-01..2026-10-31
上周3DC回访率 >> 7DC呢 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay
现在超时几单 >> 列出来 | overdue | now | list
本月进店多少台 >> 按类型分一下 | visits | 2026-11-01..2026-11-30 | by=visitType
本月流失率多少 >> 明锐呢 | churnRate | 2026-11-01..2026-11-30 | series=明锐
上个月续保率多少 >> 谁的最低 | renewalRate | 2026-10-01..2026-10-31 | by=assignee order=asc top=1
Q3首保返厂率 >> 跟二季度比比 | firstMaintenanceReturnRate | 2026-07-01..2026-09-30 | with=2026-04-01..2026-06-30
昨天打了多少电话 >> 接通百分之几 | callReachRate | 2026-11-21..2026-11-21
这个月各部门投诉 >> 只看售后的 | complaintsReceived | 2026-11-01..2026-11-30 | department=aftersalesTechnical,parts,serviceReception,warranty,workshop by=department
上周预约多少 >> 受理率呢 | bookingAcceptance | 2026-11-09..2026-11-15
徐专员手上多少活 >> 何专员呢 | workload | now | assignee=he
上月处理用时多久 >> 哪个部门最长 | timeToResolve | 2026-10-01..2026-10-31 | by=department order=desc top=1
上个月首保提醒触达率 >> 到店的呢 | reminderArrivalRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance
`;
