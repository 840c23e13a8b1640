import { formatDayChinese, isDay } from '../../calendar.ts';
import { type Body, type Said, sentence, textIn } from './facts.ts';
import { fillPlaceholders } from './own-words.ts';

/** As much of a note as a short message may carry. */
const NOTE_LENGTH = 26;

/** From the workshop: a step, or that the car can be fetched. */
export function wordRepairProgress(said: Said): Body {
  const { facts, detail, car, number } = said;
  const note = textIn(detail, 'text');
  if (detail['isReady'] === true) {
    return {
      templateKey: 'carReady',
      data: { car_number1: number, phrase2: '可以取车', thing3: note === '' ? '请在营业时间来店取车' : note },
      body: `您的爱车${car}已经维修完毕，可以来店取车了。${note === '' ? '' : sentence(note)}`,
      ask: '请问您什么时候方便来取车？',
      groupText: '您的爱车已经维修完毕，可以来店取车了。',
      sms: { plate: number },
      offersSubscription: true,
      isAnswer: true,
    };
  }
  return {
    templateKey: 'repairProgress',
    data: { car_number1: number, thing2: note, date3: formatDayChinese(facts.today) },
    body: `您的爱车${car}的维修有新进展：${sentence(note)}`,
    ask: '请问您还有什么需要了解的吗？',
    groupText: '您的爱车的维修有新进展，请与您的服务顾问联系。',
    sms: { plate: number, note: short(note) },
    isAnswer: true,
  };
}

export function wordPlateReady({ detail, car, number }: Said): Body {
  const note = textIn(detail, 'text');
  return {
    templateKey: 'plateReady',
    data: { car_number1: number, thing2: note === '' ? '请带身份证件来店领取' : note },
    body: `您的爱车${car}的牌照手续已经办好，请带身份证件来店领取。${note === '' ? '' : sentence(note)}`,
    ask: '请问您什么时候方便来店领取？',
    groupText: '您的爱车的牌照手续已经办好，请带身份证件来店领取。',
    sms: { plate: number },
    offersSubscription: true,
    isAnswer: true,
  };
}

/** What staff or a file says; the owner is asked to check it with the authority, because only its record counts. */
export function wordViolation({ facts, detail, car, number }: Said): Body {
  const note = textIn(detail, 'text');
  return {
    templateKey: 'violation',
    data: { car_number1: number, thing2: note, date3: formatDayChinese(facts.today) },
    body: `您的爱车${car}有一条交通违法记录待处理：${sentence(note)}请以交管12123显示为准，尽早处理。`,
    ask: '请问需要我们协助办理吗？',
    groupText: '您的爱车有交通违法记录待处理，请登录交管12123核实并尽早处理。',
    sms: { plate: number },
  };
}

export function wordBadWeather(said: Said): Body {
  const own = textIn(said.detail, 'text');
  const text = fillPlaceholders(own, said);
  return {
    templateKey: 'weather',
    data: { thing1: text, date2: formatDayChinese(said.facts.today) },
    body: `出行提醒：${sentence(text)}`,
    groupText: `出行提醒：${sentence(fillPlaceholders(own, undefined))}`,
    sms: { note: short(text.replaceAll(/\s+/g, '')) },
  };
}

/** After a visit or a delivery, where a chat or a notice is open: thanks, and one tap that books the next notice. */
export function wordServiceDone({ facts, detail, car, number }: Said): Body {
  const on = textIn(detail, 'on');
  const isDelivery = detail['what'] === 'delivery';
  return {
    templateKey: 'serviceDone',
    data: {
      car_number1: number,
      date2: formatDayChinese(isDay(on) ? on : facts.today),
      thing3: '点此一键预约下次到期提醒',
    },
    body: isDelivery ? `恭喜提车，祝您和爱车${car}一路平安！` : `感谢您到店，祝您和爱车${car}一路平安！`,
    groupText: '感谢您到店，祝您一路平安！',
    offersSubscription: true,
    isAnswer: true,
  };
}

function short(text: string): string {
  const characters = Array.from(text.replace(/[。.!！]+$/, ''));
  return characters.length <= NOTE_LENGTH ? characters.join('') : `${characters.slice(0, NOTE_LENGTH - 1).join('')}…`;
}
