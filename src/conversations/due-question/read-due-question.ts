/** What an owner may ask the day of. */
export type DueTopic = 'maintenance' | 'insurance' | 'inspection' | 'licence' | 'warranty';

/** How owners call each; what is longer stands first. */
const TOPICS: readonly (readonly [DueTopic, string])[] = [
  ['licence', '驾驶证|驾照|驾驶本|驾本|驾证'],
  ['warranty', '质保期|质保|保修期|整车保修|保修|延保|三包期'],
  ['inspection', '该审(?=了)|车检|年检标志|年检|年审|审车|检车|验车|车审|上线检测|检测线|审验'],
  ['insurance', '交强险|商业险|机动车险|车险|车保(?!险|养|修)|保险|保单|续保|三者险'],
  [
    'maintenance',
    '首次保养|首保|二保|三保|(?:第?[一二三四五六七八九十]次)?保养|保氧|换(?:个|一下)?机油(?:机滤)?|大保|小保(?!养)',
  ],
];
const TOPIC = TOPICS.map(([, words]) => `(?:[大小]?(?:${words}))`).join('|');

/** Asks for a day. */
const WHEN =
  '什么时候|啥时候|咋时候|甚么时候|神马时候|什么时间|啥时间|什么时侯|什么日子|多会儿?|啥会儿|几时|何时|多咱|哪一?[天日]|哪个?月(?:份)?|哪年|几月(?:份)?几[号日]|几月(?:份)?|几[号日]|多少[号日]|多少公里|还(?:有|剩|差)(?:多久|多长时间|几天|多少天|几个月|多少个?月)|(?:离|距离|距)(?=.*(?:多久|几天|多少天|多长时间|几个月))|(?:过)?多久(?=到期|过期|该|要|才到|后)|多久(?=以?后)|几个月后|几天后';
/** Asks whether the day has come. */
const WHETHER =
  '是不是(?:快|该|要|已经)|有没有(?:到期|过期|到)|该不该|要不要|用不用|需不需要|到没到|到(?:期|时间|日子)?了?(?:没有?|吗|么|不|吧)|过(?:期)?了?(?:没有?|吗|么|不)|(?:该|快|要|到期|过期|快到期|快到|失效)(?:了)?(?:吗|么|没有?|吧|不)|(?:该|需要|要)(?=.*(?:了|呢)?(?:吗|么|吧|不|没有?)$)|还在(?=.*(?:吗|么|不|没有?)$)';
/** Asks without asking: 查一下保险到期时间. */
const NAMED =
  '(?:到期|过期|截止|下次|下回|有效期?|应该?|该)(?=.*(?:时间|日期|日子|期限|日|期)(?:是|呢|啊|呀|吧|吗|谢谢|发|告诉|说|查|看|报|$))|(?:时间|日期|期限|到期日?|有效期)(?=(?:是)?(?:多少|到哪|到什么|到几))|(?:到期|截止|有效)(?:日期|时间|日|期)|(?:查|看|问|咨询|了解|知道|告诉)(?=.*(?:时间|日期|日子)(?:谢谢[你您]?|谢了|呢|啊|呀|吗|么|嘛|吧)?$)';
const ASKS = new RegExp(`${WHEN}|${WHETHER}|${NAMED}`);

/**
 * Words that may stand beside them and change nothing. Whatever is left over says that it is about something else: a
 * complaint, a visit that was arranged, a price, what was done before.
 */
