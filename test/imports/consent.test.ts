import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { instantAt } from '../../src/calendar.ts';
import { FixedClock } from '../../src/clock.ts';
import { setConsent } from '../../src/customers/index.ts';
import { applyImport, previewImport } from '../../src/imports/index.ts';
import { upsertStore } from '../../src/stores/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const clock = new FixedClock('2026-11-22T06:05:00Z');
const HEADING = '车牌号,车主,手机,首选联系方式,同意接收营销,授权日期,授权方式';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.transaction((tx) => upsertStore(tx, clock, { id: 'main', name: '示例汽车' }));
});
afterAll(() => database.close());
beforeEach(async () => {
  clock.set('2026-11-22T06:05:00Z');
  await database.client.$executeRawUnsafe('TRUNCATE customer, vehicle, consent, import_batch CASCADE');
});

const context = () => ({
  database,
  clock,
  storeId: 'main',
  actor: { kind: 'staff', id: 'xu', name: '徐专员' } as const,
});
const file = (...lines: string[]) => ({
  fileName: '车主.csv',
  bytes: Buffer.from([HEADING, ...lines.map((line, nth) => `沪ACSA9${nth},${line}`), ''].join('\n')),
});
const apply = (...lines: string[]) => applyImport(context(), file(...lines));
const owners = () => database.client.customer.findMany({ orderBy: { id: 'asc' } });
const consents = () => database.client.consent.findMany({ orderBy: { id: 'asc' } });

const refuse = async (kind: 'marketing' | 'reminders') => {
  const [owner] = await owners();
  await database.transaction((tx) =>
    setConsent(context(), tx, {
      customerId: owner?.id ?? 0,
      kind,
      isGiven: false,
      said: { words: '别发了', via: 'staff', recordedBy: '徐专员' },
    }),
  );
};

test('a consent is taken with its day and wording, as proof of where it came from; how an owner wants to be reached too', async () => {
  await apply(
    '赵样甲,15490000001,手机短信,是,2026-05-01,购车合同勾选',
    '钱样乙,15490000002,,否,,',
    '孙样丙,15490000003,电话,,,',
  );
  expect(await owners()).toMatchObject([
    { name: '赵样甲', consentMarketing: true, preferredChannel: 'sms', namePinyin: 'zhaoyangjia', nameInitials: 'zyj' },
    { name: '钱样乙', consentMarketing: false, preferredChannel: null },
    { name: '孙样丙', consentMarketing: false, preferredChannel: 'callTask' },
  ]);
  expect(await consents()).toMatchObject([
    {
      customerId: (await owners())[0]?.id,
      kind: 'marketing',
      state: 'given',
      words: '导入文件“同意接收营销”：是；购车合同勾选',
      via: 'import',
      recordedBy: '徐专员',
      at: instantAt('2026-05-01', '12:00'),
    },
  ]);
});

test('a second file with the same says nothing new; one that refuses takes the consent back', async () => {
  await apply('赵样甲,15490000001,,是,2026-05-01,合同');
  await apply('赵样甲,15490000001,,同意,2026-05-01,合同');
  expect(await consents()).toHaveLength(1);
  const preview = await previewImport(context(), file('赵样甲,15490000001,,不同意,2026-11-01,来电'));
  expect(preview.summary.changedFields).toEqual([{ label: '营销授权', count: 1 }]);
  await apply('赵样甲,15490000001,,不同意,2026-11-01,来电');
  expect((await owners())[0]?.consentMarketing).toBe(false);
  expect((await consents()).map(({ state }) => state)).toEqual(['given', 'withdrawn']);
});

test('an owner’s refusal stands against a file that tells of earlier or of no day, and gives way to a later consent', async () => {
  await apply('赵样甲,15490000001,,是,2026-05-01,合同');
  await refuse('marketing');
  clock.set('2026-12-24T06:05:00Z');
  await apply('赵样甲,15490000001,,是,2026-05-01,合同 副本');
  await apply('赵样甲,15490000001,,是,,合同');
  expect((await owners())[0]?.consentMarketing).toBe(false);
  await apply('赵样甲,15490000001,,是,2026-12-01,到店签字');
  expect((await owners())[0]?.consentMarketing).toBe(true);
});

test('who has opted out of everything is not brought back by a file', async () => {
  await apply('赵样甲,15490000001,,,,');
  await refuse('reminders');
  clock.set('2026-12-24T06:05:00Z');
  await apply('赵样甲,15490000001,,是,2026-12-20,到店签字');
  expect((await owners())[0]).toMatchObject({ consentMarketing: false });
});

test('a cell that says neither yes nor no is left out, and said so', async () => {
  const report = await apply('赵样甲,15490000001,,待确认,,');
  expect(report.warnings).toEqual([{ line: 2, reason: '同意接收营销“待确认”看不出是否同意，未导入' }]);
  expect(await consents()).toEqual([]);
});
