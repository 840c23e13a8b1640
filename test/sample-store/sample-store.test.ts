import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FixedClock } from '../../src/clock.ts';
import { parseMobile, parsePlate, parseVin } from '../../src/customers/formats.ts';
import { nextInspection } from '../../src/reminders/kinds/inspection-cycle.ts';
import { buildSampleStore, seedSampleStore } from '../../src/sample-store/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const sample = buildSampleStore({ seed: 7, today: '2026-11-22' });

describe('a sample store', () => {
  test('the same seed and day give the same store', () => {
    expect(buildSampleStore({ seed: 7, today: '2026-11-22' })).toEqual(sample);
  });

  test('another seed gives other service histories but the same names and plates', () => {
    const other = buildSampleStore({ seed: 8, today: '2026-11-22' });
    expect(other.visits).not.toEqual(sample.visits);
    expect(other.vehicles.map((vehicle) => vehicle.plateNumber)).toEqual(
      sample.vehicles.map((vehicle) => vehicle.plateNumber),
    );
  });

  test('it has 12 staff, 300 owners and 355 vehicles', () => {
    expect(sample.definition.staff).toHaveLength(12);
    expect(sample.customers).toHaveLength(300);
    expect(sample.vehicles).toHaveLength(355);
  });

  test('every plate, VIN and mobile number is valid and stands for one thing', () => {
    for (const { plateNumber, vin } of sample.vehicles) {
      expect(parsePlate(plateNumber)).toBe(plateNumber);
      expect(parseVin(vin)).toBe(vin);
    }
    for (const { mobile } of sample.customers) expect(parseMobile(mobile)).toBe(mobile);
    expect(new Set(sample.vehicles.map((vehicle) => vehicle.plateNumber)).size).toBe(355);
    expect(new Set(sample.vehicles.map((vehicle) => vehicle.vin)).size).toBe(355);
    expect(new Set(sample.customers.map((customer) => customer.mobile)).size).toBe(300);
    expect(new Set(sample.customers.map((customer) => customer.name)).size).toBe(300);
    expect(new Set(sample.visits.map((visit) => visit.repairOrderNo)).size).toBe(sample.visits.length);
  });

  test('no mobile number is in a segment that is in service, and every name is marked as a sample', () => {
    for (const { mobile, name } of sample.customers) {
      expect(mobile).toMatch(/^154/);
      expect(name).toMatch(/^.样[一二三四五六七八九十]$/);
    }
  });

  test.each(['2026-11-22', '2027-02-28', '2028-02-29', '2026-12-31'])('nothing has happened yet after %s', (today) => {
    const { vehicles, visits } = buildSampleStore({ seed: 1, today });
    for (const visit of visits) expect(visit.enteredOn <= today).toBe(true);
    for (const vehicle of vehicles) expect(vehicle.registeredOn <= today).toBe(true);
  });

  test('the inspection date of a file is the one that the rule gives: one date for one car', () => {
    const given = sample.vehicles.filter((vehicle) => vehicle.inspectionDueOn !== null);
    expect(given.length).toBeGreaterThan(50);
    for (const { registeredOn, inspectionDueOn } of given) {
      const car = { registeredOn, vehicleClass: 'smallPassenger', usageType: 'private' };
      expect(nextInspection(car, sample.today, true)?.dueOn).toBe(inspectionDueOn);
    }
  });

  test('owners differ in how they can be reached', () => {
    const { people, demoOwners } = sample;
    const reach = (person: (typeof people)[number]) => [person.follows, person.contactOf.length > 0].join();
    expect(new Set(people.map(reach))).toEqual(new Set(['true,true', 'true,false', 'false,true', 'false,false']));
    expect(people.length).toBeLessThan(sample.customers.length);
    expect(new Set(people.map((person) => person.personId)).size).toBe(people.length);
    expect(demoOwners.map(reach)).toEqual([
      'true,true',
      'false,true',
      'true,false',
      'true,true',
      'false,false',
      'false,false',
    ]);
  });

  test('a later visit never shows fewer kilometres', () => {
    for (const [index] of sample.vehicles.entries()) {
      const readings = sample.visits.filter((visit) => visit.vehicle === index).map((visit) => visit.odometerKm);
      expect(readings).toEqual(readings.toSorted((a, b) => a - b));
    }
  });
});

describe('seeding', () => {
  let database: TestDatabase;
  const clock = new FixedClock('2026-11-22T01:00:00Z');
  const accounts = { openKfId: 'wkEMU1', appId: 'wx00000000000000aa', corpId: 'ww00000000000000aa' };
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  test('twice writes once, and keeps what changed in between', async () => {
    expect(await seedSampleStore(database, clock, sample, accounts)).toBe(true);
    const first = await database.client.customer.findFirstOrThrow({ where: { mobiles: { has: '15400000001' } } });
    await database.client.customer.update({ where: { id: first.id }, data: { optedOutAt: clock.now() } });
    expect(await seedSampleStore(database, clock, sample, accounts)).toBe(false);
    const { client } = database;
    expect(await client.customer.count()).toBe(300);
    expect(await client.vehicle.count()).toBe(355);
    expect(await client.visit.count()).toBe(sample.visits.length);
    expect(await client.staff.count()).toBe(12);
    expect(await client.customer.count({ where: { optedOutAt: { not: null } } })).toBe(1);
  });

  test('the demo owners are known in both channels, the stranger in none', async () => {
    const identities = await database.client.channelIdentity.findMany({ where: { customerId: { not: null } } });
    const stranger = sample.demoOwners.find((owner) => owner.customer === undefined);
    expect(identities.filter((identity) => identity.channel === 'kf')).toHaveLength(5);
    expect(identities.some((identity) => identity.externalId === stranger?.externalUserId)).toBe(false);
    const follower = identities.find((identity) => identity.externalId === sample.demoOwners[0]?.openId);
    expect(follower).toMatchObject({ channel: 'officialAccount', isSubscribed: true, accountId: accounts.appId });
  });

  test('contacts of an adviser are known as such, with the adviser', async () => {
    const relations = await database.client.contactRelation.findMany({ include: { identity: true } });
    expect(relations).toHaveLength(sample.people.filter((person) => person.contactOf.length > 0).length);
    const second = relations.find((one) => one.identity.externalId === sample.demoOwners[1]?.externalUserId);
    expect(second).toMatchObject({
      userId: 'su',
      endedAt: null,
      identity: { channel: 'wecomContact', accountId: accounts.corpId },
    });
    expect(second?.identity.customerId).not.toBeNull();
  });
});
