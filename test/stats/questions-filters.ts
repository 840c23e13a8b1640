/** Filters, groups, rankings and lists, in the notation of question-lines.ts. */
export const QUESTIONS_FILTERS = `
售后投诉多少 | complaintsReceived | month | department=afterSales
售后部门上周投诉 | complaintsReceived | lastWeek | department=afterSales
机电投诉多少 | complaintsReceived | month | department=workshop
机电车间投诉 | complaintsReceived | month | department=workshop
钣喷投诉几个 | complaintsReceived | month | department=workshop
维修部投诉 | complaintsReceived | month | department=workshop
前台接待投诉 | complaintsReceived | month | department=serviceReception
备件部门超时 | overdue | month | department=parts
销售和市场的投诉 | complaintsReceived | month | department=marketing,sales
客服部关闭率 | closureRate | month | department=customerCare
保险金融投诉 | complaintsReceived | month | department=finance,insurance
车间和配件关闭率 | closureRate | month | department=parts,workshop
索赔的投诉有几个 | complaintsReceived | month | department=warranty
销售部王磊的投诉 | complaintsReceived | month | department=sales assignee=wanglei
王磊的投诉 | complaintsReceived | month | assignee=wanglei
王磊负责的投诉有几个 | complaintsReceived | month | assignee=wanglei
王磊还有多少没处理 | open | now | assignee=wanglei
王磊超时几个 | overdue | month | assignee=wanglei
王磊和李娜的超时 | overdue | month | assignee=lina,wanglei
李娜的满意度 | satisfaction | month | assignee=lina
张伟上个月关闭率 | closureRate | lastMonth | assignee=zhangwei
陈静3DC回访率 | followUpCoverage | month | round=threeDay assignee=chenjing
陈静昨天回访了几个 | followUpsDone | yesterday | assignee=chenjing
徐专员今天打了几个电话 | callsDone | today | assignee=xu
王磊今天要打的电话有哪些 | callTasksOpen | today | assignee=wanglei list
王磊处理了几个投诉 | resolved | month | assignee=wanglei kind=complaint,grumble
王磊的处理时长 | timeToResolve | month | assignee=wanglei
速腾投诉多少 | complaintsReceived | month | series=速腾
速腾和迈腾的投诉 | complaintsReceived | month | series=迈腾,速腾
途观L今年投诉 | complaintsReceived | year | series=途观L
途观l本月投诉几个 | complaintsReceived | month | series=途观L
id.4的投诉 | complaintsReceived | month | series=ID.4
速腾发动机投诉 | complaintsReceived | month | series=速腾 category=Q1
宝来重大投诉 | complaintsReceived | month | series=宝来 severity=P0
高尔夫满意度 | satisfaction | month | series=高尔夫
沪A12345的投诉 | complaintsReceived | month | plate=沪A12345
京AD12345本月投诉几次 | complaintsReceived | month | plate=京AD12345
沪a12345的工单列出来 | ticketsReceived | month | plate=沪A12345 list
粤B88888今年进厂几次 | visits | year | plate=粤B88888
车牌沪A12345有几个投诉 | complaintsReceived | month | plate=沪A12345
P0多少 | complaintsReceived | month | severity=P0
本月P1的投诉 | complaintsReceived | month | severity=P1
重大的投诉有哪些 | complaintsReceived | month | severity=P0 list
P0超时了吗 | overdue | month | severity=P0
升级投诉几个 | complaintsReceived | month | severity=P1
一般投诉 | complaintsReceived | month | severity=P2
重大投诉没关的 | open | now | severity=P0 kind=complaint,grumble
刹车投诉 | complaintsReceived | month | category=Q2
变速箱的投诉本月几个 | complaintsReceived | month | category=Q1
异响投诉几个 | complaintsReceived | month | category=Q4
空调投诉 | complaintsReceived | month | category=Q4
车机投诉多少 | complaintsReceived | month | category=Q4
电池续航投诉 | complaintsReceived | month | category=Q3
上牌的投诉 | complaintsReceived | month | category=S1
定金投诉 | complaintsReceived | month | category=S2
理赔投诉 | complaintsReceived | month | category=I1
等待时间长的投诉 | complaintsReceived | month | category=R2
没修好的投诉几个 | complaintsReceived | month | category=R1
服务态度投诉多不多 | complaintsReceived | month | category=C1
Q1类投诉 | complaintsReceived | month | category=Q1
R2类的工单 | ticketsReceived | month | category=R2
热线来的投诉 | complaintsReceived | month | source=hotline
微信投诉占多少 | !
厂家转的投诉多少 | complaintsReceived | month | source=manufacturer
回访转来的投诉 | complaintsReceived | month | source=followUp
员工录的工单 | ticketsReceived | month | source=staff
没签收的列出来 | open | now | status=routed list
待签收的工单有几个 | open | now | status=routed
待验证的有几个 | open | now | status=resolved
车间待签收 | open | now | department=workshop status=routed
每个部门投诉 | complaintsReceived | month | by=department
按部门看投诉 | complaintsReceived | month | by=department
分部门投诉 | complaintsReceived | month | by=department
各部门的超时情况 | overdue | month | by=department
各个部门满意度 | satisfaction | month | by=department
部门投诉排名 | complaintsReceived | month | by=department order=desc
按人看超时 | overdue | month | by=assignee
每个人的关闭率 | closureRate | month | by=assignee
分人看投诉 | complaintsReceived | month | by=assignee
按责任人分超时 | overdue | month | by=assignee
各顾问投诉 | complaintsReceived | month | by=assignee
按SA分投诉 | complaintsReceived | month | by=assignee
按顾问看3DC得分 | followUpScore | month | round=threeDay by=advisor
哪个SA回访得分最低 | followUpScore | month | by=advisor order=asc top=1
哪个顾问一次修复率最低 | fixedFirstTimeRate | month | by=advisor order=asc top=1
各顾问3DC满意度 | followUpSatisfaction | month | round=threeDay by=advisor
回访率按轮次分 | followUpCoverage | month | by=round
各轮次回访率 | followUpCoverage | month | by=round
按车型分投诉 | complaintsReceived | month | by=series
各车型投诉 | complaintsReceived | month | by=series
按车系看投诉 | complaintsReceived | month | by=series
哪款车投诉最多 | complaintsReceived | month | by=series order=desc top=1
什么车投诉最多 | complaintsReceived | month | by=series order=desc top=1
哪辆车投诉最多 | complaintsReceived | month | by=vehicle order=desc top=1
按级别分 本月投诉 | complaintsReceived | month | by=severity
各级别投诉多少 | complaintsReceived | month | by=severity
按来源分投诉 | complaintsReceived | month | by=source
各渠道投诉 | complaintsReceived | month | by=source
每个渠道投诉多少 | complaintsReceived | month | by=source
投诉都从哪来的 | complaintsReceived | month | by=source
每天投诉量 | complaintsReceived | month | by=day
按天看投诉 | complaintsReceived | month | by=day
上周每天的投诉 | complaintsReceived | lastWeek | by=day
每日工单量 | ticketsReceived | month | by=day
按周投诉 | complaintsReceived | 2026-09-28..2026-11-22 | by=week
今年按月投诉 | complaintsReceived | year | by=month
投诉月度趋势 | complaintsReceived | year | by=month
去年每个月的关闭率 | closureRate | lastYear | by=month
满意度趋势 | satisfaction | 2026-10-24..2026-11-22 | by=day
台次走势 | visits | 2026-10-24..2026-11-22 | by=day
哪个部门投诉最多 | complaintsReceived | month | by=department order=desc top=1
哪个部门关闭率最低 | closureRate | month | by=department order=asc top=1
哪个部门满意度最差 | satisfaction | month | by=department order=asc top=1
谁投诉最多 | complaintsReceived | month | by=assignee order=desc top=1
谁超时最多 | overdue | month | by=assignee order=desc top=1
投诉最多的是谁 | complaintsReceived | month | by=assignee order=desc top=1
投诉前三的部门 | complaintsReceived | month | by=department order=desc top=3
投诉最少的部门 | complaintsReceived | month | by=department order=asc top=1
满意度最高的部门 | satisfaction | month | by=department order=desc top=1
满意度前三名 | satisfaction | month | by=department order=desc top=3
关闭率后三名 | closureRate | month | by=department order=asc top=3
关闭率倒数三个部门 | closureRate | month | by=department order=asc top=3
满意度垫底的部门 | satisfaction | month | by=department order=asc top=1
处理最慢的部门 | timeToResolve | month | by=department order=desc top=1
谁处理最快 | timeToResolve | month | by=assignee order=asc top=1
投诉类别前五 | complaintsReceived | month | by=category order=desc top=5
投诉top10车型 | complaintsReceived | month | by=series order=desc top=10
超时最多的两个部门 | overdue | month | by=department order=desc top=2
投诉排行榜 | complaintsReceived | month | by=department order=desc
车型投诉排名 | complaintsReceived | month | by=series order=desc
投诉从多到少排一下 | complaintsReceived | month | by=department order=desc
本月超时有哪些 | overdue | month | list
超时工单明细 | overdue | month | list
把今天的投诉列出来 | complaintsReceived | today | list
昨天的投诉给我看看 | complaintsReceived | yesterday | list
昨天投诉单号 | complaintsReceived | yesterday | list
本月P0投诉清单 | complaintsReceived | month | severity=P0 list
列一下车间没关的工单 | open | now | department=workshop list
哪些投诉超时了 | overdue | month | kind=complaint,grumble list
哪些车流失了 | churned | default | list
未关闭的投诉列表 | open | now | kind=complaint,grumble list
今天要回访哪些客户 | followUpsDue | today | list
`;
