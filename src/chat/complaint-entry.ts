import { CareError } from '../errors.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../database/database.ts';
import { departmentName } from '../stores/index.ts';
import { type ComplaintEntry, enterComplaint, type EntrySource } from '../tickets/index.ts';
import { type Decision, type Department, extractEntities } from '../understanding/index.ts';

/** How each source is written; what follows is the entry itself. `isPlain`: these words mean nothing else. */
const FORMS: readonly (readonly [source: EntrySource, words: RegExp, isPlain?: true])[] = [
  ['staff', /^(?:录入|登记|新建|代录)(?:一?[个条件])?投诉[:：,，\s]*/, true],
  ['hotline', /^(?:400|热线)(?:电话|热线)?(?:来电|投诉)?[:：,，\s]+/],
  ['followUp', /^回访(?:投诉|抱怨|不满)[:：,，\s]+/, true],
  ['manufacturer', /^(?:厂家|主机厂|厂方)(?:投诉|工单|转来|派单)?[:：,，\s]+/],
];
/** A manufacturer's own number: letters and digits with a digit, not a plate, a VIN or a phone number. */
const EXTERNAL_NO =
  /^(?:编号|单号|NO\.?)?[:：\s]*(?<no>(?=[A-Za-z0-9-]*\d)[A-Za-z0-9][A-Za-z0-9-]{3,29})(?:[:：,，\s]+|$)/i;
const PHONE = /^(?:\+?86)?1[3-9]\d{9}$/;
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/i;
const NAME = /^(?<name>[\u4e00-\u9fa5]{1,3}(?:先生|女士|小姐|总))[:：,，\s]+/;

/** A complaint that a member of staff enters for an owner; undefined when the text is none. */
export function readComplaintEntry(text: string): ComplaintEntry | undefined {
  for (const [source, words, isPlain] of FORMS) {
    const match = words.exec(text);
    if (match === null) continue;
    const entry = entryOf(source, text.slice(match[0].length).trim());
    // "400 元已退" and "厂家 还没回复" are progress.
    const isAboutSomebody = [entry.plate, entry.phone, entry.vin, entry.externalNo].some((clue) => clue !== undefined);
    return isPlain === true || isAboutSomebody ? entry : undefined;
  }
  return undefined;
}

function entryOf(source: EntrySource, whole: string): ComplaintEntry {
  let rest = whole;
  let externalNo: string | undefined;
  const number = source === 'manufacturer' ? EXTERNAL_NO.exec(rest) : null;
  if (number?.groups?.['no'] !== undefined && !PHONE.test(number.groups['no']) && !VIN.test(number.groups['no'])) {
    externalNo = number.groups['no'];
    rest = rest.slice(number[0].length);
  }
  const { plates, phones, vins } = extractEntities(rest);
  const [plate] = plates;
  const [phone] = phones;
  const vin = vins[0]?.vin;
  rest = withoutLeading(rest);
  const name = NAME.exec(rest);
  if (name !== null) rest = withoutLeading(rest.slice(name[0].length));
  return {
    source,
    text: rest,
    ...(plate === undefined ? {} : { plate }),
    ...(phone === undefined ? {} : { phone }),
    ...(vin === undefined ? {} : { vin }),
    ...(name?.groups?.['name'] === undefined ? {} : { name: name.groups['name'] }),
    ...(externalNo === undefined ? {} : { externalNo }),
  };
}

/** The entry's address block in front of the words: plate, phone, VIN in any order. */
function withoutLeading(text: string): string {
  let rest = text.trim();
  for (;;) {
    const [first] = /^\S+/.exec(rest) ?? [];
    const piece = first?.replace(/[:：,，。]+$/, '') ?? '';
    const { plates, phones, vins } = extractEntities(piece);
    const isAddress = piece !== '' && piece.length <= 20 && plates.length + phones.length + vins.length > 0;
    if (first === undefined || !isAddress || first.length === rest.length) return rest;
    rest = rest.slice(first.length).trim();
  }
}

/** @throws {CareError} what the verb throws; `VALIDATION` with the form to use when something is missing */
export async function enterByChat(
  context: Context,
  tx: Transaction,
  entry: ComplaintEntry,
  decision: Decision,
): Promise<string> {
  if (entry.text.length < 2) {
    throw new CareError('VALIDATION', 'a complaint without words', {
      userMessage: '请这样写：“录入投诉 车牌或手机号 车主反映的内容”；厂家转来的写“厂家 编号 车牌或手机号 内容”。',
    });
  }
  const { ticket, isJoined } = await enterComplaint(context, tx, { ...entry, decision });
  const owner = ticket.customerId === null ? '档案里没有找到车主，绑定后会自动关联。' : '';
  if (isJoined) return `这件事已有工单 ${ticket.number}，已并入并通知负责的同事。${owner}`;
  const department = await departmentName(tx, context.storeId, ticket.responsibleDepartment as Department);
  const where = ticket.status === 'triage' ? '等待客户关爱部分派' : `已派给${department}`;
  return `已登记工单 ${ticket.number}，${where}。${owner}`;
}
