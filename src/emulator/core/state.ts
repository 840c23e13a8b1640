import type {
  CallbackMode,
  CallbackOptions,
  FaultInput,
  MemberItem,
  PersonItem,
  RecordEntry,
  RobotItem,
} from '../control-types.ts';
import type { AppInput, CallbackConfig, MemberInput, OfficialAccountInput, SmsAccountInput } from '../world.ts';
import type { ContactRow, ContactWayRow, GroupSendRow, TransferRow, WelcomeCodeRow } from './contact-rows.ts';
import type { SmsMessageRow } from './sms-rows.ts';
import type { Store, Table } from './store.ts';

export interface CorpRow {
  corpId: string;
  name: string;
  contactsSync?: CallbackConfig;
}
export interface AppRow extends AppInput {
  corpId: string;
}
export interface MemberRow extends MemberInput {
  corpId: string;
}
export interface DepartmentRow {
  corpId: string;
  id: number;
  name: string;
}
export interface KfAccountRow {
  corpId: string;
  openKfId: string;
  name: string;
  agentIds: number[];
  servicers: { userId: string; status: 'receiving' | 'stopped' | 'suspended' }[];
  callback?: CallbackConfig;
}
export type OfficialAccountRow = OfficialAccountInput;
export interface PersonRow {
  personId: string;
  name: string;
  unionId?: string;
  phone?: string;
  externalUserIds: Record<string, string>;
  openIds: Record<string, string>;
}

export interface RobotRow {
  corpId: string;
  key: string;
  name: string;
  state: 'active' | 'disabled' | 'removed';
}

/** A token of either platform. `owner` is `wecom/<corpId>/<agentId>`, `oa/<appId>` or `oa-stable/<appId>`. */
export interface TokenRow {
  token: string;
  owner: string;
  issuedAt: number;
  expiresAt: number;
  /** Official Account: replaced by a newer one. */
  replaced?: boolean;
}

export interface KfSessionRow {
  openKfId: string;
  externalUserId: string;
  personId: string;
  state: 0 | 1 | 2 | 3 | 4;
  servicerUserId?: string;
  /** Changes with every state change: codes of K12 hold only while it is the same. */
  stateSerial: number;
  lastCustomerMessageAt?: number;
  sentInWindow: number;
  lastWelcomeAt?: number;
  rejecting?: boolean;
  /** Came after an unverified corp's consultations were used up (K17). */
  beyondConsultLimit?: boolean;
  scene?: string;
  sceneParam?: string;
  /** Item id of the last msgmenu shown. */
  lastMenuItemId?: string;
}

/** One entry of sync_msg. */
export interface KfMessageRow {
  openKfId: string;
  seq: number;
  at: number;
  entry: Record<string, unknown>;
}

export interface KfCodeRow {
  code: string;
  openKfId: string;
  externalUserId: string;
  purpose: 'welcome' | 'pool' | 'taken' | 'end';
  stateSerial: number;
  expiresAt: number;
  used?: boolean;
}

/** A card as sent: one per app and task_id. `views` by lower-cased userId. */
export interface CardRow {
  corpId: string;
  agentId: number;
  taskId: string;
  msgid: string;
  views: Record<string, string>;
}

export interface ResponseCodeRow {
  cardKey: string;
  expiresAt: number;
  used?: boolean;
}

export interface SentAppMessageRow {
  corpId: string;
  agentId: number;
  at: number;
  itemIds: string[];
  recalled?: boolean;
}

export interface MediaRow {
  /** corpId or appId. */
  owner: string;
  kind: string;
  fileName: string;
  contentType: string;
  base64: string;
  createdAt: number;
}

export interface FollowerRow {
  appId: string;
  openId: string;
  personId: string;
  subscribed: boolean;
  subscribedAt?: number;
  subscribeScene?: string;
  qrScene?: string;
  message?: { openedAt: number; sent: number };
  action?: { openedAt: number; sent: number };
  rejecting?: boolean;
  blocksNotices?: boolean;
}

export interface OauthCodeRow {
  platform: 'wecom' | 'official-account';
  /** corpId or appId. */
  owner: string;
  agentId?: number;
  scope: string;
  userId?: string;
  personId?: string;
  expiresAt: number;
  used?: boolean;
}

export interface TimerRow {
  id: string;
  dueAt: number;
  kind: string;
  data: Record<string, unknown>;
}

