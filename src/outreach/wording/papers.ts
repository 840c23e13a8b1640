import { type Body, expiry, type Said } from './facts.ts';

const INSURANCES: Record<string, string> = { compulsory: '交强险', commercial: '商业险' };

/** Insurance, with the tax that is paid together with the compulsory one; purely electric cars are not taxed. */
export function wordInsurance(said: Said): Body {
  const { facts, date, car, number, inDays } = said;
  const names = insurancesOf(said);
  const isTaxed = names.includes('交强险') && facts.vehicle?.energyType !== 'electric';
  const tax = isTaxed ? '，车船税一并缴纳' : '';
  const todo = inDays < 0 ? '请尽快安排续保' : '请在到期前安排续保';
  return {
    templateKey: 'insuranceDue',
    data: { car_number1: number, thing2: names, date3: date, thing4: todo },
    body: `您的爱车${car}的${names}${expiry(said)}，${todo}${tax}。`,
    reply: '需要报价时回复“续保”即可。',
    ask: '请问需要我们为您准备一份续保报价吗？',
    groupText: '您的车险即将到期，请留意到期日，提前安排续保。需要协助时直接回复，我们为您查询。',
    sms: { plate: number, date, item: names },
    offersSubscription: true,
  };
}

/** By the facts; a reminder that was planned before they were kept has them in its reason. */
function insurancesOf({ detail, facts }: Said): string {
  const items = Array.isArray(detail['items']) ? detail['items'] : [];
  const names = items.flatMap((item) => INSURANCES[String(item)] ?? []);
  if (names.length > 0) return names.join('和');
  return /^(交强险和商业险|交强险|商业险)/.exec(facts.reason)?.[1] ?? '保险';
}

export function wordVehicleTax(said: Said): Body {
  const { date, car, number } = said;
  return {
    templateKey: 'insuranceDue',
    data: { car_number1: number, thing2: '车船税', date3: date, thing4: '随交强险一并缴纳' },
    body: `您的爱车${car}的车船税请在${date}前随交强险一并缴纳。`,
    reply: '需要协助时回复“车船税”即可。',
    ask: '请问需要我们协助办理吗？',
    groupText: '车船税随交强险一并缴纳，您的交强险即将到期，请留意办理。需要协助时直接回复即可。',
    sms: { plate: number, date, item: '车船税' },
  };
}

export function wordInspection(said: Said): Body {
  const { facts, detail, date, car, number, inDays } = said;
  const isMark = detail['what'] === 'mark' || (detail['what'] === undefined && facts.reason.includes('线上申领'));
  const todo = isMark ? '可在网上申领检验标志，无需到检测站' : `请${inDays < 0 ? '尽快' : '提前'}安排上线检测`;
  const state = inDays < 0 ? `检验有效期已于${date}届满` : `检验有效期至${date}`;
  return {
    templateKey: 'inspectionDue',
    data: { car_number1: number, date2: date, thing3: isMark ? '可线上申领检验标志' : todo },
    body: `您的爱车${car}${state}，${todo}。`,
    reply: '需要协助时回复“年检”即可。',
    ask: '请问需要我们协助办理吗？',
    groupText: '您的爱车即将到年检时间，请查看行驶证上的检验有效期，提前安排办理。需要协助时直接回复即可。',
    sms: { plate: number, date },
    offersSubscription: true,
  };
}

/**
 * Driver licence, or the yearly physical of drivers of seventy and more.
 *
 * @see 机动车驾驶证申领和使用规定, art. 63: within ninety days before the licence ends
 */
export function wordLicence(said: Said): Body {
  const { detail, who, date, inDays } = said;
  const name = who === '尊敬的客户' ? '尊敬的客户' : who;
  if (['physical', 'medical'].includes(String(detail['what']))) {
    return {
      templateKey: 'licenceDue',
      data: { name1: name, date2: date, thing3: '请按时提交身体条件证明' },
      body: `您的驾驶证需在${date}前提交一年一次的身体条件证明，请留意办理。`,
      ask: '请问您方便去办理吗？',
      groupText: '请留意驾驶证每年提交身体条件证明的时间，按时办理。',
      sms: { date },
    };
  }
  const body =
    inDays < 0
      ? `您的驾驶证有效期已于${date}届满，请尽快办理换证，换证前请勿驾车。`
      : `您的驾驶证有效期至${date}，可在有效期满前九十日内换证，请留意办理。`;
  return {
    templateKey: 'licenceDue',
    data: { name1: name, date2: date, thing3: inDays < 0 ? '请尽快办理换证' : '可在有效期满前90日内换证' },
    body,
    ask: '请问换证方面有什么需要我们协助的吗？',
    groupText: '您的驾驶证即将到期，可在有效期满前九十日内换证，请留意办理。',
    sms: { date },
  };
}

/** By its day, or by kilometres that are only estimated. */
export function wordWarranty(said: Said): Body {
  const { detail, date, car, number, inDays } = said;
  const isOver = inDays < 0;
  const end = detail['what'] === 'km' ? `按目前的用车里程，质保里程预计在${date}前后用完` : `质保${expiry(said)}`;
  return {
    templateKey: 'warrantyDue',
    data: { car_number1: number, date2: date, thing3: isOver ? '如需检查可来店' : '建议到期前来店检查' },
    body: `您的爱车${car}${end}，${isOver ? '如需检查车况，欢迎来店' : '建议到期前来店做一次检查'}。`,
    reply: '方便时回复“预约”，我们为您安排时间。',
    ask: '请问您近期方便到店检查吗？',
    groupText: '您的爱车质保即将到期，建议到期前来店做一次检查。方便时直接回复，我们为您安排。',
    sms: { plate: number, date },
  };
}
