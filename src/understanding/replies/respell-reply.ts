import { respell } from '../respell.ts';
import { normalise } from '../text.ts';

/** Pinyin, slips, dialect, stickers and signs of short replies, as they are meant. */
const RESPELLINGS: readonly (readonly [written: RegExp, meant: string])[] = [
  [/\[(?:ok|强|好的|好|赞|鼓掌|爱心|玫瑰|握手|抱拳)\]|👌|👍|💪|🆗/g, '好的'],
  [/👎|😡|🤬|💢|😤|🤮|\[(?:弱|发怒|抓狂|咒骂|吐)\]/gu, '差评'],
  [/(?:⭐|🌟|★){5}/gu, '5星'],
  [/(?:⭐|🌟|★){4}/gu, '4星'],
  [/(?:⭐|🌟|★){1,3}(?!⭐)/gu, '3星'],
  [/mai\s?(?:diao|le)(?![a-z])|车\s?mai\s?了/g, '车卖了'],
  [/che\s?(?=车卖了)/g, ''],
  [/(?<![a-z])(?:yi\s?jing\s?)?zuo\s?(?:guo|wan)(?:\s?le)?(?![a-z])/g, '已经做过了'],
  [/yi\s?jing/g, '已经'],
  [/zuo\s?le/g, '做了'],
  [/ming\s?tian/g, '明天'],
  [/hou\s?tian/g, '后天'],
  [/jin\s?tian/g, '今天'],
  [/zhou\s?mo/g, '周末'],
  [/zhou\s?(?:liu)(?![a-z])/g, '周六'],
  [/shang\s?wu/g, '上午'],
  [/xia\s?wu/g, '下午'],
  [/tomorrow/g, '明天'],
  [/today/g, '今天'],
  [/yu\s?yue|(?<![a-z])yy(?![a-z])|预[越月约]|与约/g, '预约'],
  [/bao\s?yang|保[氧样]/g, '保养'],
  [/(?<![a-z])hao\s?(?:de|di)?(?![a-z])/g, '好的'],
  [/(?<![a-z])ke\s?yi(?![a-z])/g, '可以'],
  [/(?<![a-z])xing(?![a-z])/g, '行'],
  [/duo\s?shao\s?(?:qian)?/g, '多少钱'],
  [/tui\s?ding|退[定丁顶]|推订/g, '退订'],
  [/(?:zai|在)\s?shuo/g, '再说'],
  [/mei\s?(?:kong|you\s?kong)/g, '没空'],
  [/bu\s?man\s?yi/g, '不满意'],
  [/man\s?yi|满[亿义]/g, '满意'],
  [/wo\s?bu\s?shi\s?che\s?zhu/g, '我不是车主'],
  [/(?:打|da)\s?cuo\s?(?:le|了)/g, '打错了'],
  [/(?<![a-z])fen(?![a-z])/g, '分'],
  [/dian\s?hua/g, '电话'],
  [/ren\s?gong/g, '人工'],
  [/[己以]经/g, '已经'],
  [/作过/g, '做过'],
  [/[麦买](?=掉了.{0,4}卖)|^麦(?=了)/g, '卖'],
  [/阔以|口以/g, '可以'],
  [/[佐咗]/g, '了'],
  [/明(?:儿|个|儿个|朝|日)|听[日朝晚]/g, '明天'],
  [/后(?:儿个?|日)/g, '后天'],
  [/今(?:儿个?|日|朝)/g, '今天'],
  [/下昼/g, '下午'],
  [/上昼/g, '上午'],
  [/礼拜|星期/g, '周'],
  [/唔得闲|不得闲/g, '没空'],
  [/莫(?=再|发|打|提|推)|甭|别介/g, '别'],
  [/没有?得(?=空|时间|车)|莫得|么(?=空|得)/g, '没'],
];

/** A reply as it is meant; for reading, not for offsets. */
export function respellReply(text: string): string {
  const known = respell(normalise(text));
  return RESPELLINGS.reduce((result, [written, meant]) => result.replace(written, meant), known);
}