export type ReceiverRef =
  | { type: 'app'; corpId: string; agentId: number }
  | { type: 'kf'; openKfId: string }
  | { type: 'official-account'; appId: string }
  /** 通讯录同步. */
  | { type: 'contacts-sync'; corpId: string }
  /** An SMS vendor pushes without any signature or key. */
  | { type: 'sms'; url: string; format: 'json' | 'form' };

/** Who would see a passive reply to a delivery, and whether the platform honours it (C10). */
export type ReplyTarget =
  | { type: 'member'; userId: string; honoured: boolean; cardKey?: string }
  | { type: 'person'; personId: string; openId: string; honoured: boolean };

export interface DeliveryRow {
  id: string;
  receiver: ReceiverRef;
  name: string;
  /** The body: XML, or what an SMS vendor pushes. */
  xml: string;
  /** Query value `openid` of Official Account callbacks. */
  openId?: string;
  /** AgentID of the envelope (C7). */
  agentId?: number;
  reply?: ReplyTarget;
  attempts: NonNullable<RecordEntry['attempts']>;
  /** Swapped: starts when that delivery has ended. */
  after?: string;
  tamper?: NonNullable<CallbackMode['tamper']>['kind'];
  /** Kept for repeats when the envelope must stay the same (C5 off). */
  sealed?: { timestamp: string; nonce: string; random: string };
}

/** Every table of the emulator. */
export interface State {
  corps: Table<CorpRow>;
  apps: Table<AppRow>;
  members: Table<MemberRow>;
  departments: Table<DepartmentRow>;
  kfAccounts: Table<KfAccountRow>;
  officialAccounts: Table<OfficialAccountRow>;
  people: Table<PersonRow>;
  tokens: Table<TokenRow>;
  kfSessions: Table<KfSessionRow>;
  kfMessages: Table<KfMessageRow>;
  kfCodes: Table<KfCodeRow>;
  cards: Table<CardRow>;
  responseCodes: Table<ResponseCodeRow>;
  appMessages: Table<SentAppMessageRow>;
  media: Table<MediaRow>;
  robots: Table<RobotRow>;
  robotItems: Table<RobotItem & { key: string }>;
  contacts: Table<ContactRow>;
  contactWays: Table<ContactWayRow>;
  welcomeCodes: Table<WelcomeCodeRow>;
  groupSends: Table<GroupSendRow>;
  transfers: Table<TransferRow>;
  smsAccounts: Table<SmsAccountInput>;
  smsMessages: Table<SmsMessageRow>;
  followers: Table<FollowerRow>;
  oauthCodes: Table<OauthCodeRow>;
  timers: Table<TimerRow>;
  deliveries: Table<DeliveryRow>;
  personItems: Table<PersonItem & { personId: string }>;
  memberItems: Table<MemberItem>;
  record: Table<RecordEntry>;
  faults: Table<FaultInput & { id: string; left: number }>;
  /** Single rows: `mode`, `options`. */
  callbacks: Table<CallbackMode | CallbackOptions>;
  /** Small facts by a key of the owner's choice: kf tokens, counters of a day, scripted scenarios, used msgids. */
  facts: Table<Record<string, unknown>>;
  switches: Table<{ value: unknown }>;
}

export function openState(store: Store): State {
  return {
    corps: store.table('corps'),
    apps: store.table('apps'),
    members: store.table('members'),
    departments: store.table('departments'),
    kfAccounts: store.table('kfAccounts'),
    officialAccounts: store.table('officialAccounts'),
    people: store.table('people'),
    tokens: store.table('tokens'),
    kfSessions: store.table('kfSessions'),
    kfMessages: store.table('kfMessages'),
    kfCodes: store.table('kfCodes'),
    cards: store.table('cards'),
    responseCodes: store.table('responseCodes'),
    appMessages: store.table('appMessages'),
    media: store.table('media'),
    robots: store.table('robots'),
    robotItems: store.table('robotItems'),
    contacts: store.table('contacts'),
    contactWays: store.table('contactWays'),
    welcomeCodes: store.table('welcomeCodes'),
    groupSends: store.table('groupSends'),
    transfers: store.table('transfers'),
    smsAccounts: store.table('smsAccounts'),
    smsMessages: store.table('smsMessages'),
    followers: store.table('followers'),
    oauthCodes: store.table('oauthCodes'),
    timers: store.table('timers'),
    deliveries: store.table('deliveries'),
    personItems: store.table('personItems'),
    memberItems: store.table('memberItems'),
    record: store.table('record'),
    faults: store.table('faults'),
    callbacks: store.table('callbacks'),
    facts: store.table('facts'),
    switches: store.table('switches'),
  };
}
