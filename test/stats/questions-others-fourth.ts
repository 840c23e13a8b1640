/** A fourth lot by people who had not seen the reader. */
export const OTHERS_FOURTH = `
十一月头十天收了几多单客诉 | complaintsReceived | 2026-11-01..2026-11-10
边个部门投诉最多 呢个月 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=1
投诉的人都想要啥 退款多还是赔偿多 | complaintsReceived | 2026-11-01..2026-11-30 | by=demand
400打进来的投拆今年有几起来着 | complaintsReceived | 2026-01-01..2026-12-31 | source=hotline
大前天来了多少工单啊 | ticketsReceived | 2026-11-19..2026-11-19
单子按来源拆一下 上个月的 | ticketsReceived | 2026-10-01..2026-10-31 | by=source
表扬这季度收到几条 我开早会要念 | !
救援的单子国庆那七天有几单 | ticketsReceived | 2026-10-01..2026-10-07 | kind=rescue
还挂着没结的单子按部门摆一下 | open | now | by=department
等着回访确认的单子有哪些 | open | now | status=resolved list
有冇P0的单子还没关 几单 | open | now | severity=P0
目前超时的 车间占几条 | overdue | now | department=workshop
上周四那天超时了哪些单子 | overdue | 2026-11-12..2026-11-12 | list
到底谁的单子超时最多啊 | overdue | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
上个月关掉几张单 销售和金融的 | closed | 2026-10-01..2026-10-31 | department=finance,sales
近两周每天结案多少 | closed | 2026-11-09..2026-11-22 | by=day
昨天各部门报处理完的有几条 | resolved | 2026-11-21..2026-11-21 | by=department
被打回重开的单子 三季度几单 | reopened | 2026-07-01..2026-09-30
下半年哪个车系重开的最多 | reopened | 2026-07-01..2026-12-31 | by=series order=desc top=1
关单率几个点 跟去年11月比呢 | closureRate | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-30
销售那边的关闭率9月份多少 | closureRate | 2026-09-01..2026-09-30 | department=sales
派单及时率 中旬怎样 | routeOnTimeRate | 2026-11-11..2026-11-20
24小时跟进及时的做到几成 上半月 | trackOnTimeRate | 2026-11-01..2026-11-15
三天内处理完的占百分之几 按部门 从差到好排 | resolveOnTimeRate | 2026-11-01..2026-11-30 | by=department order=asc
回访确认及时率前两个月一共多少 | verifyOnTimeRate | 2026-09-01..2026-10-31
四个及时率上周都报一下 派单 跟进 处理 回访确认 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | 2026-11-09..2026-11-15
客诉满意度10月比9月涨了没 | satisfaction | 2026-10-01..2026-10-31 | kind=complaint,grumble with=2026-09-01..2026-09-30
工单确认完说满意的占几成 柯珞克的 | satisfaction | 2026-11-01..2026-11-30 | series=柯珞克
同一台车反复投诉的有哪几单 今年到现在 | repeatComplaints | 2026-01-01..2026-11-22 | list
重复投诉按类别分下 本季 | repeatComplaints | 2026-10-01..2026-12-31 | by=category
罗主管上半年开了几个整改 | rectificationsOpened | 2026-01-01..2026-06-30 | assignee=luo
没完成的整改列给我 明锐的 | rectificationsOpen | now | series=明锐 list
整改还剩几个没关 哪个部门拖得最多 | rectificationsOpen | now | by=department order=desc top=1
派单平均要多久 这个礼拜 | timeToRoute | 2026-11-16..2026-11-22
派下去多久才有人签收啊 各部门 | timeToAcknowledge | 2026-11-01..2026-11-30 | by=department
首次跟进平均花多长时间 上上周 | timeToTrack | 2026-11-02..2026-11-08
处理一单客诉到底要几天 10月 | timeToResolve | 2026-10-01..2026-10-31 | kind=complaint,grumble
处理得最慢的是哪个部门 要多久 | timeToResolve | 2026-11-01..2026-11-30 | by=department order=desc top=1
处理完以后隔多久才做回访确认 十月 | timeToVerify | 2026-10-01..2026-10-31
一单从进来到关掉平均几日 P1级的 | timeToClose | 2026-11-01..2026-11-30 | severity=P1
关单时长逐月给我 今年 | timeToClose | 2026-01-01..2026-12-31 | by=month
下周排了几条提醒要发 | remindersPlanned | 2026-11-23..2026-11-29
计划提醒按状态看 本周 | remindersPlanned | 2026-11-16..2026-11-22 | by=status
昨天发出去多少条提醒 分渠道 | remindersSent | 2026-11-21..2026-11-21 | by=channel
年审提醒上个月发咗几多条 | remindersSent | 2026-10-01..2026-10-31 | reminderKind=annualInspection
12月到期要提醒的首保有几件 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=firstMaintenance
提醒触达率 按提醒种类摊开 | reminderReachRate | 2026-11-01..2026-11-30 | by=reminderKind
定保提醒客户回了的占几成 9月 | reminderReplyRate | 2026-09-01..2026-09-30 | reminderKind=regularMaintenance
提醒完肯预约的比例 江顾问的客户 | reminderBookingRate | 2026-11-01..2026-11-30 | assignee=jiang
提醒之后真到店的占多少 上季度 | reminderArrivalRate | 2026-07-01..2026-09-30
ENYAQ今年续保几台 按月 | renewals | 2026-01-01..2026-12-31 | series=ENYAQ by=month
保险续上的上个月有几台 | renewals | 2026-10-01..2026-10-31
续宝率达标没 | renewalRate | 2026-11-01..2026-11-30
续保率各车系排个名 前三季度 | renewalRate | 2026-01-01..2026-09-30 | by=series order=desc
7DC下周应访多少 | followUpsDue | 2026-11-23..2026-11-29 | round=sevenDay
明天该回访的有几个 徐专员那份 | followUpsDue | 2026-11-23..2026-11-23 | assignee=xu
三天回访上周每天做了多少 | followUpsDone | 2026-11-09..2026-11-15 | round=threeDay by=day
免访名单发我 10月 | followUpsSkipped | 2026-10-01..2026-10-31 | list
还有哪些客户没回访 7DC的 | followUpsMissing | now | round=sevenDay list
3DC会访率到百分百没 前天 | followUpCoverage | 2026-11-20..2026-11-20 | round=threeDay
回访率和回访得分一起给我 上个月 按轮次 | followUpCoverage+followUpScore | 2026-10-01..2026-10-31 | by=round
哪个服务顾问回访得分垫底 十月 | followUpScore | 2026-10-01..2026-10-31 | by=advisor order=asc top=1
3DC满意率 周三那天 | followUpSatisfaction | 2026-11-18..2026-11-18 | round=threeDay
一次修复率后三名的顾问 Q3 | fixedFirstTimeRate | 2026-07-01..2026-09-30 | by=advisor order=asc top=3
一次修好的比例掉了没 跟上月比 | fixedFirstTimeRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
这个双休客户约了几单 | bookings | 2026-11-21..2026-11-22
预约受理率按人排 最差的两个 10月 | bookingAcceptance | 2026-10-01..2026-10-31 | by=assignee order=asc top=2
电话还剩几通没打 按用途分 | callTasksOpen | now | by=purpose
打了多少电话 逐周看 这两个月 | callsDone | 2026-10-01..2026-11-30 | by=week
何专员近7天打通率多少 | callReachRate | 2026-11-16..2026-11-22 | assignee=he
中秋放假那三天进厂几台 | visits | 2026-09-25..2026-09-27
粤B3D86F今年来过店里几回 | visits | 2026-01-01..2026-12-31 | plate=粤B3D86F
你们店柯迪亚克在册有几台 | vehicles | now | series=柯迪亚克
江顾问跑掉的客户有哪些车 | churned | 2026-11-01..2026-11-30 | assignee=jiang list
流失率过没过15的线 哪个车系最高 | churnRate | 2026-11-01..2026-11-30 | by=series order=desc top=1
首保返厂率今年逐月走势 | firstMaintenanceReturnRate | 2026-01-01..2026-12-31 | by=month
上个月谁干的活最多 | handled | 2026-10-01..2026-10-31 | by=assignee order=desc top=1
马主管手上压着几件活 | workload | now | assignee=ma
跟佛山店比我们投诉排第几 | !
集团十家店哪家流失率最低 | !
上个月售后产值做了多少万 | !
举升机利用率几成 | !
这个月卖了几台新车 单车毛利多少 | !
江顾问上月提成拿多少 | !
珠海过两天落唔落雨 | !
隔壁大众店小保养卖几钱 | !
及时率多少 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | month
数据怎么样 | !
谁最差 | !
上周3DC回访率多少 >> 7DC呢 | followUpCoverage | 2026-11-09..2026-11-15 | round=sevenDay
目前没关的有几条 >> 只看P1的 列出来 | open | now | severity=P1 list
十月续保率 >> 九月呢 | renewalRate | 2026-09-01..2026-09-30
何专员上周打了几通电话 >> 徐专员呢 | callsDone | 2026-11-09..2026-11-15 | assignee=xu
上个月进厂几台 >> 事故车呢 | visits | 2026-10-01..2026-10-31 | visitType=accident
上季度整改发起几个 >> 跟二季度比 | rectificationsOpened | 2026-07-01..2026-09-30 | with=2026-04-01..2026-06-30
昨天发了几条提醒 >> 前天呢 | remindersSent | 2026-11-20..2026-11-20
十月客诉处理用时 >> 车间单独看 | timeToResolve | 2026-10-01..2026-10-31 | kind=complaint,grumble department=workshop
本周预约几个 >> 拆到每天 | bookings | 2026-11-16..2026-11-22 | by=day
徐专员手上几件活 >> 其中电话几件 | workload | now | assignee=xu workKind=call
流失了几台 >> 按车系排一下 | churned | 2026-11-01..2026-11-30 | by=series order=desc
`;
