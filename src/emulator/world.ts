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
}

export interface MemberInput {
  userId: string;
  name: string;
  department?: string;
  title?: string;
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
  /** One id for every corp, or one per corp; generated when absent. */
  externalUserId?: string | Record<string, string>;
  /** OpenID by appId; generated when absent. */
  openIds?: Record<string, string>;
  /** Official Accounts this person follows already. */
  followsAppIds?: string[];
}

export interface World {
  corps?: CorpInput[];
  officialAccounts?: OfficialAccountInput[];
  people?: PersonInput[];
}
