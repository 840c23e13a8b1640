/** What a column can mean. */
export type Field =
  | 'plate'
  | 'vin'
  | 'brand'
  | 'series'
  | 'model'
  | 'energy'
  | 'usage'
  | 'vehicleClass'
  | 'seats'
  | 'registeredOn'
  | 'deliveredOn'
  | 'invoicedOn'
  | 'odometer'
  | 'warrantyEndsOn'
  | 'warrantyEndsKm'
  | 'compulsoryInsuranceExpiresOn'
  | 'commercialInsuranceExpiresOn'
  | 'insuranceExpiresOn'
  | 'insuranceType'
  | 'inspectionDueOn'
  | 'nextMaintenanceOn'
  | 'nextMaintenanceKm'
  | 'referredBy'
  | 'ownerName'
  | 'ownerMobile'
  | 'ownerPhone'
  | 'contactName'
  | 'contactMobile'
  | 'contactPhone'
  | 'bringerName'
  | 'bringerMobile'
  | 'bringerPhone'
  | 'gender'
  | 'employer'
  | 'jobTitle'
  | 'address'
  | 'birthday'
  | 'lunarBirthday'
  | 'birthdayCalendar'
  | 'licenceClass'
  | 'licenceExpiresOn'
  | 'tier'
  | 'adviser'
  | 'preferredChannel'
  | 'consent'
  | 'consentOn'
  | 'consentWords'
  | 'repairOrderNo'
  | 'enteredOn'
  | 'handedBackOn'
  | 'visitKm'
  | 'visitType'
  | 'amount'
  | 'faultText'
  | 'lastMaintenanceOn'
  | 'lastMaintenanceKm'
  | 'lastRepairOn'
  | 'lastRepairKm'
  | 'firstMaintenanceOn';

