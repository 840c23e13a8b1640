import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayOf, dayToDate } from '../../src/calendar.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';
import { waitFor } from '../support/wait.ts';

const PARTS = '说好三天到货的配件，等了半个月还没消息';

describe('what staff order by words', { timeout: 90_000 }, () => {
  let house: House;
  let next = 5;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    // A member gets at most twenty messages a minute.
    await house.advance(61);
    // Several tests say the same words: what one of them corrects would be learnt by the next.
    await house.database.client.labelledCase.deleteMany({});
  });

  /** A new owner complains. */
  async function complain(text = PARTS) {
    const owner = ownerPhone(house, `owner-${String(next).padStart(4, '0')}`);
    const customer = house.sample.customers[next - 1];
    const plate = house.sample.vehicles.find((vehicle) => vehicle.customer === next - 1)?.plateNumber ?? '';
    next += 2;
    await owner.say(text);
    const opened = await waitFor(async () => (await owner.received()).find((item) => item.text?.includes('工单号')));
    return {
      number: /TS-\d{8}-\d{4}/.exec(opened.text ?? '')?.[0] ?? '',
      owner,
      mobile: customer?.mobile ?? '',
      plate,
    };
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
  const lastEvent = async (number: string) => {
    const { id } = await ticketNamed(number);
    return house.database.client.ticketEvent.findFirstOrThrow({ where: { ticketId: id }, orderBy: { id: 'desc' } });
  };

  test('the owner’s phone is told to whoever has to call, and masked for others; it is no question about figures', async () => {
    const { number } = await complain();
    const { customerId } = await ticketNamed(number);
    const customer = await house.database.client.customer.create({
      data: {
        storeId: 'main',
        name: '问号先生',
        mobiles: ['13712345678'],
        createdAt: house.clock.now(),
        updatedAt: house.clock.now(),
      },
    });
    expect(customerId).toBeNull();
    await house.database.client.ticket.updateMany({ where: { number }, data: { customerId: customer.id } });
    await ask('luo', `${number} 签收`, '已签收');
    expect(await ask('luo', '这个车主电话多少？', '13712345678')).toContain(number);
    await ask('xu', `${number} 车主联系方式`, '13712345678');
    expect(await ask('ma', `${number} 车主电话`, '137****5678')).not.toContain('13712345678');
    await ask('luo', '车主电话打不通，已发短信', '已记录工单');
    await house.database.client.ticket.updateMany({ where: { number }, data: { customerId: null } });
    await ask('luo', `${number} 客户手机号`, '还没有登记电话');
    await ask('luo', `${number} 转派 销售`, '已转派');
  });

  test('a comment stays inside, a note to the owner arrives', async () => {
    const { number, owner } = await complain();
    await ask('luo', `${number} 签收`, '已签收');
    await ask('luo', `${number} 备注 车主上次也等了很久`, '不会发给车主');
    await ask('xu', `${number} 内部备注 请优先处理`, '不会发给车主');
    await staffPhone(house, 'luo').reads('【内部备注】');
    await ask('xu', `${number} 留言 今天下午给您回电`, '已给工单');
    await owner.reads('今天下午给您回电');
    expect((await owner.received()).filter((item) => /等了很久|优先处理/.test(item.text ?? ''))).toEqual([]);
    await ask('luo', `${number} 留言 别再催了`, '由客户关爱部办理');
    await ask('luo', `${number} 处理完毕 原因：供应商断货。措施：已调货`, '已标记处理完毕');
    expect(await ticketNamed(number)).toMatchObject({ cause: '供应商断货', result: '已调货' });
  });

  test('改派 finds a colleague by name or surname, 收回 brings the ticket back', async () => {
    const { number } = await complain('等了一个下午车还没修好，也没人告诉我一声');
    await ask('su', `${number} 改派 罗主管`, '本部门没有“罗主管”，可以改派：苏主管、江顾问');
    await ask('su', `${number} 改派给江顾问`, '已改派给江顾问');
    await staffPhone(house, 'jiang').card(number);
    await ask('jiang', `${number} 签收`, '已签收');
    await ask('jiang', `${number} 收回`, '只有部门负责人可以收回');
    await ask('su', `${number} 收回`, '已收回');
    await staffPhone(house, 'jiang').reads(`【收回】工单 ${number}`);
    await ask('su', `${number} 转派 配件`, '已转派');
    await ask('su', `${number} 撤回转派`, '已收回');
    expect(await ticketNamed(number)).toMatchObject({ status: 'routed', responsibleDepartment: 'serviceReception' });
  });

  test('two tickets are merged and one is split, by word', async () => {
    const [first, second] = [await complain(), await complain()];
    await ask('xu', `${first.number} 合并到 TS-20200101-0001`, '没有找到工单');
    await ask('xu', `${first.number} 合并到 ${second.number}`, `已合并到 ${second.number}`);
    await first.owner.reads(`已和工单 ${second.number} 合并`);
    await ask('luo', `${first.number} 签收`, `请在 ${second.number} 上操作`);
    await ask('xu', `${second.number} 拆分 天气 太热了`, '没有“天气”这个类别');
    const answer = await ask('xu', `${second.number} 拆分 收费 保养多收了两百块工时费`, '已从工单');
    const number = answer.match(/TS-\d{8}-\d{4}/g)?.[1] ?? '';
    expect(await ticketNamed(number)).toMatchObject({ categories: ['F1'], responsibleDepartment: 'serviceReception' });
    await staffPhone(house, 'su').card(number);
  });

  test('categories and severity are corrected by word; the severity only goes up', async () => {
    const { number } = await complain();
    await ask('luo', `${number} 改分类 交车、态度`, '类别已改为交车/手续/上牌、服务态度');
    await ask('luo', `${number} 升级为重大`, '已升为重大');
    await staffPhone(house, 'fang').reads(`【重大】工单 ${number}`);
    await ask('luo', `${number} 升级为一般`, '等级只能往上调');
    expect(await ticketNamed(number)).toMatchObject({ categories: ['S1', 'C1'], severity: 'P0' });
  });

  test('clocks stand still while a part is waited for, and go on', async () => {
    const { number, owner } = await complain();
    await ask('luo', `${number} 签收`, '已签收');
    await ask('luo', '等配件到货后给您安装', '已记录工单');
    await ask('luo', '400 元配件差价已退', '已记录工单');
    await ask('luo', `${number} 等配件 右前减震器，周五到`, '已暂停计时（等待配件）');
    await owner.reads('配件');
    expect((await lastEvent(number)).type).toMatch(/paused|toldOwner/);
    await ask('luo', `${number} 继续`, '已恢复计时');
    await ask('luo', `${number} 继续`, '没有暂停计时');
    await ask('luo', `${number} 等车主 车主周末才有空`, '已暂停计时（等待车主）');
  });

  test('非投诉 by word gives the wish to a person and tells the owner', async () => {
    const { number, owner } = await complain();
    await ask('luo', `${number} 非投诉`, '由客户关爱部办理');
    await ask('xu', `${number} 非投诉 天气`, '请写明是哪一类');
    await ask('xu', `${number} 非投诉 预约`, '已按非投诉处理');
    await owner.reads('您的预约需求已转给服务顾问');
    await staffPhone(house, 'jiang').reads(`（${number}，非投诉）`);
  });

  test('staff enter complaints of every source; the same matter joins its ticket', async () => {
    const [one, two] = [house.sample.customers[40], house.sample.customers[42]];
    const plateOf = (index: number) => house.sample.vehicles.find((car) => car.customer === index)?.plateNumber ?? '';
    const entered = await ask('jiang', `录入投诉 ${plateOf(40)} ${PARTS}`, '已登记工单');
    const number = /TS-\d{8}-\d{4}/.exec(entered)?.[0] ?? '';
    expect(entered).toContain('已派给配件部');
    const ticket = await ticketNamed(number);
    expect(ticket).toMatchObject({ source: 'staff', description: PARTS });
    expect(ticket.customerId).not.toBeNull();
    await ask('xu', `400 ${one?.mobile ?? ''} 配件还没到，都二十天了`, `这件事已有工单 ${number}`);
    await ask('xu', `厂家 MF20261122-7 ${plateOf(40)} 投诉配件一直没到货`, `这件事已有工单 ${number}`);
    expect(await ticketNamed(number)).toMatchObject({ externalNo: 'MF20261122-7' });
    const other = await ask('xu', `回访投诉 ${two?.mobile ?? ''} 张先生 保养多收了我两百块工时费`, '已登记工单');
    expect(await ticketNamed(/TS-\d{8}-\d{4}/.exec(other)?.[0] ?? '')).toMatchObject({
      source: 'followUp',
      reporterName: '张先生',
      description: '保养多收了我两百块工时费',
    });
    await ask('xu', '录入投诉', '请这样写');
    await ask('xu', '录入投诉 空调不凉，开了一个小时还是热风', '请写上车牌号、手机号或车架号');
    await ask('xu', '400 13900000000 空调不凉，开了一个小时还是热风', '档案里没有找到车主');
  });

  test('an unknown owner is bound by word', async () => {
    const { number } = await complain();
    const car = house.sample.vehicles.find((vehicle) => vehicle.customer === 60);
    const mobile = house.sample.customers[60]?.mobile ?? '';
    await ask('xu', `${number} 绑定`, '请写上车牌号和登记的手机号');
    await ask('xu', `${number} 绑定 ${car?.plateNumber ?? ''} 13900000001`, '档案里没有这样的车牌和手机号');
    await ask('xu', `${number} 绑定 ${car?.plateNumber ?? ''} ${mobile}`, '已关联车主档案');
    expect((await ticketNamed(number)).vehicleId).not.toBeNull();
  });

  test('the director reads results that nobody has read; others don’t', async () => {
    const { number } = await complain();
    await ask('luo', `${number} 签收`, '已签收');
    await ask('luo', `${number} 处理完毕 原因：漏订。措施：加急空运`, '已标记处理完毕');
    await ask('xu', '未读结果', '处理结果由客户关爱总监查阅');
    const list = await ask('lin', '未读结果', number);
    expect(list).toContain('原因：漏订；结果：加急空运');
    await ask('lin', '未读结果', '没有未读的处理结果');
  });

  test('“今日电话” lists the member’s calls with numbers, and “电话N …” ends them or puts them off', async () => {
    const { database, clock } = house;
    const customer = await database.client.customer.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const create = (key: string) =>
      database.client.callTask.create({
        data: {
          storeId: 'main',
          dedupeKey: key,
          purpose: 'booking',
          assigneeUserId: 'ma',
          customerId: customer.id,
          title: `${key}：预约保养`,
          script: '想周六来',
          dueOn: dayToDate(dayOf(clock.now())),
          createdAt: clock.now(),
        },
      });
    const [first, second] = [await create('call-one'), await create('call-two')];
    const list = await ask('ma', '今日电话', 'call-one');
    expect(list).toContain(`电话${first.id} call-one：预约保养，${customer.mobiles[0]}`);
    await ask('ma', `电话${first.id}`, '请写上结果');
    await ask('luo', `电话${first.id} 已联系`, '由其他同事负责');
    await ask('ma', `电话${first.id} 没人接`, '明天再打');
    expect(await ask('ma', '今日电话', 'call-two')).not.toContain('call-one');
    await ask('ma', `电话${second.id} 已预约 周六上午`, '已完成');
    await ask('ma', '今日电话', '今天没有要打的电话');
    expect(await database.client.callTask.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
      status: 'done',
      result: expect.stringContaining('已预约：周六上午'),
    });
    await house.advance(24 * 3600);
    await ask('ma', '今日电话', 'call-one');
  });

  test('帮助 fits one message and leads to the rest', async () => {
    const help = await ask('ma', '帮助', '回复“更多”');
    const more = await ask('ma', '更多', '非投诉');
    for (const text of [help, more]) expect(Buffer.byteLength(text)).toBeLessThan(2048);
  });
});
