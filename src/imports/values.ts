import { addDays, type Day, formatDay, isDay } from '../calendar.ts';

/** What people and programs write where there is nothing. */
const NOTHING = /^(|-+|—+|\/+|\\+|无|暂无|没有|未知|不详|空|null|none|n\/a|na|nil|undefined|#n\/a|0000-00-00.*)$/i;

/** A cell without blanks around it, full-width forms turned to ASCII, "nothing" in any spelling turned to ''. */
export function cleanCell(text: string): string {
  const clean = text
    .normalize('NFKC')
    .replaceAll('\0', '')
    .replaceAll(/[\u200b\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[ '"`=]+|[ '"`]+$/g, '');
  return NOTHING.test(clean) ? '' : clean;
}

/** Day zero of Excel's serial numbers; 1900-02-29, which never was, is counted, hence 30 December. */
const EXCEL_EPOCH: Day = '1899-12-30';

/**
 * A calendar day: 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, Excel's 46086, each with a time behind it or not.
 * Day-first and two-digit years are refused: they can be read in two ways.
 *
 * @returns undefined when it is none; '' for the placeholder 1900-01-01 and its like
 */
export function parseDay(text: string): Day | undefined {
  const clean = cleanCell(text);
  const parts =
    /^(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})日?(?:[ T]?\d{1,2}[:时].*)?$/.exec(clean) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{6}|[ T].*)?$/.exec(clean);
  if (parts !== null) {
    const day = formatDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
    if (!isDay(day)) return undefined;
    return day <= '1900-12-31' || day >= '9999-01-01' ? '' : day;
  }
  if (/^\d{5}(\.\d+)?$/.test(clean)) {
    const serial = Math.floor(Number(clean));
    return serial >= 20_000 && serial <= 80_000 ? addDays(EXCEL_EPOCH, serial) : undefined;
  }
  return undefined;
}

/** Kilometres from 12,345 · 12345公里 · 1.2万公里 · 12345.0km. @param unitInTitle e.g. 万公里 in 行驶里程(万公里) */
export function parseKm(text: string, unitInTitle = ''): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(万|千)?(?:公里|千米|km|里)?$/i.exec(cleanCell(text).replaceAll(/[,，\s]/g, ''));
  if (match === null) return undefined;
  const unit = match[2] ?? (unitInTitle.includes('万') ? '万' : '');
  const km = Math.round(Number(match[1]) * (unit === '万' ? 10_000 : unit === '千' ? 1000 : 1));
  return km <= 2_000_000 ? km : undefined;
}

/** 是 · 同意 · 已授权 · Y · 1, and their opposites. @returns undefined for anything else */
export function parseYesNo(text: string): boolean | undefined {
  const clean = cleanCell(text);
  if (/^(否|不|不同意|未同意|拒绝|未授权|不授权|不接收|n|no|false|0|×)$/i.test(clean)) return false;
  return /^(是|同意|已同意|授权|已授权|接收|愿意|y|yes|true|1|√|✓)$/i.test(clean) ? true : undefined;
}

/** Fen from ¥1,234.50 · 1234.5元 · 0.12万元. */
export function parseMoneyFen(text: string): number | undefined {
  const match = /^(?:rmb|cny|[¥￥])?(\d+(?:\.\d+)?)(万)?元?(?:整)?$/i.exec(cleanCell(text).replaceAll(/[,，\s]/g, ''));
  if (match === null) return undefined;
  const fen = Math.round(Number(match[1]) * (match[2] === undefined ? 100 : 1_000_000));
  return fen <= 2_000_000_000 ? fen : undefined;
}

export function parseGender(text: string): 'male' | 'female' | undefined {
  const clean = cleanCell(text);
  if (/^(男|先生|m|male|1)/i.test(clean)) return 'male';
  return /^(女|女士|小姐|f|female|2)/i.test(clean) ? 'female' : undefined;
}

export function parseEnergy(text: string): string | undefined {
  const clean = cleanCell(text).toLowerCase();
  if (/插电|phev|插混|增程/.test(clean)) return 'pluginHybrid';
  if (/纯电|bev|^电|电动/.test(clean)) return 'electric';
  if (/混/.test(clean)) return 'hybrid';
  if (/柴/.test(clean)) return 'diesel';
  return /汽油|^油|燃油/.test(clean) ? 'petrol' : undefined;
}

/** @returns undefined for words whose class is not certain: 营转非 is inspected neither like the one nor like the other */
export function parseUsage(text: string): string | undefined {
  const clean = cleanCell(text);
  if (/转非/.test(clean)) return undefined;
  if (/租赁|出租/.test(clean)) return 'rental';
  if (/非营运|非运营|家庭|自用|私/.test(clean)) return 'private';
  if (/营运|运营|货运|客运|网约/.test(clean)) return 'commercial';
  return /公务|公户|机关|单位|企业/.test(clean) ? 'other' : undefined;
}

/** What was done, by the words of the order's type. */
export function parseVisitType(text: string): string {
  const clean = cleanCell(text);
  if (/首保|首次保养|强保/.test(clean)) return 'firstMaintenance';
  if (/保养|定保/.test(clean)) return 'regularMaintenance';
  if (/事故|钣喷|保险/.test(clean)) return 'accident';
  if (/索赔|保修|三包|质保|召回/.test(clean)) return 'warranty';
  return /修|更换|检测/.test(clean) ? 'repair' : 'other';
}

/** `birthday` column: 1990-03-05, 03-05, 农历1990年四月十二 is not read. A leap month is written 闰4 or L04. */
export function parseBirthday(text: string): string | undefined {
  const clean = cleanCell(text).replaceAll(/农历|阴历|公历|阳历/g, '');
  const leap = /^(?:(\d{4})[-/.年])?(?:闰|L)(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(clean);
  if (leap !== null) return join(leap[1], `L${pad(leap[2])}`, pad(leap[3]));
  const monthDay = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(clean);
  if (monthDay !== null)
    return isMonthDay(monthDay[1], monthDay[2]) ? join(undefined, pad(monthDay[1]), pad(monthDay[2])) : undefined;
  const lunar = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?: .*)?$/.exec(clean);
  // 30 February exists in the lunar calendar, so the solar calendar is no test here.
  if (lunar !== null) return isMonthDay(lunar[2], lunar[3]) ? join(lunar[1], pad(lunar[2]), pad(lunar[3])) : undefined;
  const day = parseDay(clean);
  return day === '' ? undefined : day;
}

function isMonthDay(month: string | undefined, date: string | undefined): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= 31;
}

function pad(value: string | undefined): string {
  return (value ?? '').padStart(2, '0');
}

function join(year: string | undefined, month: string, date: string): string {
  return year === undefined ? `${month}-${date}` : `${year}-${month}-${date}`;
}