const BESIDE = new RegExp(
  [
    '你好|您好|在吗|在不在|在么|哈喽|嗨|早上好|下午好|晚上好|师傅|亲|老板|客服|小姐姐|美女|帅哥',
    '请问|请教|问一?[下哈嘛声]|问问|想问|想知道|想了解|了解一?下|咨询一?下|咨询|确认一?下|核实一?下|麻烦|劳驾|帮忙|帮我|帮|给我|跟我|和我|查一?[下哈]|查查|查询|查|看一?[下哈]|看看|瞧瞧|告诉|告知|说一?[下声]|说|发一?下|发|报一?下|提醒一?下我?(?=.*(?:到期|时间|日期))',
    '(?:能不能|可不可以|能否|能|可以)(?=帮|给我查|查|看|问|告诉)',
    '我想|想|知道|了解|我要|我们家|我们|我家|我老婆|我老公|我爱人|我爸|我妈|我俩|我的?|俺们?|咱们?|本人|自己|名下|家里|老婆|老公|媳妇',
    '这[个台辆部]|那[个台辆部]|[两三]?[台辆部](?=车)|这|那|整车|爱车|车子|车辆|车车|小车|新车|车|都',
    '一般|大概|大约|具体|准确|正常|实际|现在|目前|今年|明年|最近|本月|下个?月|系统(?:里|上)?|档案(?:里|上)?|登记(?:的)?|记录(?:里)?',
    '下一次|下次|下回|下一个|下个|下一回|再一?次|第[一二三四五六七八九十]次|接下来',
    '以及|还有|分别|[和跟与]',
    '应该|应当|需要|得|必须|就|才|还|又|再|也|是不是|是|在|于|到时候?|要|该|会|快|已经|马上|差不多|轮到|做一?次|做|办理?|交|续(?!航)|买(?!的)|换(?:证)?|审|检|验|弄|搞|保(?=$)|进行|算',
    '到期|过期|过(?=了)|失效|截止|有效期|有效|到|期限|期|时间|日期|日子|周期|日|满|结束|时候|离|距离?|剩|差|有|没有|没|以?后|之后|天|个?月|号|呢|吗|么|嘛|啊|呀|哦|噢|喔|哈|吧|嘞|哇|咯|呗|啦|了|的|个|下|不|能?用到|用|多久|多长时间|多少天?|几天|来着|那|哪|最|晚|早|前|跑(?:到|了)?|里程|公里|数',
    '谢谢[你您]?|谢了|多谢|感谢|辛苦了?|麻烦了|拜托|急',
  ].join('|'),
  'g',
);
/** A month or a day that is guessed at: 是12月到期吗. */
const GUESS = /\d{1,4}年|\d{1,2}月份?|\d{1,2}[号日]|[一二三四五六七八九十]+月份?/g;
const PLATE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.\s]?[A-Z0-9]{5,6}/gi;
const SIGNS = /[\s\p{P}\p{S}]|\[[\u4e00-\u9fa5]{1,3}\]/gu;

/** What is no question of a due day although nothing is left over. */
const ELSE = new RegExp(
  [
    // Done before, or arranged.
    '(?:做|办|换|买|交|续|检|审|验|保养|到店|进店)的(?:呢|啊|呀|吗|来着)?$',
    '没(?:有)?(?:做|办|交|换|检|审|验)|还没(?!到|过|该)|不(?:用|给|让|肯|会)(?!用)',
    // Work that is under way, or should be.
    '给我(?:去|来)?(?:做|办|弄|搞|交|续|换|审|检|验|保养|年检|年审|上)',
    // A slot in the workshop, or how long and how often a visit is.
    '(?<!还有)(?<!还剩)(?<!还差)(?:要|得|需要|做|用|花|大概|一般)(?:多久|多长时间|几天)',
    '多久(?:做|保养|检|审|年检|换)?一次|几个?月(?:做|保养|检|审|换)?一次|(?:多久|几个?月|几年|多少公里)(?=(?:要|该|需要|得)?(?:做|保养|检|审|换|年检|年审)(?:一?次|一下))',
    '多久(?:到|过)?(?:了)?(?:没|还)',
  ].join('|'),
);

/** Longer ones say more than that. */
const LONGEST = 45;

/**
 * Whether these words ask when something of the owner's own car or licence falls due, and what. They must say nothing else:
 * a topic, a question, and words that change nothing.
 *
 * @param text what the owner wrote in a row
 * @returns the topics in the order of the list above; undefined when it is anything else
 */
export function readDueQuestion(text: string): DueTopic[] | undefined {
  const words = text.replace(PLATE, '').replace(SIGNS, '');
  if (words.length === 0 || words.length > LONGEST || ELSE.test(words) || !ASKS.test(words)) return undefined;
  const topics = TOPICS.flatMap(([topic, name]) => (new RegExp(name).test(words) ? topic : []));
  if (topics.length === 0) return undefined;
  const left = words
    .replace(new RegExp(TOPIC, 'g'), '')
    .replace(new RegExp(WHEN, 'g'), '')
    .replace(GUESS, '')
    .replace(BESIDE, '');
  return left === '' ? topics : undefined;
}
