/**
 * Words of danger or of threat in texts that tell neither: what is over and repaired, hearsay, another dealer, a trade-in, a joke,
 * what somebody does for a living. Each gives way as soon as the text presses us (`PRESSES`) or tells of the owner's own car now.
 */

/** Something is wanted of us, or held out to us: then every word counts as it stands. */
const PRESSES =
  /再不|(?<!是)不(?:给|解决|处理|管|赔|退|修|换)[^,。!?\n]{0,8}(?:我|就|等|别怪|试试)|给(?:我|个|不给)*[^,。!?\n]{0,4}(?:说法|交代|答复|解释)|投诉|赔(?!率)|退(?:车|款|钱|一赔)|解决|走着瞧|等着|看着办|掂量|否则|要不然|别怪|小心点|见报|你们(?:欺|骗|坑|黑|害)|维权|讨|违法|欺诈|三包法|一直不|凭什么|想清楚|试试|起诉|官司|立案|曝光|采访|播出|告(?:你|到|上)|协商|到周[一二三四五六日天末]|期限|我们?(?:也|马上|已经|准备|明天|这就)(?:要|会)?(?:去|来|拉|告|发|请|找)/;
/** It is happening, or happened again, to the owner. */
const NOW =
  /(?<!没|没有|再也没|不)又|还是|仍|(?<!一直)还没|再次|结果|可是|但是|不过|今天|刚才|刚刚|现在(?!很|挺|都?好|一切|特别|非常|正常|没)|我(?:的|这|家)?(?:台|辆)?车?也/;

/** "上次刹车失灵那个事 修好以后没再犯 谢谢": told, mended, thanked for. */
const MENDED =
  /^(?=[^]*(?:上次|上回|之前|以前|去年|上个?月|上周|那次|那回|那个事|前阵子|前段时间))(?=[^]*(?:修|换|弄|处理|解决|搞)(?:好|完|定|了))(?=[^]*(?:没(?:有)?(?:再|出现|犯)|再(?:也)?没|不再|很好|挺好|都好|正常|特别好|稳))(?=[^]*(?:谢|感谢|点赞|👍|🌹|手艺|表扬|锦旗|辛苦))/;
/** "刷到视频说这款断轴 是真的吗". */
const HEARSAY =
  /(?:刷到|看到|听说|听人说|网上|视频|新闻|群里|论坛|据说|朋友说|都在传|有人说)[^]*(?:是真的|真的假的|真的吗|真有(?:这|那)|是不是真|有没有(?:这|那)(?:回)?事|谣言|属实|可信)/;
/** "我爸那台老捷达刹车抱死 打算报废换你们家的". */
const TRADED_IN =
  /^(?![^]*(?:撞|伤))(?=[^]*(?:报废|置换|淘汰|以旧换新|卖掉|处理掉))(?=[^]*(?:补贴|置换|优惠|折价|抵多少|抵钱|怎么算|换(?:你们|一台|台|新)|收(?:吗|不)))/;
/** "隔壁那家4S店门口有人拉横幅". */
const OTHER_DEALER =
  /(?:隔壁|对面|别的|别家|人家|另(?:外)?一家|其他|旁边|对门)(?:那|的)?(?:个|家|一家|几家)?[^,。!?\n]{0,6}(?:4s|店|品牌|经销商)/;
/** "老婆说再不换雨刮就跟我上法院离婚😂". */
const AT_HOME =
  /(?:老婆|媳妇|老公|对象|家里那位|女朋友|男朋友)(?:(?!你们|解决|处理|给)[^]){0,16}(?:跟我|和我|把我)(?:(?!你们)[^]){0,8}(?:离婚|分手|法院|法庭|告)/;
/** "我妈坐后面吓得命都没了🤣 这车买值了". */
const DELIGHT =
  /^(?![^]*(?:刹|方向|火|烟|断|失|气囊|坏|响))(?=[^]*(?:[🤣😂😆😁😎]|哈哈|嘿嘿|hh))(?=[^]*(?:买值|值了|真香|太爽|真爽|过瘾|爱了|没白买|太(?:好|香|帅|猛)了|推背))/u;
