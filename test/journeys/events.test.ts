import { createHash } from 'node:crypto';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, dayToDate } from '../../src/calendar.ts';
import type { Customer, Vehicle } from '../../src/database/generated/client.ts';
import { createAccountMessenger, createOfficialAccountApi } from '../../src/official-account/account-messenger.ts';
import { sendDueReminders } from '../../src/outreach/index.ts';
import type { SamplePerson } from '../../src/sample-store/index.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { sampleSubscriptionTemplateIds } from '../../src/sandbox/templates.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

const WECHAT = 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.50';

describe('news for one owner, over the wire', { timeout: 120_000 }, () => {
  let house: House;
  let follower: SamplePerson;
  let followersCar: Vehicle;
  /** Somebody with WeChat whom the store does not know and who does not follow. */
  let visitor: SamplePerson;
  let owner: Customer;
  let car: Vehicle;
  beforeAll(async () => {
    house = await startHouse();
    const { client } = house.database;
    const found = await client.channelIdentity.findFirstOrThrow({
      where: { channel: 'officialAccount', isSubscribed: true, customer: { vehicles: { some: { status: 'active' } } } },
      orderBy: { id: 'asc' },
    });
    follower = house.sample.people.find((one) => one.openId === found.externalId) as SamplePerson;
    followersCar = await client.vehicle.findFirstOrThrow({
      where: { customerId: found.customerId ?? 0, status: 'active', plateNumber: { not: null } },
      orderBy: { id: 'asc' },
    });
    visitor = house.sample.people.find((one) => one.customer === undefined && !one.follows) as SamplePerson;
    await house.emulator.control.world({ people: [{ personId: 'stranger', name: '路人' }] });
    const common = { storeId: 'main', createdAt: house.clock.now(), updatedAt: house.clock.now() };
    owner = await client.customer.create({ data: { ...common, name: '钱样乙', gender: 'female', mobiles: [] } });
    car = await client.vehicle.create({ data: { ...common, customerId: owner.id, plateNumber: '沪AH7H77' } });
  });
  afterAll(() => house.close());

  const notices = async (person: SamplePerson) =>
    (await ownerPhone(house, person.personId).received()).filter((item) => item.channel !== 'kf');

  test('“修好了” reaches the owner as a notice that names the car; the member reads what went out', async () => {
    const phone = staffPhone(house, 'ma');
    await phone.say(`修好了 ${followersCar.plateNumber}`);
    const answer = await phone.reads('正通过服务号通知告知车主');
    expect(answer.text).toContain(`您的爱车${followersCar.plateNumber}已经维修完毕，可以来店取车了。`);
    const notice = await waitFor(async () => (await notices(follower)).at(-1));
    expect(notice.fields?.map(({ value }) => value)).toEqual([
      followersCar.plateNumber,
      '可以取车',
      '请在营业时间来店取车',
    ]);
    const before = (await notices(follower)).length;
    await phone.say(`${followersCar.plateNumber}修好了`);
    await phone.reads('没有重复发送');
    expect(await notices(follower)).toHaveLength(before);
  });

  const pageOf = (customerId: number) => house.service.contextOf('main').connected.subscribePageOf?.(customerId) ?? '';
  const open = (address: string) => fetch(address, { redirect: 'manual', headers: { 'user-agent': WECHAT } });
  /** Opens the link as this person does: silent login at the platform, and back. */
  const openAs = async (address: string, person: Pick<SamplePerson, 'personId'>) => {
    const toLogin = new URL((await open(address)).headers.get('location') ?? '');
    toLogin.searchParams.set('as_person', person.personId);
    const back = (await fetch(toLogin, { redirect: 'manual' })).headers.get('location') ?? '';
    return { back, response: await open(back) };
  };

  test('outside WeChat the link shows a QR code to open it there, and a forged one opens nothing', async () => {
    const address = pageOf(owner.id);
    const outside = await fetch(address);
    expect(outside.status).toBe(200);
    const page = await outside.text();
    expect(page).toContain('请在微信中打开');
    const picture = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(page)?.[1] ?? '';
    expect(Buffer.from(picture, 'base64').toString()).toBe(renderSVG(address));
    const forged = await open(address.replace(/-[0-9a-f]{4}/, '-0000'));
    expect(forged.status).toBe(404);
    expect(await forged.text()).toContain('链接已失效');
  });

  test('the page is signed for the client, binds its visitor, and offers the notices of the account', async () => {
    const { back, response } = await openAs(pageOf(owner.id), visitor);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('钱女士您好');
    expect(/template="([^"]+)"/.exec(page)?.[1]?.split(',').toSorted()).toEqual(
      Object.values(sampleSubscriptionTemplateIds).toSorted(),
    );
    const config = JSON.parse(/wx\.config\((\{.*?\})\);/.exec(page)?.[1] ?? '{}') as Record<string, string>;
    const settings = sandboxSettings(house.emulator.url, '', {}).officialAccount;
    if (settings === undefined) throw new Error('no service account');
    const account = createAccountMessenger(createOfficialAccountApi(settings, () => house.clock.now()));
    const text = `jsapi_ticket=${await account.jsapiTicket()}&noncestr=${config['nonceStr']}&timestamp=${config['timestamp']}&url=${back}`;
    expect(config).toMatchObject({
      appId: sampleAccounts.appId,
      signature: createHash('sha1').update(text).digest('hex'),
      openTagList: ['wx-open-subscribe'],
    });
    const identity = await house.database.client.channelIdentity.findFirstOrThrow({
      where: { channel: 'officialAccount', externalId: visitor.openId },
    });
    expect(identity).toMatchObject({ customerId: owner.id, isSubscribed: false });
    // The code is used up: opening the same address again begins a new login.
    expect((await open(back)).status).toBe(302);
  });

  test('the page gives the owner the file for their phone’s calendar, of the cars that are theirs', async () => {
    const { client } = house.database;
    const sold = await client.vehicle.create({
      data: {
        storeId: 'main',
        customerId: owner.id,
        plateNumber: '沪ASOLD1',
        status: 'sold',
        createdAt: house.clock.now(),
        updatedAt: house.clock.now(),
      },
    });
    const page = await (await openAs(pageOf(owner.id), visitor)).response.text();
    await client.vehicle.delete({ where: { id: sold.id } });
    const driven = await client.vehicle.count({ where: { customerId: owner.id, status: 'active' } });
    expect(page).toContain('把保养、年检日期加入手机日历');
    const links = [...page.matchAll(/href="([^"]*\/calendar\/[^"]*\.ics)"/g)].map(([, link]) => link ?? '');
    expect(links).toHaveLength(driven);
    const file = await fetch(links[0] ?? '');
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(await file.text()).toContain(`X-WR-CALNAME:${car.plateNumber ?? ''}`);
  });

  test.each(['somebody the store does not know', 'another owner'])(
    'a link that was passed on tells %s nothing, and binds nobody',
    async (who) => {
      const bound = () => house.database.client.channelIdentity.count({ where: { customerId: owner.id } });
      const before = await bound();
      const person = who === 'another owner' ? follower : { personId: 'stranger' };
      const { response } = await openAs(pageOf(owner.id), person);
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('钱');
      expect(await bound()).toBe(before);
    },
  );

  test('one tap there, and the next reminder comes as a notice although they do not follow', async () => {
    const templateId = sampleSubscriptionTemplateIds['maintenanceDue'] ?? '';
    await ownerPhone(house, visitor.personId).person.officialAccount(sampleAccounts.appId).acceptNotice(templateId);
    await waitFor(
      async () =>
        (await house.database.client.subscriptionConsent.findFirst({
          where: { templateKey: 'maintenanceDue', remaining: 1, identity: { externalId: visitor.openId } },
        })) ?? undefined,
    );
    const today = dayToDate(dayOf(house.clock.now()));
    await house.database.client.reminder.create({
      data: {
        storeId: 'main',
        subjectKey: `vehicle:${car.id}`,
        customerId: owner.id,
        vehicleId: car.id,
        kind: 'regularMaintenance',
        dueOn: today,
        leadDays: 0,
        plannedFor: today,
        reason: '',
        createdAt: house.clock.now(),
      },
    });
    await sendDueReminders(house.service.contextOf('main'));
    const notice = await waitFor(async () => (await notices(visitor)).at(-1));
    expect(notice.fields?.[0]?.value).toBe('沪AH7H77');
    const reminder = await house.database.client.reminder.findFirstOrThrow({ where: { vehicleId: car.id } });
    expect(reminder.channel).toBe('subscriptionNotice');
  });
});
