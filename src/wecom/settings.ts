/** How one store is connected to WeCom. From the environment: see config.ts. */
export interface WecomSettings {
  apiBaseUrl: string;
  corpId: string;
  agentId: number;
  agentSecret: string;
  callbackToken: string;
  callbackAesKey: string;
  /** Of the contacts-sync assistant (通讯录同步), whose callback tells who joined and left. Absent: not connected. */
  directoryCallback?: { token: string; aesKey: string };
  /** Page that signs a member in inside the WeCom client. */
  oauthUrl: string;
  /** Page that signs a member in by QR code, in any other browser. */
  loginUrl: string;
  /** Whether 客户联系 is used: contacts of members, 企业群发. Default: when the platform lets the app. */
  contacts?: boolean;
}

/** 微信客服 of the same corp; the secret may be the app's own. */
export interface WechatCustomerServiceSettings {
  openKfIds: readonly string[];
  secret: string;
  callbackToken: string;
  callbackAesKey: string;
}
