import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutboxMessage, Reminder } from '../../src/database/generated/client.ts';
import type { MemberItem, RecordEntry } from '../../src/emulator/index.ts';
import { platformKeyOf } from '../../src/outbox/message.ts';
import { coverageOf } from '../../src/outreach/index.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { batterOutreach, type BatteredOutreach, JUMP_SECONDS } from './battered-outreach.ts';
import { type Told, toldAbout, toldOwners } from './told-owners.ts';
import { DAY, owners, PER_MINUTE, planKeyOf, planUndisturbed } from './outreach-day.ts';
import { planStrikes } from './strike-plan.ts';

/** `CRASH_SEED=n` strikes elsewhere. */
const seed = Number(process.env['CRASH_SEED'] ?? 20_261_123);
const STRIKES = Object.values(planStrikes(seed)).flatMap((strikes) =>
  strikes.map(({ name }: { name: string }) => name),
);
const RUNGS = ['officialAccountTemplate', 'subscriptionNotice', 'kf', 'groupSend', 'sms', 'callTask'];
const ENDS = ['sent', 'delivered', 'callTask', 'skipped', 'heldOut', 'dropped'];

describe.each(databaseKinds)(
  `a day's reminders on %s, killed at ${STRIKES.length} places, CRASH_SEED=${seed}`,
  (kind) => {
    describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
      let house: BatteredOutreach;
      /** Of the day. */
      let due: Reminder[];
      let outbox: OutboxMessage[];
      let told: Told[];
      beforeAll(async () => {
        house = await batterOutreach(kind, seed);
        const { client } = house.database;
        due = await client.reminder.findMany({ where: { plannedFor: { lte: new Date(DAY) } }, orderBy: { id: 'asc' } });
        outbox = await client.outboxMessage.findMany({ orderBy: { id: 'asc' } });
        told = await toldOwners(house.emulator, outbox);
      }, 1_200_000);
      afterAll(() => house?.close());

      const calls = async (api: string): Promise<RecordEntry[]> =>
        (await house.emulator.control.record({ api, kind: 'api' })).filter(({ effect }) => effect);
      const staffItems = async (): Promise<MemberItem[]> => {
        const members = (await house.emulator.control.world()).corps?.[0]?.members ?? [];
        const inboxes = await Promise.all(members.map(({ userId }) => house.emulator.control.member(userId).inbox()));
        return inboxes.flatMap(({ items }) => items.filter(({ direction }) => direction === 'received'));
      };

      test('every place was hit, and each stage came to its end', () => {
        expect(STRIKES.filter((name) => !house.hits.includes(name))).toEqual([]);
        // Two of them may share one death.
        expect(house.kills).toBeGreaterThan(STRIKES.length / 2);
        expect(house.stalled).toEqual([]);
      });

      test('the plan is that of an undisturbed service, each reminder once, and all rungs were taken', async () => {
        expect(due.map(planKeyOf).toSorted()).toEqual(await planUndisturbed());
        expect(due.length).toBeGreaterThan(70);
        const taken = new Set(due.map(({ channel }) => channel));
        expect(RUNGS.filter((channel) => !taken.has(channel))).toEqual([]);
      });

      test('every reminder came to an end: told, handed to a person, or dropped with a reason', async () => {
        const open = due.filter(({ status }) => !ENDS.includes(status));
        expect(open.map(({ id, kind, status, channel }) => ({ id, kind, status, channel }))).toEqual([]);
        expect(due.filter((one) => ['skipped', 'dropped'].includes(one.status) && !one.skipReason)).toEqual([]);
        const {
          counts,
          unexplained,
          due: planned,
        } = await coverageOf({ storeId: 'main', clock: house.clock }, house.database.client, DAY);
        expect([counts.underWay, unexplained, planned]).toEqual([0, [], due.length]);
      });

      test('nobody was told the same twice, over all channels, and whom we believe to have told was told', async () => {
        const { twice, never } = await toldAbout(house, due, told);
        expect({ twice, never }).toEqual({ twice: [], never: [] });
      });

      test('what we believe to have been sent is what the platforms delivered, each key once', async () => {
        const limbo = outbox.filter(({ status }) => ['sending', 'unknown'].includes(status));
        expect(limbo.map(({ id, channel }) => ({ id, channel }))).toEqual([]);
        const keys = told.flatMap(({ item }) => item.idempotencyKey ?? []);
        const wrong = outbox
          .filter(
            ({ channel, reminderId }) => reminderId !== null && ['officialAccountTemplate', 'sms'].includes(channel),
          )
          .map((row) => ({
            id: row.id,
            channel: row.channel,
            status: row.status,
            arrived: keys.filter((key) => key === platformKeyOf(row)).length,
          }))
          .filter(({ status, arrived }) => arrived !== (['sent', 'delivered', 'unconfirmed'].includes(status) ? 1 : 0));
        expect(wrong).toEqual([]);
        const { byIdempotencyKey } = await house.emulator.control.counts();
        expect(Object.entries(byIdempotencyKey).filter(([, count]) => count !== 1)).toEqual([]);
      });

      test('each consent that is used is a notice that came, or one that nobody can be sure of: then a person calls', async () => {
        const consents = await house.database.client.subscriptionConsent.findMany();
        expect(consents.filter(({ remaining }) => remaining === 0).length).toBe(owners.subscription.length);
        const notices = outbox.filter(({ channel }) => channel === 'subscriptionNotice');
        expect(notices.length).toBe(consents.length);
        // The platform knows no key of ours: cut off between mark and call, it looks as if it had left.
        const unsure = notices.filter(({ status }) => status === 'failed');
        const delivered = (await calls('official-account:message/subscribe/bizsend')).length;
        expect(delivered).toBeGreaterThanOrEqual(notices.length - unsure.length);
        expect(delivered).toBeGreaterThan(0);
        const followed = due.filter(({ id }) => unsure.some(({ reminderId }) => reminderId === id));
        expect(followed.map(({ status }) => status)).toEqual(unsure.map(() => 'callTask'));
      });

      test('each reminder that a person takes over stands in one call, and no member read anything twice', async () => {
        const tasks = await house.database.client.callTask.findMany({ where: { purpose: 'reminder' } });
        const byCall = due.filter(({ status }) => status === 'callTask');
        expect(byCall.length).toBeGreaterThan(0);
        expect(byCall.filter(({ callTaskId }) => !tasks.some(({ id }) => id === callTaskId))).toEqual([]);
        expect(new Set(tasks.map(({ dedupeKey }) => dedupeKey)).size).toBe(tasks.length);
        const read = (await staffItems())
          .filter(({ msgtype, card }) => msgtype === 'text' || card !== undefined)
          .map(({ userId, text, card }) => `${userId} ${card?.taskId ?? text}`);
        expect(read.filter((text, nth) => read.indexOf(text) !== nth)).toEqual([]);
      });

      test('no minute held more than the rule', async () => {
        const most = async (api: string) => {
          const times = (await calls(api)).map(({ at }) => Date.parse(at));
          // The platform's clock may be a jump behind the one that a message left by.
          const width = 60_000 - JUMP_SECONDS * 1000;
          return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + width).length));
        };
        expect(await most('official-account:message/template/send')).toBeLessThanOrEqual(
          PER_MINUTE.officialAccountTemplatePerMinute,
        );
        expect(await most('sms:SendSms')).toBeLessThanOrEqual(PER_MINUTE.smsPerMinute);
      });
    });
  },
);
