import { z } from 'zod';
import type { LogLevel } from './logger.ts';
import type { OfficialAccountSettings } from './official-account/settings.ts';
import { type SmsSettings, smsCallbackSecret, smsCallbackUrl } from './sms/index.ts';
import type { WechatCustomerServiceSettings, WecomSettings } from './wecom/settings.ts';

export type Role = 'web' | 'worker' | 'scheduler';

export interface StoreSettings {
  storeId: string;
  /** Used when the store is not in the database yet. */
  name: string;
  wecom: WecomSettings;
  customerService?: WechatCustomerServiceSettings;
  officialAccount?: OfficialAccountSettings;
  sms?: SmsSettings;
}

export interface Config {
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string;
  roles: readonly Role[];
  logLevel: LogLevel;
  stores: readonly StoreSettings[];
  /** `dailyCallLimit`: requests a day of one process; unlimited when absent. */
  model: { baseUrl: string; apiKey: string; model: string; dailyCallLimit?: number } | undefined;
}

/** One missing or malformed setting. `where`: the page that holds the value. */
export interface ConfigFault {
  name: string;
  problem: string;
  where: string;
}

export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(`${faults.length} settings are missing or malformed`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const ADMIN = 'WeCom admin console (work.weixin.qq.com)';
const WHERE = {
  corpId: `${ADMIN} › 我的企业 › 企业信息 › 企业ID`,
  agent: `${ADMIN} › 应用管理 › 自建应用 › AgentId / Secret`,
  callback: `${ADMIN} › 应用管理 › 自建应用 › 接收消息 › 设置API接收`,
  directory: `${ADMIN} › 管理工具 › 通讯录同步 › 设置接收事件服务器`,
  contacts: `${ADMIN} › 客户与上下游 › 客户联系 › API › 可调用接口的应用`,
  kf: `${ADMIN} › 微信客服 › API › 可调用接口的应用 / 客服账号`,
  account: '微信公众平台 (mp.weixin.qq.com) › 设置与开发 › 基本配置',
  templates: '微信公众平台 (mp.weixin.qq.com) › 模板消息 › 我的模板',
  sms: 'the console of your SMS vendor › 签名 / 模板 / AccessKey (阿里云) or 应用管理 (华为云)',
  model: 'the page of API keys of your model provider',
  own: 'your own choice, see .env.example',
};

const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits');
const callbackToken = z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'must be 1–32 letters and digits');
const nonEmpty = z.string().min(1, 'must not be empty');
const address = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });
// Its text holds a password: the message must not repeat it.
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgresql://user:password@host/name');
const portNumber = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535);
const callsPerDay = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .positive('must be positive');
const agentId = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .positive('must be positive');
const roleList = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(['web', 'worker', 'scheduler'], 'must be a list of web, worker, scheduler')).min(1));

/**
 * The only reader of the environment. Reports every fault at once.
 *
 * @throws {ConfigError}
 */
