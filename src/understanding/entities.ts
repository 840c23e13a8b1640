import { DIGITS } from '../numerals.ts';
import { HAN, LAZY_PERSON } from './person-names.ts';
import type { Entities } from './types.ts';
import type { VehicleSystem } from './taxonomy.ts';
import { normalise } from './text.ts';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** Ordinary 7 characters, new energy 8, with 学/警/挂 at the end; separators as people type them. */
export const PLATE = new RegExp(
  `[${PROVINCES}]\\s?[a-z]\\s?[·・•.\\-\\s]?\\s?[a-z0-9]{4}[a-z0-9学警挂港澳][a-z0-9]?(?![a-z0-9])`,
  'g',
);
export const VIN = /(?<![a-z0-9])[a-hj-npr-z0-9]{17}(?![a-z0-9])/g;
export const MOBILE = /(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)/g;
export const LANDLINE = /(?<!\d)(?:0\d{2,3}[-\s]?)\d{7,8}(?!\d)/g;

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝';
const TITLES = '经理|总监|师傅|顾问|主管|店长|技师|主任|班长|组长|专员|客服|销售|会计|总|工|姐|哥|老师|小姐|先生|女士';
/** 小王, 老李, 王经理, 张师傅, 李总; not 小时, 小区. */
export const STAFF_NAME = new RegExp(
  `(?<![大])(?:小|老|阿)(?:[${SURNAMES.replace(/[时车成米和全应明边高白安单]/g, '')}])(?![路镇区县村时])|[${SURNAMES.replace(/[时车和全应明成边]/g, '')}][\\u4e00-\\u9fa5]{0,2}?(?:${TITLES})`,
  'g',
);

/** 销售张伟答应送脚垫: the name after what somebody is, where what they did or nothing follows. */
const NAME_AFTER_ROLE = new RegExp(
  `(?:销售|顾问|经理|师傅|技师|客服|接待|前台|店长|主管|专员)(?:叫|是)?${LAZY_PERSON}(?=$|[^${HAN}]|说|讲|跟|给|答|承诺|保证|态度|骂|对|在|把|的|不|没|也|又|还|一|当|来|去|让|收|骗|忽悠|太)`,
  'gu',
);

const VIN_VALUES: Record<string, number> = Object.fromEntries([
  ...'0123456789'.split('').map((digit) => [digit, Number(digit)] as const),
  ...Object.entries({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, j: 1, k: 2, l: 3, m: 4, n: 5, p: 7, r: 9 }),
  ...Object.entries({ s: 2, t: 3, u: 4, v: 5, w: 6, x: 7, y: 8, z: 9 }),
]);
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** The check digit (9th character) of GB 16735 / ISO 3779. */
export function isVinCheckDigitValid(vin: string): boolean {
  const lower = vin.toLowerCase();
  if (!/^[a-hj-npr-z0-9]{17}$/.test(lower)) return false;
  const sum = VIN_WEIGHTS.reduce((total, weight, index) => total + weight * (VIN_VALUES[lower.charAt(index)] ?? 0), 0);
  const remainder = sum % 11;
  return lower.charAt(8) === (remainder === 10 ? 'x' : String(remainder));
}

const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** Reads 3, 3.5, 两万三, 一千二百, 十几 (10) as a number; undefined when there is none. */
export function readNumber(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  let total = 0;
  let section = 0;
  let digit = 0;
  let lastUnit = 1;
  for (const char of text) {
    if (DIGITS[char] !== undefined) digit = DIGITS[char];
    else if (UNITS[char] !== undefined) {
      lastUnit = UNITS[char];
      section += (digit === 0 ? 1 : digit) * lastUnit;
      digit = 0;
    } else if (char === '万') {
      total = (total + section + digit) * 10_000;
      section = 0;
      digit = 0;
      lastUnit = 10_000;
    } else if (char !== '几' && char !== '多') return undefined;
  }
  // 两万三 means 23 000, 一千二 means 1 200.
  const tail = digit !== 0 && lastUnit >= 100 && !text.includes('零') ? digit * (lastUnit / 10) : digit;
  const value = total + section + tail;
  return value > 0 ? value : undefined;
}