/** Titles seen in exports of real systems, the surest meaning first: with several columns of one field, that order decides. */
const TITLES: Record<Field, string> = {
  plate: '车牌号 车牌号码 车牌 牌照号 牌照 牌照号码 车辆牌照 车辆牌照号',
  vin: 'VIN VIN号 VIN码 车辆VIN 车架号 车架号码 底盘号 地盘号 VSN 车辆识别代号 车辆识别代码 车辆识别码',
  brand: '品牌 车辆品牌 厂牌',
  series: '车系 车系名称',
  model: '车型 车型名称 车辆型号 厂牌型号',
  energy: '能源类型 燃料类型 燃料种类 动力类型',
  usage: '使用性质 车辆性质 用途',
  vehicleClass: '车辆类型 机动车类型 车辆种类 车辆类别 号牌种类',
  seats: '座位数 座位 座位数量 核定载客 核定载客数 核定载客人数 核定载人数 载客人数 准乘人数',
  registeredOn: '初次登记日期 初登日期 上牌日期 注册日期 登记日期 注册登记日期',
  deliveredOn: '交车日期 交车时间 销售日期 车辆销售日期 购车日期 购车日日期 购置日期 提车日期',
  invoicedOn: '开票日期 发票日期',
  odometer: '行驶里程 当前里程 里程数 公里数 里程 最后一次进厂里程',
  warrantyEndsOn: '保修结束日期 质保到期日期 保修到期日期 质保结束日期 质保到期日 保修截止日期',
  warrantyEndsKm: '保修里程 质保里程 保修结束里程',
  compulsoryInsuranceExpiresOn:
    '交强险到期日期 交强险到期日 强制险到期日 强制险到期日期 交强险终保日期 交强险到期时间 交强险到期',
  commercialInsuranceExpiresOn: '商业险到期日期 商业险到期日 商业险终保日期 商业险到期时间 商业险到期',
  insuranceExpiresOn: '保险到期时间 保险到期日 保险到期日期 保险到期 结束日期 终保日期 保险止期',
  insuranceType: '险种 险种名称 险类 保险类型',
  inspectionDueOn: '年检到期日 年检到期 年检到期日期 年检日期 年审日期 年审到期日 验车日期 检验有效期 检验有效期止',
  nextMaintenanceOn: '预计下次保养日期 下次保养日期 下次保养时间 保养到期日 下次保养',
  nextMaintenanceKm: '下次保养里程 预计下次保养里程',
  referredBy: '介绍人 介绍人姓名 转介绍人 转介绍人姓名 转介绍客户 推荐人 推荐人姓名 老客户介绍 转介绍 是否转介绍',
  ownerName: '车主 车主姓名 车主名称 车主/客户姓名 客户姓名 客户名称 客户 姓名 投保人 被保险人',
  ownerMobile: '车主手机 车主手机号 手机 手机号 手机号码 联系手机 移动电话 客户手机 默认联系人手机',
  ownerPhone: '车主电话 电话 联系电话 固定电话 电话号码 家庭电话 客户电话',
  contactName: '联系人 联系人姓名',
  contactMobile: '联系人手机 联系人手机号',
  contactPhone: '联系人电话',
  bringerName: '送修人 送修人姓名',
  bringerMobile: '送修人手机 送修人手机号',
  bringerPhone: '送修人电话',
  gender: '性别 客户性别 车主性别',
  employer: '工作单位 单位 单位名称 公司',
  jobTitle: '职务 职位 职业',
  address: '地址 联系地址 通讯地址 家庭地址 车主地址 客户地址',
  birthday: '生日 出生日期 车主生日 客户生日 出生年月日',
  lunarBirthday: '农历生日 阴历生日',
  birthdayCalendar: '生日类型 历法',
  licenceClass: '准驾车型 驾照类型 驾驶证类型 准驾类型',
  licenceExpiresOn: '驾驶证到期日期 驾驶证到期日 驾照到期日 驾照到期日期 驾驶证有效期 驾照到期',
  tier: '客户等级 客户级别 客户类型 会员等级',
  adviser: '服务顾问 服务专员 指定服专 专属客户经理 客户经理',
  preferredChannel: '首选联系方式 偏好联系方式 联系偏好 希望联系方式 首选渠道',
  consent:
    '营销授权 是否营销授权 同意营销 同意接收 是否同意接收 同意接收营销 同意接收营销信息 是否同意接收营销信息 同意接收活动信息 接收营销信息 营销许可 活动信息授权',
  consentOn: '营销授权日期 营销授权时间 授权日期 授权时间 同意日期 同意时间',
  consentWords: '营销授权说明 授权说明 授权方式 授权来源 授权内容 同意方式 授权原话',
  repairOrderNo: '维修工单号 工单号 任务委托书号 委托书号 委托书编号 结算单号 施工单号 工单编号 维修单号 单号',
  enteredOn: '进厂日期 进厂时间 进店日期 来厂日期 接车日期 接车时间 开单日期 开单时间 维修日期 送修日期',
  handedBackOn: '出厂日期 出厂时间 维修交车日期 结算日期 结算时间 竣工日期',
  visitKm: '进厂里程 进厂里程数 进厂行驶里程 维修里程',
  visitType: '维修类型 业务类型 工单类型 维修类别 维修种类 保养类型 作业类型',
  faultText:
    '故障描述 故障现象 故障说明 送修问题 送修原因 报修内容 报修项目 客户描述 客户陈述 车主描述 维修项目 维修项目名称 维修内容 作业内容 施工项目',
  amount: '实收金额 结算金额 维修金额 应收金额 金额 总金额 合计金额',
  lastMaintenanceOn: '上次保养日期 上次保养时间 最后保养时间 最后保养日期 最近保养日期',
  lastMaintenanceKm: '上次保养里程 最后保养里程 最近保养里程',
  lastRepairOn: '上次维修日期 上次维修时间 最后维修日期 最近维修日期 最后进厂日期',
  lastRepairKm: '上次维修里程 最后维修里程',
  firstMaintenanceOn: '首保日期 首保时间 首次保养日期',
};

/** Known and left aside on purpose; not reported as strange. */
const IGNORED = new Set(
  '序号 经销商 发动机号 制造日期 续保专员 DCRC专员 销售顾问 备注 提醒人 提醒内容 提醒状态 车主编号 客户编号 日平均里程 换表日期 首次进厂日期 保修起始日期 保修开始日期 交强险投保日期 商业险投保日期 开始日期 是否回厂 保修公司 保险公司'.split(
    ' ',
  ),
);

