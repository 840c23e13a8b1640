import type { Ticket } from '../../src/database/generated/client.ts';
import type { House } from '../support/house.ts';
import { ownerPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

/** Lets an owner complain; returns the ticket once the owner has read its number. */
export async function complain(house: House, personId: string, text: string): Promise<Ticket> {
  const owner = ownerPhone(house, personId);
  const known = new Set((await owner.received()).map((item) => item.seq));
  await owner.say(text);
  const number = await waitFor(async () => {
    const fresh = (await owner.received()).filter((item) => !known.has(item.seq));
    return fresh.map((item) => /TS-\d{8}-\d{4}/.exec(item.text ?? '')?.[0]).find((found) => found !== undefined);
  });
  return house.database.client.ticket.findFirstOrThrow({ where: { storeId: 'main', number } });
}

/** Time goes by for house and platform; the schedule rests, so that no day's reminders go out in between. */
export async function passTime(house: House, seconds: number): Promise<void> {
  house.clock.advance(seconds);
  await house.emulator.control.advance(seconds);
}
