/** Times and comparisons, in the notation of question-lines.ts. */
export const QUESTIONS_TIME = `
今儿投诉多少 | complaintsReceived | today
今日客诉几个 | complaintsReceived | today
昨日投诉量 | complaintsReceived | yesterday
昨儿来了几个投诉 | complaintsReceived | yesterday
大前天投诉几个 | complaintsReceived | 2026-11-19
前天的工单 | ticketsReceived | 2026-11-20
这三天投诉 | complaintsReceived | 2026-11-20..2026-11-22
这几天投诉多吗 | complaintsReceived | 2026-11-16..2026-11-22
最近投诉怎么样 | complaintsReceived | 2026-11-16..2026-11-22
近一周投诉 | complaintsReceived | 2026-11-16..2026-11-22
近两周投诉 | complaintsReceived | 2026-11-09..2026-11-22
过去七天的工单 | ticketsReceived | 2026-11-16..2026-11-22
近三十天关闭率 | closureRate | 2026-10-24..2026-11-22
最近30天满意度 | satisfaction | 2026-10-24..2026-11-22
近3个月投诉量 | complaintsReceived | 2026-08-23..2026-11-22
近三月投诉量 | complaintsReceived | 2026-08-23..2026-11-22
近半年投诉 | complaintsReceived | 2026-05-23..2026-11-22
最近一年投诉 | complaintsReceived | 2025-11-23..2026-11-22
近一年重复投诉 | repeatComplaints | 2025-11-23..2026-11-22
本周投诉 | complaintsReceived | week
这个星期投诉 | complaintsReceived | week
上星期投诉 | complaintsReceived | lastWeek
上一周的投诉 | complaintsReceived | lastWeek
上上周投诉几个 | complaintsReceived | 2026-11-02..2026-11-08
上上个礼拜投诉 | complaintsReceived | 2026-11-02..2026-11-08
礼拜三投诉几个 | complaintsReceived | 2026-11-18
星期五的投诉 | complaintsReceived | 2026-11-20
本周一到今天投诉 | complaintsReceived | 2026-11-16..2026-11-22
上周四的投诉 | complaintsReceived | 2026-11-12
上周一至周五投诉 | complaintsReceived | 2026-11-09..2026-11-13
周末来了几个投诉 | complaintsReceived | 2026-11-21..2026-11-22
上周末投诉 | complaintsReceived | 2026-11-14..2026-11-15
本月截止目前投诉 | complaintsReceived | 2026-11-01..2026-11-22
月初到现在投诉多少 | complaintsReceived | 2026-11-01..2026-11-22
本月至今关闭率 | closureRate | 2026-11-01..2026-11-22
截至今天本月投诉 | complaintsReceived | 2026-11-01..2026-11-22
当月投诉 | complaintsReceived | month
这月投诉 | complaintsReceived | month
上月投诉 | complaintsReceived | lastMonth
上一个月投诉 | complaintsReceived | lastMonth
上上月投诉 | complaintsReceived | 2026-09-01..2026-09-30
上上个月关闭率 | closureRate | 2026-09-01..2026-09-30
10月份投诉 | complaintsReceived | lastMonth
十月投诉 | complaintsReceived | lastMonth
八月份客诉多少 | complaintsReceived | 2026-08-01..2026-08-31
去年10月投诉 | complaintsReceived | 2025-10-01..2025-10-31
25年12月投诉 | complaintsReceived | 2025-12-01..2025-12-31
2026年10月的投诉 | complaintsReceived | lastMonth
2026.10投诉 | complaintsReceived | lastMonth
9、10两个月投诉 | complaintsReceived | 2026-09-01..2026-10-31
9月和10月一共多少投诉 | complaintsReceived | 2026-09-01..2026-10-31
11月1号到15号投诉 | complaintsReceived | 2026-11-01..2026-11-15
11月1日-11月15日投诉 | complaintsReceived | 2026-11-01..2026-11-15
11.1-11.15投诉 | complaintsReceived | 2026-11-01..2026-11-15
11/1到11/15投诉 | complaintsReceived | 2026-11-01..2026-11-15
1到15号投诉 | complaintsReceived | 2026-11-01..2026-11-15
一号到十五号投诉 | complaintsReceived | 2026-11-01..2026-11-15
本月1号到10号投诉 | complaintsReceived | 2026-11-01..2026-11-10
上个月1-15号投诉 | complaintsReceived | 2026-10-01..2026-10-15
上个月20号到月底的投诉 | complaintsReceived | 2026-10-20..2026-10-31
10月20号到现在投诉 | complaintsReceived | 2026-10-20..2026-11-22
从10月8号开始投诉多少 | complaintsReceived | 2026-10-08..2026-11-22
9月以来投诉 | complaintsReceived | 2026-09-01..2026-11-22
11月上旬投诉 | complaintsReceived | 2026-11-01..2026-11-10
本月中旬投诉 | complaintsReceived | 2026-11-11..2026-11-20
上月下旬投诉 | complaintsReceived | 2026-10-21..2026-10-31
上旬投诉 | complaintsReceived | 2026-11-01..2026-11-10
Q3投诉 | complaintsReceived | lastQuarter
第三季度投诉 | complaintsReceived | lastQuarter
三季度客诉量 | complaintsReceived | lastQuarter
26年Q3投诉 | complaintsReceived | lastQuarter
今年Q3投诉 | complaintsReceived | lastQuarter
去年Q4关闭率 | closureRate | 2025-10-01..2025-12-31
去年四季度投诉 | complaintsReceived | 2025-10-01..2025-12-31
这季度投诉 | complaintsReceived | quarter
上个季度满意度 | satisfaction | lastQuarter
前三季度投诉 | complaintsReceived | 2026-01-01..2026-09-30
上半年投诉 | complaintsReceived | 2026-01-01..2026-06-30
去年下半年投诉 | complaintsReceived | 2025-07-01..2025-12-31
今年上半年关闭率 | closureRate | 2026-01-01..2026-06-30
今年以来投诉 | complaintsReceived | 2026-01-01..2026-11-22
今年到现在投诉多少 | complaintsReceived | 2026-01-01..2026-11-22
开年到现在投诉 | complaintsReceived | 2026-01-01..2026-11-22
去年全年投诉 | complaintsReceived | lastYear
去年一年投诉多少 | complaintsReceived | lastYear
前年投诉 | complaintsReceived | 2024-01-01..2024-12-31
2025全年投诉 | complaintsReceived | lastYear
国庆投诉几个 | complaintsReceived | 2026-10-01..2026-10-07
十一黄金周投诉 | complaintsReceived | 2026-10-01..2026-10-07
十一期间投诉 | complaintsReceived | 2026-10-01..2026-10-07
五一假期投诉 | complaintsReceived | 2026-05-01..2026-05-05
元旦投诉 | complaintsReceived | 2026-01-01..2026-01-03
过年期间投诉多少 | complaintsReceived | 2026-02-15..2026-02-23
去年春节投诉 | complaintsReceived | 2025-01-28..2025-02-04
端午投诉 | complaintsReceived | 2026-06-19..2026-06-21
双11投诉 | complaintsReceived | 2026-11-11
双十一当天投诉几个 | complaintsReceived | 2026-11-11
618投诉多少 | complaintsReceived | 2026-06-18
本月投诉环比怎么样 | complaintsReceived | month | with=2026-10-01..2026-10-31
本周投诉环比 | complaintsReceived | week | with=2026-11-09..2026-11-15
本月投诉比上月少了多少 | complaintsReceived | month | with=2026-10-01..2026-10-31
投诉比上个月多了还是少了 | complaintsReceived | month | with=2026-10-01..2026-10-31
本月投诉同比增长多少 | complaintsReceived | month | with=2025-11-01..2025-11-22
关闭率跟上季度比 | closureRate | quarter | with=2026-07-01..2026-09-30
满意度比上月高吗 | satisfaction | month | with=2026-10-01..2026-10-31
今年投诉比去年 | complaintsReceived | year | with=2025-01-01..2025-12-31
今年跟去年比投诉多多少 | complaintsReceived | year | with=2025-01-01..2025-12-31
10月投诉和9月比 | complaintsReceived | lastMonth | with=2026-09-01..2026-09-30
10月投诉环比 | complaintsReceived | lastMonth | with=2026-09-01..2026-09-30
10月对比9月投诉 | complaintsReceived | lastMonth | with=2026-09-01..2026-09-30
上周投诉跟上上周比 | complaintsReceived | lastWeek | with=2026-11-02..2026-11-08
上个月跟上上个月投诉对比 | complaintsReceived | lastMonth | with=2026-09-01..2026-09-30
三季度和二季度投诉比较 | complaintsReceived | lastQuarter | with=2026-04-01..2026-06-30
上半年投诉跟去年上半年比 | complaintsReceived | 2026-01-01..2026-06-30 | with=2025-01-01..2025-06-30
今天和昨天投诉对比 | complaintsReceived | today | with=2026-11-21
各部门投诉跟上个月比 | complaintsReceived | month | by=department with=2026-10-01..2026-10-31
各部门关闭率环比 | closureRate | month | by=department with=2026-10-01..2026-10-31
上个月同期投诉多少 | complaintsReceived | 2026-10-01..2026-10-22
本月投诉比上个月同期 | complaintsReceived | month | with=2026-10-01..2026-10-22
未来30天有多少车保险到期 | remindersDue | 2026-11-23..2026-12-22 | reminderKind=insuranceRenewal
未来一周要发多少提醒 | remindersPlanned | 2026-11-23..2026-11-29
接下来两周年检到期的有多少 | remindersDue | 2026-11-23..2026-12-06 | reminderKind=annualInspection
今后三个月续保到期多少 | remindersDue | 2026-11-23..2027-02-22 | reminderKind=insuranceRenewal
`;