/** "我是律师, 发票能不能开律所", "有记者证能优惠吗", "法院对面那个路口": who somebody is or where something lies, and a plain request. */
const WHO_OR_WHERE =
  /(?:是|在)[^,。!?\n]{0,6}(?:律师|律所|电视台|报社|记者|媒体|法院|法官|检察院|工商|市场监管)|记者证|(?:电视台|报社|法院|律所|工商局?|市监局?|监管局)[^,。!?\n]{0,4}(?:上班|工作|对面|旁边|隔壁|附近|门口|路口|楼下)/;
const PLAIN_REQUEST =
  /优惠|折扣|发票|抬头|价格|报价|多少钱|预约|保养|试驾|地址|路口|怎么走|导航|几点|营业|过户|能不能享受|置换|团购|专票|(?:展厅|新店|门店|店)[^,。!?\n]{0,12}吗/;

const THREATS = ['媒体曝光', '监管与诉讼', '群体'];
const LASTING = [
  '起火',
  '人身伤害',
  '安全气囊',
  '制动失灵',
  '转向失灵',
  '车辆失控',
  '行驶中失去动力',
  '险情',
  '事故救援',
];

/** True when a rule's words mean nothing grave in this text as a whole. @param text normalised */
export function isHarmless(rule: string, text: string): boolean {
  if (THREATS.includes(rule)) {
    if (AT_HOME.test(text) && !PRESSES.test(text.replace(AT_HOME, ' '))) return true;
    if (PRESSES.test(text)) return false;
    return OTHER_DEALER.test(text) || (WHO_OR_WHERE.test(text) && PLAIN_REQUEST.test(text));
  }
  if (!LASTING.includes(rule) || PRESSES.test(text)) return false;
  if (OTHER_DEALER.test(text) && !/我|冒充|跑过来/.test(text)) return true;
  if (NOW.test(text)) return false;
  return [MENDED, HEARSAY, TRADED_IN, DELIGHT].some((pattern) => pattern.test(text));
}

/** Danger that is only talked about, by whatever rule or impression it is heard. */
export const isHarmlessTalk = (text: string): boolean => isHarmless('险情', text);

/** Where a car that does not go harms nobody. */
const SAFE_PLACE = /应急(?:车道|带)|服务区|停车场|车库|地库|车位|小区|家里|家门口|楼下|单位|公司/;
const ONLY_STANDS = /爆胎|扎胎|没气|瘪|打不着|启动不了|没电|亏电|没油|搭电|千斤顶|备胎/;
const MORE_THAN_THAT =
  /烟|火(?!了)|糊|焦|味|撞|追尾|失控|失灵|差点|险些|刹|方向|护栏|大车|货车|孩子|小孩|宝宝|老人|孕|伤|血|晕|热|困|锁|卡|漏电|不敢|黑灯|雨|雪|雾/;

/** A flat tyre, or a battery, where it can wait: help is needed, nobody's life is at stake. */
export const isOnlyStanding = (text: string): boolean =>
  SAFE_PLACE.test(text) && ONLY_STANDS.test(text) && !MORE_THAN_THAT.test(text.replace(/打不着火/g, ' '));

/** "单纯好奇", "我朋友问我 我车没毛病": says of itself that nothing is wrong. */
const NOTHING_WRONG =
  /单纯好奇|只是好奇|好奇问|随便问问|就(?:是)?问问|(?:朋友|同事|家人|老公|老婆|邻居)(?:让我|叫我|托我)?问|帮(?:朋友|同事|家人|亲戚)问|我(?:的|这)?车(?:子)?(?:现在)?(?:没毛病|没问题|好好的|好着|没事)|不是来找事|正常的?(?:对吧|是吧)|自检/;
const ASKS = /[??]|吗|不$|不\s|还是|对吧|是吧|多久|怎么|能不能|来着/;

/** A question that says so itself: no fault is told, however many words of faults stand in it. */
export const isCuriosity = (text: string): boolean =>
  NOTHING_WRONG.test(text) &&
  ASKS.test(text) &&
  !PRESSES.test(text.replace(/(?:给|会|能|要)?赔[^,。!?\n]{0,10}(?:吗|不|么)/, ' '));
