import { COMPOUND, FAMILY, HAN, LAZY_PERSON, PERSON, SURNAMES } from '../understanding/person-names.ts';

/**
 * Personal data is replaced by tokens before any text leaves for a model, and put back after. When in doubt a piece is
 * replaced: a token too many costs the model a word, a token too few gives a person away.
 */

const TITLE =
  '先生|女士|小姐|太太|经理|总监|师傅|师付|顾问|主管|店长|技师|主任|班长|组长|专员|老师|会计|总|工|哥|姐|叔|阿姨';
const ROLE = '销售|顾问|师傅|经理|专员|客服|接待|前台|店长|主管|技师|车主|员工|联系人|本人';
const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const GAP = '[\\s\\-·・•._]?';
const UNIT = '(?:号楼|号|弄|栋|幢|座|单元|室|楼|层|期|户)';
const PLACE = '(?:路|街|大道|巷|弄|胡同|村|小区|花园|苑|公寓|大厦|广场|新村|家园|城|里|府|庭|湾|园)';

/** Ordinary words that begin like a name; before what people do they would be taken for one. */
const NO_NAME =
  '(?!周末|周[一二三四五六日天]|顾客|顾问|师傅|方向|高速|安全|全部|全车|全家|时间|车|白色|黄灯|黄牌|毛病|路上|关于|关键|水箱|水泵|金融|金额|钱|温度|程序|于是|任何|万一|雷达|应该|应当|解决|计划|项目|查|简单|连|明天|明明|成本|司机|强制|向|马上|古|曾经|何|和|谁|经理|厂家|客服|前台|销售|店|后来|后面|常|平时|东西|从来|单位|单子|终于|左|右|牛|包|汤|那|这|我|你|他|她|它|谢谢|许多|向来|安排|安装|倒|乐|元|文|武|容|幸|游|应|易|宁|宫|尚|农|祝|党|能|齐|鲁|严重|尤其|岑|房|管|柴油|麻烦|查询|苗|花|季|舒|路|童|席|隋|商|刁|桑|冷|台|史|叶子|段|边|邮|印)';
/** What a named person did: 张伟答应我的, 跟李晓东说过. */
const DID =
  '说|讲|答应|承诺|保证|告诉|接待|卖|骂|凶|吼|让我|叫我|跟我|给我|给你|对我|不理|不管|不回|不接|负责|收了|收我|拍胸|离职|走了|辞职|签的?|联系|加我|打电话|忽悠|骗|推荐|办的?|经手|修的?|开的单';

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
  [
    'NAME',
    new RegExp(`(?<=^|[^${HAN}]|[找跟和叫让由问是被])${NO_NAME}(?<value>${FAMILY}[${HAN}]{1,2}?)(?=${DID})`, 'g'),
  ],
  [
    'NAME',
    new RegExp(`(?:找|联系|认识|对接)(?:的?是|的)?${NO_NAME}(?<value>${FAMILY}[${HAN}]{1,2})(?=$|[^${HAN}])`, 'g'),
  ],
  [
    'NAME',
    new RegExp(`(?<=^|[^${HAN}]|[这那]个|你们|你们的|[找跟和是被打])${LAZY_PERSON}(?=把|太|[这那]个|说|的电话)`, 'gu'),
  ],
  ['NAME', new RegExp(`(?<=^|\n)\\s*${PERSON}(?=[^${HAN}\n])`, 'gu')],
  ['NAME', new RegExp(`(?:的是|叫|[我她他](?:老公|老婆|爱人|先生|太太|爸|妈))${PERSON}(?=$|[^${HAN}])`, 'gu')],
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

function spansOf(text: string, names: readonly string[]): Span[] {
  const folded = fold(text);
  const spans: Span[] = [];
  const isTaken = ({ start, end }: Span) => spans.some((span) => start < span.end && span.start < end);
  for (const name of names) spans.push(...occurrences(folded, name).filter((span) => !isTaken(span)));
  for (const [token, pattern] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const value = match.groups?.['value'] ?? match[0];
      const start = match.index + (match.groups?.['value'] === undefined ? 0 : match[0].indexOf(value));
      const end = start + value.length;
      const span = { start, end, token };
      if (value.trim() !== '' && !isTaken(span)) spans.push(span);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Where a known name stands; in letters (Li, Ann) only as a word of its own. */
function occurrences(folded: string, name: string): Span[] {
  const pattern = new RegExp(`(?<![a-z])${fold(name).replaceAll(/[^\p{L}\p{N}\s]/gu, '\\$&')}(?![a-z])`, 'g');
  return [...folded.matchAll(pattern)].map(({ index }) => ({ start: index, end: index + name.length, token: 'NAME' }));
}

/**
 * Replaces what may identify a person by tokens such as ⟦PLATE_1⟧. The same piece gets the same token, also across texts
 * redacted together, so that the model can still tell who is who.
 *
 * @param texts pieces of one request; tokens already standing in them are never reused
 * @param names people known to the store: replaced wherever they stand. Single characters are too common to be looked for
 */
export function redactAll(
  texts: readonly string[],
  names: readonly string[] = [],
): { texts: string[]; restore: (text: string) => string } {
  const known = names
    .map((name) => name.trim())
    .filter((name) => name.length > 1)
    .toSorted((a, b) => b.length - a.length);
  const tokens = new Map<string, string>();
  const counts = new Map<string, number>();
  const taken = texts.join('\n');
  const tokenFor = (kind: string, value: string): string => {
    const given = tokens.get(value);
    if (given !== undefined) return given;
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
    for (const { start, end, token } of spansOf(text, known)) {
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
