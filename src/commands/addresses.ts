import { readConfig } from '../config.ts';

/** Prints the addresses to enter on the platforms' pages. The last one of each store is a secret: it is not logged anywhere. */
const config = readConfig(process.env);
for (const [index, store] of config.stores.entries()) {
  const suffix = index === 0 ? '' : `/${store.storeId}`;
  const lines = [
    `门店 ${store.storeId}（${store.name}）`,
    `  企业微信 接收消息      ${config.publicUrl}/callback/wecom${suffix}`,
    ...(store.wecom.directoryCallback === undefined
      ? []
      : [`  通讯录同步 事件       ${config.publicUrl}/callback/directory${suffix}`]),
    `  微信客服 回调          ${config.publicUrl}/callback/kf${suffix}`,
    ...(store.officialAccount === undefined
      ? []
      : [`  服务号 服务器地址      ${config.publicUrl}/callback/official-account${suffix}`]),
    ...(store.sms === undefined || store.sms.vendor === 'file'
      ? []
      : [`  短信 状态报告与上行    ${store.sms.callbackUrl}（请勿公开）`]),
  ];
  console.log(lines.join('\n'));
}
