/**
 * Words as they are meant: homophones that slip in by typing or to get past filters, pinyin, dialect. Not for offsets; the
 * classifier and the severity rules read a text both ways.
 */
const RESPELLINGS: readonly (readonly [written: RegExp, meant: string])[] = [
  // Fire, brakes, steering, lawyers, returns: what must not be overlooked.
  [/(?:起|着|冒|失|点)\s?huo|zhao\s?huo|qi\s?huo|起伙|着伙|🔥+/g, '起火'],
  [/自然了(?!而)|自然起来|自染|zi\s?ran/g, '自燃了'],
  [/[撒杀沙傻]车(?=失|没|不|坏|踩|软|了)|shache|sha\s?che/g, '刹车'],
  [/失零|失玲|实灵|shi\s?ling/g, '失灵'],
  [/绿师|律狮|lv\s?shi|lü\s?shi/g, '律师'],
  [/(?<![a-z])sc(?=失|没|不|坏|软|了)/g, '刹车'],
  [/(?<![a-z])qn(?=没|不|都|一|弹|爆|呢)/g, '气囊'],
  [/(?:腿|推|蜕|tui)\s?车(?!位|胎)/g, '退车'],
  [/(?:换|赔|给我)(?:辆|台|一辆|一台)?心车/g, '换新车'],
  [/暴光|爆光|bao\s?guang|抱光/g, '曝光'],
  [/抖\s?yin|dou\s?yin|斗音|某音/g, '抖音'],
  [/小红薯|xhs/g, '小红书'],
  [/tou\s?su|ts(?=你)/g, '投诉'],
  [/(?:di|的|弟)(?=[三四五六七八九3-9]次)/g, '第'],
  [/幺/g, '一'],
  [/[1一]\s?[2二]\s?[3三]\s?[1一]\s?[5五]/g, '12315'],
  [/[1一]\s?[2二]\s?[3三]\s?[4四]\s?[5五]/g, '12345'],
  [/气包包?/g, '气囊'],
  // Dialects.
  [/唔係|唔系/g, '不是'],
  [/唔郁|唔到|唔得|唔住/g, '不动'],
  [/軚|呔盘/g, '方向盘'],
  [/唔/g, '不'],
  [/哋/g, '们'],
  [/嘅|滴(?=车|店|人)/g, '的'],
  [/咗|喇/g, '了'],
  [/嚟/g, '来'],
  [/俾|畀/g, '给'],
  [/睇/g, '看'],
  [/差啲/g, '差点'],
  [/一齐/g, '一起'],
  [/听朝|听日/g, '明天'],
  [/冇|木有|莫得|没得|么得/g, '没有'],
  [/([两三四五六七八九十几])(?:道|抹)(?=咯|了|还|都|没)/g, '$1次'],
  [/仨(?=回|次|趟|来回)/g, '三'],
  [/啥子|啥|嘛子|咩/g, '什么'],
  [/咋个|咋|啷个|点解/g, '怎么'],
];

/** @param text normalised */
export function respell(text: string): string {
  return RESPELLINGS.reduce((result, [written, meant]) => result.replace(written, meant), text);
}
