/** How one store is connected to its service account (服务号). From the environment: see config.ts. */
export interface OfficialAccountSettings {
  apiBaseUrl: string;
  /** The platform's page that tells us who opens a page of ours in WeChat. */
  oauthUrl: string;
  appId: string;
  secret: string;
  callbackToken: string;
  /** Empty when the account pushes in plain mode (明文模式). */
  callbackAesKey: string;
  /** Our template names to the account's own template ids. */
  templateIds: Readonly<Record<string, string>>;
  /** Our subscription template names to the account's own ids. */
  subscriptionTemplateIds: Readonly<Record<string, string>>;
}
