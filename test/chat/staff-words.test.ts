import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

describe('what staff write', { timeout: 90_000 }, () => {
  let house: House;
  let next = 5;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());
  // A member gets at most twenty messages a minute.
  beforeEach(() => house.advance(61));

  /** A new owner complains and the department's head acknowledges by word. */
  async function acknowledged(
    text: string,
    userId: string,
  ): Promise<{ number: string; owner: ReturnType<typeof ownerPhone> }> {
    const personId = `owner-${String(next).padStart(4, '0')}`;
    next += 2;
    const owner = ownerPhone(house, personId);
    await owner.say(text);
    const opened = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    const number = /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
    await ask(userId, `${number} 签收`, `已签收工单 ${number}`);
    return { number, owner };
  }
  /** Writes, and waits for an answer that came after it. */
  async function ask(userId: string, text: string, answer: string): Promise<string> {
    const phone = staffPhone(house, userId);
    const before = (await phone.received()).length;
    await phone.say(text);
    const item = await waitFor(async () =>
      (await phone.received()).slice(before).find((candidate) => candidate.text?.includes(answer)),
    );
    return item.text ?? '';
  }
  const ticketNamed = (number: string) => house.database.client.ticket.findFirstOrThrow({ where: { number } });
  const notes = async (number: string) => {
    const { id } = await ticketNamed(number);
    return house.database.client.ticketEvent.count({ where: { ticketId: id, type: { in: ['tracked', 'noted'] } } });
  };

  test('a sentence is a note that the owner reads; questions and courtesies are none', async () => {
    const { number, owner } = await acknowledged(PARTS, 'luo');
    await ask('luo', '收到', '直接回复一句话');
    await ask('luo', '车主说周六来可以吗？', '没有记入工单');
    await ask('luo', `${number} 什么时候要处理完呢`, '没有记入工单');
    expect(await notes(number)).toBe(0);
    await ask('luo', '配件明天上午到店', '并告知车主');
    await owner.reads('有新进展：配件明天上午到店');
    await ask('luo', `${number} 进展 车主问能不能周六来取？`, '并告知车主');
    await owner.reads('有新进展：您问能不能周六来取？');
    expect(await notes(number)).toBe(2);
  });

  test('with several tickets a text without a number asks which one; 我的工单 lists them', async () => {
    const second = await acknowledged('配件价格比网上贵一倍，是不是原厂件', 'luo');
    const mine = await ask('luo', '我的工单', second.number);
    expect(mine.match(/TS-\d{8}-\d{4} (?:已签收|处理中)/g)?.length).toBe(2);
    await ask('luo', '已联系车主', '请在内容前写上单号');
    expect(await notes(second.number)).toBe(0);
    await ask('luo', `${second.number}：已联系车主，说明是原厂件`, `已记录工单 ${second.number}`);
    await second.owner.reads('有新进展：已联系您，说明是原厂件');
    await ask('luo', second.number.toLowerCase(), '处理中');
  });

  test('what waits for 签收 is listed apart, and 签收 alone takes the only one', async () => {
    const say = async (personId: string, text: string) => {
      const owner = ownerPhone(house, personId);
      await owner.say(text);
      const opened = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
      return /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '';
    };
    await ask('luo', '签收', '没有待签收的工单');
    const first = await say('owner-0031', PARTS);
    const second = await say('owner-0033', PARTS);
    const both = await ask('luo', '签收', '有2张工单待您签收');
    expect([both.includes(first), both.includes(second)]).toEqual([true, true]);
    await ask('luo', `${first} 签收`, `已签收工单 ${first}`);
    const mine = await ask('luo', '我的工单', '待签收（1张）');
    expect(mine.split('待签收（1张）').map((part) => part.includes(second))).toEqual([false, true]);
    await ask('luo', '签收', `已签收工单 ${second}`);
    expect(await ticketNamed(second)).toMatchObject({ status: 'acknowledged', assigneeUserId: 'luo' });
  });

  test('half-done work is progress, 处理完毕 with its result ends it, and the owner is asked', async () => {
    const { number, owner } = await acknowledged('空调不制冷，吹出来还有股霉味', 'qin');
    await ask('qin', '完成了一半，还差滤芯', '已记录工单');
    await ask('qin', '已解决', '已标记处理完毕');
    expect(await ticketNamed(number)).toMatchObject({ status: 'resolved', result: null });
    await staffPhone(house, 'qin').reads('请回复一句处理结果');
    await ask('qin', '处理完毕', '还差一句处理结果');
    await ask('qin', '好的', '直接回复一句话');
    expect(await notes(number)).toBe(1);
    await ask('qin', '更换空调滤芯并清洗蒸发箱', '并请车主确认');
    await owner.reads('已处理：更换空调滤芯并清洗蒸发箱');
    expect((await ticketNamed(number)).result).toBe('更换空调滤芯并清洗蒸发箱');
    await ask('qin', `${number} 处理完毕`, '正在等车主确认');
    await staffPhone(house, 'lin').reads('更换空调滤芯并清洗蒸发箱');
    // The result is there: what follows is no longer part of it.
    await ask('qin', '下午去试驾车', '您名下暂时没有待处理的工单');
  });

  test('only customer care writes down a verdict', async () => {
    const { number, owner } = await acknowledged('车窗玻璃升降卡住了，关不上', 'qin');
    await ask('qin', `${number} 处理完毕 更换升降器`, '已标记处理完毕');
    await ask('qin', `${number} 满意`, '责任部门不能自己关闭工单');
    expect(await ticketNamed(number)).toMatchObject({ status: 'resolved', result: '更换升降器' });
    await ask('xu', `${number} 不满意 车主说还是关不严`, '已重开');
    expect(await ticketNamed(number)).toMatchObject({
      status: 'routed',
      ownerWords: '车主说还是关不严',
      reopenCount: 1,
    });
    await owner.reads('已重新打开');
    await owner.say('谢谢');
    await owner.reads('有需要随时联系我们');
    await ask('qin', `${number} 签收`, '已签收');
    await ask('qin', `${number} 处理完毕 重新调校导轨`, '已标记处理完毕');
    await ask('xu', `${number} 满意`, '已关闭');
    expect(await ticketNamed(number)).toMatchObject({ status: 'closed', isSatisfied: true });
    await owner.reads('处理措施：重新调校导轨。');
  });

  test('转派 by word knows the departments by name, and asks when the name is not clear', async () => {
    const { number, owner } = await acknowledged(PARTS, 'luo');
    await ask('luo', `${number} 转派 售后`, '请写明转给哪个部门：售后技术部、售后前台');
    await ask('luo', `${number} 转派 后厨`, '没有“后厨”这个部门');
    await ask('luo', `${number} 转派 部`, '没有“部”这个部门');
    expect((await ticketNamed(number)).responsibleDepartment).toBe('parts');
    await ask('luo', `${number} 转派给销售`, '已转派');
    expect(await ticketNamed(number)).toMatchObject({ responsibleDepartment: 'sales', status: 'routed' });
    await owner.reads('现转由销售部跟进');
  });

  test('a foreign ticket, an unknown number, a picture, 帮助 and a stranger are all answered', async () => {
    const { number } = await acknowledged(PARTS, 'luo');
    await ask('ma', `${number} 我来处理`, '不归您的部门处理');
    await ask('ma', 'TS-20260101-0001 已联系', '没有找到工单 TS-20260101-0001');
    await ask('ma', '帮助', '“我的工单”');
    await ask('ma', '今天挺忙的', '您名下暂时没有待处理的工单');
    const phone = staffPhone(house, 'ma');
    await phone.app.send({ type: 'image' });
    await phone.reads('要存到哪张工单');
    await house.database.client.staff.updateMany({ where: { userId: 'ma' }, data: { isActive: false } });
    await ask('ma', `${number} 签收`, '您还没有登记为门店员工');
    await house.database.client.staff.updateMany({ where: { userId: 'ma' }, data: { isActive: true } });
  });
});
