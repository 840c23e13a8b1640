import { expect, test } from 'vitest';
import { optOutWish, understandLocally } from '../../src/understanding/index.ts';

const decide = (...messages: string[]) => understandLocally({ messages });

test.each([
  '上次高速抛锚多亏你们 换了油泵以后一切正常 感谢李师傅',
  '对面那家4S店着火了 你们没事吧',
  '旧车自燃过 想以旧换新 补贴多少',
  '听说你们那款车高速自燃了 真的假的',
  '我是法官 能不能预约周六保养',
  '我爱人在电视台上班 团购有优惠吗',
  '老公说再不洗车就要跟我离婚上法庭了哈哈 明天能洗吗',
  '太猛了哈哈哈 差点把我魂都撞飞 这车值了',
  '你们销售私自把我合影发抖音了 删掉',
  '续保送的道路救援怎么用',
  '三包是几年啊 帮朋友问的',
  '剩200公里就报警了 正常吗',
  '我是你们金卡会员 换轮胎打几折',
])('%s is not grave', (text) => {
  expect(decide(text).severity >= 'P2').toBe(true);
});

test.each([
  '上次刹车失灵你们说修好了 现在又刹不住',
  '上次说修好了 谢谢啊 结果又着火了',
  '我爸那台车刹车失灵了 怎么办',
  '隔壁那家店都被拉横幅了 你们再不处理我也拉',
  '我是律师 这车的事你们看着办',
  '记者证我也有 你们要不要试试',
  '要不要我去法院告你们？',
  '我老婆说再不给解决就去法院告你们 离婚都要离了',
  '听说你们家的车自燃 我的车昨天也冒烟了',
  '家里桩充着充着着火了 派人来啊',
  '三包期内你们到底给不给退',
  '想置换的旧车刹车失灵 差点撞人',
  '哈哈这车值了 刹车踩不下去',
  '我是律师 预约好的保养你们放我鸽子 准备起诉',
])('%s stays grave beside harmless words', (text) => {
  expect(decide(text).severity < 'P2').toBe(true);
});

test('a car that stands where it can wait is a rescue, and nobody is in danger', () => {
  expect(decide('车打不着火了 停在小区车库 能来搭个电吗')).toMatchObject({ kind: 'rescue', severity: 'P1' });
  expect(decide('打不着火 一打就冒烟').severity).toBe('P0');
});

test.each([
  [['我快手八万粉', '视频都拍好了', '今天给不给说法']],
  [['去年换过变速箱', '年前又换', '上个月再换', '现在还是顿挫']],
  [['我是贵店金卡会员 方向盘一直抖 不安全']],
])('a threat by own reach, repairs told one by one, a VIP with a safety fault: %s is grave', (messages) => {
  expect(decide(...messages).severity < 'P2').toBe(true);
});

test('whoever would like to be spared calling does not opt out', () => {
  const text = '要是能在小程序看进度 就不用天天打电话催了';
  expect(decide(text).kind).not.toBe('optOut');
  expect(optOutWish(text)).toBeUndefined();
  expect(optOutWish('不用再给我打电话了')).toBeDefined();
});

test('displeasure that wants an answer answers no questionnaire', () => {
  expect(decide('这办的什么事', '很不满意', '给我个答复').kind).toBe('complaint');
});
