import { expect, test } from 'vitest';
import { buttons, multiple, notice, sendCard, vote } from './support/cards.ts';
import { OTHER_AGENT, startPlatform, type Answer } from './support/platform.ts';

const options = (count: number): { id: string; text: string }[] =>
  Array.from({ length: count }, (_, id) => ({ id: `o${id}`, text: '选' }));

const list = (count: number, item: object): object[] =>
  Array.from({ length: count }, (_, index) => ({ ...item, key: `k${index}` }));

test.each<[string, object, number]>([
  ['an unknown card_type', { ...notice, card_type: 'banner' }, 42031],
  ['a text_notice without card_action', { card_type: 'text_notice', main_title: { title: 'x' } }, 42045],
  ['a card_action without url', { ...notice, card_action: { type: 1 } }, 42028],
  ['a text_notice without any title', { ...notice, main_title: {} }, 42033],
  ['a news_notice without picture', { ...notice, card_type: 'news_notice' }, 42044],
  ['seven buttons', { ...buttons('x'), button_list: list(7, { text: 'x' }) }, 42038],
  ['no button', { ...buttons('x'), button_list: [] }, 42038],
  ['a button without text', { ...buttons('x'), button_list: [{ key: 'a' }] }, 42038],
  ['a button without key', { ...buttons('x'), button_list: [{ text: 'a' }] }, 42039],
  [
    'two buttons with one key',
    {
      ...buttons('x'),
      button_list: [
        { text: 'a', key: 'k' },
        { text: 'b', key: 'k' },
      ],
    },
    42039,
  ],
  ['four jumps', { ...notice, jump_list: list(4, { type: 1, title: 'x', url: 'https://example.com' }) }, 42042],
  ['seven content lines', { ...notice, horizontal_content_list: list(7, { keyname: 'x' }) }, 42035],
  ['a content line without keyname', { ...notice, horizontal_content_list: [{ value: 'x' }] }, 42027],
  ['a member line without userid', { ...notice, horizontal_content_list: [{ keyname: 'x', type: 3 }] }, 42050],
  ['21 vote options', { ...vote, checkbox: { question_key: 'q', option_list: options(21) } }, 42037],
  [
    'two options with one id',
    { ...vote, checkbox: { question_key: 'q', option_list: [...options(1), ...options(1)] } },
    42040,
  ],
  ['a vote without question_key', { ...vote, checkbox: { option_list: options(2) } }, 42043],
  ['a vote without submit key', { ...vote, submit_button: { text: '提交' } }, 42046],
  ['a vote without submit text', { ...vote, submit_button: { key: 's' } }, 42049],
  ['four selections', { ...multiple, select_list: list(4, { question_key: 'q', option_list: options(1) }) }, 42047],
  ['11 options in a selection', { ...multiple, select_list: [{ question_key: 'q', option_list: options(11) }] }, 42037],
  ['a task_id with a space', buttons('a b'), 42014],
  ['a task_id of 129 bytes', buttons('x'.repeat(129)), 42014],
  ['a callback card without task_id', buttons(''), 42014],
  [
    'two menu entries with one key',
    {
      ...notice,
      task_id: 'x',
      action_menu: {
        action_list: [
          { text: 'a', key: 'k' },
          { text: 'b', key: 'k' },
        ],
      },
    },
    42051,
  ],
])('A8: %s is refused', async (_, card, errcode) => {
  const platform = await startPlatform();
  expect((await sendCard(platform, card)).errcode).toBe(errcode);
  expect((await platform.control.member('wang').inbox()).items).toEqual([]);
});

test('A8: a task_id may be used once in an app; a task_id of 128 bytes and six buttons are fine', async () => {
  const platform = await startPlatform();
  expect((await sendCard(platform, buttons('b1'))).errcode).toBe(0);
  expect((await sendCard(platform, buttons('b1'))).errcode).toBe(42014);
  expect(
    (await sendCard(platform, { ...buttons('@_-'.padEnd(128, 'x')), button_list: list(6, { text: 'x' }) })).errcode,
  ).toBe(0);
});

test('A9: a card that can call back needs a callback URL: 43012', async () => {
  const { otherApp } = await startPlatform();
  const send = (card: object): Promise<Answer> =>
    otherApp('message/send', { touser: 'wang', agentid: OTHER_AGENT, msgtype: 'template_card', template_card: card });
  expect((await send(buttons('b1'))).errcode).toBe(43012);
  expect((await send(notice)).errcode).toBe(0);
});
