import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayToDate, instantAt } from '../../src/calendar.ts';
import type { CareError } from '../../src/errors.ts';
import {
  type CampaignInput,
  cancelCampaign,
  createCampaign,
  listCampaigns,
  previewCampaign,
  sendDueReminders,
  wordChannels,
} from '../../src/outreach/index.ts';
import { addOwner, reminders } from '../reminders/support.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { due } from './support.ts';

const TODAY = '2026-11-23';
const NOON = instantAt(TODAY, '12:00');
const STORM: CampaignInput = {
  kind: 'badWeather',
  title: '暴雨',
  text: '明天有暴雨，请勿涉水行驶',
  plannedFor: TODAY,
};
const EVENT: CampaignInput = {
  kind: 'promotion',
  title: '爱车课堂',
  text: '周六爱车课堂，欢迎{称呼}参加',
  plannedFor: TODAY,
};
const connected = {
  appId: 'wx1',
  templateKeys: ['weather'],
  subscriptionKeys: [],
  contacts: false,
  smsTemplateKeys: [],
};

describe.each(databaseKinds)('campaigns on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ kind, connected });
    });
    afterAll(() => desk.close());
    beforeEach(async () => {
      await desk.database.client.$executeRawUnsafe(
        `TRUNCATE customer, vehicle, visit, channel_identity, reminder, campaign, outbox_message, call_task, group_send, ticket
           RESTART IDENTITY CASCADE`,
      );
      desk.clock.set(NOON);
    });

    const create = (input: CampaignInput, who = 'lin') =>
      desk.run(who, (context, tx) => createCampaign(context, tx, input));
    const follow = (customerId: number) =>
      desk.database.client.channelIdentity.create({
        data: {
          storeId: 'main',
          channel: 'officialAccount',
          accountId: 'wx1',
          externalId: `o${customerId}`,
          customerId,
          isSubscribed: true,
          createdAt: NOON,
        },
      });
    const refusal = async (work: Promise<unknown>): Promise<string> => {
      const error = await work.then(
        () => undefined,
        (thrown: CareError) => thrown,
      );
      return error?.userMessage ?? '';
    };

    test('warn every owner whose car is driven, once, however many cars; say why somebody is not told', async () => {
      const { customer } = await addOwner(desk);
      await addOwner(desk, {}, { customerId: customer.id });
      await addOwner(desk, {}, { status: 'sold' });
      await addOwner(desk, { optedOutAt: NOON });
      const campaign = await create(STORM);
      const rows = await reminders(desk);
      expect(rows.filter((row) => row.customerId === customer.id)).toHaveLength(1);
      expect(rows.map(({ status, skipReason }) => skipReason ?? status).toSorted()).toEqual(['planned', '车主已退订']);
      expect(campaign.targets).toBe(1);
    });

    test('a warning or a greeting that advertises is refused; a promotion may', async () => {
      await addOwner(desk, { consentMarketing: true });
      const text = '洗车八折，限时三天';
      expect(await refusal(create({ ...STORM, text }))).toContain('服务提醒不能带促销内容（“八折”）');
      expect(await refusal(create({ ...STORM, kind: 'holiday', title: '国庆特价' }))).toContain('“特价”');
      expect(await reminders(desk)).toEqual([]);
      await create({ ...EVENT, text });
      expect(await reminders(desk)).toHaveLength(1);
    });

    test('a preview counts the same owners, shows what they read and writes nothing', async () => {
      await addOwner(desk);
      await addOwner(desk, { isDeceased: true });
      const preview = await previewCampaign(desk.as('lin'), desk.database.client, STORM);
      expect(preview).toMatchObject({ targets: 1, skipped: [{ reason: '车主已故', count: 1 }] });
      expect(preview.sample[0]?.text).toContain('出行提醒：明天有暴雨，请勿涉水行驶。');
      expect(await reminders(desk)).toEqual([]);
    });

    test('a preview says by which channel how many would be told now', async () => {
      for (let count = 0; count < 2; count += 1) await follow((await addOwner(desk)).customer.id);
      await addOwner(desk);
      const preview = await previewCampaign(desk.as('lin'), desk.database.client, STORM);
      expect(wordChannels(preview)).toBe('服务号 2，无法送达 1');
      expect(wordChannels({ ...preview, isEstimate: true })).toBe('约服务号 2，无法送达 1');
      await create(STORM);
      await sendDueReminders(desk.as('system'));
      const rows = await reminders(desk);
      expect(rows.map(({ status }) => status)).toEqual(['sending', 'sending', 'skipped']);
    });

    test.each(['最低价', '全网第一', '国家级', '最佳', '第一品牌', '绝对', '顶 级'])(
      'a promotion that claims “%s” is refused, and the word is named',
      async (claim) => {
        const word = claim.replace(' ', '');
        expect(await refusal(create({ ...EVENT, text: `周六洗车，${claim}，欢迎参加` }))).toBe(
          `广告法不允许使用绝对化用语（“${word}”），请修改后再发。`,
        );
        expect(await refusal(create({ ...EVENT, title: `${claim}活动` }))).toContain(word);
      },
    );

    test('bad weather goes to followers, and nobody is called for it', async () => {
      const { customer } = await addOwner(desk);
      await follow(customer.id);
      await addOwner(desk);
      await create(STORM);
      await sendDueReminders(desk.as('system'));
      const rows = await reminders(desk);
      expect(rows.map(({ status, skipReason }) => [status, skipReason])).toEqual([
        ['sending', null],
        ['skipped', '没有可用的消息渠道，此类消息不打电话'],
      ]);
      const [message] = await desk.database.client.outboxMessage.findMany();
      expect(message?.payload).toMatchObject({
        templateKey: 'weather',
        data: { thing1: { value: '明天有暴雨，请勿涉水行驶' } },
      });
      expect(await desk.database.client.callTask.count()).toBe(0);
    });

    test('a promotion reaches only who agreed, never by a notice, and stops when consent is withdrawn meanwhile', async () => {
      const agreed = await addOwner(desk, { consentMarketing: true });
      await follow(agreed.customer.id);
      const regrets = await addOwner(desk, { consentMarketing: true });
      await addOwner(desk);
      await create(EVENT);
      expect((await reminders(desk)).map((row) => row.skipReason)).toEqual([null, null, '车主未同意接收活动信息']);
      await desk.database.client.customer.update({
        where: { id: regrets.customer.id },
        data: { consentMarketing: false },
      });
      await sendDueReminders(desk.as('system'));
      expect((await reminders(desk)).map((row) => row.skipReason)).toEqual([
        '没有可用的消息渠道，此类消息不打电话',
        '车主未同意接收活动信息',
        '车主未同意接收活动信息',
      ]);
      expect(await desk.database.client.outboxMessage.count()).toBe(0);
    });

    test('the audience filters by series, tier and last visit', async () => {
      const { customer, vehicle } = await addOwner(desk, { tier: 'vip' }, { series: '明锐' });
      await addOwner(desk, { tier: 'vip' }, { series: '速派' });
      const visited = await addOwner(desk, { tier: 'vip' }, { series: '明锐' });
      for (const [id, enteredOn] of [
        [vehicle.id, '2025-01-05'],
        [visited.vehicle.id, '2026-11-01'],
      ] as const) {
        await desk.database.client.visit.create({
          data: { storeId: 'main', vehicleId: id, repairOrderNo: `A${id}`, enteredOn: dayToDate(enteredOn) },
        });
      }
      await create({ ...STORM, audience: { series: ['明锐'], tier: 'vip', notVisitedSince: '2026-06-01' } });
      expect((await reminders(desk)).map((row) => row.customerId)).toEqual([customer.id]);
    });

    test('the same words twice are sent once, also when two leaders confirm together', async () => {
      await addOwner(desk);
      const results = await Promise.allSettled([create(STORM), create(STORM, 'fang')]);
      expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      expect(await reminders(desk)).toHaveLength(1);
    });

    test('a third weather warning on one day is refused', async () => {
      await create(STORM);
      await create({ ...STORM, text: '暴雨升级，请减少出行' });
      expect(await refusal(create({ ...STORM, text: '雨停了，请放心' }))).toContain('不能再发');
    });

    test('a cancelled one takes back what has not left', async () => {
      const { customer } = await addOwner(desk);
      await follow(customer.id);
      const campaign = await create(STORM);
      await sendDueReminders(desk.as('system'));
      await addOwner(desk);
      const cancel = () => desk.run('lin', (context, tx) => cancelCampaign(context, tx, { campaignId: campaign.id }));
      expect(await cancel()).toEqual({ cancelled: 1, takingBack: 0 });
      expect(await cancel()).toEqual({ cancelled: 0, takingBack: 0 });
      expect((await desk.database.client.outboxMessage.findMany()).map((row) => row.status)).toEqual(['withdrawn']);
      const [listed] = await listCampaigns(desk.database.client, 'main');
      expect(listed).toMatchObject({ status: 'cancelled', counts: { skipped: 1 } });
    });

    test('a cancelled one leaves alone a message that tells the owner something else as well', async () => {
      const { customer } = await due(desk, { wroteAt: desk.clock.now() });
      const campaign = await create(STORM);
      await sendDueReminders(desk.as('system'));
      const [message, ...others] = await desk.database.client.outboxMessage.findMany();
      expect([message?.channel, message?.status, others]).toEqual(['kfMessage', 'pending', []]);
      await desk.run('lin', (context, tx) => cancelCampaign(context, tx, { campaignId: campaign.id }));
      expect((await desk.database.client.outboxMessage.findMany()).map((row) => row.status)).toEqual(['pending']);
      const rows = await desk.database.client.reminder.findMany({ where: { customerId: customer.id } });
      expect(rows.map((row) => row.status)).toEqual(['sending', 'sending']);
    });

    test.each([
      ['by an adviser', STORM, 'jiang', '由总监、总经理或市场部负责人发起'],
      ['for yesterday', { ...STORM, plannedFor: '2026-11-22' }, 'lin', '不能早于今天'],
      ['with an unknown placeholder', { ...STORM, text: '{车辆}请注意暴雨' }, 'lin', '不认识的占位符'],
      ['without words', { ...STORM, text: ' ' }, 'lin', '请写上要告诉车主的话'],
    ] as const)('one %s is refused', async (_, input, who, words) => {
      expect(await refusal(create(input, who))).toContain(words);
      expect(await reminders(desk)).toEqual([]);
    });
  });
});
