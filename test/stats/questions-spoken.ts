/** Loose talk, slips of the pen and the ear, letters, odd punctuation, in the notation of question-lines.ts. */
export const QUESTIONS_SPOKEN = `
投诉? | complaintsReceived | month
投诉工单多少 | complaintsReceived | month
待分派的投诉工单 | open | now | status=triage kind=complaint,grumble
投诉 | complaintsReceived | month
关闭率呢 | closureRate | month
满意度咋样 | satisfaction | month
本月投诉多少呀 | complaintsReceived | month
帮我看看今天投诉有多少 | complaintsReceived | today
麻烦查下昨天的客诉 | complaintsReceived | yesterday
老板想知道这个月投诉多少 | complaintsReceived | month
领导问上个月关闭率多少 | closureRate | lastMonth
问下这周超时多少 | overdue | week
我想看一下上周各部门的投诉情况 | complaintsReceived | lastWeek | by=department
能不能查一下本月满意度 | satisfaction | month
可以帮我统计一下上个月投诉吗 | complaintsReceived | lastMonth
发我一下本月关闭率 | closureRate | month
给我来个本月投诉数据 | complaintsReceived | month
说说今天的投诉 | complaintsReceived | today
今天咱们店投诉了几起 | complaintsReceived | today
这个月咱投诉几条了 | complaintsReceived | month
目前为止本月投诉多少 | complaintsReceived | 2026-11-01..2026-11-22
到现在一共收了多少投诉本月 | complaintsReceived | 2026-11-01..2026-11-22
嗯这个月投诉多少 | complaintsReceived | month
呃上周的那个关闭率是多少来着 | closureRate | lastWeek
那个就是本月售后的投诉有多少 | complaintsReceived | month | department=afterSales
你好帮我查询一下本月的投诉数量谢谢 | complaintsReceived | month
早,昨天投诉几个 | complaintsReceived | yesterday
小爱同学今天投诉多少 | !
在吗 今天投诉多少 | complaintsReceived | today
急!今天超时几个 | overdue | today
投诉量 本月 | complaintsReceived | month
本月 车间 投诉 | complaintsReceived | month | department=workshop
本月,投诉,多少 | complaintsReceived | month
本月/投诉 | complaintsReceived | month
本月投诉多少??? | complaintsReceived | month
本月投诉多少。。。 | complaintsReceived | month
本月投诉多少～ | complaintsReceived | month
【本月投诉】 | complaintsReceived | month
"本月投诉" | complaintsReceived | month
本 月 投 诉 | complaintsReceived | month
本月ｐ０投诉 | complaintsReceived | month | severity=P0
近７天投诉 | complaintsReceived | 2026-11-16..2026-11-22
３ＤＣ回访率 | followUpCoverage | month | round=threeDay
3dc回访率 | followUpCoverage | month | round=threeDay
3 DC 回访率 | followUpCoverage | month | round=threeDay
三DC回访率 | followUpCoverage | month | round=threeDay
投述多少 | complaintsReceived | month
本月投速 | complaintsReceived | month
本月头诉几个 | complaintsReceived | month
投拆多少 | complaintsReceived | month
投诉里多少 | complaintsReceived | month
关闭绿 | closureRate | month
关必率多少 | closureRate | month
官闭率 | closureRate | month
满异度 | satisfaction | month
满意渡多少 | satisfaction | month
超市的工单有哪些 | overdue | month | list
超实工单几个 | overdue | month
续宝率多少 | renewalRate | month
流湿率 | churnRate | default
回防率本月 | followUpCoverage | month
回访律 | followUpCoverage | month
配见部投诉 | complaintsReceived | month | department=parts
消售部投诉 | complaintsReceived | month | department=sales
上各月投诉 | complaintsReceived | lastMonth
上个月头述多少 | complaintsReceived | lastMonth
按步门分投诉 | complaintsReceived | month | by=department
那个部门投诉最多 | complaintsReceived | month | by=department order=desc top=1
处里及时率 | resolveOnTimeRate | month
及时绿 | routeOnTimeRate+trackOnTimeRate+resolveOnTimeRate+verifyOnTimeRate | month
待处里有几个 | open | now
tousu | complaintsReceived | month
benyue tousu | complaintsReceived | month
本月tousu多少 | complaintsReceived | month
guanbilv | closureRate | month
manyidu | satisfaction | month
jintian投诉 | complaintsReceived | today
上zhou投诉 | complaintsReceived | lastWeek
liushilv | churnRate | default
本月投诉量有没有上升 | complaintsReceived | month | with=2026-10-01..2026-10-31
投诉涨了吗 | complaintsReceived | month | with=2026-10-01..2026-10-31
本月投诉和关闭率还有满意度 | complaintsReceived+closureRate+satisfaction | month
投诉、超时、关闭率 | complaintsReceived+overdue+closureRate | month
上周投诉多少?关闭率多少? | complaintsReceived+closureRate | lastWeek
今天投诉几个 超时几个 | complaintsReceived+overdue | today
王总要本月投诉数 | complaintsReceived | month
请教一下本月投诉数 | complaintsReceived | month
有劳查下本月投诉 | complaintsReceived | month
查本月投诉 | complaintsReceived | month
统计本月投诉 | complaintsReceived | month
看下本月投诉数字 | complaintsReceived | month
本月投诉汇总 | complaintsReceived | month
本月投诉概况 | complaintsReceived | month
本月投诉总结 | complaintsReceived | month
投诉总共多少个 | complaintsReceived | month
总的投诉量本月 | complaintsReceived | month
全店本月投诉 | complaintsReceived | month
整个店这个月投诉 | complaintsReceived | month
我们店本月关闭率多少 | closureRate | month
`;
