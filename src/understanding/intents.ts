import { MOBILE, PLATE, VIN } from './entities.ts';
import { isLikened, isNegated, isOthers } from './polarity.ts';
import type { MessageKind } from './taxonomy.ts';
import { normalise } from './text.ts';

export type IntentHit = { kind: MessageKind; rule: string; word: string };

/** The whole message is nothing but this. */
const OPT_OUT_ALONE = /^\s*(?:td|t d|退订|n|unsubscribe|取消订阅|拒收|退出|取消推送|回?td退订|退订退订)\s*[。.!!]*\s*$/;
const OPT_OUT =
  /(?:请|帮我|我要|我想|给我|麻烦)?(?:退订|取消订阅|取消关注推送|取消推送|关(?:闭|掉)(?:消息)?推送|屏蔽我的号|把我(?:的)?(?:号码|电话|手机号|名字|信息)?(?:从[^,。]{0,8})?(?:删|去掉|移除|拉黑|取消))|(?:别|不要|不用|不想|不希望|请勿|停止|甭|莫)(?:再|老|总|一直|继续)?(?:给我|跟我|对我|往我这|收到?|接到?)?(?:发|打|推送|推|收到|接到)(?:任何|这些|这种|什么|各种|你们的|你们)?(?:短信|信息|消息|广告|电话|通知|推销|推送|微信|东西|了|来了|过来)/;
/** "不要退订", "误点了退订", "退订是什么意思" speak of it and do not ask for it; "怎么还不退订" does. */
const SPEAKS_OF_OPT_OUT =
  /(?:不(?:要|想|用|需要|打算|是要)?|别|甭|没(?:有)?(?:要|想|打算|说(?:过)?要?)?)(?:再|给我|帮我|替我|把我)?(?:的)?(?:退订|取消(?:我的)?(?:提醒|订阅|通知))(?!成功|掉|不了)|(?:误|不小心|手滑|错)(?:点|触|操作|发|按|回)?(?:成|了)*退订|(?:取消|撤销|撤回|恢复)(?:了|我的)?退订|(?:退订|td)(?:是|啥|什么|干嘛)(?:什么|啥|干嘛|干什么)?(?:意思)?|(?:退订|td)[^,。]{0,4}(?:什么意思|干嘛的|干什么用)/;
const ASKS_AGAIN_FOR_OPT_OUT = /(?:还|凭什么|为什么|为啥|怎么|咋|你们?)(?:还)?不(?:给我|帮我|让我?)?退订/;
const speaksOfOptOut = (text: string): boolean => SPEAKS_OF_OPT_OUT.test(text) && !ASKS_AGAIN_FOR_OPT_OUT.test(text);

/** What was not meant for us, or not meant at all. */
const MISSENT =
  /发错(?:群|人|了|地方)|(?:孩子|小孩|娃|儿子|女儿|闺女|家里人)[^,。\n]{0,8}(?:乱发|乱按|瞎按|瞎发|乱点|误发)|(?:手滑|误发|误触|按错)(?:了|的)?[\s,。]*(?:不好意思|抱歉|打扰)?/;
/** "这样就不用老打电话问了": it is the owner who calls. */
const OWN_CALLS =
  /(?:不用|不必|省得|免得)(?:我|我们|再|老|总|天天|一直|每次)*打电话(?:去|来|过去)?(?:问|催|查|找|给你们|确认)/;
const HOW_TO_COMPLAIN =
  /投诉|举报|骚扰|泄露|天天|一天(?:好几|[2-9两三四五])|每天|烦死|多少次|说了(?:多少|几|好几|[2-9两三])|为什么|凭什么|怎么(?:会)?有我|谁给/;
