import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AGENT, CORP, KF, OA, startPlatform, type Answer } from './support/platform.ts';

test('no request can crash the platform: the answer is always JSON with an errcode', async () => {
  const { raw, token, control } = await startPlatform({
    switches: {
      apiCallsPerMinute: 1_000_000,
      apiCallsPerHour: 1_000_000,
      ipCallsPerMinute: 1_000_000,
      ipCallsPerHour: 1_000_000,
      kfTokenlessPullsPerMinute: 1_000_000,
    },
  });
  await control.person('p1').kf(KF).say('在吗');
  const access = await token();
  const grant = `/official-account/cgi-bin/token?grant_type=client_credential&appid=${OA}&secret=oa-secret`;
  const oaAccess = String(((await (await raw(grant)).json()) as Answer)['access_token']);
  const wecomPaths = [
    'message/send',
    'message/update_template_card',
    'message/recall',
    'kf/sync_msg',
    'kf/send_msg',
    'kf/send_msg_on_event',
    'kf/service_state/trans',
    'kf/service_state/get',
    'kf/customer/batchget',
    'kf/servicer/add',
    'kf/add_contact_way',
    'user/list_id',
    'externalcontact/add_corp_tag',
    'auth/getuserdetail',
    'media/upload',
    'gettoken',
  ];
  const oaPaths = [
    'message/template/send',
    'message/custom/send',
    'qrcode/create',
    'user/info/batchget',
    'stable_token',
    'media/upload',
  ];
  const plausible = fc.record(
    {
      touser: fc.oneof(fc.constant('wang'), fc.jsonValue()),
      agentid: fc.oneof(fc.constant(AGENT), fc.jsonValue()),
      msgtype: fc.oneof(
        fc.constantFrom('text', 'template_card', 'msgmenu', 'news', 'link', '__proto__', 'constructor'),
        fc.jsonValue(),
      ),
      text: fc.oneof(fc.record({ content: fc.jsonValue() }), fc.jsonValue()),
      template_card: fc.oneof(
        fc.dictionary(
          fc.constantFrom(
            'card_type',
            'main_title',
            'button_list',
            'action_menu',
            'checkbox',
            'task_id',
            'card_action',
          ),
          fc.jsonValue(),
        ),
        fc.jsonValue(),
      ),
      msgmenu: fc.jsonValue(),
      news: fc.jsonValue(),
      open_kfid: fc.oneof(fc.constant(KF), fc.jsonValue()),
      cursor: fc.jsonValue(),
      limit: fc.jsonValue(),
      external_userid_list: fc.jsonValue(),
      template_id: fc.oneof(fc.constant('TPL'), fc.jsonValue()),
      data: fc.jsonValue(),
      action_info: fc.jsonValue(),
      service_state: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constantFrom(...wecomPaths).map((path) => `/wecom/cgi-bin/${path}?access_token=${access}`),
        fc.constantFrom(...oaPaths).map((path) => `/official-account/cgi-bin/${path}?access_token=${oaAccess}`),
        fc.webPath().map((path) => `/wecom/${path.slice(1)}`),
      ),
      fc.oneof(
        plausible.map((body) => JSON.stringify(body)),
        fc.json(),
        fc.string(),
      ),
      fc.constantFrom('POST', 'POST', 'PUT'),
      async (path, body, method) => {
        const response = await raw(path, { method, body });
        const answer = (await response.json()) as Answer;
        expect({ ...answer, status: response.status }).toMatchObject({
          status: 200,
          errcode: expect.any(Number) as number,
          errmsg: expect.any(String) as string,
        });
      },
    ),
    { numRuns: 400, seed: 7 },
  );
});

test('no control call can crash the emulator: a mistake is 4xx with its reason', async () => {
  const { raw } = await startPlatform();
  const paths = [
    'world',
    'clock/advance',
    'faults',
    'callbacks/mode',
    'callbacks/options',
    'callbacks/save',
    'switches',
    'people/p1/kf/wkEMU1/messages',
    `people/p1/official-account/${OA}/messages`,
    'people/p1/kf/wkEMU1/menu-click',
    `members/wang/app/${AGENT}/messages`,
    `members/wang/app/${AGENT}/cards/x/click`,
    'kf/pages',
    'kf/send-fail',
    'template-receipts',
    `corps/${CORP}/app/${AGENT}/events`,
    'people/%ff/inbox',
  ];
  const keys = fc.constantFrom(
    'corps',
    'people',
    'type',
    'text',
    'messages',
    'seconds',
    'to',
    'api',
    'kind',
    'openKfId',
    'url',
    'token',
    'aesKey',
    'msgtype',
    'content',
    'events',
    'key',
    'selected',
    'drop',
    'tamper',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.dictionary(keys, fc.jsonValue()), async (path, body) => {
      const response = await raw(`/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
      const answer = (await response.json()) as { error?: string };
      const isFine = response.status === 200 || (response.status < 500 && typeof answer.error === 'string');
      expect({ status: response.status, answer, isFine }).toMatchObject({ isFine: true });
    }),
    { numRuns: 400, seed: 7 },
  );
});
