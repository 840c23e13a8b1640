import type { DemoOwner, SampleCustomer, SamplePerson, SampleVehicle } from './types.ts';

/** The person behind a customer. Ids are stable, so that a store seeded again still knows everybody. */
function personOf(index: number, customers: readonly SampleCustomer[], follows: boolean): SamplePerson {
  const customer = customers[index];
  const suffix = String(index + 1).padStart(4, '0');
  return {
    personId: `owner-${suffix}`,
    name: customer?.name ?? '新朋友',
    unionId: `oSampleUnion${suffix}`,
    openId: `oSampleOpenId${suffix}`,
    externalUserId: `wmSampleOwner${suffix}`,
    follows,
    contactOf: customer !== undefined && isContact(index) ? [customer.advisorUserId] : [],
    ...(customer === undefined ? {} : { customer: index }),
  };
}

/** Two of three owners have added their adviser in WeCom. */
const isContact = (index: number): boolean => index % 3 !== 2;

/**
 * Every second owner follows the service account, two of three are contacts of their adviser; one of six is neither and
 * has only a phone number.
 */
export function buildPeople(
  customers: readonly SampleCustomer[],
  vehicles: readonly SampleVehicle[],
): { people: SamplePerson[]; demoOwners: DemoOwner[] } {
  const demoOwners = buildDemoOwners(customers, vehicles);
  const others = customers
    .map((_, index) => index)
    .filter((index) => index >= DEMO_CUSTOMERS && index !== PHONE_ONLY && (index % 2 === 0 || isContact(index)))
    .map((index) => personOf(index, customers, index % 2 === 0));
  return { people: [...demoOwners, ...others], demoOwners };
}

const DEMO_CUSTOMERS = 4;
/** Neither follower nor contact. */
const PHONE_ONLY = 5;

function buildDemoOwners(customers: readonly SampleCustomer[], vehicles: readonly SampleVehicle[]): DemoOwner[] {
  const plate = (customer: number) => vehicles.find((vehicle) => vehicle.customer === customer)?.plateNumber ?? '';
  const unknown = personOf(9998, customers, false);
  return [
    {
      ...personOf(0, customers, true),
      hint: `已关注服务号 · ${plate(0)}`,
      suggestions: [
        '刹车踩下去有很大的异响，上周刚在你们店换的刹车片',
        '等了一个下午车还没修好，也没人告诉我一声',
        '想预约这周六上午做保养',
      ],
    },
    {
      ...personOf(1, customers, false),
      hint: `苏主管的企微客户 · ${plate(1)}`,
      suggestions: ['说好三天到货的配件，等了半个月还没消息', '你们这个收费太离谱了，工时费比别家贵一倍', '满意，谢谢'],
    },
    {
      ...personOf(2, customers, true),
      hint: `已关注服务号 · ${plate(2)}`,
      suggestions: ['变速箱修了三次还是顿挫，我要退车', '空调不制冷，吹出来还有股霉味', '退订'],
    },
    {
      ...personOf(3, customers, true),
      hint: `重要客户 · ${plate(3)}`,
      suggestions: ['高速上方向盘突然打不动了，差点出事', '转人工', '给你们技师点个赞，修得很仔细'],
    },
    {
      ...unknown,
      name: '陌生访客',
      hint: `尚未绑定 · 可发送“${plate(4)} ${customers[4]?.mobile ?? ''}”绑定`,
      suggestions: [
        '销售承诺送的脚垫一直没给，打电话也不接',
        `绑定 ${plate(4)} ${customers[4]?.mobile ?? ''}`,
        '请问周日上班吗',
      ],
    },
    {
      ...personOf(PHONE_ONLY, customers, false),
      hint: `只有手机号 · ${plate(PHONE_ONLY)}`,
      suggestions: ['收到保养短信，想约周六上午', '车已经卖了，别再发了', '年检要带什么材料'],
    },
  ];
}
