/**
 * Words that cannot narrow a figure, whatever it is: particles, degrees, adverbs of manner and of belief, light verbs, words
 * of showing and of politeness. A question is not asked back for one of them. None denies, limits, numbers, compares or
 * places in time, and no single character is here that is also half of a word of the trade or of a condition (取件, 更换,
 * 家用, 有效): such a half is what remains where the other half is filler.
 */
const LIGHT = new Set(
  // particles
  (
    '嗯 呵 哇 呀 咧 噻 撒 嗨 咳 唔 噢 呐 啵 喂 诶 咯 哎呀 哎哟 哎哟喂 天哪 天呐 我去 好家伙 得了 得嘞 好嘞 行不 行吗 行吧 好吧 好吗 对吧 对吗 没事 要得 ' +
    // how much, how strongly
    '很 挺 蛮 真 厉害 明显 特别 非常 十分 相当 极其 极为 尤其 格外 分外 确实 真的 着实 实在 简直 有点 有点儿 有些 稍微 稍稍 略微 多么 何等 蛮多 挺多 好像 ' +
    // how sure, how real
    '其实 究竟 反正 毕竟 居然 竟然 难道 难不成 终究 果然 果真 显然 当然 本来 似乎 仿佛 也许 或许 恐怕 兴许 说不定 没准 大致 大体 粗略 总体 总体来说 ' +
    // in which way
    '赶紧 赶快 立刻 立马 尽快 快点 快点儿 顺手 随便 随手 好好 仔细 认真 清楚 明白 清清楚楚 明明白白 老老实实 一五一十 一下子 一点 一点儿 一些 稍后 待会儿 慢慢 逐个 逐项 依次 ' +
    // joining clauses
    '并 且 并且 而且 但 但是 可是 不过 然而 却 倒 倒是 虽 虽然 尽管 既 既然 因为 由于 所以 因此 因而 于是 至于 此外 话说 再者 况且 何况 则 便 皆 仍 仍然 依然 依旧 竟 ' +
    // saying of what
    '于 之 所 来说 来讲 说来 来看 看来 看起来 说起来 听起来 算起来 而言 有关 相关 这样 那样 这么 那些 这些 之类 之类的 什么的 啥的 云云 等等 诸如 例如 比如 譬如 比方 比方说 也就是说 换句话说 ' +
    // light verbs, asking to be shown
    '弄 搞 整 让 叫 使 讲 念 瞧 瞅 听 弄弄 搞搞 整整 弄下 搞下 整下 弄一下 搞一下 整一下 弄出来 搞出来 整出来 做出来 说出来 讲讲 讲下 讲一下 聊聊 聊下 谈谈 听听 瞧瞧 瞅瞅 念念 算算 算下 算一下 算出来 算一算 数数 数一数 ' +
    '盘一下 盘一盘 盘盘 捋一下 捋一捋 捋捋 理一下 理一理 梳理 梳理一下 过一遍 过一下 瞄一眼 看一眼 过目 展示 展示一下 显示 显示一下 呈现 呈上 反馈下 回复我 回我 通知我 提供 提供一下 需要 得知 获知 了解 了解下 了解一下 知道 晓得 掌握 掌握一下 ' +
    // asking kindly
    '劳烦 拜托 拜托了 帮帮忙 帮着 帮个忙 有空 方便的话 不好意思 打扰 打扰了 打扰一下 抱歉 多谢 谢啦 谢了 谢谢啦 宝子 小伙伴 小伙伴们 各位 同志们'
  ).split(' '),
);

const LONGEST = Math.max(...[...LIGHT].map((word) => word.length));

/**
 * Whether such words cover a piece to its end.
 *
 * @param text may hold more before and after the piece, which a word may take in as well: 言 of 而言, where 而 is filler
 */
export function isLight(text: string, start: number, end: number): boolean {
  const reached = new Set(Array.from({ length: LONGEST }, (_, back) => start - back));
  for (let at = Math.max(0, start - LONGEST + 1); at < end; at += 1) {
    if (!reached.has(at)) continue;
    for (let length = 1; length <= LONGEST; length += 1) {
      if (LIGHT.has(text.slice(at, at + length))) reached.add(at + length);
    }
  }
  return Array.from({ length: LONGEST }, (_, on) => end + on).some((at) => at > start && reached.has(at));
}

/** Characters that conditions are made of: denials, limits, numbers, times, places, people, goods, ways, dealings. */
export const MAY_NARROW = new RegExp(
  `[${[
    '不没未无非别除仅只勿莫否免缺另余光净单独专',
    '零一二两三四五六七八九十百千万亿半双首再末次几多少',
    '早晚午夜晨凌旬年月日周天季时分秒前后初底先提迟延久刚曾已将待欲拟应该老常频偶曾昨今明',
    '东南西北中京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔滇云藏陕甘青宁新港澳台省市区县镇乡村州路街城国外内地本异',
    '男女小幼少年士生员工师傅姐哥弟妹叔婶爷奶总经理主任组班队团公司店户客家父母夫妻亲友退',
    '车胎油膜漆灯窗门座刹电池机轮毂险卡券贷款票证件货品牌型色红白黑蓝绿黄银灰材料钥匙屏音',
    '高低大长短重轻超过至以上下左右最均比例率额值度增减升降涨跌速首累计连续达满足够',
    '换赔修保销售购买租装洗喷钣检验测评快网微博抖手播群单转送取寄付钱费价金现税账',
    '差坏错假真难投诉怨诈骗退撤销取消拒爽闹吵骂打急复返重',
  ].join('')}]`,
);

/** 张三, 老王: one of the hundred surnames that most people bear, at the head of a word. */
export const SURNAMES =
  /^[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文阿老小]/;