const HUMAN_ALONE =
  /^(?:(?:你好|您好|麻烦|请|帮我|我要|我想|给我|可以|能不能|能|直接|快|赶紧|马上|那|还是|就|有没有|有|在吗|喂|你是机器人吗|别用机器人|不要机器人|机器人听不懂|听不懂|说不清楚?|算了|太费劲|谢谢)[,,。!!??~\s]*)*(?:转|接|找|要|换|叫|是|来|喊|安排|跟|和)?(?:一?个|接|到|下|一下|位)?\s*(?:人工(?:客服|服务|坐席|台)?|真人(?:客服)?|活人|客服(?:人员|电话)?|真正的人)(?:在吗|在不在|吗|么|呢|说话|聊|来|接待|处理|接|沟通|回复|回答|帮我|服务|谢谢|有吗|没有吗|呢|啊|吧|一下|[,,。!!??~\s])*$/;
const WANTS_HUMAN =
  /转人工|人工客服|人工服务|转接人工|找人工|要人工|接人工|叫人工|真人(?:客服|服务|来|说|接)?|活人|不(?:要|想)(?:跟|和)?机器人|换(?:个)?人(?:来)?(?:跟|和|说|处理|接)|(?:叫|让|找|请|喊)(?:个|一个|你们)?(?:的)?(?:领导|经理|负责人|店长|主管|管事的|能做主的|老板)(?:来|出来|给我|跟我|和我|联系|打电话|回电|接)|派(?:个)?人(?:跟|和|联系)我|(?:能不能|可以|请)?(?:找|叫|让|安排)(?:个|一个)?(?:人|客服|专人)(?:来)?(?:跟|和|给|联系|帮)我/;
const BINDING_WORD = /绑定|绑车|绑一下|认证车主|车主认证|添加车辆|登记(?:一下)?(?:车|信息)|关联车/;
const SCORE_ALONE =
  /^\s*(?:我?(?:打|给|评)?\s*)?(?:10|[0-9]|[零一二三四五六七八九十]|满)\s*(?:分|星)?\s*(?:吧|啦|了|,?\s*(?:谢谢|不错|挺好|很好|满意))?\s*[。.!!~]*\s*$/;
const SURVEY_ALONE =
  /^\s*(?:都|我|对(?:这次|你们|本次)?(?:的)?(?:服务|维修|保养)?|整体|总体|这次|服务|维修|非常|很|挺|还|比较|十分|基本|感觉|特别|相当|还算)*\s*(?:满意|不满意|一般|还行|还可以|可以|挺好(?:的)?|很好|不错|没问题|没什么(?:问题|意见)|都(?:挺)?好(?:的)?|都正常|一切正常|修好了|已修好|完全修好|正常|满分|好评|差评|不太满意|不怎么满意)(?:的|了|吧|啊|呀|,|,|。|!|!|~|\s|谢谢|辛苦了)*$/;
const SURVEY_CONTEXT = /满意|评价|打分|评分|回访|几分|修好了吗|还有什么(?:建议|问题)|1[-~到]?(?:5|10)/;
const RESCUE_NOW =
  /(?:让|被)(?:人|车|后车|货车|出租|公交|外卖)?(?:从|在)?(?:侧面|后面|后边|旁边|左边|右边|对面|屁股)[^,。!?\n]{0,3}(?:顶|怼|撞|追|拱)了|(?:人|我)(?:被|给)?卡(?:着|住了)|(?:困|卡)(?:着|住)?出不来|救援|拖车(?!钩|杠|绳|孔|盖)|快来(?:人|救)|来救|赶紧(?:来人|派人)|派(?:个)?人(?:来|过来)|来(?:个)?人(?!家)(?:看|帮|接|拖|处理)|抛锚|趴窝|(?:停|困|坏|卡|熄火|扔)(?:在|到)(?:了)?[^,。!?;,.!?\n]{0,10}(?:高速|路边|路上|半路|隧道|高架|应急车道|路中间|马路|地库|停车场|水里|桥|服务区|匝道|国道|山上)|(?:高速|高架|隧道)(?:上|里|中)?[^,。!?;,.!?\n]{0,6}(?:熄火|趴|抛锚|停|动不了|爆胎|坏)|(?:刚|刚才|刚刚|现在)[^,。!?;,.!?\n]{0,8}(?:撞|追尾|出事|出车祸|着火|起火|翻车|爆胎|冒烟)|追尾了|被追尾|撞(?:了|上)(?!.{0,4}(?:怎么赔|以后|之后))|出(?:车祸|事故|事)了|车祸|打不着(?:火)?了?[^。\n]{0,12}(?:来|怎么办|救|搭电|急|动不了|走不了)|搭(?:个)?电|(?:车|正在|还在|在)着火|着火了|起火了|(?<!要)自燃了|冒(?:着|大|浓|黑)?烟了?|掉(?:沟|坑|河)里|被困|车(?:子)?(?:现在)?(?:动不了|走不了|开不了了?)|没油了|爆胎了|淹(?:了|水)|涉水熄火/;
