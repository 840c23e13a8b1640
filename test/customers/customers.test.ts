import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayOf } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import {
  bindIdentity,
  findByPlate,
  findByVin,
  listByMobile,
  listVehicles,
  setConsent,
} from '../../src/customers/index.ts';
import { NotFoundError } from '../../src/errors.ts';
import { buildSampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T02:00:00Z');
const sample = buildSampleStore({ seed: 1, today: dayOf(clock.now()) });
const [car, otherCar] = sample.vehicles;
const [owner] = sample.customers;
if (car === undefined || otherCar === undefined || owner === undefined) throw new Error('the sample store is empty');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedSampleStore(database, clock, sample);
});
afterAll(() => database.close());

let identityId: number;
beforeEach(async () => {
  await database.client.channelIdentity.deleteMany();
  identityId = await addIdentity('kf', 'wm1', 'union-1');
});

async function addIdentity(channel: string, externalId: string, unionId: string | null): Promise<number> {
  const identity = await database.client.channelIdentity.create({
    data: { storeId: 'main', channel, accountId: 'a', externalId, unionId, createdAt: clock.now() },
  });
  return identity.id;
}

const linkedTo = async (id: number) =>
  (await database.client.channelIdentity.findUniqueOrThrow({ where: { id }, include: { customer: true } })).customer;

const bind = (input: { plate: string; phone: string }, id = identityId) =>
  database.transaction((tx) => bindIdentity(tx, { identityId: id, ...input }));

describe('binding', () => {
  test('plate and phone of one owner link the WeChat user to that owner', async () => {
    const result = await bind({ plate: ` ${car.plateNumber.toLowerCase()} `, phone: `+86 ${owner.mobile}` });
    expect(result).toMatchObject({ status: 'bound', vehicle: { vin: car.vin, customer: { name: owner.name } } });
    expect(await linkedTo(identityId)).toMatchObject({ name: owner.name });
  });

  test('a second time says so', async () => {
    await bind({ plate: car.plateNumber, phone: owner.mobile });
    expect(await bind({ plate: car.plateNumber, phone: owner.mobile })).toMatchObject({ status: 'alreadyBound' });
  });

  test.each([
    ['another owner’s plate', { plate: otherCar.plateNumber, phone: owner.mobile }],
    ['an unknown plate', { plate: '京A00000', phone: owner.mobile }],
    ['a masked phone', { plate: car.plateNumber, phone: '154****0001' }],
    ['no plate at all', { plate: '你好', phone: owner.mobile }],
  ])('%s does not match and links nothing', async (_, input) => {
    expect(await bind(input)).toEqual({ status: 'noMatch' });
    expect(await linkedTo(identityId)).toBeNull();
  });

  test('a user who is linked to another owner is left to a person', async () => {
    await bind({ plate: car.plateNumber, phone: owner.mobile });
    const second = await bind({ plate: otherCar.plateNumber, phone: sample.customers[1]?.mobile ?? '' });
    expect(second).toEqual({ status: 'otherOwner' });
    expect(await linkedTo(identityId)).toMatchObject({ name: owner.name });
  });

  test('other identities of the same WeChat user are linked too, those of others are not', async () => {
    const follower = await addIdentity('officialAccount', 'o1', 'union-1');
    const stranger = await addIdentity('officialAccount', 'o2', null);
    await bind({ plate: car.plateNumber, phone: owner.mobile });
    expect(await linkedTo(follower)).toMatchObject({ name: owner.name });
    expect(await linkedTo(stranger)).toBeNull();
  });

  test('an identity that does not exist is an error', async () => {
    await expect(bind({ plate: car.plateNumber, phone: owner.mobile }, 999_999)).rejects.toThrow(NotFoundError);
  });
});

describe('looking up', () => {
  test('a car is found by plate and by VIN in any spelling, only in its own store', async () => {
    expect(await findByPlate(database.client, 'main', car.plateNumber.toLowerCase())).toMatchObject({ vin: car.vin });
    expect(await findByVin(database.client, 'main', car.vin.toLowerCase())).toMatchObject({
      plateNumber: car.plateNumber,
    });
    expect(await findByPlate(database.client, 'other', car.plateNumber)).toBeUndefined();
  });

  test('a mobile number finds everybody who gave it', async () => {
    const found = await listByMobile(database.client, 'main', `0086${owner.mobile}`);
    expect(found.map((customer) => customer.name)).toEqual([owner.name]);
    expect(await listByMobile(database.client, 'main', '无')).toEqual([]);
  });

  test('cars still driven come first', async () => {
    const [customer] = await listByMobile(database.client, 'main', sample.customers[5]?.mobile ?? '');
    if (customer === undefined) throw new Error('the sample has no such owner');
    const [first] = await listVehicles(database.client, customer.id);
    await database.client.vehicle.update({ where: { id: first?.id ?? 0 }, data: { status: 'sold' } });
    const vehicles = await listVehicles(database.client, customer.id);
    expect(vehicles.map((vehicle) => vehicle.status)).toEqual(['active', 'sold']);
  });
});

test('opting out is recorded once and takes back the consent to promotions', async () => {
  const [customer] = await listByMobile(database.client, 'main', owner.mobile);
  const id = customer?.id ?? 0;
  const optOut = (at: FixedClock) =>
    database.transaction((tx) =>
      setConsent({ storeId: 'main', clock: at }, tx, {
        customerId: id,
        kind: 'reminders',
        isGiven: false,
        said: { words: 'TD', via: 'sms', recordedBy: '车主' },
      }),
    );
  expect(await optOut(clock)).toBe(true);
  expect(await optOut(new FixedClock('2027-01-01T00:00:00Z'))).toBe(false);
  const optedOut = await database.client.customer.findUniqueOrThrow({ where: { id } });
  expect(optedOut).toMatchObject({ optedOutAt: clock.now(), consentMarketing: false });
  const proof = await database.client.consent.findMany({ where: { customerId: id } });
  expect(proof).toMatchObject([{ kind: 'reminders', state: 'withdrawn', words: 'TD', via: 'sms', at: clock.now() }]);
});
