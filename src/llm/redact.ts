/**
 * Personal data is replaced by tokens before any text leaves for a model, and put back after. When in doubt a piece is
 * replaced: a token too many costs the model a word, a token too few gives a person away.
 */

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝岳亓盖咸';
const COMPOUND = '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|南宫|端木';
const HAN = '\\u4e00-\\u9fa5';
const FAMILY = `(?:${COMPOUND}|[${SURNAMES}])`;
const TITLE =
  '先生|女士|小姐|太太|经理|总监|师傅|师付|顾问|主管|店长|技师|主任|班长|组长|专员|老师|会计|总|工|哥|姐|叔|阿姨';
const ROLE = '销售|顾问|师傅|经理|专员|客服|接待|前台|店长|主管|技师|车主|员工|联系人|本人';
const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const GAP = '[\\s\\-·・•._]?';
const UNIT = '(?:号楼|号|弄|栋|幢|座|单元|室|楼|层|期|户)';
const PLACE = '(?:路|街|大道|巷|弄|胡同|村|小区|花园|苑|公寓|大厦|广场|新村|家园|城|里|府|庭|湾|园)';

/** In order of precedence; a later pattern never cuts into what an earlier one took. A group `value` narrows the match. */
const PATTERNS: readonly (readonly [token: string, pattern: RegExp])[] = [
  ['EMAIL', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['WECHAT', /(?:微信号?|v信|vx|wx|qq号?|扣扣)\s*(?:号|是|:|:)?\s*(?<value>[a-z0-9_-]{5,30})/g],
  ['ID', /(?<![a-z0-9])\d{6}[\s-]?(?:18|19|20)\d{2}[\s-]?\d{2}[\s-]?\d{2}[\s-]?\d{3}[\dx](?![a-z0-9])/g],
  ['VIN', /(?<![a-z0-9])(?=[a-z0-9]{0,16}\d)(?=[a-z0-9]{0,16}[a-z])[a-z0-9]{17}(?![a-z0-9])/g],
  [
    'PLATE',
    new RegExp(
      `[${PROVINCE}]\\s?[a-z](?:${GAP}[a-z0-9]){4}${GAP}[a-z0-9学警挂港澳使领](?:${GAP}[a-z0-9](?![a-z0-9]))?`,
      'g',
    ),
  ],
  ['PLATE', /(?:车牌号?码?|牌照|牌号|车号|尾号)\s*(?:是|为|:|:)?\s*(?<value>[a-z]?[\s·.-]?[a-z0-9]{3,7})/g],
  ['BANK', new RegExp('(?<!\\d)\\d(?:[\\s-]?\\d){15,18}(?!\\d)', 'g')],
  ['PHONE', new RegExp(`(?<!\\d)(?:\\+?86${GAP})?1[3-9](?:${GAP}\\d){9}(?!\\d)`, 'g')],
  ['PHONE', /(?<!\d)(?:0\d{2,3}[\s-]?\d{7,8}|[48]00[\s-]?\d{3,4}[\s-]?\d{3,4})(?!\d)/g],
  [
    'NUMBER',
    /[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖\d](?:[\s-]?[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖\d]){6,}/g,
  ],
  ['CODE', /(?<![a-z0-9])(?=[a-z0-9]*[a-z])(?=(?:[a-z0-9]*\d){4})[a-z0-9]{6,}(?![a-z0-9])/g],
  [
    'ADDRESS',
    new RegExp(
      `(?:[${HAN}]{2,7}(?:省|自治区))?(?:[${HAN}]{2,6}(?:市|州))?(?:[${HAN}]{1,6}(?:区|县|镇|乡|街道))?[${HAN}]{1,8}${PLACE}\\s?(?:[\\da-z一二三四五六七八九十百零-]{1,6}\\s?${UNIT}\\s?)+(?:\\d{2,4})?`,
      'g',
    ),
  ],
  [
    'ADDRESS',
    new RegExp(
      `(?:地址|住址|住在?|家在|位置|定位|送到|寄到|我在|停在)\\s?(?:是|为|在|:|:)?\\s?(?<value>[${HAN}\\da-z-]{0,18}(?:省|市|区|县|镇|乡|街道|路|街|大道|小区|花园|苑|公寓|大厦|广场|新村|家园|栋|室)[${HAN}\\da-z-]{0,6})`,
      'g',
    ),
  ],
  ['ADDRESS', /\d{1,4}\s?(?:号楼|栋|幢|单元)\s?(?:\d{1,4}\s?(?:单元|楼|层)\s?)?(?:\d{2,4}\s?室?)?/g],
  [
    'NAME',
    new RegExp(
      `(?:我叫|名字叫|名叫|叫做|姓名|大名|联系人|称呼)\\s?(?:是|为|:|:)?\\s?(?<value>${FAMILY}[${HAN}]{1,2}|[a-z]{2,20})`,
      'g',
    ),
  ],
  [
    'NAME',
    new RegExp(`(?:我是|本人|车主|这里是)\\s?(?:是|:|:)?\\s?(?<value>${FAMILY}[${HAN}]{1,2})(?=$|[^${HAN}]|的|,)`, 'g'),
  ],
  ['NAME', new RegExp(`(?:免贵姓|我姓|本人姓|姓)(?<value>${COMPOUND}|[${HAN}])`, 'g')],
  ['NAME', new RegExp(`(?<value>${FAMILY}[${HAN}]{0,2}?)(?:${TITLE})`, 'g')],
  [
    'NAME',
    new RegExp(
      `(?:${ROLE})(?:叫|是|:|:)?(?<value>${FAMILY}[${HAN}]{1,2}?)(?=$|[^${HAN}]|说|讲|跟|给|答|承|态|骂|对|在|把|的|不|没|也|又|还|一|他|她|当|来|去)`,
      'g',
    ),
  ],
  ['NAME', new RegExp(`(?<value>(?:小|老|阿)(?:${COMPOUND}|[${SURNAMES}]))(?![病区路])`, 'g')],
];

export type Redaction = {
  text: string;
  /** Puts the original pieces back into any text that holds the tokens. */
  restore: (text: string) => string;
};

/** Half-width and lower case, one unit for one unit, so that offsets stay. */
function fold(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const half = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code === 0x3000 ? 0x20 : code;
    result += String.fromCharCode(half >= 0x41 && half <= 0x5a ? half + 32 : half);
  }
  return result;
}