// Bounded and anchored at the left: a run of 20 000 digits must not be tried from each of its digits.
const NUMBER = '(?<![\\d.])(\\d{1,9}(?:\\.\\d{1,3})?|[一二两三四五六七八九十百千万零几]{1,8})';
const MILEAGE = new RegExp(`${NUMBER}\\s*(万|千|w|k)?(?:多|来)?\\s*(?:公里|千米|km)(?!/|每|\\/?h|时)`, 'g');
const AMOUNT = new RegExp(
  `${NUMBER}\\s*(万|千|百|w|k)?(?:多|来)?\\s*(?:元|块|rmb|人民币|大洋)(?!钱不)|[¥¥]\\s*(\\d{1,9}(?:\\.\\d{1,3})?)`,
  'g',
);
const DATE =
  /(?:(?:20)?\d{2}[年.\-/]\s?\d{1,2}[月.\-/]\s?\d{1,2}[日号]?|(?:20\d{2}|去|今|前)年\s?\d{1,2}月(?:份)?|\d{1,2}月\s?\d{1,2}[日号]?|\d{1,2}月(?:份|底|初)|\d{1,2}[日号](?=[^码店线]|$)|(?:上|下|这|本)(?:个)?(?:周|星期|礼拜)[一二三四五六日天]?|(?:周|星期|礼拜)[一二三四五六日天]|大?(?:前天|昨天|后天)|今天|明天|今早|今晚|昨晚|上个月|这个月|下个月|去年|前年|国庆|春节|元旦)/g;
const REPAIR_COUNT =
  /(?:修|返修|维修|换|跑|来|去|进店|返厂|返工|检查|处理|第|坏|拆|反映|报修)(?:过|了|都|有){0,2}\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:多)?(?:次|回|趟|遍)|(\d{1,2}|[两三四五六七八九十]{1,2})(?:次|回|趟|遍)(?:了)?(?:还|都|也|没|又)/g;
const SCALES: Record<string, number> = { 万: 10_000, w: 10_000, 千: 1000, k: 1000, 百: 100 };

const SYSTEMS: readonly (readonly [VehicleSystem, RegExp])[] = [
  ['engine', /发动机|引擎|机油|水温|怠速|涡轮|火花塞|节气门|熄火|打不着|缺缸|积碳|尾气/],
  ['transmission', /变速箱|波箱|双离合|离合|挂挡|换挡|顿挫|挡位|倒挡|dsg|cvt/],
  ['brakes', /刹车|制动|手刹|刹不住|abs|驻车/],
  ['steering', /方向盘|转向|方向机|跑偏/],
  ['tyres', /轮胎|爆胎|胎压|鼓包|轮毂|补胎/],
  ['suspension', /底盘|悬挂|悬架|减震|减振|摆臂|球头|半轴|断轴/],
  ['airbag', /气囊|气帘/],
  ['battery', /电池|续航|充电|充不进|电机|电控|三电|快充|慢充/],
  ['climate', /空调|制冷|暖风|出风口|不凉|异味|压缩机/],
  ['infotainment', /车机|中控|大屏|黑屏|死机|导航|蓝牙|carplay|倒车影像|ota|音响/],
  ['electrics', /电瓶|蓄电池|亏电|大灯|车灯|尾灯|雨刮|雷达|钥匙|喇叭|仪表/],
  ['body', /车漆|掉漆|生锈|天窗|漏水|车窗|玻璃|车门|后备箱|尾门|座椅|内饰|密封|保险杠|风噪/],
];

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const all = (text: string, pattern: RegExp): RegExpExecArray[] => [...text.matchAll(pattern)];

/** Everything in a text that can be read by the letter. Pure; tolerates any string. */
export function extractEntities(original: string): Entities {
  const text = normalise(original).slice(0, 20_000);
  const vins = unique(all(text, VIN).map((match) => match[0].toUpperCase())).filter(
    (vin) => /\d/.test(vin) && /[A-Z]/.test(vin),
  );
  const scaled = (value: string | undefined, scale: string | undefined): number =>
    (readNumber(value ?? '') ?? 0) * (SCALES[scale ?? ''] ?? 1);
  const repairs = all(text, REPAIR_COUNT).flatMap((match) => readNumber(match[1] ?? match[2] ?? '') ?? []);
  return {
    plates: unique(all(text, PLATE).map((match) => match[0].replace(/[^\u4e00-\u9fa5a-z0-9]/g, '').toUpperCase())),
    vins: vins.map((vin) => ({ vin, isCheckDigitValid: isVinCheckDigitValid(vin) })),
    phones: unique(
      [...all(text, MOBILE), ...all(text, LANDLINE)].map((match) =>
        match[0].replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, ''),
      ),
    ),
    mileagesKm: unique(
      all(text, MILEAGE)
        .map((match) => Math.round(scaled(match[1], match[2])))
        .filter((km) => km > 0),
    ),
    dates: unique(all(text, DATE).map((match) => match[0])),
    amountsFen: unique(
      all(text, AMOUNT)
        .map((match) => Math.round(scaled(match[1] ?? match[3], match[2]) * 100))
        .filter((fen) => fen > 0),
    ),
    ...(repairs.length === 0 ? {} : { repairCount: Math.max(...repairs) }),
    staffNames: unique([
      ...all(text, STAFF_NAME).map((match) => match[0]),
      ...all(text, NAME_AFTER_ROLE).map((match) => match.groups?.['value'] ?? ''),
    ]),
    vehicleSystems: SYSTEMS.filter(([, words]) => words.test(text)).map(([system]) => system),
  };
}
