import { type Body, type Said, sentence, textIn } from './facts.ts';
import { fillPlaceholders } from './own-words.ts';

/** On the day and in the days before. */
export function wordBirthday({ who, date, inDays }: Said): Body {
  return {
    templateKey: 'birthday',
    data: { name1: who, date2: date, thing3: `${inDays > 0 ? '提前' : ''}祝您生日快乐，平安顺遂` },
    body:
      inDays < 0
        ? '昨天是您的生日，祝您生日快乐，平安顺遂！'
        : inDays === 0
          ? '今天是您的生日，祝您生日快乐，平安顺遂！'
          : `${date}是您的生日，提前祝您生日快乐，平安顺遂！`,
    // Confirmed any time until the day: it fits before and on it.
    groupText: '祝您生日快乐，平安顺遂！',
  };
}

/** By the calendar, or in the words of a campaign. */
export function wordHoliday(said: Said): Body {
  const { facts, detail, who, date, inDays } = said;
  const name = facts.reason === '' ? '节日' : facts.reason;
  const own = textIn(detail, 'text');
  const ours = `${name}${inDays <= 0 ? '到了' : '将至'}，祝您节日快乐，阖家安康，一路平安！`;
  return {
    templateKey: 'birthday',
    data: { name1: who, date2: date, thing3: own === '' ? `祝您${name}快乐，阖家安康` : own },
    body: own === '' ? ours : sentence(fillPlaceholders(own, said)),
    groupText: own === '' ? `祝您${name}快乐，阖家安康，一路平安！` : sentence(fillPlaceholders(own, undefined)),
  };
}

/** Only by group send, only with consent: see kinds.ts. */
export function wordPromotion(said: Said): Body {
  const { detail, who, date } = said;
  const own = textIn(detail, 'text');
  return {
    templateKey: 'birthday',
    data: { name1: who, date2: date, thing3: own },
    body: sentence(fillPlaceholders(own, said)),
    groupText: sentence(fillPlaceholders(own, undefined)),
  };
}