type Span = { start: number; end: number; token: string };

function spansOf(text: string): Span[] {
  const folded = fold(text);
  const spans: Span[] = [];
  for (const [token, pattern] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const value = match.groups?.['value'] ?? match[0];
      const start = match.index + (match.groups?.['value'] === undefined ? 0 : match[0].indexOf(value));
      const end = start + value.length;
      if (value.trim() === '' || spans.some((span) => start < span.end && span.start < end)) continue;
      spans.push({ start, end, token });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/**
 * Replaces what may identify a person by tokens such as ⟦PLATE_1⟧. The same piece gets the same token, also across texts
 * redacted together, so that the model can still tell who is who.
 *
 * @param texts pieces of one request; tokens already standing in them are never reused
 */
export function redactAll(texts: readonly string[]): { texts: string[]; restore: (text: string) => string } {
  const tokens = new Map<string, string>();
  const counts = new Map<string, number>();
  const taken = texts.join('\n');
  const tokenFor = (kind: string, value: string): string => {
    const known = tokens.get(value);
    if (known !== undefined) return known;
    let token: string;
    do {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      token = `⟦${kind}_${counts.get(kind) ?? 0}⟧`;
    } while (taken.includes(token));
    tokens.set(value, token);
    return token;
  };
  const redacted = texts.map((text) => {
    let result = '';
    let at = 0;
    for (const { start, end, token } of spansOf(text)) {
      result += text.slice(at, start) + tokenFor(token, text.slice(start, end));
      at = end;
    }
    return result + text.slice(at);
  });
  const originals = new Map([...tokens].map(([value, token]) => [token, value]));
  return {
    texts: redacted,
    restore: (text) => text.replace(/⟦[A-Z]+_\d+⟧/g, (token) => originals.get(token) ?? token),
  };
}

/** As `redactAll`, for one text. */
export function redact(text: string): Redaction {
  const { texts, restore } = redactAll([text]);
  return { text: texts[0] ?? '', restore };
}
