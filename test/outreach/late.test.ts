import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, type Day, dayToDate, instantAt } from '../../src/calendar.ts';
import { planDueDays } from '../../src/reminders/index.ts';
import { addOwner, deliveredFor, empty, reminders } from '../reminders/support.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { NOON, openCalls, send, TODAY } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await empty(desk);
  await desk.database.client.scheduleSlot.deleteMany();
  desk.clock.set(NOON);
});

/** Nothing runs from today until the morning of that day. */
async function standStillUntil(day: Day): Promise<void> {
  await planDueDays(desk.as('system'));
  desk.clock.set(instantAt(day, '09:30'));
  await planDueDays(desk.as('system'));
  await send(desk);
}
const ends = async () =>
  (await reminders(desk)).map(({ leadDays, status, skipReason }) => [leadDays, status, skipReason]);

describe('after days without service', () => {
  test('the last reminder before a due day still goes out, however late, while the day is ahead', async () => {
    await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 8)) });
    await standStillUntil(addDays(TODAY, 6));
    expect(await ends()).toEqual([[7, 'callTask', null]]);
    expect(await openCalls(desk)).toHaveLength(1);
  });

  test('two leads of one due day are one message', async () => {
    await addOwner(desk, {}, { deliveredOn: deliveredFor(addDays(TODAY, 4)) });
    await standStillUntil(addDays(TODAY, 4));
    expect(await ends()).toEqual([
      [3, 'dropped', '同一到期日有更近的一次提醒，不重复发送'],
      [0, 'callTask', null],
    ]);
  });

  test('an early lead is dropped as stale when a later one is still to come', async () => {
    await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 61)) });
    await standStillUntil(addDays(TODAY, 10));
    expect(await ends()).toEqual([[60, 'dropped', '错过计划发送日超过 3 天，不再发送']]);
  });

  test('a due day that is long over is not told any more', async () => {
    await addOwner(desk, {}, { compulsoryInsuranceExpiresOn: dayToDate(addDays(TODAY, 8)) });
    await standStillUntil(addDays(TODAY, 12));
    expect(await ends()).toEqual([[7, 'dropped', '错过计划发送日超过 3 天，不再发送']]);
  });
});
