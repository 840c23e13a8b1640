import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from './index.ts';
import { sampleWorld } from './sample-world.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    service: { type: 'string', default: 'http://127.0.0.1:3000' },
  },
});

const emulator = await startEmulator({
  port: Number(values.port),
  host: values.host,
  seed: Number(values.seed),
  world: sampleWorld(values.service),
  ...(values.data === undefined ? {} : { stateFile: join(values.data, 'emulator.jsonl') }),
}).catch((error: unknown) => {
  console.error(`The emulator cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

const { url } = emulator;
const world = await emulator.control.world();
const corp = world.corps?.[0];
const app = corp?.apps?.[0];
const kf = corp?.kfAccounts?.[0];
const account = world.officialAccounts?.[0];
const [aliyun, huawei] = world.smsAccounts ?? [];
console.log(`WeCom, 微信客服, an Official Account and two SMS vendors are emulated at ${url}

Settings for a service at ${values.service} (--service changes where callbacks go):
  WECOM_API_BASE_URL=${url}/wecom
  WECOM_CORP_ID=${corp?.corpId}
  WECOM_AGENT_ID=${app?.agentId}
  WECOM_AGENT_SECRET=${app?.secret}
  WECOM_CALLBACK_TOKEN=${app?.callback?.token}
  WECOM_CALLBACK_AES_KEY=${app?.callback?.aesKey}
  WECOM_KF_OPEN_IDS=${kf?.openKfId}
  WECOM_KF_SECRET=${app?.secret}
  WECOM_KF_CALLBACK_TOKEN=${kf?.callback?.token}
  WECOM_KF_CALLBACK_AES_KEY=${kf?.callback?.aesKey}
  OFFICIAL_ACCOUNT_API_BASE_URL=${url}/official-account
  OFFICIAL_ACCOUNT_APP_ID=${account?.appId}
  OFFICIAL_ACCOUNT_SECRET=${account?.secret}
  OFFICIAL_ACCOUNT_CALLBACK_TOKEN=${account?.callback?.token}
  OFFICIAL_ACCOUNT_CALLBACK_AES_KEY=${account?.callback?.aesKey}
  OPENAI_BASE_URL=${url}/v1
SMS: 阿里云 at ${url}/sms/aliyun (AccessKey ${aliyun?.keyId} / ${aliyun?.secret}), 华为云 at ${url}/sms/huawei (${huawei?.keyId} / ${huawei?.secret})
Group robot: ${url}/wecom/cgi-bin/webhook/send?key=${corp?.robots?.[0]?.key}
Callbacks go to ${app?.callback?.url}, ${kf?.callback?.url} and ${account?.callback?.url}.

Try:
  curl -s -X POST ${url}/_control/people/p1/kf/${kf?.openKfId}/messages -d '{"text":"刹车异响"}'
  curl -s '${url}/_control/people/p1/inbox'
  curl -s -X POST ${url}/_control/people/p1/contacts/wang/add -d '{}'
docs/emulator.md has the whole control API. Ctrl+C ends it.`);

const stop = (): void => void emulator.close().then(() => process.exit(0));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
