/**
 * What the emulated model "knows": a small keyword table, so that an unscripted request still gets a sensible answer.
 * Independent of any client's code on purpose; the codes are those of the dealership's published category list.
 */

export type LlmAnswer = Record<string, unknown>;

const CATEGORY_WORDS: readonly (readonly [code: string, department: string, words: RegExp])[] = [
  ['Q2', 'aftersalesTechnical', /刹车|制动|方向盘|转向|轮胎|爆胎|底盘|减震|悬挂|气囊/],
  ['Q1', 'aftersalesTechnical', /发动机|变速箱|离合|烧机油|熄火|抖动|怠速|漏油|挂挡|顿挫/],
  ['Q3', 'aftersalesTechnical', /电池|充电|续航|电机|电控|亏电/],
  ['R1', 'workshop', /没修好|修完|又坏|返修|师傅修|维修质量|修坏/],
  ['R3', 'warranty', /三包|保修|质保|索赔|召回/],
  ['F1', 'serviceReception', /工时费|收费|乱收|保养.{0,4}(贵|多少钱)|账单/],
  ['R2', 'serviceReception', /预约|等了|排队|进度|修好了吗|什么时候能取/],
  ['P1', 'parts', /配件|缺货|副厂|原厂件|零件/],
  ['N1', 'finance', /贷款|金融|解押|月供|按揭/],
  ['I1', 'insurance', /保险|续保|定损|理赔|出险/],
  ['S1', 'sales', /上牌|提车|交车|发票|合格证|手续|临牌/],
  ['S2', 'sales', /定金|订金|合同|降价|价格/],
  ['S3', 'sales', /库存车|欺诈|欺骗|虚假宣传|试驾车|骗/],
  ['C2', 'customerCare', /答应|承诺|说好的|兑现/],
  ['C1', 'customerCare', /态度|不耐烦|爱理不理|骂人|凶/],
  ['C3', 'customerCare', /骚扰|隐私|退订|别再打|泄露/],
  ['M1', 'marketing', /活动|积分|会员|礼品/],
  ['Q4', 'aftersalesTechnical', /车机|导航|异味|空调|车窗|天窗|漏水|黑屏|大灯|玻璃/],
];

const KIND_WORDS: readonly (readonly [kind: string, words: RegExp])[] = [
  ['rescue', /救援|拖车|抛锚|出事故|追尾|撞车|着火|起火|自燃/],
  ['optOut', /退订|^TD$/i],
  ['human', /转人工|人工客服|真人/],
  ['booking', /预约|约个时间/],
  ['progress', /进度|修好了吗|什么时候能取|到哪一步/],
  ['praise', /表扬|感谢|点赞|太棒|很满意/],
  ['suggestion', /建议|希望你们能/],
  ['complaint', /投诉|没修好|不解决|要求|赔|太差|坏了|失灵|漏|异响|骗|乱收/],
  ['question', /吗|怎么|多少|什么|哪里|[??]/],
];

const P0_WORDS = /起火|着火|自燃|受伤|气囊弹|刹车失灵|刹不住|转向失灵|12315|媒体|起诉|律师|维权/;
const P1_WORDS = /退车|换车|三包|第三次|三次了|修了[3-9三四五六]次/;
const PERSONAL_TOKEN = /⟦[A-Z]+_\d+⟧/g;

/** Finds the owner's text in what the client sent: the `text` field of a JSON message, or else the whole message. */
export function ownersText(userMessage: string): string {
  try {
    const parsed: unknown = JSON.parse(userMessage);
    if (typeof parsed === 'object' && parsed !== null && 'text' in parsed && typeof parsed.text === 'string') {
      return parsed.text;
    }
  } catch {
    // Not JSON: a client may send the bare text.
  }
  return userMessage;
}

/** The clause of `text` that holds the first match of `words`; the first clause when nothing matches. */
function clauseWith(text: string, words: RegExp | undefined): string {
  const clauses = text.split(/[,。!?;,.!?;\n]+/).filter((clause) => clause.trim() !== '');
  return (words === undefined ? undefined : clauses.find((clause) => words.test(clause))) ?? clauses[0] ?? '';
}

/** A plausible answer of a careful model for one owner's text, by keyword only. */
export function defaultAnswer(text: string): LlmAnswer {
  const found = CATEGORY_WORDS.filter(([, , words]) => words.test(text)).slice(0, 3);
  const kind = KIND_WORDS.find(([, words]) => words.test(text))?.[0] ?? (found.length > 0 ? 'grumble' : 'other');
  const needsCategory = !['optOut', 'human', 'praise', 'other'].includes(kind);
  const categories = needsCategory ? found.map(([code]) => code) : [];
  if (kind === 'complaint' && categories.length === 0) categories.push('Z9');
  const isComplaint = kind === 'complaint' || kind === 'rescue';
  const severity = P0_WORDS.test(text) ? 'P0' : P1_WORDS.test(text) ? 'P1' : isComplaint ? 'P2' : 'P3';
  const evidence = clauseWith(text, found[0]?.[2]);
  return {
    kind,
    categories,
    severity,
    department: found[0]?.[1] ?? (kind === 'complaint' ? 'triage' : 'customerCare'),
    confidence: found.length > 0 ? 0.86 : 0.45,
    evidence,
    demand: /退车/.test(text) ? 'returnVehicle' : /赔/.test(text) ? 'compensation' : 'none',
    summary: `车主反映:${evidence.replace(PERSONAL_TOKEN, '')}`.slice(0, 50),
    reliedOn: found.flatMap(([, , words]) => words.exec(text)?.[0] ?? []),
  };
}

export type WrongKind = 'notJson' | 'unknownCategory' | 'inventedEvidence' | 'empty';

/** The four ways in which real models get structured output wrong. */
export function wrongContent(kind: WrongKind, answer: LlmAnswer): string {
  const contents: Record<WrongKind, () => string> = {
    notJson: () => '好的,我来分析一下:这位车主应该是在投诉,建议转给售后处理。',
    unknownCategory: () => JSON.stringify({ ...answer, categories: ['X7'], department: 'presidentOffice' }),
    inventedEvidence: () => JSON.stringify({ ...answer, evidence: '车主从来没有说过的这句话' }),
    empty: () => '',
  };
  return contents[kind]();
}
