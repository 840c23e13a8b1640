/** What a store may put into its own words; filled in for each owner. */
export const PLACEHOLDERS = ['称呼', '车牌', '日期', '项目', '门店', '电话'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A placeholder as people type it: also in full-width braces. */
export const ANY_PLACEHOLDER = /[{｛]([^{}｛｝]*)[}｝]/g;

/**
 * Words of marketing. Template messages, subscription notices, 微信客服 and notification SMS may not carry any: the platform
 * takes the template or the account away. A discount goes out as 活动, which a member confirms.
 */
const PROMOTION =
  /优惠|惠购|特惠|钜惠|折扣|打折|打?(?:[\d.]+|[一二三四五六七八九]{1,2})折|特价|低价|降价|促销|大促|抢购|团购|秒杀|限时|满减|满\d+元?(?:减|送|返)|立减|直降|返现|红包|抽奖|买.{0,3}送|(?:送|赠|领|享).{0,8}券|(?:代金|抵用|抵扣|现金|消费)券/;

/** What is wrong with a store's own words, in Chinese; undefined when they can be used. */
export function faultOfWords(text: string, offered: readonly Placeholder[] = PLACEHOLDERS): string | undefined {
  const isOffered = (name: string) => (offered as readonly string[]).includes(name);
  const unknown = [...text.matchAll(ANY_PLACEHOLDER)]
    .map((match) => match[1] ?? '')
    .filter((name) => !isOffered(name.trim()));
  if (unknown.length > 0) {
    return `不认识的占位符：${unknown.map((name) => `{${name}}`).join('、')}；只能使用${offered.map((name) => `{${name}}`).join('')}`;
  }
  return /[{}｛｝]/.test(text.replaceAll(ANY_PLACEHOLDER, '')) ? '占位符的括号没有配对' : undefined;
}

/** Why a text may not go out as a service notice or a greeting, in Chinese; undefined when it may. */
export function promotionFaultOf(text: string): string | undefined {
  // Blanks between the characters make it no other word.
  const word = PROMOTION.exec(text.normalize('NFKC').replaceAll(/[\s\u200B-\u200D]/g, ''))?.[0];
  return word === undefined
    ? undefined
    : `服务提醒不能带促销内容（“${word}”）：平台不允许。促销请用“群发与违章”里的活动`;
}

/** Absolute claims in an advertisement (广告法 art. 9: 国家级、最高级、最佳 and their like). */
const SUPERLATIVE =
  /国家级|世界级|宇宙级|最高级|最(?:低价|低折扣|佳|优惠?|好|便宜|实惠|划算|超值|先进|大力度|受欢迎|专业|权威)|(?:全网|史上|历史|全国|全市|同城)最[低高大强]?|(?:全网|全国|全球|全市|同城|行业|世界|销量|口碑)第一|第一品牌|顶级|极品|绝对|独一无二|绝无仅有|史无前例|(?:全国|全网|全市)唯一/;

/** Why a text may not advertise, in Chinese, with the word that is forbidden; undefined when it may. */
export function superlativeFaultOf(text: string): string | undefined {
  const word = SUPERLATIVE.exec(text.normalize('NFKC').replaceAll(/[\s\u200B-\u200D]/g, ''))?.[0];
  return word === undefined ? undefined : `广告法不允许使用绝对化用语（“${word}”），请修改后再发`;
}
