/**
 * The closed lists that every decision about an owner's text is made of. Keys are those of the domain specification;
 * labels are what people read; descriptions say what a class covers and what it is not, for the model's prompt too.
 */

/** What an owner's message is. */
export const MESSAGE_KINDS = {
  complaint: { label: '投诉', description: '具体的故障、服务或收费问题,期望有人处理。不是:只问信息;只发牢骚' },
  grumble: { label: '抱怨', description: '有不满情绪但没有要求处理,随口一说。不是:要求解决、退款、道歉' },
  question: { label: '咨询', description: '问价格、政策、用车方法、营业时间等信息。不是:反问式的指责' },
  booking: { label: '预约', description: '想约保养、维修、试驾、年检的时间,或改约、取消。不是:抱怨约不上' },
  progress: { label: '进度', description: '问自己的车、配件、手续办到哪一步,什么时候好。不是:抱怨拖延' },
  praise: { label: '表扬', description: '真心的感谢和称赞。不是:反话、讽刺' },
  suggestion: { label: '建议', description: '提出改进想法,没有要求处理某件事' },
  rescue: { label: '事故救援', description: '正在发生的事故、抛锚、起火、需要拖车或现场帮助' },
  survey: { label: '回访答复', description: '对满意度回访的回答:分数、满意或不满意' },
  binding: { label: '绑定车辆', description: '报车牌和手机号要求绑定车辆' },
  optOut: { label: '退订', description: '要求不再接收消息或电话' },
  human: { label: '转人工', description: '只要求人工接待,没有说具体问题' },
  other: { label: '其他', description: '寒暄、无关内容、广告、看不出意图' },
} as const;
export type MessageKind = keyof typeof MESSAGE_KINDS;

/** The departments a store maps to its own; `triage` means that a person decides. */
export const DEPARTMENTS = {
  aftersalesTechnical: { label: '售后技术', description: '车辆故障的诊断与技术处理' },
  workshop: { label: '车间', description: '维修施工质量' },
  serviceReception: { label: '售后前台', description: '接待、预约、进度、维修收费' },
  warranty: { label: '索赔', description: '保修、三包、召回' },
  parts: { label: '配件', description: '配件供应、真伪、价格' },
  sales: { label: '销售', description: '购车、交车、合同、上牌' },
  insurance: { label: '保险', description: '投保、续保、定损理赔' },
  finance: { label: '金融', description: '贷款、金融服务费、解押' },
  customerCare: { label: '客户关爱', description: '服务态度、骚扰隐私、回访' },
  marketing: { label: '市场/俱乐部', description: '活动、积分、会员' },
  triage: { label: '人工分诊', description: '无法判断,由人决定' },
} as const satisfies Record<string, { label: string; description: string }>;
export type Department = keyof typeof DEPARTMENTS;

type CategoryEntry = {
  label: string;
  description: string;
  nearMisses: readonly [string, string];
  department: Department;
};

/** What a message is about; at most three a message, the first one routes. */
export const CATEGORIES = {
  Q1: {
    label: '动力总成',
    description: '发动机、电机以外的动力、变速箱、离合器、油耗、烧机油、熄火、动力系统漏油。不是:修过又坏(R1)',
    nearMisses: ['修了变速箱还是顿挫 → R1', '电动车电机异响 → Q3'],
    department: 'aftersalesTechnical',
  },
  Q2: {
    label: '行驶安全',
    description: '转向、刹车、轮胎、悬挂、底盘、安全气囊。不是:车身钣金和灯光(Q4)',
    nearMisses: ['刚换的刹车片又响 → R1', '雨刮坏了 → Q4'],
    department: 'aftersalesTechnical',
  },
  Q3: {
    label: '三电/充电',
    description: '动力电池、电机、电控、充电、续航、充电桩。不是:12V 蓄电池和灯(Q4)',
    nearMisses: ['小电瓶亏电打不着 → Q4', '充电桩安装费 → S2'],
    department: 'aftersalesTechnical',
  },
  Q4: {
    label: '车身/电器/车机/异味',
    description: '车身、漆面、车窗、天窗、空调、灯光、雨刮、蓄电池、车机导航、异响内饰、异味、漏水',
    nearMisses: ['喷漆有色差(店里做的) → R1', '新车提车就有划痕 → S1'],
    department: 'aftersalesTechnical',
  },
  R1: {
    label: '维修质量',
    description: '修过又坏、没修好、修完出新毛病、小病大修、未经同意施工、弄坏划伤车、漏项。不是:首次出现的故障',
    nearMisses: ['第一次发现漏油 → Q1', '工时费太高 → F1'],
    department: 'workshop',
  },
  R2: {
    label: '维修时效/预约/进度',
    description: '等待太久、预约了还排队、交车拖延、没人告知进度、电话打不通',
    nearMisses: ['配件缺货等了一个月 → P1', '新车迟迟不交 → S1'],
    department: 'serviceReception',
  },
  R3: {
    label: '保修/索赔/召回',
    description: '质保期争议、拒绝保修、三包退换车、召回、延保',
    nearMisses: ['保险不赔 → I1', '修了几次没好 → R1'],
    department: 'warranty',
  },
  P1: {
    label: '配件',
    description: '配件缺货、等件、旧件、副厂件、配件价格',
    nearMisses: ['工时费贵 → F1', '配件装错 → R1'],
    department: 'parts',
  },
  F1: {
    label: '维修收费',
    description: '保养维修费用、工时费、乱收费、账单不清、报价与结算不符、强制消费。不是:买车的费用',
    nearMisses: ['金融服务费 → N1', '配件卖得贵 → P1'],
    department: 'serviceReception',
  },
  S1: {
    label: '交车/手续/上牌',
    description: '新车交付延期、交车有瑕疵、合格证、发票、临牌、上牌、过户手续',
    nearMisses: ['修好的车迟迟不交 → R2', '还清贷款绿本不给 → N1'],
    department: 'sales',
  },
  S2: {
    label: '定金/合同/价格',
    description: '定金订金退不退、合同条款、车价、降价、加价、捆绑装潢、上牌费',
    nearMisses: ['赠品没给 → C2', '金融手续费 → N1'],
    department: 'sales',
  },
  S3: {
    label: '宣传/欺诈/库存车',
    description: '虚假宣传、减配、库存车、事故车、试驾车当新车卖、调表、欺骗',
    nearMisses: ['说好送的没送 → C2', '维修多收钱 → F1'],
    department: 'sales',
  },
  I1: {
    label: '保险/续保/定损理赔',
    description: '投保续保、保费、出险、定损、理赔、强制买保险',
    nearMisses: ['质保拒赔 → R3', '事故车维修质量 → R1'],
    department: 'insurance',
  },
  N1: {
    label: '贷款/金融服务费/解押',
    description: '车贷、利率、金融服务费、征信、还款、解押、绿本',
    nearMisses: ['定金不退 → S2', '上牌费 → S2'],
    department: 'finance',
  },
  C1: {
    label: '服务态度',
    description: '冷漠、推诿、不耐烦、骂人、没人理、看不起人',
    nearMisses: ['等太久 → R2', '答应的事没做 → C2'],
    department: 'customerCare',
  },
  C2: {
    label: '承诺未兑现',
    description: '答应的赠品、回电、补偿、时间没有兑现',
    nearMisses: ['宣传配置与实车不符 → S3', '交车延期 → S1'],
    department: 'customerCare',
  },
  C3: {
    label: '骚扰/隐私/退订',
    description: '电话短信太多、信息泄露、要求不再联系',
    nearMisses: ['保险电话态度差 → C1', '咨询续保 → I1'],
    department: 'customerCare',
  },
  M1: {
    label: '活动/积分/会员',
    description: '活动、抽奖、积分、会员卡、礼品、自驾、俱乐部',
    nearMisses: ['买车赠品没给 → C2', '购车优惠价格 → S2'],
    department: 'marketing',
  },
  Z9: {
    label: '无法判断',
    description: '有不满或要求,但看不出是哪一类',
    nearMisses: ['"你们太差了" → Z9', '"服务态度太差" → C1'],
    department: 'triage',
  },
} as const satisfies Record<string, CategoryEntry>;
export type Category = keyof typeof CATEGORIES;