/** Past events and questions about the service are not rescues. */
const NOT_RESCUE =
  /(?:送|赠|含|权益)[^,。\n]{0,8}(?:救援|拖车)|^(?![^]*(?:烟|火|焦|糊|电到))[^]*(?:家里?|家用|小区|车位)(?:的)?(?:充电)?桩[^]*派(?:个)?人|不是我(?:的|家)?车|帮(?:邻居|朋友|同事|别人|人家|隔壁)|(?:救援|拖车)(?:费|服务|电话|险)?(?:是|有|包|免费|多少|几次|收费|要钱|吗|怎么收|范围)|有(?:没有)?(?:免费)?(?:道路)?救援|事故车(?:当|冒充)|(?:上次|上周|上个月|去年|前几天|前阵子|之前|以前|前段时间|昨天|前天|那天|当时|曾经|上回)[^。!?!?\n]{0,18}(?:撞|追尾|事故|抛锚|趴窝|拖车|救援|着火|冒烟|爆胎|熄火|自燃)|(?:撞|追尾|事故|抛锚|拖车|救援|着火|自燃)[^。!?!?\n]{0,14}(?:修了|定损|理赔|赔款|保险公司不|维修质量|修完|修好|上周|上个月|好几天|快\d|半个月|一个月)|救援(?:等|来)(?:了)?[^。\n]{0,6}(?:小时|半天|太慢|才)|会不会|万一|如果|要是|听说/;

/** Where people stand and what they do while it is happening. */
const STRANDED =
  /(?:停|站|躲|坐|蹲|靠|趴)(?:在|到)?(?:了)?[^,。!?\n]{0,3}(?:路边|路牙|马路|应急|护栏|隔离带|路肩|车道)|不敢(?:开盖|动|上车|再开|开了|靠近)|(?:跑|逃|躲|抱)[^,。!?\n]{0,8}(?:出来|下来|下车)|离车|打给谁|咋整|咋办|怎么办[啊呀]?[?\s]*$|(?:国道|高速|省道)[^。!?\n]{0,12}(?:附近|信号|公里)/;

/** In danger that is told of, not asked for help in so many words. */
export const isStranded = (text: string): boolean => STRANDED.test(text) && !NOT_RESCUE.test(text);

/** Asks for a person, possibly beside something else. */
export const wantsHuman = (text: string): string | undefined =>
  WANTS_HUMAN.exec(text)?.[0] ?? (text.length <= 60 && HUMAN_ALONE.test(text) ? text.trim() : undefined);

/** The words that ask to be left alone, alone or inside a complaint; undefined: none. Any text, as it was written. */
export function optOutWish(original: string): string | undefined {
  const text = normalise(original).trim();
  if (speaksOfOptOut(text) || OWN_CALLS.test(text)) return undefined;
  return OPT_OUT_ALONE.exec(text)?.[0] ?? OPT_OUT.exec(text)?.[0];
}

/** Where a text asks to be left alone, to the end of that clause. @param text normalised */
export function optOutWords(text: string): { start: number; end: number } | undefined {
  const hit = speaksOfOptOut(text) || OWN_CALLS.test(text) ? null : OPT_OUT.exec(text);
  if (hit === null) return undefined;
  const after = /[,。!?;\n\s]/.exec(text.slice(hit.index + hit[0].length));
  return { start: hit.index, end: hit.index + hit[0].length + (after?.index ?? text.length) };
}

