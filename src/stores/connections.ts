import { type Connected, nothingConnected } from '../context.ts';
import type { CallbackKeys } from '../platform/callback.ts';
import type { MemberLogin, OwnerLogin, StoreChannels } from '../ports.ts';

export type CallbackKind = 'wecom' | 'kf' | 'officialAccount' | 'directory';

/** One callback address of one store, with the keys that open what arrives there. */
export interface CallbackConnection extends CallbackKeys {
  kind: CallbackKind;
  storeId: string;
}

/**
 * How one store reaches the platform and is reached by it. Secrets stay in memory: they come from the environment and
 * are never written to the database.
 */
export interface StoreConnection {
  storeId: string;
  callbacks: readonly CallbackConnection[];
  channels: StoreChannels;
  /** How members sign in to the pages, and the key that signs what their browsers keep. Absent: no pages. */
  pages?: { login: MemberLogin; key: Uint8Array };
  /** Who opens a page for owners in WeChat. Absent: no service account. */
  ownerLogin?: OwnerLogin;
  /** Last part of the address where the SMS vendor pushes reports. Absent: no vendor. */
  smsCallbackSecret?: string;
  /** 微信客服 accounts whose messages are pulled. */
  openKfIds: readonly string[];
  /** appid of the service account; '' when none. */
  appId: string;
  /** Our template names to the account's template ids. */
  templateIds: Readonly<Record<string, string>>;
  /** The same for one-time subscription templates. */
  subscriptionTemplateIds: Readonly<Record<string, string>>;
}

/** What verbs may know of a connection. */
export function connectedOf(connection: StoreConnection | undefined): Connected {
  if (connection === undefined) return nothingConnected;
  const { channels, appId, templateIds, subscriptionTemplateIds } = connection;
  return {
    appId,
    templateKeys: Object.keys(templateIds),
    subscriptionKeys: Object.keys(subscriptionTemplateIds),
    contacts: channels.contacts?.isAllowed() ?? false,
    smsTemplateKeys: channels.sms?.templateKeys ?? [],
  };
}

/** All connected stores; the first one also answers on the addresses without a store name. */
export interface StoreConnections {
  all: readonly StoreConnection[];
  get(storeId: string): StoreConnection | undefined;
  findCallback(kind: CallbackKind, storeId: string | undefined): CallbackConnection | undefined;
}

export function createStoreConnections(all: readonly StoreConnection[]): StoreConnections {
  return {
    all,
    get: (storeId) => all.find((connection) => connection.storeId === storeId),
    findCallback: (kind, storeId) =>
      (storeId === undefined ? all[0] : all.find((connection) => connection.storeId === storeId))?.callbacks.find(
        (callback) => callback.kind === kind,
      ),
  };
}