const FIELD_OF = new Map<string, { field: Field; rank: number }>(
  Object.entries(TITLES).flatMap(([field, titles]) =>
    titles.split(' ').map((title, rank) => [title.toUpperCase(), { field: field as Field, rank }] as const),
  ),
);

export interface Column {
  index: number;
  field: Field;
  /** The title as people see it, for messages. */
  title: string;
  /** What stands in brackets behind the title, e.g. 万公里. */
  unit: string;
}

export interface Heading {
  kind: 'insurance' | 'repair' | 'general';
  /** By field; with several columns of one field, the surest title first. */
  columns: Map<Field, Column[]>;
  /** Titles that nobody knows. */
  unknown: string[];
  width: number;
}

/** How many titles of a line are known: the heading is the line with most. */
export function countKnownTitles(cells: readonly string[]): number {
  return cells.filter((cell) => FIELD_OF.has(normaliseTitle(cell).title)).length;
}

/** Reads the heading line. What a title means can depend on the sheet: see `meaningIn`. */
export function readHeading(cells: readonly string[]): Heading {
  const titles = cells.map(normaliseTitle);
  const kind = kindOf(titles.map(({ title }) => title));
  const found: (Column & { rank: number })[] = [];
  const unknown: string[] = [];
  for (const [index, { title, unit }] of titles.entries()) {
    const match = FIELD_OF.get(title);
    const field = match === undefined ? undefined : meaningIn(kind, match.field, title);
    if (field !== undefined) found.push({ index, field, title, unit, rank: match?.rank ?? 0 });
    else if (match === undefined && title !== '' && !IGNORED.has(title)) unknown.push(title);
  }
  const columns = new Map<Field, Column[]>();
  for (const column of found.toSorted((a, b) => a.rank - b.rank || a.index - b.index)) {
    columns.set(column.field, [...(columns.get(column.field) ?? []), column]);
  }
  return { kind, columns, unknown, width: cells.length };
}

/** Full-width forms, blanks and a unit in brackets are peeled off; `VIN码（车架号）` stays VIN码. */
function normaliseTitle(cell: string): { title: string; unit: string } {
  const text = cell
    .normalize('NFKC')
    .replaceAll(/[\s\u200b\ufeff*:"']/g, '')
    .toUpperCase();
  const match = /^([^([【]+)[([【](.*?)[)\]】]?$/.exec(text);
  return match === null ? { title: text, unit: '' } : { title: match[1] ?? '', unit: match[2] ?? '' };
}

function kindOf(titles: readonly string[]): Heading['kind'] {
  if (titles.some((title) => /^(险种|险种名称|险类|保额|承保公司|保费|.*保单号|.*投保日期)$/.test(title)))
    return 'insurance';
  const fields = titles.map((title) => FIELD_OF.get(title)?.field);
  const has = (...wanted: Field[]) => fields.some((field) => field !== undefined && wanted.includes(field));
  return has('repairOrderNo', 'enteredOn', 'visitType', 'visitKm') ? 'repair' : 'general';
}

/**
 * Traps of real files: in an insurance sheet 首保日期 is the day of the first premium, 保修结束日期 the end of the
 * insurance, and 金额 a premium; in a repair sheet 交车日期 is the hand-back and 里程 the reading on entering.
 */
function meaningIn(kind: Heading['kind'], field: Field, title: string): Field | undefined {
  if (kind === 'insurance') {
    if (field === 'firstMaintenanceOn' || field === 'amount') return undefined;
    if (field === 'warrantyEndsOn') return 'insuranceExpiresOn';
    // The dealer's own reading of the car is in no insurance sheet; what is called so there is something else.
    if (field === 'enteredOn' || field === 'repairOrderNo') return undefined;
  }
  if (kind === 'repair') {
    if (title === '交车日期' || title === '交车时间') return 'handedBackOn';
    if (field === 'odometer') return 'visitKm';
  } else if (field === 'visitKm') return 'odometer';
  // 结束日期 alone says nothing about what ends.
  if (kind !== 'insurance' && title === '结束日期') return undefined;
  return field;
}
