import type { OutboxMessage, Reminder } from '../../src/database/generated/client.ts';
import type { Database } from '../../src/database/database.ts';
import type { Emulator, PersonItem } from '../../src/emulator/index.ts';
import { type ReminderKindKey, reminderKinds } from '../../src/outreach/index.ts';

/** One thing that an owner got, and the phone or person that got it. */
export interface Told {
  who: string;
  item: PersonItem;
}

/** Everything that any owner got, on any channel, as the platforms delivered it. */
export async function toldOwners({ control }: Emulator, outbox: readonly OutboxMessage[]): Promise<Told[]> {
  const { people = [] } = await control.world();
  const told: Told[] = [];
  const add = (who: string, items: readonly PersonItem[]) =>
    told.push(...items.filter(({ direction }) => direction === 'received').map((item) => ({ who, item })));
  for (const { personId } of people) add(personId, (await control.person(personId).inbox()).items);
  const known = new Set(people.map(({ phone }) => phone));
  const numbers = new Set(outbox.filter(({ channel }) => channel === 'sms').map(({ recipient }) => recipient));
  for (const number of numbers) {
    if (!known.has(number)) add(number, (await control.phone(number).inbox()).items);
  }
  return told;
}

const WORDS: Partial<Record<ReminderKindKey, RegExp>> = {
  firstMaintenance: /首保|首次保养/,
  regularMaintenance: /保养/,
  insuranceRenewal: /保险|险/,
  annualInspection: /年检|检验/,
  licenceRenewal: /驾驶证/,
  warrantyEnd: /质保/,
  birthday: /生日/,
};

/**
 * What owners got about each reminder, by the words alone. A text that names no car (企业群发 has one for all) counts for as
 * many reminders of its kind as went out that way, and for no more.
 *
 * @returns `twice`: told more often than due; `never`: believed to be told, and not
 */
export async function toldAbout(
  { database, emulator }: { database: Database; emulator: Emulator },
  due: readonly Reminder[],
  told: readonly Told[],
): Promise<{ twice: unknown[]; never: unknown[] }> {
  const vehicles = await database.client.vehicle.findMany({ select: { id: true, plateNumber: true } });
  const customers = await database.client.customer.findMany({ select: { id: true, mobiles: true } });
  const { people = [] } = await emulator.control.world();
  const result = { twice: [] as unknown[], never: [] as unknown[] };
  for (const reminder of due) {
    const mobiles = customers.find(({ id }) => id === reminder.customerId)?.mobiles ?? [];
    const person = people.find(({ phone }) => phone !== undefined && mobiles.includes(phone));
    const mine = told.filter(({ who }) => who === person?.personId || mobiles.includes(who)).map(({ item }) => item);
    const plate = vehicles.find(({ id }) => id === reminder.vehicleId)?.plateNumber ?? undefined;
    const about = mine.filter((item) => isAbout(item, reminder));
    const toAll = about.filter(({ channel }) => channel === 'wecom-contact');
    const named = about.filter((item) => !toAll.includes(item) && namesCar(item, reminder, plate));
    const alike = due.filter((one) => one.customerId === reminder.customerId && one.kind === reminder.kind);
    const byGroupSend = alike.filter(({ channel }) => channel === 'groupSend');
    const summary = { id: reminder.id, kind: reminder.kind, channel: reminder.channel, status: reminder.status };
    const got = about.map((item) => `${item.channel} ${wordsOf(item)}`);
    const mostNamed = byGroupSend.includes(reminder) ? 0 : 1;
    if (named.length > mostNamed || toAll.length > byGroupSend.length) result.twice.push({ ...summary, got });
    const isTold = reminder.status === 'sent' || reminder.status === 'delivered';
    const here = reminder.channel === 'groupSend' ? toAll : named;
    if (isTold && here.length === 0) result.never.push({ ...summary, got: mine.map(wordsOf) });
  }
  return result;
}

function wordsOf(item: PersonItem): string {
  return [item.title, item.text, ...(item.fields ?? []).map(({ value }) => value)].join(' ');
}

function isAbout(item: PersonItem, { kind }: Reminder): boolean {
  const words = WORDS[kind as ReminderKindKey] ?? new RegExp(reminderKinds[kind as ReminderKindKey].label);
  return words.test(wordsOf(item));
}

function namesCar(item: PersonItem, { kind }: Reminder, plate: string | undefined): boolean {
  return plate === undefined || kind === 'birthday' || wordsOf(item).includes(plate);
}