/** How grave; P0 is the gravest. Rules set a floor, a model may only raise it. */
export const SEVERITIES = {
  P0: { label: '重大', description: '起火、人身伤害、气囊、行驶中刹车或转向失灵、媒体曝光、12315/法院/律师、群体维权' },
  P1: { label: '升级', description: '同一问题第三次及以上、要求退换车或三包、过激威胁、VIP 且涉及安全' },
  P2: { label: '一般', description: '普通投诉' },
  P3: { label: '抱怨', description: '不满但没有要求;咨询、预约等也用此级' },
} as const;
export type Severity = keyof typeof SEVERITIES;

/** What the owner wants done. */
export const DEMANDS = {
  returnVehicle: { label: '退车' },
  replaceVehicle: { label: '换车' },
  refund: { label: '退款' },
  compensation: { label: '赔偿' },
  repair: { label: '维修' },
  replacePart: { label: '换件' },
  apology: { label: '道歉' },
  explanation: { label: '解释' },
  callBack: { label: '回电' },
  faster: { label: '尽快办理' },
  stopContact: { label: '不再打扰' },
  none: { label: '未提' },
} as const;
export type Demand = keyof typeof DEMANDS;

/** The part of the vehicle that is meant, for "same vehicle, same system" comparisons. */
export const VEHICLE_SYSTEMS = {
  engine: { label: '发动机' },
  transmission: { label: '变速箱' },
  brakes: { label: '制动' },
  steering: { label: '转向' },
  tyres: { label: '轮胎' },
  suspension: { label: '悬挂底盘' },
  airbag: { label: '气囊' },
  battery: { label: '三电' },
  climate: { label: '空调' },
  infotainment: { label: '车机' },
  electrics: { label: '电器' },
  body: { label: '车身' },
} as const;
export type VehicleSystem = keyof typeof VEHICLE_SYSTEMS;

const ownKeys = <T extends object>(table: T): (keyof T & string)[] => Object.keys(table) as (keyof T & string)[];
export const KIND_KEYS = ownKeys(MESSAGE_KINDS);
export const CATEGORY_KEYS = ownKeys(CATEGORIES);
export const DEPARTMENT_KEYS = ownKeys(DEPARTMENTS);
export const SEVERITY_KEYS = ownKeys(SEVERITIES);
export const DEMAND_KEYS = ownKeys(DEMANDS);

export const isMessageKind = (value: unknown): value is MessageKind =>
  typeof value === 'string' && Object.hasOwn(MESSAGE_KINDS, value);
export const isCategory = (value: unknown): value is Category =>
  typeof value === 'string' && Object.hasOwn(CATEGORIES, value);
export const isDepartment = (value: unknown): value is Department =>
  typeof value === 'string' && Object.hasOwn(DEPARTMENTS, value);
export const isSeverity = (value: unknown): value is Severity =>
  typeof value === 'string' && Object.hasOwn(SEVERITIES, value);
export const isDemand = (value: unknown): value is Demand => typeof value === 'string' && Object.hasOwn(DEMANDS, value);

/** The graver of two severities. */
export const graver = (a: Severity, b: Severity): Severity => (a < b ? a : b);
