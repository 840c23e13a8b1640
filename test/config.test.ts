import * as fc from './support/property.ts';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const least = {
  PUBLIC_URL: 'https://care.example.com/',
  WECOM_CORP_ID: 'ww01',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 'app-secret-value',
  WECOM_CALLBACK_TOKEN: 'appToken',
  WECOM_CALLBACK_AES_KEY: KEY,
};
const account = {
  OFFICIAL_ACCOUNT_APP_ID: 'wx01',
  OFFICIAL_ACCOUNT_SECRET: 'account-secret-value',
  OFFICIAL_ACCOUNT_CALLBACK_TOKEN: 'accountToken',
};

/** What is thrown; undefined when the settings are good. */
function errorOf(environment: Record<string, string | undefined>): ConfigError | undefined {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  return undefined;
}

function faultsOf(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries((errorOf(environment)?.faults ?? []).map((one) => [one.name, one.problem]));
}

describe('the settings', () => {
  test('need six values; everything else has a default', () => {
    expect(readConfig(least)).toMatchObject({
      databaseUrl: undefined,
      dataDir: '.data',
      port: 3000,
      host: '0.0.0.0',
      publicUrl: 'https://care.example.com',
      roles: ['web', 'worker', 'scheduler'],
      logLevel: 'info',
      model: undefined,
      stores: [
        {
          storeId: 'main',
          name: 'main',
          wecom: { apiBaseUrl: 'https://qyapi.weixin.qq.com', agentId: 1_000_002 },
          customerService: {
            openKfIds: [],
            secret: 'app-secret-value',
            callbackToken: 'appToken',
            callbackAesKey: KEY,
          },
        },
      ],
    });
    expect(readConfig(least).stores[0]).not.toHaveProperty('officialAccount');
  });

  test('that are empty count as absent, as in the example file', () => {
    const empty = Object.fromEntries(
      ['DATABASE_URL', 'PORT', 'STORES', 'ROLES', 'LOG_LEVEL', 'STORE_NAME', 'WECOM_KF_SECRET', 'OPENAI_API_KEY']
        .concat(['WECOM_KF_CALLBACK_TOKEN', 'WECOM_KF_CALLBACK_AES_KEY', 'WECOM_KF_OPEN_IDS', 'WECOM_API_BASE_URL'])
        .concat(['OFFICIAL_ACCOUNT_APP_ID', 'OFFICIAL_ACCOUNT_SECRET', 'OFFICIAL_ACCOUNT_TEMPLATES'])
        .map((name) => [name, '']),
    );
    expect(readConfig({ ...least, ...empty })).toEqual(readConfig(least));
  });

  test('that are missing are all named at once, each with the page that holds it', () => {
    const missing = faultsOf({ OFFICIAL_ACCOUNT_APP_ID: 'wx01', OPENAI_MODEL: 'any' });
    const names = [
      ...Object.keys(least),
      'OFFICIAL_ACCOUNT_SECRET',
      'OFFICIAL_ACCOUNT_CALLBACK_TOKEN',
      'OPENAI_API_KEY',
    ];
    expect(Object.keys(missing).toSorted()).toEqual(names.toSorted());
    expect(new Set(Object.values(missing))).toEqual(new Set(['is missing']));
    const places = Object.fromEntries((errorOf({})?.faults ?? []).map((one) => [one.name, one.where]));
    expect(places['WECOM_CORP_ID']).toContain('企业ID');
    expect(places['WECOM_CALLBACK_AES_KEY']).toContain('接收消息');
    expect(Object.values(places).every((place) => place !== '')).toBe(true);
  });

  test.each([
    ['PUBLIC_URL', 'care.example.com', 'http(s) address'],
    ['PUBLIC_URL', 'ftp://care.example.com', 'http(s) address'],
    ['PORT', 'http', 'port number'],
    ['PORT', '70000', 'port number'],
    ['ROLES', 'web,boss', 'web, worker, scheduler'],
    ['LOG_LEVEL', 'loud', 'Invalid option'],
    ['STORES', 'Main', 'lower-case keys'],
    ['STORES', 'main,', 'lower-case keys'],
    ['STORES', 'main,main', 'each store once'],
    ['DATABASE_URL', 'mysql://root@localhost/x', 'postgresql://'],
    ['WECOM_AGENT_ID', 'app', 'a number'],
    ['WECOM_AGENT_ID', '-1', 'positive'],
    ['WECOM_CALLBACK_TOKEN', 'with-dash', 'letters and digits'],
    ['WECOM_CALLBACK_TOKEN', 'x'.repeat(33), 'letters and digits'],
    ['WECOM_CALLBACK_AES_KEY', KEY.slice(1), '43 letters and digits'],
    ['WECOM_KF_CALLBACK_AES_KEY', 'short', '43 letters and digits'],
    ['WECOM_API_BASE_URL', 'qyapi', 'http(s) address'],
    ['OPENAI_BASE_URL', 'localhost:11434', 'http(s) address'],
    ['OFFICIAL_ACCOUNT_TEMPLATES', 'maintenance:TPL', 'maintenanceDue=ID'],
    ['OFFICIAL_ACCOUNT_CALLBACK_AES_KEY', 'short', '43 letters and digits'],
  ])('%s must not be "%s"', (name, value, problem) => {
    const faults = faultsOf({ ...least, ...account, OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', [name]: value });
    expect(Object.keys(faults)).toEqual([name]);
    expect(faults[name]).toContain(problem);
  });

  test('of a further store stand under its own prefix and take nothing from the first', () => {
    const east = Object.fromEntries(Object.entries(least).map(([name, value]) => [`EAST_${name}`, value]));
    const { stores } = readConfig({
      ...least,
      ...account,
      ...east,
      STORES: 'main,east',
      EAST_WECOM_CORP_ID: 'ww02',
      EAST_STORE_NAME: '东区店',
      EAST_WECOM_KF_OPEN_IDS: 'wkA, wkB',
      OFFICIAL_ACCOUNT_TEMPLATES: 'maintenanceDue=T-1,inspectionDue=T_2',
    });
    expect(stores.map((store) => [store.storeId, store.name, store.wecom.corpId])).toEqual([
      ['main', 'main', 'ww01'],
      ['east', '东区店', 'ww02'],
    ]);
    expect(stores[0]?.officialAccount?.templateIds).toEqual({ maintenanceDue: 'T-1', inspectionDue: 'T_2' });
    expect(stores[0]?.officialAccount?.callbackAesKey).toBe('');
    expect(stores[1]).not.toHaveProperty('officialAccount');
    expect(stores[1]?.customerService?.openKfIds).toEqual(['wkA', 'wkB']);
    expect(Object.keys(faultsOf({ ...least, STORES: 'main,east' }))).toContain('EAST_WECOM_CORP_ID');
  });
});

test('the budget of the model is a number of calls a day', () => {
  const model = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm' };
  expect(readConfig({ ...least, ...model }).model).not.toHaveProperty('dailyCallLimit');
  expect(readConfig({ ...least, ...model, OPENAI_CALLS_PER_DAY: '500' }).model?.dailyCallLimit).toBe(500);
  expect(faultsOf({ ...least, ...model, OPENAI_CALLS_PER_DAY: '0' })).toHaveProperty('OPENAI_CALLS_PER_DAY');
});

test('a fault never repeats the value it is about, nor any other', () => {
  const names = [...Object.keys(least), ...Object.keys(account), 'DATABASE_URL', 'OPENAI_BASE_URL', 'PORT', 'ROLES'];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ maxLength: 8 })), (secrets) => {
      const environment = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, `S3CRET!${value}`]));
      const error = errorOf(environment);
      expect(`${error?.message}${error?.stack}${JSON.stringify(error?.faults)}`).not.toContain('S3CRET!');
    }),
  );
});