const withoutContactData = (text: string): string =>
  text
    .replace(PLATE, '')
    .replace(MOBILE, '')
    .replace(VIN, '')
    .replace(
      /车牌号?码?|牌照|手机号?码?|电话号?码?|联系方式|绑定车辆|绑定|车辆|我的|我|是|号|车架号|vin|尾号|姓名|叫|姓|先生|女士|你好|您好|一下|这台|这个|车主|麻烦|帮|请|谢谢|[\s,,。.::;;、+\-/]/g,
      '',
    );

/**
 * Kinds that need no classifier: exact requests that a wrong guess would offend (opt-out, a person), bindings by plate
 * and phone, short survey answers, and emergencies.
 *
 * @param text normalised
 * @param context what the bot asked last, normalised
 */
export function ruleIntent(text: string, context = ''): IntentHit | undefined {
  const trimmed = text.trim();
  if (OPT_OUT_ALONE.test(trimmed)) return { kind: 'optOut', rule: '退订', word: trimmed };
  if (trimmed.length <= 60 && HUMAN_ALONE.test(trimmed)) return { kind: 'human', rule: '转人工', word: trimmed };
  if (trimmed.length <= 30 && speaksOfOptOut(trimmed)) {
    const isQuestion = /什么|啥|干嘛|吗|怎么|\?/.test(trimmed);
    return { kind: isQuestion ? 'question' : 'other', rule: '并非要求退订', word: trimmed };
  }
  const optOut = OPT_OUT.exec(trimmed);
  if (optOut !== null && trimmed.length <= 60 && !HOW_TO_COMPLAIN.test(trimmed) && !OWN_CALLS.test(trimmed)) {
    return { kind: 'optOut', rule: '退订', word: optOut[0] };
  }
  if (trimmed.length <= 40 && MISSENT.test(trimmed)) return { kind: 'other', rule: '发错了', word: trimmed };
  const hasPlate = trimmed.search(PLATE) >= 0 || trimmed.search(VIN) >= 0;
  const hasPhone = trimmed.search(MOBILE) >= 0;
  const rest = withoutContactData(trimmed).length;
  if (
    hasPlate &&
    hasPhone &&
    ((rest <= 4 && !FAULT_BESIDE.test(trimmed)) || (BINDING_WORD.test(trimmed) && rest <= 16))
  ) {
    return { kind: 'binding', rule: '车牌+手机号', word: PLATE_ONCE.exec(trimmed)?.[0] ?? '' };
  }
  const binding = BINDING_WORD.exec(trimmed);
  if (binding !== null && trimmed.length <= 40 && !/不了|失败|不上|解绑|错/.test(trimmed)) {
    return { kind: 'binding', rule: '绑定', word: binding[0] };
  }
  if ((hasPlate || hasPhone) && rest <= 3) return { kind: 'binding', rule: '车牌或手机号', word: trimmed };
  const isAsked = SURVEY_CONTEXT.test(context);
  if (SCORE_ALONE.test(trimmed) && (isAsked || /分|星|满/.test(trimmed)))
    return { kind: 'survey', rule: '打分', word: trimmed };
  if (SURVEY_ALONE.test(trimmed) && (isAsked || /满意|修好|正常|没问题|好评|差评/.test(trimmed))) {
    return { kind: 'survey', rule: '回访答复', word: trimmed };
  }
  return undefined;
}
/** Beside plate and phone these make it a complaint, however short. */
const FAULT_BESIDE = /漏|坏|响|修|抖|故障|投诉|失灵|拖车|救援|退|换|赔|亮灯|熄火|撞|保养|预约|定损|理赔/;
const PLATE_ONCE = new RegExp(PLATE.source);

/** Tells of an accident that is over, or asks about the service. */
export const isPastOrAskedRescue = (text: string): boolean => NOT_RESCUE.test(text);

/** Help is needed on the spot, now. */
export function rescueNow(text: string): string | undefined {
  const hit = RESCUE_NOW.exec(text);
  if (hit === null || NOT_RESCUE.test(text)) return undefined;
  const end = hit.index + hit[0].length;
  const isElse = [isLikened, isNegated, isOthers].some((holds) => holds(text, hit.index, end));
  return isElse ? undefined : hit[0];
}
