import * as fc from '../support/property.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterByChat, readComplaintEntry } from '../../src/chat/complaint-entry.ts';
import { answerStaffText } from '../../src/chat/staff-text.ts';
import { untilDayIn } from '../../src/chat/until-day.ts';
import { isDay } from '../../src/calendar.ts';
import { storableText } from '../../src/database/storable-json.ts';
import { CareError } from '../../src/errors.ts';
import { findStaff } from '../../src/stores/index.ts';
import { readResultWords } from '../../src/tickets/result-words.ts';
import { understandLocally } from '../../src/understanding/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const COMMANDS =
  '签收 转派 改派 收回 合并到 拆分 非投诉 备注 内部备注 留言 绑定 改分类 升级为 处理完毕 满意 不满意 进展 等配件 等车主 继续 未读结果 我的工单 更多 帮助 车主电话 录入投诉 400 厂家 回访投诉';
const PIECES =
  "原因： 措施： 重大 配件 江顾问 预约 收费 周五 ？ 沪A12345 13800138000 MF-1 TS-20991231-0001 刹车异响 😡 \u202E \uD800 \uDC00 %s '; --";
const words = fc.constantFrom(...`${COMMANDS} ${PIECES}`.split(' '));
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: words }, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
  .chain((parts) => fc.constantFrom(' ', '', '，', '\n').map((gap) => parts.join(gap)));

describe('whatever staff write', () => {
  let desk: Desk;
  let numbers: string[] = [];
  beforeAll(async () => {
    desk = await openDesk();
    const parts = { department: 'parts' as const, needsHuman: false };
    const tickets = [
      await desk.open('配件等了半个月', parts),
      await desk.open('配件等了半个月', parts),
      await desk.open('你们太差了'),
    ];
    numbers = tickets.map((ticket) => ticket.number);
  });
  afterAll(() => desk.close());

  test('gets an answer in Chinese, or a refusal in Chinese', async () => {
    const who = fc.constantFrom('luo', 'su', 'xu', 'lin', 'fang');
    const about = fc.option(fc.nat(2), { nil: undefined });
    const run = fc.asyncProperty(who, about, text, async (userId, index, rest) => {
      const said = storableText(`${index === undefined ? '' : `${numbers[index] ?? ''} `}${rest}`).trim();
      const answer = await desk
        .run(userId, async (context, tx) => {
          const staff = await findStaff(tx, 'main', userId);
          if (staff === undefined) throw new Error('nobody');
          const entry = readComplaintEntry(said);
          if (entry === undefined) return answerStaffText(context, tx, staff, said);
          return enterByChat(context, tx, entry, understandLocally({ messages: [entry.text] }));
        })
        .catch((error: unknown) => (error instanceof CareError ? (error.userMessage ?? '') : String(error)));
      expect(answer).toMatch(/[一-鿿]/);
      expect(answer).not.toContain('Error');
    });
    await fc.assert(run, { numRuns: 250, seed: 22 });
  }, 120_000);

  test('days and results are read from any text, and quickly from a long one', () => {
    const now = new Date('2026-11-23T02:00:00.000Z');
    fc.assert(
      fc.property(text, (said) => {
        const day = untilDayIn(said, now);
        expect(day === undefined || (isDay(day) && day >= '2026-11-23')).toBe(true);
        const { cause, result } = readResultWords(said);
        expect(`${cause}${result}`.length).toBeLessThanOrEqual(said.length);
      }),
    );
    const long = `原因：${' 处理'.repeat(700)}`;
    const started = performance.now();
    readResultWords(long);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test.each([
    ['周五到', '2026-11-27'],
    ['周一到', '2026-11-23'],
    ['下周二', '2026-12-01'],
    ['明天', '2026-11-24'],
    ['大后天', '2026-11-26'],
    ['大概3天后', '2026-11-26'],
    ['12月5号到货', '2026-12-05'],
    ['1月5号', '2027-01-05'],
    ['13月40号', undefined],
    ['右前减震器', undefined],
  ])('“%s” is %s, said on Monday 23 November', (said, day) => {
    expect(untilDayIn(said, new Date('2026-11-23T02:00:00.000Z'))).toBe(day);
  });
});
