/** Why somebody asks, or how soon: 等下开会要用, 老板催了, 我心里好有个数. Such a clause narrows nothing. */
const ABOUT_ASKING =
  /开会|例会|[早晨晚周月]会|会上|会议|汇报|述职|复盘|上报|交差|材料|ppt|报表[里上]?要|做(?:个|份)?表|要[念用报交讲写]|(?:领导|老板|老总|厂家|厂里|总部|集团|区域|大区|上面|上头)(?:那边|刚才|又|在|要|等|催|问|盯|急)|心里.{0,3}[数底]|我好.{0,4}|着急|急用|赶紧|快点|抓紧|麻烦|拜托|帮个忙|谢谢|辛苦/;

/** Words that narrow, however the clause begins. */
const NARROWS =
  /(?<![用念报交讲要写])的[啊呀呢哦]?$|(?!ppt|kpi)[a-z]{3,}|[不没别除非只仅]|以[外内上下]|超过|大于|小于|[高低多少]于|至少|最|排除|去掉|\d|[一二两三四五六七八九十]+[个条天次分岁]/;

/** Who asks says what they will do with it: 我想表扬表扬他们, 我好安排人手. */
const FOR_WHAT =
  /^我(?:们|这边)?(?:是|也)?(?:想|要|得|准备|打算|好)(?:在|给|先)?.{0,4}(?:表扬|奖励|通报|点名|批评|念|讲|写|安排|准备|心里)|^我(?:们)?(?:这边|那边)?(?:写|做).{1,6}(?:要用|用)/;

/**
 * A question without the clauses that say why or how soon it is asked.
 *
 * @param isPlain tells of a clause that nothing in it names a figure or a condition
 * @returns undefined where there is no such clause
 */
export function withoutAsides(
  question: string,
  isPlain: (clause: string) => boolean,
): { question: string; asides: string[] } | undefined {
  const asides: string[] = [];
  const rest = question.replaceAll(/[^\s,，、。;；:：!！?？~～…—]+/gu, (clause) => {
    const isAside =
      clause.length >= 3 &&
      (ABOUT_ASKING.test(clause) || FOR_WHAT.test(clause)) &&
      !NARROWS.test(clause) &&
      isPlain(clause);
    if (isAside) asides.push(clause);
    return isAside ? '' : clause;
  });
  return asides.length === 0 || rest.trim() === '' ? undefined : { question: rest, asides };
}