export function readConfig(environment: Environment): Config {
  const faults: ConfigFault[] = [];
  const read = reader(environment, faults);

  const storeIds = read(
    'STORES',
    z
      .string()
      .regex(/^[a-z][a-z0-9]*(,[a-z][a-z0-9]*)*$/, 'must be lower-case keys separated by commas')
      .refine((text) => new Set(text.split(',')).size === text.split(',').length, 'must name each store once'),
    WHERE.own,
    'main',
  );
  const stores = storeIds
    .split(',')
    .map((storeId, index) => readStore(storeId, index === 0 ? '' : `${storeId.toUpperCase()}_`, environment, read));
  const config: Config = {
    databaseUrl: (environment['DATABASE_URL'] ?? '') === '' ? undefined : read('DATABASE_URL', databaseUrl, WHERE.own),
    dataDir: read('DATA_DIR', nonEmpty, WHERE.own, '.data'),
    port: read('PORT', portNumber, WHERE.own, '3000'),
    host: read('HOST', nonEmpty, WHERE.own, '0.0.0.0'),
    publicUrl: read('PUBLIC_URL', address, WHERE.own).replace(/\/$/, ''),
    roles: read('ROLES', roleList, WHERE.own, 'web,worker,scheduler'),
    logLevel: read('LOG_LEVEL', z.enum(['debug', 'info', 'warn', 'error', 'silent']), WHERE.own, 'info'),
    stores,
    model: readModel(environment, read),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** The model alone, for the sandbox, which needs no other setting. @throws {ConfigError} */
export function readModelSettings(environment: Environment): Config['model'] {
  const faults: ConfigFault[] = [];
  const model = readModel(environment, reader(environment, faults));
  if (faults.length > 0) throw new ConfigError(faults);
  return model;
}

function readModel(environment: Environment, read: Read): Config['model'] {
  const isWanted = ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_MODEL'].some(
    (name) => (environment[name] ?? '') !== '',
  );
  if (!isWanted) return undefined;
  return {
    baseUrl: read('OPENAI_BASE_URL', address, WHERE.model, 'https://api.openai.com/v1'),
    apiKey: read('OPENAI_API_KEY', nonEmpty, WHERE.model),
    model: read('OPENAI_MODEL', nonEmpty, WHERE.model),
    ...((environment['OPENAI_CALLS_PER_DAY'] ?? '') === ''
      ? {}
      : { dailyCallLimit: read('OPENAI_CALLS_PER_DAY', callsPerDay, WHERE.own) }),
  };
}

function reader(environment: Environment, faults: ConfigFault[]): Read {
  return <T>(name: string, schema: z.ZodType<T>, where: string, fallback?: string): T => {
    const value = environment[name] === undefined || environment[name] === '' ? fallback : environment[name];
    const parsed = value === undefined ? undefined : schema.safeParse(value);
    if (parsed?.success !== true) {
      const problem = parsed === undefined ? 'is missing' : (parsed.error.issues[0]?.message ?? 'is malformed');
      faults.push({ name, problem, where });
      // Never used: the faults are thrown before anybody sees the configuration.
      return '' as T;
    }
    return parsed.data;
  };
}

type Read = <T>(name: string, schema: z.ZodType<T>, where: string, fallback?: string) => T;

/** The first store's settings have no prefix; a further store "east" has `EAST_` before each name. */
function readStore(storeId: string, prefix: string, environment: Environment, read: Read): StoreSettings {
  const has = (start: string) =>
    Object.entries(environment).some(
      ([name, value]) => name.startsWith(`${prefix}${start}`) && value !== undefined && value !== '',
    );
  const apiBaseUrl = read(`${prefix}WECOM_API_BASE_URL`, address, WHERE.own, 'https://qyapi.weixin.qq.com').replace(
    /\/$/,
    '',
  );
  const wecom: WecomSettings = {
    apiBaseUrl,
    corpId: read(`${prefix}WECOM_CORP_ID`, nonEmpty, WHERE.corpId),
    agentId: read(`${prefix}WECOM_AGENT_ID`, agentId, WHERE.agent),
    agentSecret: read(`${prefix}WECOM_AGENT_SECRET`, nonEmpty, WHERE.agent),
    callbackToken: read(`${prefix}WECOM_CALLBACK_TOKEN`, callbackToken, WHERE.callback),
    callbackAesKey: read(`${prefix}WECOM_CALLBACK_AES_KEY`, aesKey, WHERE.callback),
    oauthUrl: read(
      `${prefix}WECOM_OAUTH_URL`,
      address,
      WHERE.own,
      'https://open.weixin.qq.com/connect/oauth2/authorize',
    ),
    loginUrl: read(
      `${prefix}WECOM_LOGIN_URL`,
      address,
      WHERE.own,
      'https://login.work.weixin.qq.com/wwlogin/sso/login',
    ),
    ...(has('WECOM_DIRECTORY_CALLBACK_')
      ? {
          directoryCallback: {
            token: read(`${prefix}WECOM_DIRECTORY_CALLBACK_TOKEN`, callbackToken, WHERE.directory),
            aesKey: read(`${prefix}WECOM_DIRECTORY_CALLBACK_AES_KEY`, aesKey, WHERE.directory),
          },
        }
      : {}),
    contacts:
      read(`${prefix}WECOM_CONTACTS`, z.enum(['on', 'off'], 'must be on or off'), WHERE.contacts, 'on') === 'on',
  };
  const value = (name: string) => environment[`${prefix}${name}`] || undefined;
  const hasAccount = ['APP_ID', 'SECRET', 'CALLBACK_TOKEN'].some((name) => has(`OFFICIAL_ACCOUNT_${name}`));
  return {
    storeId,
    name: value('STORE_NAME') ?? storeId,
    wecom,
    customerService: {
      openKfIds: read(`${prefix}WECOM_KF_OPEN_IDS`, z.string(), WHERE.kf, 'none')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '' && id !== 'none'),
      // 微信客服 is called by the same app and pushes to its address, unless told otherwise.
      secret: value('WECOM_KF_SECRET') ?? wecom.agentSecret,
      callbackToken: has('WECOM_KF_CALLBACK_TOKEN')
        ? read(`${prefix}WECOM_KF_CALLBACK_TOKEN`, callbackToken, WHERE.kf)
        : wecom.callbackToken,
      callbackAesKey: has('WECOM_KF_CALLBACK_AES_KEY')
        ? read(`${prefix}WECOM_KF_CALLBACK_AES_KEY`, aesKey, WHERE.kf)
        : wecom.callbackAesKey,
    },
    ...(hasAccount ? { officialAccount: readAccount(prefix, environment, read) } : {}),
    ...(has('SMS_VENDOR')
      ? { sms: readSms({ storeId, prefix, environment, read, agentSecret: wecom.agentSecret }) }
      : {}),
  };
}