describe('short messages', () => {
  const sms = {
    SMS_VENDOR: 'aliyun',
    SMS_KEY_ID: 'LTAI1',
    SMS_KEY_SECRET: 'sms-secret-value',
    SMS_SIGNATURE: '示例汽车',
    SMS_TEMPLATES: 'maintenanceDue=SMS_1,inspectionDue=SMS_2',
  };

  test('are read when a vendor is named; its reports have an address that nobody can guess', () => {
    const read = (environment: object) => readConfig({ ...least, ...environment }).stores[0]?.sms;
    expect(read({})).toBeUndefined();
    expect(read(sms)).toMatchObject({
      baseUrl: 'https://dysmsapi.aliyuncs.com',
      templateIds: { maintenanceDue: 'SMS_1', inspectionDue: 'SMS_2' },
      callbackUrl: expect.stringMatching(/^https:\/\/care\.example\.com\/callback\/sms\/[\w-]{32}$/),
    });
    expect(read({ ...sms, WECOM_AGENT_SECRET: 'another' })?.callbackUrl).not.toBe(read(sms)?.callbackUrl);
  });

  test('that go to a file need no vendor', () => {
    const { stores } = readConfig({ ...least, SMS_VENDOR: 'file', DATA_DIR: '/data' });
    expect(stores[0]?.sms).toMatchObject({ vendor: 'file', file: '/data/sms-main.jsonl' });
  });

  test('name what is missing, all at once', () => {
    expect(Object.keys(faultsOf({ ...least, SMS_VENDOR: 'huawei', SMS_TEMPLATES: 'x' }))).toEqual([
      'SMS_TEMPLATES',
      'SMS_KEY_ID',
      'SMS_KEY_SECRET',
      'SMS_SIGNATURE',
      'SMS_API_BASE_URL',
      'SMS_SENDER',
    ]);
    expect(Object.keys(faultsOf({ ...least, SMS_VENDOR: 'pigeon' }))).toContain('SMS_VENDOR');
  });
});
