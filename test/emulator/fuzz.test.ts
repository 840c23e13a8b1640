import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { AGENT, CORP, KF, OA, startPlatform, type Answer } from './support/platform.ts';

const unlimited = {
  apiCallsPerMinute: 1_000_000,
  apiCallsPerHour: 1_000_000,
  ipCallsPerMinute: 1_000_000,
  ipCallsPerHour: 1_000_000,
  kfTokenlessPullsPerMinute: 1_000_000,
};
const question = {
  question_key: 'q',
  title: 't',
  selected_id: 'a',
  option_list: [{ id: 'a', text: 'A', is_checked: true }],
};
const card = {
  card_type: 'button_interaction',
  main_title: { title: '工单', desc: '描述' },
  horizontal_content_list: [{ keyname: '渠道', type: 1, value: '微信', url: 'https://example.com' }],
  jump_list: [{ type: 1, title: '打开', url: 'https://example.com' }],
  card_action: { type: 1, url: 'https://example.com' },
  action_menu: { desc: '更多', action_list: [{ text: '转交', key: 'hand' }] },
  button_selection: question,
  checkbox: question,
  select_list: [question],
  submit_button: { text: '提交', key: 'submit' },
  button_list: [{ text: '签收', key: 'take', type: 0 }],
  task_id: 't1',
};
const message = { touser: 'wang', toparty: '1', totag: '', agentid: AGENT };
const menu = {
  head_content: '请选择',
  list: [{ type: 'click', click: { id: 'c', content: '选项' } }],
  tail_content: '',
};

/** Good calls by platform and path; each run spoils one of them in one place. */
function goodCalls(
  externalUserId: string,
  openId: string,
): [platform: 'wecom' | 'official-account', path: string, body: object][] {
  const kf = { touser: externalUserId, open_kfid: KF };
  const relation = { userid: 'wang', external_userid: externalUserId };
  const link = { msgtype: 'link', link: { title: 't', url: 'https://example.com' } };
  const tag_filter = { group_list: [{ tag_list: ['et'] }] };
  const chat = { open_kfid: KF, external_userid: externalUserId };
  return [
    ['wecom', 'message/send', { ...message, msgtype: 'text', text: { content: '您好' }, enable_duplicate_check: 1 }],
    ['wecom', 'message/send', { ...message, msgtype: 'template_card', template_card: card }],
    [
      'wecom',
      'message/send',
      { ...message, msgtype: 'news', news: { articles: [{ title: 't', url: 'https://example.com' }] } },
    ],
    [
      'wecom',
      'message/send',
      { ...message, msgtype: 'textcard', textcard: { title: 't', description: 'd', url: 'https://example.com' } },
    ],
    [
      'wecom',
      'message/update_template_card',
      { userids: ['wang'], agentid: AGENT, response_code: 'x', button: { replace_name: 'y' } },
    ],
    ['wecom', 'message/recall', { msgid: 'x' }],
    ['wecom', 'kf/sync_msg', { open_kfid: KF, cursor: '', token: '', limit: 10 }],
    ['wecom', 'kf/send_msg', { ...kf, msgid: 'x', msgtype: 'text', text: { content: '您好' } }],
    ['wecom', 'kf/send_msg', { ...kf, msgtype: 'msgmenu', msgmenu: menu }],
    ['wecom', 'kf/send_msg', { ...kf, msgtype: 'location', location: { name: 'x', latitude: 31, longitude: 121 } }],
    ['wecom', 'kf/send_msg_on_event', { code: 'x', msgtype: 'text', text: { content: 'x' } }],
    ['wecom', 'kf/service_state/trans', { ...chat, service_state: 3, servicer_userid: 'wang' }],
    ['wecom', 'kf/service_state/get', chat],
    ['wecom', 'kf/customer/batchget', { external_userid_list: [externalUserId], need_enter_session_context: 1 }],
    ['wecom', 'kf/servicer/add', { open_kfid: KF, userid_list: ['zhao'] }],
    ['wecom', 'kf/add_contact_way', { open_kfid: KF, scene: 'bay3' }],
    ['wecom', 'user/list_id', { cursor: '', limit: 10 }],
    ['wecom', 'user/update', { userid: 'wang', name: '王', position: 'x' }],
    ['wecom', 'externalcontact/add_corp_tag', { group_name: 'g', tag: [{ name: 'n' }] }],
    ['wecom', 'externalcontact/edit_corp_tag', { id: 'et', name: 'n' }],
    ['wecom', 'externalcontact/mark_tag', { ...relation, add_tag: ['et'], remove_tag: ['et'] }],
    ['wecom', 'externalcontact/remark', { ...relation, remark: 'r', remark_mobiles: ['13900000001'] }],
    ['wecom', 'externalcontact/batch/get_by_user', { userid_list: ['wang'], cursor: '', limit: 10 }],
    ['wecom', 'externalcontact/add_contact_way', { type: 1, scene: 2, user: ['wang'], state: 's', skip_verify: true }],
    ['wecom', 'externalcontact/send_welcome_msg', { welcome_code: 'x', text: { content: 'x' }, attachments: [link] }],
    [
      'wecom',
      'externalcontact/add_msg_template',
      { external_userid: [externalUserId], sender: 'wang', text: { content: 'x' }, attachments: [link], tag_filter },
    ],
    ['wecom', 'externalcontact/get_groupmsg_send_result', { msgid: 'x', userid: 'wang', limit: 10, cursor: '' }],
    ['wecom', 'externalcontact/get_groupmsg_list_v2', { start_time: 1, end_time: 2, limit: 10 }],
    ['wecom', 'externalcontact/remind_groupmsg_send', { msgid: 'x' }],
    [
      'wecom',
      'externalcontact/transfer_customer',
      { handover_userid: 'wang', takeover_userid: 'Li', external_userid: [externalUserId] },
    ],
    ['wecom', 'webhook/send?key=robot', { msgtype: 'text', text: { content: 'x' } }],
    ['wecom', 'webhook/send?key=robot', { msgtype: 'news', news: { articles: [{ title: 't' }] } }],
    ['wecom', 'media/upload?type=file', {}],
    [
      'official-account',
      'message/template/send',
      {
        touser: openId,
        template_id: 'CODE',
        url: 'x',
        client_msg_id: 'c',
        data: { character_string1: { value: 'x' }, phrase2: { value: '已办' } },
      },
    ],
    [
      'official-account',
      'message/subscribe/bizsend',
      { touser: openId, template_id: 'SUB2', page: 'x', data: { phrase1: { value: '已办' } } },
    ],
    ['official-account', 'clear_quota', { appid: OA }],
    ['official-account', 'openapi/quota/get', { cgi_path: '/cgi-bin/message/custom/send' }],
    ['official-account', 'message/custom/send', { touser: openId, msgtype: 'text', text: { content: 'x' } }],
    [
      'official-account',
      'qrcode/create',
      { expire_seconds: 60, action_name: 'QR_SCENE', action_info: { scene: { scene_id: 1 } } },
    ],
    ['official-account', 'user/info/batchget', { user_list: [{ openid: openId }] }],
    [
      'official-account',
      'stable_token',
      { grant_type: 'client_credential', appid: OA, secret: 'oa-secret', force_refresh: false },
    ],
  ];
}