function readAccount(prefix: string, environment: Environment, read: Read): OfficialAccountSettings {
  const names = (setting: string, example: string): Record<string, string> => {
    const shape = z.string().regex(/^$|^\w+=[\w-]+(,\w+=[\w-]+)*$/, `must look like ${example}`);
    const text = read(`${prefix}${setting}`, shape, WHERE.templates, 'none=none');
    const pairs = text.split(',').filter((pair) => pair !== 'none=none' && pair !== '');
    return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  };
  const key = environment[`${prefix}OFFICIAL_ACCOUNT_CALLBACK_AES_KEY`] ?? '';
  return {
    apiBaseUrl: read(`${prefix}OFFICIAL_ACCOUNT_API_BASE_URL`, address, WHERE.own, 'https://api.weixin.qq.com').replace(
      /\/$/,
      '',
    ),
    oauthUrl: read(
      `${prefix}OFFICIAL_ACCOUNT_OAUTH_URL`,
      address,
      WHERE.own,
      'https://open.weixin.qq.com/connect/oauth2/authorize',
    ),
    appId: read(`${prefix}OFFICIAL_ACCOUNT_APP_ID`, nonEmpty, WHERE.account),
    secret: read(`${prefix}OFFICIAL_ACCOUNT_SECRET`, nonEmpty, WHERE.account),
    callbackToken: read(`${prefix}OFFICIAL_ACCOUNT_CALLBACK_TOKEN`, callbackToken, WHERE.account),
    callbackAesKey: key === '' ? '' : read(`${prefix}OFFICIAL_ACCOUNT_CALLBACK_AES_KEY`, aesKey, WHERE.account),
    templateIds: names('OFFICIAL_ACCOUNT_TEMPLATES', 'maintenanceDue=ID,inspectionDue=ID'),
    subscriptionTemplateIds: names('OFFICIAL_ACCOUNT_SUBSCRIPTIONS', 'maintenanceDue=ID,inspectionDue=ID'),
  };
}

/** Pairs such as `maintenanceDue=ID,inspectionDue=ID`. */
const pairs = z.string().regex(/^\w+=[\w-]+(,\w+=[\w-]+)*$/, 'must look like maintenanceDue=ID,inspectionDue=ID');
const SMS_HOSTS = { aliyun: 'https://dysmsapi.aliyuncs.com', huawei: undefined, file: 'http://localhost' };

function readSms(store: {
  storeId: string;
  prefix: string;
  environment: Environment;
  read: Read;
  agentSecret: string;
}): SmsSettings {
  const { storeId, prefix, environment, read, agentSecret } = store;
  const vendor = read(
    `${prefix}SMS_VENDOR`,
    z.enum(['aliyun', 'huawei', 'file'], 'must be aliyun, huawei or file'),
    WHERE.own,
  );
  const isReal = vendor !== 'file';
  const own = (name: string, fallback?: string) => read(`${prefix}SMS_${name}`, nonEmpty, WHERE.sms, fallback);
  const templates = isReal ? read(`${prefix}SMS_TEMPLATES`, pairs, WHERE.sms) : '';
  const publicUrl = (environment['PUBLIC_URL'] ?? '').replace(/\/$/, '');
  return {
    vendor,
    keyId: isReal ? own('KEY_ID') : '',
    secret: isReal ? own('KEY_SECRET') : '',
    signature: own('SIGNATURE', isReal ? undefined : storeId),
    baseUrl: read(`${prefix}SMS_API_BASE_URL`, address, WHERE.sms, SMS_HOSTS[vendor]),
    templateIds: Object.fromEntries(templates.split(',').map((pair) => pair.split('=') as [string, string])),
    sender: vendor === 'huawei' ? own('SENDER') : '',
    callbackUrl: smsCallbackUrl(publicUrl, smsCallbackSecret(agentSecret, storeId)),
    file: read(`${prefix}SMS_FILE`, nonEmpty, WHERE.own, `${environment['DATA_DIR'] || '.data'}/sms-${storeId}.jsonl`),
  };
}
