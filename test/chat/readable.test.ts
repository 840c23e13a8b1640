import { expect, test } from 'vitest';
import { readableEntry, readableFields } from '../../src/chat/readable.ts';

test.each([
  ['text', { content: '刹车异响' }, '刹车异响'],
  ['image', { media_id: 'm1' }, '[图片]'],
  ['voice', { media_id: 'm1' }, '[语音]'],
  [
    'location',
    { latitude: 31.23, longitude: 121.47, name: '人民广场', address: '示例路 1 号' },
    '[位置] 人民广场 示例路 1 号 (31.23, 121.47)',
  ],
  [
    'link',
    { title: '刹车召回公告', desc: '涉及车型', url: 'https://example.com/a', pic_url: 'https://example.com/p' },
    '[链接] 刹车召回公告 涉及车型 https://example.com/a',
  ],
  ['miniprogram', { title: '预约保养', appid: 'wx1', pagepath: 'a.html' }, '[小程序] 预约保养'],
  ['business_card', { userid: 'wang' }, '[名片] wang'],
  ['channels', { sub_type: 1, nickname: '车主说', title: '刹车失灵实拍' }, '[视频号] 车主说 刹车失灵实拍'],
  [
    'channels_shop_order',
    { order_id: '1', product_titles: '机油', price_wording: '¥300', state: '待发货' },
    '[订单] 机油 ¥300 待发货',
  ],
  ['hologram', { title: '全息' }, '[hologram] 全息'],
])('a %s message is kept as words', (msgType, body, words) => {
  expect(readableEntry(msgType, body)).toBe(words);
});

test('a forwarded chat keeps who said what, whatever its items are', () => {
  const item = (sender_name: string, msgtype: string, content: unknown) => ({
    sender_name,
    msgtype,
    msg_content: JSON.stringify(content),
  });
  const body = {
    title: '张先生和客服的聊天记录',
    item: [
      item('张先生', 'text', { text: { content: '修了三次还是响' } }),
      item('客服', 'text', { content: '再来看看' }),
      item('张先生', 'image', { image: { media_id: 'm' } }),
      { sender_name: '客服', msgtype: 'text', msg_content: 'not JSON' },
    ],
  };
  expect(readableEntry('merged_msg', body)).toBe(
    '[聊天记录] 张先生和客服的聊天记录\n张先生：修了三次还是响\n客服：再来看看\n张先生：[图片]\n客服：',
  );
});

test("the service account's messages are kept as words too", () => {
  expect(readableFields('text', { Content: '你好' })).toBe('你好');
  expect(readableFields('voice', { MediaId: 'm', Recognition: '刹车异响' })).toBe('[语音] 刹车异响');
  expect(readableFields('link', { Title: '公告', Description: '', Url: 'https://example.com' })).toBe(
    '[链接] 公告 https://example.com',
  );
  expect(readableFields('location', { Location_X: '31.2', Location_Y: '121.4', Label: '示例路' })).toBe(
    '[位置] 示例路 31.2 121.4',
  );
});
