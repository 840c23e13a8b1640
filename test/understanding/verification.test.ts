import * as fc from '../support/property.ts';
import { expect, test } from 'vitest';
import { readVerificationAnswer } from '../../src/understanding/index.ts';

const SATISFIED = [
  '满意,谢谢',
  '没问题',
  '非常满意',
  '满意',
  '修好了',
  '现在不响了',
  '没什么不满意的',
  '都正常了',
  '好了 谢谢师傅',
  '可以了',
  '挺好的',
  '嗯 解决了',
  '是的',
  '对',
  '好的',
  '👍',
  '没有问题了',
  '之前还漏,现在不漏了',
  '不抖了',
  '处理好了 辛苦',
  '很满意 就是等得久了点',
  '已经退到账了',
  '行了,可以关闭',
  '没得说,专业',
  '挑不出毛病',
  '空调凉了 没毛病',
  '10分',
  '五星好评',
  '没有异响了',
  '修得很好',
  '基本满意',
  '如果再响我再联系你们,目前正常',
];
const DISSATISFIED = [
  '还是响,没修好',
  '不满意',
  '问题还在',
  '没解决',
  '呵呵 真满意',
  '可真是满意啊呵呵',
  '还在漏',
  '又坏了',
  '不太满意',
  '没有修好',
  '修了跟没修一样 没用',
  '满意个屁',
  '你觉得我能满意吗',
  '更响了',
  '差评',
  '好了一天第二天又响',
  '谢谢你们,又白跑一趟',
  '不行',
  '没人联系我',
  '谁给我解决了?',
  '解决了个寂寞',
  '还是老样子',
  '一点都没好',
  '异响还有',
  '故障灯又亮了',
  '不满意 重新处理',
  '钱还没退',
  '1分',
  '好什么好',
  '凭什么关闭',
  '不认可这个处理结果',
  '态度很好但是问题没解决',
  '修好了空调可是车窗又不行了',
  '谢谢,不过还是漏油',
  '哪里解决了',
  '反反复复',
  '我很不满意',
];
const UNCLEAR = [
  '修好了吗',
  '修好了没',
  '你们到底修好了没有?',
  '都处理好了吗',
  '还行吧',
  '一般',
  '先观察几天',
  '还没去取车',
  '不知道',
  '谢谢',
  '再看看',
  '嗯?',
  '',
  '你是谁',
  '等下雨了再看',
  '凑合',
  '我问问我老公',
  '还没试',
  '什么意思',
];

test.each(SATISFIED)('satisfied: %s', (text) => {
  expect(readVerificationAnswer(text).verdict).toBe('satisfied');
});
test.each(DISSATISFIED)('dissatisfied: %s', (text) => {
  expect(readVerificationAnswer(text).verdict).toBe('dissatisfied');
});
test.each(UNCLEAR)('unclear, so that a person asks: %s', (text) => {
  expect(readVerificationAnswer(text).verdict).toBe('unclear');
});

test('names the words it relied on', () => {
  expect(readVerificationAnswer('还是响,没修好').reliedOn).toEqual(expect.arrayContaining(['没修好']));
});

test('an open fault is never closed by a thank-you beside it', () => {
  const fault = fc.constantFrom('还是漏油', '没修好', '问题还在', '不满意', '又响了');
  const thanks = fc.constantFrom('谢谢', '感谢', '好的', '满意', '辛苦了', '态度很好');
  fc.assert(
    fc.property(thanks, fault, fc.boolean(), (polite, open, isFirst) => {
      const text = isFirst ? `${polite},${open}` : `${open},${polite}`;
      expect(readVerificationAnswer(text).verdict).toBe('dissatisfied');
    }),
  );
});
