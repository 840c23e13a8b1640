import type { Ticket } from '../database/generated/client.ts';
import { CareError } from '../errors.ts';

/** What colleagues say to each other about an owner. 分别理赔, 分别管理 and noisy engines are none of it. */
const INTERNAL =
  /难缠|难搞|刁钻|刁难人|烦人|有病(?!害)|神经(?!网络)|(?<!故)事儿?[真太好很]?多|忽悠|糊弄|敷衍|无理取闹|蛮不讲理|胡搅|找茬|碰瓷|懒得|甩锅|傻[子逼瓜]|白痴|先拖(?:着|一拖|[他她])|(?<![分个特级类区识])别(?:理(?!赔)|管)|搞不定[他她人车客这那]|应付(?:一下|[他她车客]|过去)|吵[架闹着翻]|[大争来]吵|(?:车主|客户|[他她人]).{0,4}吵/;

/** 车主 and 客户 stand for the reader, but not in names of things (客户关爱部, 车主手册) or where they are others. */
const OWNER =
  /(?<!其他|其它|别的|前面的?|上一[位个]|多[位个]|有些|很多|部分)(?:[该这][位个]?|那[位个])?(?:车主|客户)(?!关爱|经理|手册|休息|服务|权益|俱乐部|中心|专员|满意|端|群|须知)(?:\p{Script=Han}{0,2}(?:先生|女士|小姐))?您?/gu;

/** A colleague's sentence about the owner, as it reads to the owner. */
export const wordsForOwner = (text: string): string => text.replace(OWNER, '您');

/** @throws {CareError} `VALIDATION` for words that no owner may read */
export function mustBeForOwner(ticket: Pick<Ticket, 'number'>, text: string): void {
  if (!INTERNAL.test(text)) return;
  throw new CareError('VALIDATION', `words on ticket ${ticket.number} are not for the owner`, {
    userMessage: `这句话像是内部说明，没有发给车主。要留作内部备注，请回复“${ticket.number} 备注 …”；确实要告诉车主，请换个说法再发。`,
  });
}