const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    '__proto__',
    'constructor',
    'toString',
    -1,
    1e308,
    '',
    [],
    [null],
    {},
    '\uD800',
    'x'.repeat(5000),
  ),
);

/** The value with one node, chosen by `at`, replaced or removed. */
function spoil(value: unknown, at: number, odd: unknown, remove: boolean): unknown {
  const text = JSON.stringify(value);
  let count = 0;
  JSON.parse(text, (_, node: unknown) => ((count += 1), node));
  let seen = 0;
  return JSON.parse(text, (key, node: unknown) => {
    seen += 1;
    if (seen !== (at % count) + 1 || key === '') return node;
    return remove ? undefined : odd;
  }) as unknown;
}

test('no request can crash the platform: the answer is always JSON with an errcode', async () => {
  const { raw, token, control, externalUserId, openId } = await startPlatform({ switches: unlimited });
  await control.person('p1').kf(KF).say('在吗');
  await control.person('p1').contact('wang').add();
  await control.person('p1').officialAccount(OA).acceptNotice('SUB2');
  await control.world({ corps: [{ corpId: CORP, name: 'x', robots: [{ key: 'robot', name: 'x' }] }] });
  const access = await token();
  const grant = `/official-account/cgi-bin/token?grant_type=client_credential&appid=${OA}&secret=oa-secret`;
  const oaAccess = String(((await (await raw(grant)).json()) as Answer)['access_token']);
  const calls = goodCalls(await externalUserId('p1'), await openId('p1'));
  const spoiled = fc
    .tuple(fc.constantFrom(...calls), fc.nat(200), oddValue, fc.boolean())
    .map(([[platform, path, body], at, odd, remove]) => ({
      path: `/${platform}/cgi-bin/${path}`,
      body: JSON.stringify(spoil(body, at, odd, remove)),
    }));
  const random = fc
    .tuple(fc.constantFrom(...calls), fc.oneof(fc.json(), fc.string()))
    .map(([[platform, path], body]) => ({ path: `/${platform}/cgi-bin/${path}`, body }));
  const nowhere = fc
    .tuple(fc.webPath(), fc.string())
    .map(([path, body]) => ({ path: `/wecom/${path.slice(1)}`, body }));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 8, arbitrary: spoiled }, random, nowhere),
      fc.constantFrom('POST', 'POST', 'POST', 'PUT'),
      async ({ path, body }, method) => {
        const separator = path.includes('?') ? '&' : '?';
        const owner = path.startsWith('/wecom') ? access : oaAccess;
        const response = await raw(`${path}${separator}access_token=${owner}`, { method, body });
        const answer = (await response.json()) as Answer;
        expect({ ...answer, status: response.status }).toMatchObject({
          status: 200,
          errcode: expect.any(Number) as number,
          errmsg: expect.any(String) as string,
        });
      },
    ),
    { numRuns: 1000, seed: 7 },
  );
});

