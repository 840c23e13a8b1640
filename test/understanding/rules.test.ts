import { expect, test } from 'vitest';
import {
  extractEntities,
  isVinCheckDigitValid,
  optOutWish,
  severityFloor,
  understandLocally,
} from '../../src/understanding/index.ts';

const decide = (text: string, more: { context?: string; isVip?: boolean } = {}) =>
  understandLocally({ messages: [text], ...more });

test.each([
  '不要退订',
  '不想退订啊',
  '我不退订，继续提醒',
  '退订是什么意思',
  '误点了退订，帮我恢复',
  'td是什么',
  '别给我取消提醒',
  '我没有退订啊怎么收不到提醒了',
  '谢谢提醒',
  '收到提醒了，谢谢',
])('%s is no opt-out', (text) => {
  expect(understandLocally({ messages: [text] }).kind).not.toBe('optOut');
  expect(optOutWish(text)).toBeUndefined();
});

test.each(['怎么还不退订', '没退订成功 怎么又发', '不要给我打电话了，退订', '退订了怎么还发'])('%s is one', (text) => {
  expect(understandLocally({ messages: [text] }).kind).toBe('optOut');
});

test.each(['TD', 'td', '退订', '别再给我发短信了', '取消订阅', '以后别给我发消息'])(
  'an opt-out is recognised by rule: %s',
  (text) => {
    expect(decide(text)).toMatchObject({
      kind: 'optOut',
      categories: ['C3'],
      department: 'customerCare',
      decidedBy: 'rules',
    });
  },
);

test('an angry complaint about calls is a complaint, not a mere opt-out', () => {
  expect(decide('说了多少遍别给我打电话了,天天骚扰,我要投诉').kind).toBe('complaint');
});

test.each(['转人工', '人工客服', '我要找人工', '有没有真人', '不要机器人,转人工'])(
  'asking for a person reaches a person: %s',
  (text) => {
    expect(decide(text)).toMatchObject({ kind: 'human', needsHuman: true, wantsHuman: true });
  },
);

test('a complaint that also asks for a person stays a complaint and says so', () => {
  expect(decide('变速箱又坏了,转人工')).toMatchObject({ kind: 'complaint', wantsHuman: true, needsHuman: true });
});

test.each(['沪A12345 13812345678', '绑定车辆 粤B88888 13900001111', '苏E·3K9P7 电话 139-1234-5678 张先生'])(
  'plate and phone bind a vehicle: %s',
  (text) => {
    expect(decide(text)).toMatchObject({ kind: 'binding', decidedBy: 'rules' });
  },
);

test('a plate inside a complaint does not make it a binding', () => {
  expect(decide('沪A12345 发动机漏油 13812345678').kind).toBe('complaint');
});

test('a bare number is a survey answer only where one was asked for', () => {
  expect(decide('8', { context: '请您为本次服务打分,1-10分' }).kind).toBe('survey');
  expect(decide('8').decidedBy).not.toBe('rules');
});

test.each(['没有漏油', '没有自燃', '没有人受伤', '刹车没有失灵', '方向盘没锁死'])(
  'a denied fault is not grave: %s',
  (text) => {
    expect(severityFloor(text).severity).not.toBe('P0');
  },
);

test.each(['会不会自燃', '电动车会起火吗', '万一刹车失灵怎么办', '听说这车自燃过', '怕方向盘失灵'])(
  'a hypothetical is not grave by itself: %s',
  (text) => {
    expect(severityFloor(text).severity).toBeUndefined();
  },
);

test('a condition does not weaken a threat', () => {
  expect(severityFloor('如果再不解决我就打12315').severity).toBe('P0');
  expect(severityFloor('要是再修不好我就退车').severity).toBe('P1');
});

test('a grave word among others counts although one of them is denied', () => {
  expect(severityFloor('人没受伤,但是发动机舱起火了').severity).toBe('P0');
});

test('the third repair of a fault is P1, the second is not', () => {
  expect(severityFloor('修了两次还漏').severity).toBeUndefined();
  expect(severityFloor('修了3次还漏').severity).toBe('P1');
});

test('safety alone makes a VIP P1', () => {
  expect(decide('刹车有异响,处理一下').severity).toBe('P2');
  expect(decide('刹车有异响,处理一下', { isVip: true }).severity).toBe('P1');
});

test('digits inside a plate or phone are no hotline', () => {
  expect(severityFloor('沪a12345').severity).toBeUndefined();
  expect(severityFloor('13912315000').severity).toBeUndefined();
});

test('several messages in a row are read together', () => {
  const decision = understandLocally({ messages: ['你好', '上周在你们这换的水泵', '今天又漏了'] });
  expect(decision).toMatchObject({ kind: 'complaint', department: 'workshop' });
});

test('reads plates, VINs, phones, mileage, amounts, dates, counts and names', () => {
  const found = extractEntities(
    '我的沪A·D12345,车架号LSVAA49J132047371,手机138-1234-5678,3月5号跑了3.5万公里,修了三次花了两千三百元,小王和张经理接待的,变速箱顿挫',
  );
  expect(found).toMatchObject({
    plates: ['沪AD12345'],
    phones: ['13812345678'],
    mileagesKm: [35_000],
    amountsFen: [230_000],
    repairCount: 3,
    dates: ['3月5号'],
    vehicleSystems: ['transmission'],
  });
  expect(found.staffNames).toEqual(expect.arrayContaining(['小王', '张经理']));
  expect(found.vins[0]?.vin).toBe('LSVAA49J132047371');
});

test('checks the ninth character of a VIN', () => {
  expect(isVinCheckDigitValid('1M8GDM9AXKP042788')).toBe(true);
  expect(isVinCheckDigitValid('1M8GDM9A1KP042788')).toBe(false);
  expect(isVinCheckDigitValid('1M8GDM9AXKP04278O')).toBe(false);
});

test.each([
  ['销售张伟答应送脚垫', ['张伟']],
  ['服务顾问李晓东，一直不回', ['李晓东']],
  ['前台刘洋态度很差', ['刘洋']],
  ['销售金融都说不知道 客服一直没人 经理何时回来', []],
])('a member of staff is named after what they are: %s', (text, names) => {
  expect(extractEntities(text).staffNames).toEqual(names);
});

test.each([
  ['空调不制冷', '空调'],
  ['变速箱顿挫 换挡有冲击 必须给我处理', '变速箱'],
  ['车机老是死机', '车机'],
])('a summary names the part of the car that is meant: %s', (text, part) => {
  const { summary } = decide(text);
  expect(/（(.*?)）/.exec(summary)?.[1]).toContain(part);
  expect(summary).not.toContain('（车身）');
});
