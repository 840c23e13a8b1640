import { CATEGORIES, CATEGORY_KEYS, DEPARTMENT_KEYS } from './taxonomy.ts';
import type { Category, Department, MessageKind } from './taxonomy.ts';

/** Where a kind goes when no category says more. */
const KIND_DEPARTMENT: Record<MessageKind, Department> = {
  complaint: 'triage',
  grumble: 'customerCare',
  question: 'customerCare',
  booking: 'serviceReception',
  progress: 'serviceReception',
  praise: 'customerCare',
  suggestion: 'customerCare',
  rescue: 'aftersalesTechnical',
  survey: 'customerCare',
  binding: 'customerCare',
  optOut: 'customerCare',
  human: 'customerCare',
  other: 'customerCare',
};

/** Who promised, for C2 (promise not kept): the first pattern that matches. */
const PROMISED_BY: readonly (readonly [Department, RegExp])[] = [
  ['insurance', /保险|续保|保费|出险|理赔|定损/],
  ['finance', /贷款|分期|贴息|免息|利息|金融|解押|放款/],
  ['marketing', /积分|会员|抽奖|活动|卡券|兑换/],
  ['parts', /配件|到货|订货|零件/],
  ['warranty', /质保|保修|索赔|三包|延保/],
  ['serviceReception', /保养|维修|修好|修车|工时|取车|代步车|机油|洗车|售后|回电|回访|回复/],
  [
    'sales',
    /销售|买车|提车|订车|交车|贴膜|脚垫|行车记录仪|装潢|精品|大礼包|赠|送|上牌|置换|补贴|定金|订金|落地|购车|优惠/,
  ],
];

/** How much weaker a second category may be. */
const SECOND_AT_LEAST = 0.17;
const SECOND_RATIO = 0.3;

export type DepartmentOf = (category: Category) => Department;

/** Who deals with each category of one text. */
export function departmentsIn(text: string): DepartmentOf {
  let promised: Department | undefined;
  return (category) =>
    category === 'C2' ? (promised ??= departmentOfCategory(category, text)) : CATEGORIES[category].department;
}

/**
 * Orders the categories so that the first belongs to the likeliest department: three weak votes for one department beat
 * one middling vote for another.
 */
export function rankCategories(probabilities: Record<Category, number>, departmentOf: DepartmentOf): Category[] {
  const byDepartment = new Map<Department, number>();
  for (const category of CATEGORY_KEYS) {
    const department = departmentOf(category);
    byDepartment.set(department, (byDepartment.get(department) ?? 0) + probabilities[category]);
  }
  const department = DEPARTMENT_KEYS.reduce((best, key) =>
    (byDepartment.get(key) ?? 0) > (byDepartment.get(best) ?? 0) ? key : best,
  );
  const sorted = CATEGORY_KEYS.toSorted((a, b) => probabilities[b] - probabilities[a]);
  const first = sorted.find((category) => departmentOf(category) === department) ?? 'Z9';
  const top = probabilities[first];
  const others = sorted.filter(
    (category) =>
      category !== first &&
      category !== 'Z9' &&
      first !== 'Z9' &&
      probabilities[category] >= SECOND_AT_LEAST &&
      probabilities[category] >= top * SECOND_RATIO,
  );
  return [first, ...others].slice(0, 3);
}

/** How much of the probability speaks for a department. */
export function departmentShare(
  probabilities: Record<Category, number>,
  department: Department,
  departmentOf: DepartmentOf,
): number {
  return CATEGORY_KEYS.reduce(
    (sum, category) => (departmentOf(category) === department ? sum + probabilities[category] : sum),
    0,
  );
}

/** The default department of a category; a broken promise goes to whoever promised. */
export function departmentOfCategory(category: Category, text: string): Department {
  if (category !== 'C2') return CATEGORIES[category].department;
  return PROMISED_BY.find(([, words]) => words.test(text))?.[0] ?? CATEGORIES.C2.department;
}

export function departmentFor(kind: MessageKind, categories: readonly Category[], text: string): Department {
  const first = categories[0];
  return first === undefined ? KIND_DEPARTMENT[kind] : departmentOfCategory(first, text);
}