test('no control call can crash the emulator: a mistake is 4xx with its reason', async () => {
  const { raw } = await startPlatform();
  const app = { agentId: AGENT, secret: 's', name: 'x', visibleUserIds: ['wang'] };
  const kfAccount = { openKfId: KF, name: 'x', agentIds: [AGENT], servicerUserIds: ['wang'] };
  const people = [{ personId: 'p1', name: 'x', openIds: { [OA]: 'o1' }, followsAppIds: [OA] }];
  const corps = [
    { corpId: CORP, name: 'x', apps: [app], members: [{ userId: 'wang', name: 'x' }], kfAccounts: [kfAccount] },
  ];
  const templates = [{ templateId: 't', kind: 'notification', content: 'x' }];
  const sms = { vendor: 'aliyun', keyId: 'k', secret: 's', signatures: ['x'], templates, reportUrl: 'http://x' };
  const events = [{ Event: 'x', FromUserName: 'sys', List: [{ a: 1 }] }];
  const calls: [path: string, body: object][] = [
    ['world', { corps, people }],
    ['world', { smsAccounts: [sms], corps: [{ corpId: CORP, name: 'x', robots: [{ key: 'k', name: 'x' }] }] }],
    [`people/p1/official-account/${OA}/subscription-prompt`, { choices: [{ templateId: 'SUB', accept: true }] }],
    [`people/p1/official-account/${OA}/subscription-refuse`, { templateIds: ['SUB'] }],
    ['subscription-receipts', { appId: OA, errorCode: '1', errorStatus: 'x', delaySeconds: 1, times: 1 }],
    ['people/p1/contacts/wang/add', { configId: 'x', half: false, chatStarted: true }],
    ['people/p1/contacts/wang/messages', { text: 'x' }],
    ['members/wang/customers/p1/edit', { remark: 'x' }],
    ['members/wang/group-sends/x/confirm', { externalUserIds: ['wm'] }],
    ['welcome-codes/claim', { welcomeCode: 'x', state: 'sent' }],
    ['phones/13900000001/condition', { condition: 'off' }],
    ['phones/13900000001/reply', { text: 'x' }],
    ['sms-reports', { keyId: 'k', code: 'x', delaySeconds: 1, times: 1 }],
    [`corps/${CORP}/members`, { changeType: 'update_user', userId: 'zhao', name: 'x', department: 'y' }],
    ['robots/k/state', { state: 'active' }],
    ['clock/advance', { seconds: 1 }],
    ['clock/advance', { to: '2027-01-01T00:00:00Z' }],
    ['faults', { api: 'nothing', kind: 'slow', delayMs: 1, times: 1 }],
    ['callbacks/mode', { drop: 0, tamper: { kind: 'body', times: 0 } }],
    ['callbacks/options', { retryDelaysMs: [0], deadlineMs: 100 }],
    ['switches', { responseCodeHours: 24, kfConsultLimit: null }],
    [`people/p1/kf/${KF}/messages`, { messages: [{ text: 'x' }, { type: 'image', base64: 'eA==', sizeBytes: 3 }] }],
    [`people/p1/kf/${KF}/messages`, { type: 'location', latitude: 1, longitude: 2, name: 'x' }],
    [`people/p1/official-account/${OA}/messages`, { type: 'link', title: 't', url: 'u' }],
    [`people/p1/official-account/${OA}/messages`, { type: 'raw', msgtype: 'odd', content: { a: { b: 1 } } }],
    [`people/p1/kf/${KF}/menu-click`, { id: 'x', msgid: 'y' }],
    [`people/p1/kf/${KF}/enter`, { scene: 'x', sceneParam: 'y' }],
    [`members/wang/app/${AGENT}/messages`, { text: 'x' }],
    [`members/wang/app/${AGENT}/cards/x/click`, { key: 'x', selected: { q: ['a'] } }],
    [`members/wang/app/${AGENT}/menu-click`, { key: 'x', type: 'click' }],
    ['kf/pages', { openKfId: KF, emptyPages: 1, maxPageSize: 2 }],
    ['kf/send-fail', { openKfId: KF, failType: 1, times: 1 }],
    ['template-receipts', { appId: OA, status: 'success', times: 1, delaySeconds: 1 }],
    [`corps/${CORP}/app/${AGENT}/events`, { events }],
    ['tokens/invalidate', { corpId: CORP, agentId: AGENT }],
    ['people/%ff/inbox', {}],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls),
      fc.nat(60),
      oddValue,
      fc.boolean(),
      async ([path, body], at, odd, remove) => {
        const spoiled = JSON.stringify(spoil(body, at, odd, remove));
        const response = await raw(`/_control/${path}`, { method: 'POST', body: spoiled });
        const answer = (await response.json()) as { error?: string };
        const isFine = response.status === 200 || (response.status < 500 && typeof answer.error === 'string');
        expect({ path, spoiled, status: response.status, answer, isFine }).toMatchObject({ isFine: true });
      },
    ),
    { numRuns: 800, seed: 7 },
  );
});
