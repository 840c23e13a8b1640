/**
 * The world: who exists on the emulated platform, in the shape that people write it by hand.
 * `POST /_control/world` takes the same shape and upserts it.
 */

/** Where callbacks of an app or a customer-service account go, with the keys of its admin page. */
export interface CallbackConfig {
  url: string;
  /** 3–32 letters and digits. */
  token: string;
  /** EncodingAESKey: exactly 43 letters and digits. */
  aesKey: string;
}

/** Official Accounts additionally choose how bodies are sent. Default `safe`. */
export interface OfficialAccountCallbackConfig extends CallbackConfig {
  mode?: 'plain' | 'compatible' | 'safe';
}

export interface AppInput {
  agentId: number;
  secret: string;
  name: string;
  /** Members that the app may see and write to. Default `all`. */
  visibleUserIds?: string[] | 'all';
  callback?: CallbackConfig;
  /** Caller addresses that may use this app's token; absent: any. */
  trustedIps?: string[];
  /** Host (with port, if any) that OAuth may redirect to; absent: any. */
  trustedDomain?: string;
  /** Whether it may use 客户联系 and hears its events. Default true. */
  externalContact?: boolean;
}

export interface MemberInput {
  userId: string;
  name: string;
  department?: string;
  title?: string;
  /** An administrator set a welcome for this member: no WelcomeCode comes (X2). */
  adminWelcome?: boolean;
}

export interface KfAccountInput {
  openKfId: string;
  name: string;
  /** Apps that may call the API for this account and that receive its events. */
  agentIds: number[];
  servicerUserIds: string[];
  /** Default: the callback of the first app in `agentIds` that has one. */
  callback?: CallbackConfig;
}

export interface CorpInput {
  corpId: string;
  name: string;
  apps?: AppInput[];
  members?: MemberInput[];
  kfAccounts?: KfAccountInput[];
  /** 通讯录同步: the only callback that hears of changes in the directory (A12). */
  contactsSync?: CallbackConfig;
  /** Group robots by the key of their webhook (A14). */
  robots?: { key: string; name: string }[];
}

export interface TemplateInput {
  templateId: string;
  title: string;
  /** As in the template library: `保养项目：{{thing1.DATA}}`, one field a line. */
  content: string;
}

export interface OfficialAccountInput {
  appId: string;
  secret: string;
  /** `gh_…`, the ToUserName of its callbacks. */
  originalId: string;
  name: string;
  callback?: OfficialAccountCallbackConfig;
  templates?: TemplateInput[];
  /** One-time subscription notices; their ids are apart from `templates` (O8). */
  subscriptionTemplates?: TemplateInput[];
  /** A test account accepts any template value (O2). */
  testAccount?: boolean;
  /** Caller addresses that may fetch tokens; absent: any. */
  ipWhitelist?: string[];
}

export interface PersonInput {
  /** The control API's name for this person; never seen by the service. */
  personId: string;
  name: string;
  unionId?: string;
  /** Mobile number, eleven digits: SMS to it stand in the inbox. */
  phone?: string;
  /** One id for every corp, or one per corp; generated when absent. */
  externalUserId?: string | Record<string, string>;
  /** OpenID by appId; generated when absent. */
  openIds?: Record<string, string>;
  /** Official Accounts this person follows already. */
  followsAppIds?: string[];
  /** Members who have them as a customer already. */
  contactOf?: { corpId: string; userId: string }[];
}

export interface SmsTemplateInput {
  templateId: string;
  kind: 'code' | 'notification' | 'promotion';
  /** 阿里云: `${name}` by name; 华为云: `${TXT_20}`, `${NUM_6}` in order. */
  content: string;
}

/** An account of an SMS vendor, as its console shows it. */
export interface SmsAccountInput {
  vendor: 'aliyun' | 'huawei';
  /** AccessKey ID or APP_Key. */
  keyId: string;
  secret: string;
  /** Approved signatures, without the brackets. */
  signatures: string[];
  templates: SmsTemplateInput[];
  /** 华为云: channel numbers. */
  senders?: string[];
  /** 阿里云: where delivery reports are pushed. 华为云 takes it from each call (`statusCallback`). */
  reportUrl?: string;
  /** Where owners' answers are pushed. */
  replyUrl?: string;
  /** Segments that are paid for; absent: any number. */
  balance?: number;
}

export interface World {
  smsAccounts?: SmsAccountInput[];
  corps?: CorpInput[];
  officialAccounts?: OfficialAccountInput[];
  people?: PersonInput[];
}
