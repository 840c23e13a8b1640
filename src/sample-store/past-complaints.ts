import type { Category, Department, MessageKind, Severity, VehicleSystem } from '../understanding/taxonomy.ts';

/** What owners of the sample store complained of: [text, category, department, severity, parts of the car]. */
type Complaint = readonly [
  text: string,
  category: Category,
  department: Department,
  severity: Severity,
  systems?: readonly VehicleSystem[],
];

export const PAST_COMPLAINTS: readonly [Complaint, ...Complaint[]] = [
  ['发动机故障灯又亮了，上次说修好了', 'Q1', 'aftersalesTechnical', 'P2', ['engine']],
  ['变速箱低速顿挫，开着很难受', 'Q1', 'aftersalesTechnical', 'P2', ['transmission']],
  ['刹车有异响，声音越来越大', 'Q2', 'aftersalesTechnical', 'P2', ['brakes']],
  ['车机老是黑屏，导航用不了', 'Q4', 'aftersalesTechnical', 'P3', ['infotainment']],
  ['空调有霉味，清洗了也没用', 'Q4', 'aftersalesTechnical', 'P2', ['climate']],
  ['换过的地方又漏油，等于白修', 'R1', 'workshop', 'P2', ['engine']],
  ['同一个问题修了三次，没一次修好', 'R1', 'workshop', 'P1'],
  ['没问我就换了滤芯，还收了钱', 'R1', 'workshop', 'P2'],
  ['约好九点，等到十一点还没安排', 'R2', 'serviceReception', 'P3'],
  ['车放了一个星期，没人告诉我进度', 'R2', 'serviceReception', 'P2'],
  ['保养要等三个小时，太慢了', 'R2', 'serviceReception', 'P3'],
  ['工时费怎么比上次贵了一倍', 'F1', 'serviceReception', 'P2'],
  ['报价和结账的价钱对不上', 'F1', 'serviceReception', 'P2'],
  ['质保期内的件要我自己出钱', 'R3', 'warranty', 'P2'],
  ['订的配件半个月没到货', 'P1', 'parts', 'P2'],
  ['怀疑给我装的不是原厂件', 'P1', 'parts', 'P2'],
  ['交车时说送的脚垫一直没给', 'S1', 'sales', 'P2'],
  ['上牌拖了三个星期', 'S1', 'sales', 'P2'],
  ['定金说好能退，现在又不给退', 'S2', 'sales', 'P1'],
  ['理赔材料交了半个月没消息', 'I1', 'insurance', 'P2'],
  ['前台说话很不耐烦', 'C1', 'customerCare', 'P2'],
  ['说好回电话，等了两天没人打', 'C2', 'customerCare', 'P2'],
];

/** What the department found and did, by the first letter of the category. */
export const RESULTS: Readonly<Record<string, readonly [cause: string, result: string]>> = {
  Q: ['零件老化', '更换零件，路试正常'],
  R: ['安排不当，沟通不及时', '重新检修并致歉，减免部分工时'],
  P: ['厂家供货延迟', '加急调货，到货后优先安装'],
  F: ['报价时没有说明项目', '逐项解释，多收部分已退'],
  S: ['手续衔接不当', '专人跟进，已办好'],
  I: ['资料在保险公司审核', '已催办，赔款到账'],
  C: ['服务不到位', '当面致歉，已对员工进行培训'],
};

/** Kinds by how grave it is: a displeasure without a demand is a grumble. */
export const kindOf = (severity: Severity): MessageKind => (severity === 'P3' ? 'grumble' : 'complaint');
