import type { MemberItem, PersonItem } from '../../src/emulator/index.ts';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import type { House } from './house.ts';
import { waitFor } from './wait.ts';

/** An owner's phone: what they write and what they read, over the emulated platform. */
export function ownerPhone(house: House, personId: string) {
  const person = house.emulator.control.person(personId);
  const kf = person.kf(sampleAccounts.openKfId);
  const received = async (): Promise<PersonItem[]> =>
    (await person.inbox()).items.filter((item) => item.direction === 'received');
  return {
    person,
    kf,
    say: (text: string) => kf.say(text),
    tap: (id: string) => kf.clickMenu(id),
    received,
    /** What came in 微信客服, without the notices of the service account. */
    chat: async () => (await received()).filter((item) => item.channel === 'kf'),
    /** Waits for a message that holds these words. */
    reads: (words: string) => waitFor(async () => (await received()).find((item) => (item.text ?? '').includes(words))),
  };
}

/** A staff member's phone in WeCom. */
export function staffPhone(house: House, userId: string) {
  const member = house.emulator.control.member(userId);
  const app = member.app(sampleAccounts.agentId);
  const received = async (): Promise<MemberItem[]> =>
    (await member.inbox()).items.filter((item) => item.direction === 'received');
  return {
    member,
    app,
    say: (text: string) => app.say(text),
    press: (taskId: string, key: string, selected?: Record<string, string[]>) => app.click(taskId, key, selected),
    received,
    reads: (words: string) => waitFor(async () => (await received()).find((item) => (item.text ?? '').includes(words))),
    /** Waits for a card whose present face holds these words. */
    card: (words: string) =>
      waitFor(
        async () =>
          (await received()).findLast((item) => item.card !== undefined && JSON.stringify(item.card).includes(words))
            ?.card,
      ),
  };
}
