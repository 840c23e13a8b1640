import type { CallbackKeys } from '../platform/callback.ts';
import type { MemberLogin, StoreChannels } from '../ports.ts';

export type CallbackKind = 'wecom' | 'kf' | 'officialAccount';

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
  /** 微信客服 accounts whose messages are pulled. */
  openKfIds: readonly string[];
  /** appid of the service account; '' when none. */
  appId: string;
  /** Our template names to the account's template ids. */
  templateIds: Readonly<Record<string, string>>;
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
