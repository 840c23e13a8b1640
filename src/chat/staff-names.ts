import type { Transaction } from '../database/database.ts';
import type { Staff, Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';
import { departmentNames } from '../stores/index.ts';
import type { DismissedKind } from '../tickets/index.ts';
import { CATEGORIES, type Category, CATEGORY_KEYS } from '../understanding/index.ts';

const bare = (name: string): string => name.replace(/[。.!！\s]+$/, '').trim();

/** @throws {CareError} `VALIDATION` naming the departments when the name fits none, or several */
export async function departmentByName(tx: Transaction, storeId: string, name: string): Promise<string> {
  const names = Object.entries(await departmentNames(tx, storeId)).filter(([key]) => key !== 'triage');
  const wanted = bare(name).replace(/(?:部门|部|组|处)$/, '');
  const exact = names.find(([key, label]) => key === name || label === name);
  const alike = wanted === '' ? [] : names.filter(([, label]) => label.includes(wanted));
  const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (found !== undefined) return found[0];
  const choice = (alike.length > 1 ? alike : names).map(([, label]) => label).join('、');
  throw new CareError('VALIDATION', `"${name}" names ${alike.length} departments`, {
    userMessage: alike.length > 1 ? `请写明转给哪个部门：${choice}。` : `没有“${name}”这个部门，可以转派：${choice}。`,
  });
}

/** A colleague by name, or by the surname that people call them by: 小徐, 徐工, 老徐. @throws {CareError} `VALIDATION` */
export async function colleagueByName(tx: Transaction, ticket: Ticket, name: string): Promise<Staff> {
  const colleagues = await tx.staff.findMany({
    where: { storeId: ticket.storeId, departmentKey: ticket.responsibleDepartment, isActive: true },
    orderBy: { id: 'asc' },
  });
  const wanted = bare(name);
  const surname = wanted.replace(/^[小老阿]/, '').replace(/(?:工|师傅|经理|主管|顾问|专员|总监|总)$/, '');
  const exact = colleagues.filter((person) => person.name === wanted || person.userId === wanted.toLowerCase());
  const alike = surname === '' ? [] : colleagues.filter((person) => person.name.startsWith(surname));
  const found = exact.length > 0 ? exact : alike;
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const choice = (found.length > 1 ? found : colleagues).map((person) => person.name).join('、');
  throw new CareError('VALIDATION', `a name fits ${found.length} colleagues`, {
    userMessage:
      found.length > 1 ? `请写明是哪位同事：${choice}。` : `本部门没有“${wanted}”，可以改派：${choice || '无'}。`,
  });
}

/** Words that people use for a category, beside its own label. */
const ALIASES: Partial<Record<Category, RegExp>> = {
  Q1: /发动机|变速箱|动力/,
  Q2: /刹车|制动|转向|轮胎|底盘|安全/,
  Q3: /三电|电池|充电|续航/,
  Q4: /车身|电器|车机|异味|空调|车漆/,
  R1: /维修质量|返修|没修好/,
  R2: /时效|等待|预约|进度|太慢/,
  R3: /保修|索赔|质保|三包|召回/,
  P1: /配件|缺件/,
  F1: /维修收费|收费|费用|工时费/,
  S1: /交车|手续|上牌/,
  S2: /定金|订金|合同|车价|价格/,
  S3: /宣传|欺诈|库存车|欺骗/,
  I1: /保险|续保|理赔|定损/,
  N1: /贷款|金融|解押/,
  C1: /态度/,
  C2: /承诺|答应/,
  C3: /骚扰|隐私/,
  M1: /活动|积分|会员/,
};

/** The category that a word means: its key, its label, a part of it, or what people call it. */
function categoryByName(name: string): Category | undefined {
  const wanted = bare(name);
  const known = CATEGORY_KEYS.filter((key) => key !== 'Z9');
  return (
    known.find((key) => key === wanted.toUpperCase() || CATEGORIES[key].label === wanted) ??
    known.find((key) => wanted.length >= 2 && CATEGORIES[key].label.includes(wanted)) ??
    known.find((key) => ALIASES[key]?.test(wanted) === true)
  );
}

/** @throws {CareError} `VALIDATION` that lists the categories */
export function mustBeCategory(name: string): Category {
  const found = categoryByName(name);
  if (found !== undefined) return found;
  const labels = CATEGORY_KEYS.filter((key) => key !== 'Z9').map((key) => CATEGORIES[key].label);
  throw new CareError('VALIDATION', `"${name}" is no category`, {
    userMessage: `没有“${bare(name)}”这个类别，可以写：${labels.join('、')}。`,
  });
}

const KINDS: readonly (readonly [DismissedKind, RegExp])[] = [
  ['question', /咨询|提问|问题/],
  ['booking', /预约/],
  ['progress', /进度/],
  ['human', /人工/],
  ['suggestion', /建议/],
  ['praise', /表扬|感谢/],
  ['optOut', /退订/],
  ['other', /其他|其它|无关|闲聊/],
];

/** What a message was instead of a complaint; undefined when nothing is said. @throws {CareError} `VALIDATION` */
export function dismissedKindByName(name: string): DismissedKind | undefined {
  if (bare(name) === '') return undefined;
  const found = KINDS.find(([, words]) => words.test(name));
  if (found !== undefined) return found[0];
  throw new CareError('VALIDATION', `"${name}" is no kind to dismiss as`, {
    userMessage: '请写明是哪一类：咨询、预约、进度、转人工、建议、表扬、退订或其他。',
  });
}
