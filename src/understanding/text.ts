/** Characters looked at by the classifier; the rest of a very long text adds nothing but time. */
export const CLASSIFIED_CHARS = 1200;

/** Joins an owner's consecutive messages; every offset and every piece of evidence refers to this string. */
export const joinMessages = (messages: readonly string[]): string => messages.join('\n');

/**
 * Lower case, half-width, simplified variants of a few characters. Keeps every offset: one UTF-16 unit in, one out, so
 * a match can be cut out of the original.
 */
export function normalise(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x41 && code <= 0x5a) result += String.fromCharCode(code + 32);
    else if (code >= 0xff01 && code <= 0xff5e) {
      const half = code - 0xfee0;
      result += String.fromCharCode(half >= 0x41 && half <= 0x5a ? half + 32 : half);
    } else result += VARIANTS.get(text.charAt(index)) ?? text.charAt(index);
  }
  return result;
}

/** Common typing variants and homophones of words that decide something. One character each, to keep offsets. */
const VARIANTS = new Map<string, string>(
  Object.entries({
    '\u3000': ' ',
    煞: '刹',
    档: '挡',
    訂: '订',
    車: '车',
    電: '电',
    動: '动',
    機: '机',
    開: '开',
    門: '门',
    燈: '灯',
    壞: '坏',
    換: '换',
    沒: '没',
    還: '还',
    問: '问',
    題: '题',
    請: '请',
    務: '务',
    錢: '钱',
    費: '费',
    響: '响',
    這: '这',
    們: '们',
    個: '个',
    說: '说',
    騙: '骗',
    險: '险',
    訴: '诉',
    經: '经',
    時: '时',
    間: '间',
    廠: '厂',
    員: '员',
    態: '态',
    約: '约',
    養: '养',
    維: '维',
    貴: '贵',
    滿: '满',
    靈: '灵',
    剎: '刹',
    體: '体',
    燒: '烧',
    煙: '烟',
    轉: '转',
    盤: '盘',
    傷: '伤',
    衝: '冲',
    處: '处',
    賠: '赔',
    舉: '举',
    報: '报',
    記: '记',
    號: '号',
    點: '点',
    後: '后',
    實: '实',
    誰: '谁',
    給: '给',
    對: '对',
    從: '从',
    現: '现',
    讓: '让',
    東: '东',
    樣: '样',
    過: '过',
    會: '会',
    嗎: '吗',
    麼: '么',
    來: '来',
    買: '买',
    賣: '卖',
    價: '价',
    達: '达',
    網: '网',
    貸: '贷',
    條: '条',
    無: '无',
    為: '为',
    幾: '几',
    兩: '两',
    發: '发',
    長: '长',
    業: '业',
    學: '学',
    裡: '里',
    著: '着',
    應: '应',
    該: '该',
    聲: '声',
    輪: '轮',
    壓: '压',
    氣: '气',
    爛: '烂',
    關: '关',
    強: '强',
    邊: '边',
    單: '单',
    帶: '带',
    臉: '脸',
    罵: '骂',
    聯: '联',
    繫: '系',
    證: '证',
    據: '据',
    優: '优',
    積: '积',
    質: '质',
    兌: '兑',
    續: '续',
    歡: '欢',
    謝: '谢',
    團: '团',
    檢: '检',
    進: '进',
    遲: '迟',
    貨: '货',
    試: '试',
    駕: '驾',
    師: '师',
    幫: '帮',
    濾: '滤',
    週: '周',
  }),
);

export type Clause = { text: string; start: number };

/** Splits on punctuation and line ends; a comma ends a clause. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  for (const match of text.matchAll(/[^,。!?;、,.!?;…~\n\r]+[!?!?]*/gu)) {
    const leading = match[0].length - match[0].trimStart().length;
    const trimmed = match[0].trim();
    if (trimmed !== '') clauses.push({ text: trimmed, start: match.index + leading });
  }
  return clauses;
}

/** The clause around an offset; the whole text when there is none. */
export function clauseAt(clauses: readonly Clause[], offset: number): Clause | undefined {
  return clauses.findLast(({ start }) => start <= offset);
}
