/** A ninth lot: long and polite sentences, dialect, misheard words. By people who had not seen the reader. */
export const OTHERS_NINTH = `
林总监让我来问一声，上个月咱们店投诉一共来了多少条，关闭率又是多少，麻烦您给报一下 | complaintsReceived+closureRate | 2026-10-01..2026-10-31
想知道一下上个月售后前台收到的头诉的情况 | complaintsReceived | 2026-10-01..2026-10-31 | department=serviceReception
上个月从微信进来的归配件部管的P2级别的投诉一共有多少条啊 | complaintsReceived | 2026-10-01..2026-10-31 | department=parts severity=P2 source=chat
俺们售后前台昨儿个一天进来多少张工单啊 | ticketsReceived | 2026-11-21 | department=serviceReception
劳驾把上个月400热线打进来的工单按类别给我分一分看各有几张 | ticketsReceived | 2026-10-01..2026-10-31 | source=hotline by=category
上礼拜客户给咱们的表扬还有建议一共收了几条，我想在会上念一念 | !
现在手上没关的单子还剩多少张，超时的又有几张，您受累给看看 | open+overdue | now
苏主管手里头还有几张没关的投诉单子 | open | now | assignee=su kind=complaint,grumble
眼下还没关掉的投诉里头客户要求退车的有几张，按责任人分开说 | open | now | kind=complaint,grumble demand=returnVehicle by=assignee
上个礼拜哪个部门超时的单子最多呀，我想听个准数 | overdue | 2026-11-09..2026-11-15 | by=department order=desc top=1
这会儿还有哪些单子眼瞅着就要超时了，赶紧给俺列出来 | nearlyOverdue | now | list
配件部那块快超时还没超时的单子眼下有几张嘛 | nearlyOverdue | now | department=parts
配件部上上周关闭了多少张工单，关一张一般要花多长时间 | closed+timeToClose | 2026-11-02..2026-11-08 | department=parts
想麻烦您帮忙查一下国庆放假那七天里头一共关了几张单子 | closed | 2026-10-01..2026-10-07
升级的也就是P1那种投诉，上个季度从收到到关闭一般要几天呢 | timeToClose | 2026-07-01..2026-09-30 | severity=P1 kind=complaint,grumble
索赔组十月下旬处理完毕了多少张单子，处理及时率又是多少 | resolved+resolveOnTimeRate | 2026-10-21..2026-10-31 | department=warranty
想了解一下马主管近30天报处理完毕的工单数量 | resolved | 2026-10-24..2026-11-22 | assignee=ma
初理及时率上礼拜各个部门都是啥水平 | resolveOnTimeRate | 2026-11-09..2026-11-15 | by=department
请问一下上个月维修质量类的投诉有多少张后来又被重新打开过 | reopened | 2026-10-01..2026-10-31 | category=R1 kind=complaint,grumble
最近三十天从开过的工单按责任人给数一数 | reopened | 2026-10-24..2026-11-22 | by=assignee
想知道一下销售部十月份投诉的关闭率 | closureRate | 2026-10-01..2026-10-31 | department=sales
P3级别服务态度类的投诉三季度关闭率是多少，麻烦按部门分开给我 | closureRate | 2026-07-01..2026-09-30 | severity=P3 category=C1 by=department
俺问一下这个月派单及时率咋样，跟上个月比有木有好一点 | routeOnTimeRate | 2026-11-01..2026-11-30 | with=2026-10-01..2026-10-31
派丹及时率上周每一天的情况给我说一说 | routeOnTimeRate | 2026-11-09..2026-11-15 | by=day
俺们车间这个月跟进及时率咋样，首次跟进一般得用多长时间 | trackOnTimeRate+timeToTrack | 2026-11-01..2026-11-30 | department=workshop
售后技术部上周的跟进急时率得劲不得劲 | trackOnTimeRate | 2026-11-09..2026-11-15 | department=aftersalesTechnical
十月份销售部的投诉首次跟进用时最长的是哪个类别 | timeToTrack | 2026-10-01..2026-10-31 | department=sales kind=complaint,grumble by=category order=desc top=1
处理完了以后回访确认的及时率九月份是多少啊，我这边写总结要用一下 | verifyOnTimeRate | 2026-09-01..2026-09-30
想看看何专员这周的回访确认及时率 | !
请教一下，上个季度工单的客户满意度是多少，头一次答复就满意的又占多少 | satisfaction+firstSatisfaction | 2026-07-01..2026-09-30
麻烦帮忙看看P2级别的投诉满意度，上个月的跟去年十月份比一比 | satisfaction | 2026-10-01..2026-10-31 | severity=P2 kind=complaint,grumble with=2025-10-01..2025-10-31
首次满意率十月份是哪个部门垫底呀 | firstSatisfaction | 2026-10-01..2026-10-31 | by=department order=asc top=1
同一台车为了同样的毛病来重复投诉的，上个季度有多少条，按车系给我排一下 | repeatComplaints | 2026-07-01..2026-09-30 | by=series order=desc
重付投诉的单子十一月份都有哪几张 | repeatComplaints | 2026-11-01..2026-11-30 | list
今年到现在为止一共发起了多少个整改，还有多少个没完成的 | rectificationsOpened+rectificationsOpen | 2026-01-01..2026-11-22
车间今年一季度发起过几回整改啊 | rectificationsOpened | 2026-01-01..2026-03-31 | department=workshop
想问一下到今儿个还没批准关闭的整改有多少，分部门报给我 | rectificationsOpen | now | by=department
派单一般要磨蹭多长时间，我想知道十月份各个部门的 | timeToRoute | 2026-10-01..2026-10-31 | by=department
劳驾查一下上周六上周日两天微信进来的投诉派单用时是多少 | timeToRoute | 2026-11-14..2026-11-15 | source=chat kind=complaint,grumble
俺们车间签收一张单子要多长时间啊，看上个月的 | timeToAcknowledge | 2026-10-01..2026-10-31 | department=workshop
九月份签收用石最长的是哪个部门 | timeToAcknowledge | 2026-09-01..2026-09-30 | by=department order=desc top=1
索赔组今年以来P1级的投诉处理用时是多久，烦请告知 | timeToResolve | 2026-01-01..2026-11-22 | department=warranty severity=P1 kind=complaint,grumble
想了解一下处理用时十月份和九月份相比的变化情况 | timeToResolve | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
朗逸这个车系车身电器类的投诉，今年1到10月的处理用时同比咋样 | timeToResolve | 2026-01-01..2026-10-31 | series=朗逸 category=Q4 kind=complaint,grumble with=2025-01-01..2025-10-31
回访确认用时上个礼拜咋样，长不长啊 | timeToVerify | 2026-11-09..2026-11-15
从处理完毕到回访确认中间要隔多久，三季度的按月给我说说 | timeToVerify | 2026-07-01..2026-09-30 | by=month
这礼拜排了多少条生日提醒要发给客户的 | remindersPlanned | 2026-11-16..2026-11-22 | reminderKind=birthday
想提前了解一下下周的计划提醒，按提醒种类分开 | remindersPlanned | 2026-11-23..2026-11-29 | by=reminderKind
上个星期发出去的续保提醒有几多条 | remindersSent | 2026-11-09..2026-11-15 | reminderKind=insuranceRenewal
昨天已经发给车主的提醒有多少，按渠道给分一下，谢谢啦 | remindersSent | 2026-11-21 | by=channel
十一月上半月到期该提醒的事项有多少件，触达率是多少，分渠道看看 | !
下个月到期要提醒年检的事项有多少件，我好安排人手 | remindersDue | 2026-12-01..2026-12-31 | reminderKind=annualInspection
短信提醒的出达率上个月是多少 | !
首保提醒发过去，上个月车主给咱们回复的占多少啊 | reminderReplyRate | 2026-10-01..2026-10-31 | reminderKind=firstMaintenance
提醒回复律三季度跟二季度比是高了还是低了 | reminderReplyRate | 2026-07-01..2026-09-30 | with=2026-04-01..2026-06-30
想知道一下十月份定期保养提醒的预约率情况 | reminderBookingRate | 2026-10-01..2026-10-31 | reminderKind=regularMaintenance
上半年哪个渠道的提醒预约率最高，说一个就成 | reminderBookingRate | 2026-01-01..2026-06-30 | by=channel order=desc top=1
提醒了之后客户真到店来的占多少，上个季度的，按提醒种类分 | reminderArrivalRate | 2026-07-01..2026-09-30 | by=reminderKind
帕萨特的车主九月份定期保养提醒到电率是多少 | reminderArrivalRate | 2026-09-01..2026-09-30 | series=帕萨特 reminderKind=regularMaintenance
九月份到期的车险续到了几多台，续保率有几高 | renewals+renewalRate | 2026-09-01..2026-09-30
这个月到期的保险里头已经续上的有多少台，按责任人给我摆一摆 | renewals | 2026-11-01..2026-11-30 | by=assignee
续保律十月份比九月份是涨了还是跌了 | renewalRate | 2026-10-01..2026-10-31 | with=2026-09-01..2026-09-30
想了解一下上礼拜3DC应回访的有多少位，没回访的又有多少位 | followUpsDue+followUpsMissing | 2026-11-09..2026-11-15 | round=threeDay
明天跟后天两天7DC该回访的客户有多少位，麻烦提前告诉我一声 | followUpsDue | 2026-11-23..2026-11-24 | round=sevenDay
到现在为止3DC还有哪些客户没回访的，把名单给我列一下吧谢谢 | followUpsMissing | now | round=threeDay list
徐专员上周一共回访了多少位客户呀，辛苦帮查一下 | followUpsDone | 2026-11-09..2026-11-15 | assignee=xu
这个月到今天为止每天7DC都回访了几个 | followUpsDone | 2026-11-01..2026-11-22 | round=sevenDay by=day
上个月免访的客户都有谁，请列一下给我过过目 | followUpsSkipped | 2026-10-01..2026-10-31 | list
写明了原因不用再回访的3DC客户上周有几位 | followUpsSkipped | 2026-11-09..2026-11-15 | round=threeDay
麻烦您看一下上周3DC的回访率到百分之百了没得 | followUpCoverage | 2026-11-09..2026-11-15 | round=threeDay
想看一下十月份服务顾问江顾问名下客户的回访率 | !
徐专员上个月做的回访，客户打分平均几分，满意率又有多少 | followUpScore+followUpSatisfaction | 2026-10-01..2026-10-31 | assignee=xu
上个月回访得分最低的三个服务顾问是哪几位 | followUpScore | 2026-10-01..2026-10-31 | by=advisor order=asc top=3
7DC回访满意率今年三季度逐月的情况，麻烦给发一下 | followUpSatisfaction | 2026-07-01..2026-09-30 | round=sevenDay by=month
维修回访里头客户讲一次就修好的占多少，看上个季度的，按服务顾问分 | fixedFirstTimeRate | 2026-07-01..2026-09-30 | round=threeDay by=advisor
一次修富率八月到十月每个月啥样 | fixedFirstTimeRate | 2026-08-01..2026-10-31 | by=month
俺问一下这礼拜车主提的预约有多少个，受理率到百分百了木有 | bookings+bookingAcceptance | 2026-11-16..2026-11-22
近俩礼拜途观L的车主提了多少个预约，按天列一下数 | bookings | 2026-11-09..2026-11-22 | series=途观L by=day
预约手里率本月到今天咋样了 | bookingAcceptance | 2026-11-01..2026-11-22
何专员手里头还有几个电话没打完呢 | callTasksOpen | now | assignee=he
质保到期的电话任务现在还压着多少个没打，按责任人分开 | !
麻烦帮我看下昨天何专员电话打完了多少个，接通率怎么样 | callsDone+callReachRate | 2026-11-21 | assignee=he
俺想瞅瞅上礼拜客户关爱部每个人都打完了多少电话 | callsDone | 2026-11-09..2026-11-15 | department=customerCare by=assignee
何专员和徐专员她们两个上个月的电话接通率谁更高些 | callReachRate | 2026-10-01..2026-10-31 | assignee=he,xu by=assignee order=desc
国庆长假里头进厂的事故车有多少台次 | visits | 2026-10-01..2026-10-07 | visitType=accident
上周的进场台次按服务顾问给排个名次吧 | visits | 2026-11-09..2026-11-15 | by=advisor order=desc
俺们店档案里现在在册的车有几多台 | vehicles | now
想了解一下目前在册车辆各个车系的数量 | vehicles | now | by=series
领导好，请问截止上个月底途观L流失了多少台，流失率是几个点 | churned+churnRate | 2026-10-01..2026-10-31 | series=途观L
眼下流失的车都有哪些，给俺拉个单子 | churned | 2026-11-01..2026-11-30 | list
想了解一下今年的流失律，按车系分开的那种 | churnRate | 2026-01-01..2026-12-31 | by=series
今年每个季度的首保返厂率咋样啊 | firstMaintenanceReturnRate | 2026-01-01..2026-12-31 | by=quarter
上半年途观L该做首保的车，回来做了的占多少 | firstMaintenanceReturnRate | 2026-01-01..2026-06-30 | series=途观L
申经理托我问一声，三季度老客户转介绍的有多少台，转介绍率是多少 | referrals+referralRate | 2026-07-01..2026-09-30
上半年老客户介绍来的新车交了多少台，每个月分开说 | referrals | 2026-01-01..2026-06-30 | by=month
转介绍率去年全年跟前年比咋样 | referralRate | 2025-01-01..2025-12-31 | with=2024-01-01..2024-12-31
上礼拜客户关爱部每个人都办完了多少件活儿 | handled | 2026-11-09..2026-11-15 | department=customerCare by=assignee
十月份工作量最大的五个人是谁，我想表扬表扬他们 | handled | 2026-10-01..2026-10-31 | by=assignee order=desc top=5
现如今谁手里的活儿最多啊 | workload | now | by=assignee order=desc top=1
苏主管这会儿忙嘛呢，手头没办完的活儿还有多少 | workload | now | assignee=su
上个月咱们售后产值做到多少万了，麻烦您给个数 | !
想知道一下十月份新车销量跟去年同期对比的情况 | !
配件库里头的机油滤芯还够用几天啊 | !
俺们车间技师这个月人均工时咋样，得劲不 | !
何专员上个月的奖金该发多少，你给算一算 | !
隔壁那家店上个季度的投诉关闭率有多高，打听得到不 | !
下个月大概会来多少投诉，你帮我估一估 | !
二级回访上个月抽查了多少个客户 | !
展厅这个礼拜来看车的客流有多少，留了电话的占几成 | !
上个月来维修的车在厂里头平均要停几天才交给客户 | !
上个月客户满意的情况咋样啊，想听听 | !
想了解一下上周回访的情况 | followUpCoverage | 2026-11-09..2026-11-15
俺们部门那个率这个月够不够得劲 | !
上个月提醒的效果怎么样，麻烦给说说 | !
前阵子投诉有多少条来着 | !
江顾问上个月干得咋样 | !
小李上周一共打了多少个电话 | !
上个月的处理率能不能告诉我一下 | !
上个月没弄好的单子有多少张 | open | 2026-10-01..2026-10-31
他们那边跟咱们这边比，上个月哪边的投诉多一些 | !
`;

