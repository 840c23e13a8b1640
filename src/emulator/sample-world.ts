import type { World } from './world.ts';

/** A small invented corp for `npm run emulator`. `serviceUrl`: where its callbacks go. */
export function sampleWorld(serviceUrl: string): World {
  const service = serviceUrl.replace(/\/$/, '');
  return {
    corps: [
      {
        robots: [{ key: 'emulated-robot-key', name: '值班群' }],
        corpId: 'ww0000000000000001',
        name: '示例汽车销售服务有限公司',
        apps: [
          {
            agentId: 1000002,
            secret: 'emulated-app-secret',
            name: '客户关爱',
            callback: {
              url: `${service}/callback/wecom`,
              token: 'emulatedAppToken',
              aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
            },
          },
        ],
        members: [
          { userId: 'wang', name: '王工（示例）', department: '售后技术', title: '技术主管' },
          { userId: 'li', name: '李工（示例）', department: '配件', title: '配件主管' },
          { userId: 'zhao', name: '赵经理（示例）', department: '客户关爱', title: '客户总监' },
        ],
        kfAccounts: [
          {
            openKfId: 'wkEMU1',
            name: '示例汽车客服',
            agentIds: [1000002],
            servicerUserIds: ['zhao'],
            callback: {
              url: `${service}/callback/kf`,
              token: 'emulatedKfToken',
              aesKey: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg',
            },
          },
        ],
      },
    ],
    officialAccounts: [
      {
        appId: 'wx0000000000000001',
        secret: 'emulated-oa-secret',
        originalId: 'gh_000000000001',
        name: '示例汽车服务号',
        callback: {
          url: `${service}/callback/official-account`,
          token: 'emulatedOaToken',
          aesKey: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
          mode: 'safe',
        },
        templates: [
          {
            templateId: 'TPL_MAINTENANCE',
            title: '保养提醒',
            content: '车牌号：{{car_number1.DATA}}\n到期日：{{time2.DATA}}\n提醒：{{thing3.DATA}}',
          },
        ],
        subscriptionTemplates: [
          {
            templateId: 'SUB_MAINTENANCE',
            title: '保养提醒',
            content: '车牌号：{{car_number1.DATA}}\n到期日：{{time2.DATA}}',
          },
        ],
      },
    ],
    smsAccounts: [
      {
        vendor: 'aliyun',
        keyId: 'emulated-access-key',
        secret: 'emulated-access-key-secret',
        signatures: ['示例汽车'],
        templates: [
          { templateId: 'SMS_000000001', kind: 'notification', content: '您的爱车${plate}将于${date}到期，详询门店。' },
        ],
      },
      {
        vendor: 'huawei',
        keyId: 'emulated-app-key',
        secret: 'emulated-app-secret',
        signatures: ['示例汽车'],
        senders: ['8800000000001'],
        templates: [
          {
            templateId: 'TPL000000001',
            kind: 'notification',
            content: '您的爱车${TXT_10}将于${TXT_20}到期，详询门店。',
          },
        ],
      },
    ],
    people: [
      { personId: 'p1', name: '张先生（示例）', phone: '13900000001', followsAppIds: ['wx0000000000000001'] },
      { personId: 'p2', name: '李女士（示例）', phone: '13900000002' },
    ],
  };
}
