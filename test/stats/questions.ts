/** The first questions, in the notation of question-lines.ts. */
export const QUESTIONS = `
今天有多少投诉 | complaintsReceived | 2026-11-22
本月关闭率 | closureRate | 2026-11-01..2026-11-30
哪个部门超时最多 | overdue | 2026-11-01..2026-11-30 | by=department order=desc top=1
待处理有哪些 | open | now | list
这个月售后投诉多少,关闭率? | complaintsReceived+closureRate | 2026-11-01..2026-11-30 | department=afterSales
昨天投诉几条 | complaintsReceived | 2026-11-21
本周投诉量 | complaintsReceived | 2026-11-16..2026-11-22
上周售后投诉多少 | complaintsReceived | 2026-11-09..2026-11-15 | department=afterSales
上个月配件部投诉有几个 | complaintsReceived | 2026-10-01..2026-10-31 | department=parts
11月1号到15号销售投诉多少 | complaintsReceived | 2026-11-01..2026-11-15 | department=sales
近30天投诉 | complaintsReceived | 2026-10-24..2026-11-22
三季度投诉量 | complaintsReceived | 2026-07-01..2026-09-30
今年投诉总数 | complaintsReceived | 2026-01-01..2026-12-31
去年同期投诉多少 | complaintsReceived | 2025-11-01..2025-11-22
本月投诉比上个月多了多少 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
本月投诉同比 | complaintsReceived | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
本月投诉环比 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
这个月投诉跟去年同期比 | complaintsReceived | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
各部门投诉 | complaintsReceived | 2026-11-01..2026-11-30 | by=department
各部门关闭率排名 | closureRate | 2026-11-01..2026-11-30 | by=department order=desc
关闭率最低的部门 | closureRate | 2026-11-01..2026-11-30 | by=department order=asc top=1
投诉最多的三个部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=3
超时前三的部门 | overdue | 2026-11-01..2026-11-30 | by=department order=desc top=3
哪个部门投诉最少 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=asc top=1
哪类问题最多 | complaintsReceived | 2026-11-01..2026-11-30 | by=category order=desc top=1
本月哪类投诉最多 | complaintsReceived | 2026-11-01..2026-11-30 | by=category order=desc top=1
投诉按类别分 | complaintsReceived | 2026-11-01..2026-11-30 | by=category
投诉按级别 | complaintsReceived | 2026-11-01..2026-11-30 | by=severity
按来源看一下本月投诉 | complaintsReceived | 2026-11-01..2026-11-30 | by=source
每天投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | by=day
最近一周每天投诉 | complaintsReceived | 2026-11-16..2026-11-22 | by=day
今年每月投诉 | complaintsReceived | 2026-01-01..2026-12-31 | by=month
近30天投诉趋势 | complaintsReceived | 2026-10-24..2026-11-22 | by=day
现在超时的有哪些 | overdue | now | list
目前有多少超时 | overdue | now
超时的工单列出来 | overdue | 2026-11-01..2026-11-30 | list
还有多少没处理 | open | now
没签收的有几个 | open | now | status=routed
未签收的列一下 | open | now | status=routed list
待回访的有几条 | open | now | status=resolved
处理中的有多少 | open | now | status=acknowledged,tracking
重大投诉有几个 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P0
P0投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P0
本月P1级投诉 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P1
配件类投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | category=P1
服务态度的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=C1
发动机问题投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q1
微信来的投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | source=chat
400热线投诉几个 | complaintsReceived | 2026-11-01..2026-11-30 | source=hotline
厂家转来的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | source=manufacturer
抱怨多少 | complaintsReceived | 2026-11-01..2026-11-30 | kind=grumble
救援有几个 | ticketsReceived | 2026-11-01..2026-11-30 | kind=rescue
派单及时率 | routeOnTimeRate | 2026-11-01..2026-11-30
2小时派单及时率 | routeOnTimeRate | 2026-11-01..2026-11-30
本月24小时跟进及时率 | trackOnTimeRate | 2026-11-01..2026-11-30
3天处理及时率 | resolveOnTimeRate | 2026-11-01..2026-11-30
三天内处理完成率 | resolveOnTimeRate | 2026-11-01..2026-11-30
回访确认及时率 | verifyOnTimeRate | 2026-11-01..2026-11-30
各项及时率 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | 2026-11-01..2026-11-30
满意度 | satisfaction | 2026-11-01..2026-11-30
上个月客户满意度多少 | satisfaction | 2026-10-01..2026-10-31
不满意的有哪些 | satisfaction | 2026-11-01..2026-11-30 | list
重开的有几个 | reopened | 2026-11-01..2026-11-30
今天发了多少提醒 | remindersSent | 2026-11-22
年检提醒发了多少 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=annualInspection
明天计划多少提醒 | remindersPlanned | 2026-11-23
本周计划发多少条提醒 | remindersPlanned | 2026-11-16..2026-11-22
电话任务还有多少 | callTasksOpen | now
今天要打的电话有哪些 | callTasksOpen | 2026-11-22 | list
谁的超时最多 | overdue | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
按人看待处理 | open | now | by=assignee
各部门待处理 | open | now | by=department
售后和销售的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | department=aftersalesTechnical,parts,sales,serviceReception,warranty,workshop
客服部待处理 | open | now | department=customerCare
今天关闭了多少 | closed | 2026-11-22
本月处理完多少 | resolved | 2026-11-01..2026-11-30
投诉关了多少 | closed | 2026-11-01..2026-11-30 | kind=complaint,grumble
超时的投诉有多少 | overdue | 2026-11-01..2026-11-30 | kind=complaint,grumble
投诉里有多少超时 | overdue | 2026-11-01..2026-11-30 | kind=complaint,grumble
2026Q3投诉 | complaintsReceived | 2026-07-01..2026-09-30
春节期间投诉多少 | complaintsReceived | 2026-02-15..2026-02-23
国庆期间投诉 | complaintsReceived | 2026-10-01..2026-10-07
五一投诉几条 | complaintsReceived | 2026-05-01..2026-05-05
10月比11月投诉 | complaintsReceived | 2026-10-01..2026-10-31 | with=2026-11-01..2026-11-30
本月和上个月的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
今天投诉比昨天 | complaintsReceived | 2026-11-22 | with=2026-11-21
本周投诉比上周多还是少 | complaintsReceived | 2026-11-16..2026-11-22 | with=2026-11-09..2026-11-15
技术部门本月关闭率多少 | closureRate | 2026-11-01..2026-11-30 | department=aftersalesTechnical
车间满意度 | satisfaction | 2026-11-01..2026-11-30 | department=workshop
本月投诉最多的类别是什么 | complaintsReceived | 2026-11-01..2026-11-30 | by=category order=desc top=1
投诉都是什么问题 | complaintsReceived | 2026-11-01..2026-11-30 | by=category
查一下保险部上个月的投诉量 | complaintsReceived | 2026-10-01..2026-10-31 | department=insurance
王总好,本月投诉多少 | complaintsReceived | 2026-11-01..2026-11-30
麻烦看一下今天的投诉情况 | complaintsReceived | 2026-11-22
今年一季度投诉和关闭率 | complaintsReceived+closureRate | 2026-01-01..2026-03-31
昨天新增多少工单 | ticketsReceived | 2026-11-21
工单总数 | ticketsReceived | 2026-11-01..2026-11-30
前台未关闭的投诉 | open | now | department=serviceReception kind=complaint,grumble
哪些部门有超时 | overdue | 2026-11-01..2026-11-30 | by=department
去年11月投诉 | complaintsReceived | 2025-11-01..2025-11-30
12月投诉 | complaintsReceived | 2025-12-01..2025-12-31
25号投诉几个 | complaintsReceived | 2026-10-25
5号到10号的投诉 | complaintsReceived | 2026-11-05..2026-11-10
年初至今投诉量 | complaintsReceived | 2026-01-01..2026-11-22
月初到现在关闭率 | closureRate | 2026-11-01..2026-11-22
截至目前待处理多少 | open | now
本月收到的还没关闭的有多少 | open | 2026-11-01..2026-11-30
今天待处理 | open | now
昨天没处理的投诉 | open | 2026-11-21 | kind=complaint,grumble
配件本月有没有超时 | overdue | 2026-11-01..2026-11-30 | department=parts
投诉增加了多少 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
关闭率是高了还是低了 | closureRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
今天投诉和昨天比怎么样 | complaintsReceived | 2026-11-22 | with=2026-11-21
陈经理您好,请问这个月关闭率是多少? | closureRate | 2026-11-01..2026-11-30
小助手,帮我查一下销售部上周的投诉有多少条 | complaintsReceived | 2026-11-09..2026-11-15 | department=sales
本月投诉多少条?待处理多少条?超时多少条? | complaintsReceived+open+overdue | 2026-11-01..2026-11-30
上个月满意度和关闭率 | satisfaction+closureRate | 2026-10-01..2026-10-31
投诉最多的是哪个部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=1
谁手上待处理最多 | open | now | by=assignee order=desc top=1
超时最严重的部门 | overdue | 2026-11-01..2026-11-30 | by=department order=desc top=1
关闭率最好的部门是哪个 | closureRate | 2026-11-01..2026-11-30 | by=department order=desc top=1
配件部上个月关闭率跟这个月比 | closureRate | 2026-10-01..2026-10-31 | department=parts with=2026-11-01..2026-11-30
今天投诉多少条? | complaintsReceived | 2026-11-22
今日投诉数 | complaintsReceived | 2026-11-22
今天来了几个投诉 | complaintsReceived | 2026-11-22
昨天一共几起投诉 | complaintsReceived | 2026-11-21
前天的投诉有几条 | complaintsReceived | 2026-11-20
这周投诉多不多 | complaintsReceived | 2026-11-16..2026-11-22
这礼拜投诉几个 | complaintsReceived | 2026-11-16..2026-11-22
上礼拜投诉多少 | complaintsReceived | 2026-11-09..2026-11-15
上个星期的投诉数量 | complaintsReceived | 2026-11-09..2026-11-15
上上周投诉 | complaintsReceived | 2026-11-02..2026-11-08
本季度投诉总量 | complaintsReceived | 2026-10-01..2026-12-31
上季度关闭率 | closureRate | 2026-07-01..2026-09-30
一季度投诉 | complaintsReceived | 2026-01-01..2026-03-31
2025年投诉总数 | complaintsReceived | 2025-01-01..2025-12-31
去年三季度关闭率 | closureRate | 2025-07-01..2025-09-30
十月份投诉多少 | complaintsReceived | 2026-10-01..2026-10-31
10月投诉数量 | complaintsReceived | 2026-10-01..2026-10-31
9月到11月投诉 | complaintsReceived | 2026-09-01..2026-11-30
10.1-10.15投诉 | complaintsReceived | 2026-10-01..2026-10-15
11月1日至11月10日投诉多少 | complaintsReceived | 2026-11-01..2026-11-10
11/5投诉几个 | complaintsReceived | 2026-11-05
2026-11-01到2026-11-15的投诉 | complaintsReceived | 2026-11-01..2026-11-15
近7天投诉 | complaintsReceived | 2026-11-16..2026-11-22
最近一个月投诉多少 | complaintsReceived | 2026-10-23..2026-11-22
过去三天投诉 | complaintsReceived | 2026-11-20..2026-11-22
最近半年关闭率 | closureRate | 2026-05-23..2026-11-22
上周五投诉几条 | complaintsReceived | 2026-11-13
周三投诉多少 | complaintsReceived | 2026-11-18
上周末投诉几个 | complaintsReceived | 2026-11-14..2026-11-15
国庆黄金周投诉多少 | complaintsReceived | 2026-10-01..2026-10-07
中秋期间投诉 | complaintsReceived | 2026-09-25..2026-09-27
技术部本月投诉 | complaintsReceived | 2026-11-01..2026-11-30 | department=aftersalesTechnical
车间上周投诉几个 | complaintsReceived | 2026-11-09..2026-11-15 | department=workshop
前台这个月投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | department=serviceReception
索赔部本月关闭率 | closureRate | 2026-11-01..2026-11-30 | department=warranty
配件部门待处理有几条 | open | now | department=parts
销售部超时多少 | overdue | 2026-11-01..2026-11-30 | department=sales
展厅投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | department=sales
保险部本月投诉 | complaintsReceived | 2026-11-01..2026-11-30 | department=insurance
金融部门上个月投诉 | complaintsReceived | 2026-10-01..2026-10-31 | department=finance
客服中心待处理 | open | now | department=customerCare
市场部投诉 | complaintsReceived | 2026-11-01..2026-11-30 | department=marketing
俱乐部的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | department=marketing
配件和车间的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | department=parts,workshop
重大投诉有哪些 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P0 list
本月升级投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P1
一般投诉有多少 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P2
P2投诉数量 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P2
严重投诉几个 | complaintsReceived | 2026-11-01..2026-11-30 | severity=P0,P1
刹车问题投诉几个 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q2
变速箱问题的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q1
三电类投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q3
异味投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | category=Q4
维修质量投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=R1
返修的投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | category=R1
收费问题投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=F1
交车问题的投诉几个 | complaintsReceived | 2026-11-01..2026-11-30 | category=S1
贷款投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=N1
服务态度类投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=C1
承诺未兑现的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=C2
骚扰投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=C3
召回投诉 | complaintsReceived | 2026-11-01..2026-11-30 | category=R3
厂家下发的投诉几个 | complaintsReceived | 2026-11-01..2026-11-30 | source=manufacturer
热线投诉多少 | complaintsReceived | 2026-11-01..2026-11-30 | source=hotline
回访发现的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | source=followUp
微信投诉数 | complaintsReceived | 2026-11-01..2026-11-30 | source=chat
本月抱怨多少 | complaintsReceived | 2026-11-01..2026-11-30 | kind=grumble
抱怨单多少 | complaintsReceived | 2026-11-01..2026-11-30
没人签收的有哪些 | open | now | status=routed list
还没签收的工单 | open | now | status=routed
待分派的有几个 | open | now | status=triage
没派单的有哪些 | open | now | status=triage list
跟进中的工单有哪些 | open | now | status=acknowledged,tracking list
待回访确认的有多少 | open | now | status=resolved
在处理的有多少 | open | now | status=acknowledged,tracking
未结案的投诉 | open | now | kind=complaint,grumble
没关闭的有多少 | open | now
未完成的工单有哪些 | open | now | list
积压了多少 | open | now
待办有哪些 | open | now | list
还有几个没解决 | open | now
逾期的有几个 | overdue | 2026-11-01..2026-11-30
超期工单有哪些 | overdue | 2026-11-01..2026-11-30 | list
有没有超时的 | overdue | 2026-11-01..2026-11-30
现在有几个超时 | overdue | now
目前哪个部门超时最多 | overdue | now | by=department order=desc top=1
本周超时多少 | overdue | 2026-11-16..2026-11-22
昨天超时的工单 | overdue | 2026-11-21
哪些工单超时了 | overdue | 2026-11-01..2026-11-30 | list
处理及时率 | resolveOnTimeRate | 2026-11-01..2026-11-30
解决及时率多少 | resolveOnTimeRate | 2026-11-01..2026-11-30
三天处理及时率 | resolveOnTimeRate | 2026-11-01..2026-11-30
上月跟进及时率 | trackOnTimeRate | 2026-10-01..2026-10-31
派单及时率上个月多少 | routeOnTimeRate | 2026-10-01..2026-10-31
验证及时率 | verifyOnTimeRate | 2026-11-01..2026-11-30
投诉回访及时率 | verifyOnTimeRate | 2026-11-01..2026-11-30
四个及时率 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | 2026-11-01..2026-11-30
各部门处理及时率 | resolveOnTimeRate | 2026-11-01..2026-11-30 | by=department
处理及时率最低的部门 | resolveOnTimeRate | 2026-11-01..2026-11-30 | by=department order=asc top=1
满意率多少 | satisfaction | 2026-11-01..2026-11-30
本月客户满意度 | satisfaction | 2026-11-01..2026-11-30
满意度最低的部门 | satisfaction | 2026-11-01..2026-11-30 | by=department order=asc top=1
各部门满意度 | satisfaction | 2026-11-01..2026-11-30 | by=department
本月重开多少 | reopened | 2026-11-01..2026-11-30
重新打开的工单 | reopened | 2026-11-01..2026-11-30
结案率 | closureRate | 2026-11-01..2026-11-30
封闭率多少 | closureRate | 2026-11-01..2026-11-30
关闭率得分 | closureRate | 2026-11-01..2026-11-30
本月闭环率 | closureRate | 2026-11-01..2026-11-30
关闭得分多少 | closureRate | 2026-11-01..2026-11-30
本月关了多少 | closed | 2026-11-01..2026-11-30
昨天结案几个 | closed | 2026-11-21
今天处理完几个 | resolved | 2026-11-22
这周解决了多少 | resolved | 2026-11-16..2026-11-22
投诉类别分布 | complaintsReceived | 2026-11-01..2026-11-30 | by=category
投诉来源分布 | complaintsReceived | 2026-11-01..2026-11-30 | by=source
各级别投诉 | complaintsReceived | 2026-11-01..2026-11-30 | by=severity
按状态看工单 | ticketsReceived | 2026-11-01..2026-11-30 | by=status
各状态工单多少 | ticketsReceived | 2026-11-01..2026-11-30 | by=status
工单趋势 | ticketsReceived | 2026-10-24..2026-11-22 | by=day
本月每天投诉量 | complaintsReceived | 2026-11-01..2026-11-30 | by=day
按周看投诉 | complaintsReceived | 2026-09-28..2026-11-22 | by=week
每周投诉 | complaintsReceived | 2026-09-28..2026-11-22 | by=week
按月看关闭率 | closureRate | 2026-01-01..2026-12-31 | by=month
逐月投诉 | complaintsReceived | 2026-01-01..2026-12-31 | by=month
投诉部门排名 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc
各部门超时排名 | overdue | 2026-11-01..2026-11-30 | by=department order=desc
关闭率排行 | closureRate | 2026-11-01..2026-11-30 | by=department order=desc
投诉最多的前五个部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=5
投诉top3部门 | complaintsReceived | 2026-11-01..2026-11-30 | by=department order=desc top=3
待处理最多的部门 | open | now | by=department order=desc top=1
谁的待处理最多 | open | now | by=assignee order=desc top=1
哪个人超时最多 | overdue | 2026-11-01..2026-11-30 | by=assignee order=desc top=1
按责任人看超时 | overdue | 2026-11-01..2026-11-30 | by=assignee
哪类投诉最多 | complaintsReceived | 2026-11-01..2026-11-30 | by=category order=desc top=1
什么问题投诉最多 | complaintsReceived | 2026-11-01..2026-11-30 | by=category order=desc top=1
哪个渠道投诉最多 | complaintsReceived | 2026-11-01..2026-11-30 | by=source order=desc top=1
本月投诉跟上月比 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
这周投诉跟上周比怎么样 | complaintsReceived | 2026-11-16..2026-11-22 | with=2026-11-09..2026-11-15
今天投诉比昨天多吗 | complaintsReceived | 2026-11-22 | with=2026-11-21
本月关闭率环比 | closureRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
本月关闭率同比 | closureRate | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
三季度投诉跟二季度比 | complaintsReceived | 2026-07-01..2026-09-30 | with=2026-04-01..2026-06-30
今年投诉与去年同期相比 | complaintsReceived | 2026-01-01..2026-12-31 | with=2025-01-01..2025-11-22
本月投诉和去年同月比 | complaintsReceived | 2026-11-01..2026-11-30 | with=2025-11-01..2025-11-22
投诉量是涨了还是降了 | complaintsReceived | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
今天发了几条提醒 | remindersSent | 2026-11-22
昨天提醒发了多少 | remindersSent | 2026-11-21
本月生日提醒发了多少 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=birthday
本周续保提醒 | remindersSent | 2026-11-16..2026-11-22 | reminderKind=insuranceRenewal
保养提醒本月发了多少 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance,regularMaintenance
首保提醒发了几个 | remindersSent | 2026-11-01..2026-11-30 | reminderKind=firstMaintenance
明天要发多少提醒 | remindersPlanned | 2026-11-23
下周计划提醒多少 | remindersPlanned | 2026-11-23..2026-11-29
本月计划年检提醒多少 | remindersPlanned | 2026-11-01..2026-11-30 | reminderKind=annualInspection
提醒按种类分 | remindersSent | 2026-11-01..2026-11-30 | by=reminderKind
提醒按渠道看 | remindersSent | 2026-11-01..2026-11-30 | by=channel
电话任务有几个 | callTasksOpen | now
还有多少电话没打 | callTasksOpen | now
今天电话任务 | callTasksOpen | 2026-11-22
本周要打的电话 | callTasksOpen | 2026-11-16..2026-11-22
电话任务列出来 | callTasksOpen | now | list
待打电话有哪些 | callTasksOpen | now | list
`;