/** Others like those that the last two lots missed, after what was mended for them. */
export const LIKE_THE_NINTH = `
要求赔钱的投诉上周来了几条 | complaintsReceived | 2026-11-09..2026-11-15 | demand=compensation
客户闹着要换车的单子还有几张没处理完 | open | now | demand=replaceVehicle
上个月要求道歉的抱怨按部门分 | complaintsReceived | 2026-10-01..2026-10-31 | kind=grumble demand=apology by=department
近俩月退款的投诉走势 | complaintsReceived | 2026-09-23..2026-11-22 | demand=refund by=day
未提诉求的投诉 | complaintsReceived | 2026-11-01..2026-11-30 | demand=none
要求退车的占多少 | !
不要求退车的投诉 | !
退车的车有几台 | !
俺们配件部上上周关了几张单子 | closed | 2026-11-02..2026-11-08 | department=parts
马主管他们部门这个月超时的有哪些 | overdue | 2026-11-01..2026-11-30 | department=workshop list
丁经理部门上月关闭率 | closureRate | 2026-10-01..2026-10-31 | department=insurance
9月下旬跟上旬比投诉多了没 | complaintsReceived | 2026-09-21..2026-09-30 | with=2026-09-01..2026-09-10
上月前半月跟后半月比进厂台次 | visits | 2026-10-01..2026-10-15 | with=2026-10-16..2026-10-31
昨天今天两天预约多少 | bookings | 2026-11-21..2026-11-22
本月截止昨天进厂台次比去年同期 | visits | 2026-11-01..2026-11-21 | with=2025-11-01..2025-11-21
截止九月底流失率多少 | churnRate | 2026-09-01..2026-09-30
三季度发起了几个整改，还有几个没完 | rectificationsOpened+rectificationsOpen | 2026-07-01..2026-09-30
上周完成了多少电话，还有几个没完成 | callsDone+callTasksOpen | 2026-11-09..2026-11-15
魏主管手里有几个投诉 | open | now | assignee=wei kind=complaint,grumble
谁名下的工单最多 | open | now | by=assignee order=desc top=1
谁手上的活儿最多 | workload | now | by=assignee order=desc top=1
客户关爱部上个月干完了多少件活 | handled | 2026-10-01..2026-10-31 | department=customerCare
重大那种投诉今年每季度几条 | complaintsReceived | 2026-01-01..2026-12-31 | severity=P0 by=quarter
想了解一下上个月微信进来的投诉，按类别分一分 | complaintsReceived | 2026-10-01..2026-10-31 | source=chat by=category
麻烦您受累给看看昨天关了几单 | closed | 2026-11-21
我想在会上表扬表扬，上月回访得分最高的顾问是谁 | followUpScore | 2026-10-01..2026-10-31 | by=advisor order=desc top=1
上个月流失的客户都有谁 | churned | 2026-10-01..2026-10-31 | list
百分之几的客户续保了 上个月 | renewalRate | 2026-10-01..2026-10-31
重开单上周几张 | reopened | 2026-11-09..2026-11-15
罗主管手上超时的单子几张 | overdue | 2026-11-01..2026-11-30 | assignee=luo
秦主管他们上个月处理完几个 | !
上个月这种投诉多少 | !
`;
