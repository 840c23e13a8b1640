import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf, dayToDate, instantAt } from '../../src/calendar.ts';
import { previousPeriod, runQuery } from '../../src/stats/index.ts';
import { readSheets } from '../reports/evaluate.ts';
import { type House, startHouse } from '../support/house.ts';
import { staffPhone } from '../support/phones.ts';
import { waitFor, waitUntil } from '../support/wait.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let house: House;
beforeAll(async () => {
  // Sunday, 10:00.
  house = await startHouse({ withReports: true, rules: { reports: { dailyFiles: 'always' } } });
  const { client } = house.database;
  const vehicles = await client.vehicle.findMany({ take: 9, orderBy: { id: 'asc' } });
  await client.followUp.createMany({
    data: vehicles.map((vehicle, index) => {
      const dueOn = addDays('2026-11-16', index);
      const isDone = index % 3 > 0;
      return {
        storeId: 'main',
        round: 'threeDay',
        subjectKey: `vehicle:${vehicle.id}`,
        customerId: vehicle.customerId,
        vehicleId: vehicle.id,
        basisOn: dayToDate(addDays(dueOn, -5)),
        fromOn: dayToDate(addDays(dueOn, -2)),
        dueOn: dayToDate(dueOn),
        createdAt: instantAt(addDays(dueOn, -5)),
        ...(isDone
          ? {
              status: 'done',
              score: 6 + (index % 4),
              isSatisfied: true,
              doneOn: dayToDate(dueOn),
              doneAt: instantAt(dueOn, '11:00'),
            }
          : { status: 'callTask', assigneeUserId: 'xu' }),
      };
    }),
  });
  await house.service.tick();
  await waitFor(() =>
    client.scheduleSlot.findFirst({ where: { name: 'reports.since:main' } }).then((row) => row ?? undefined),
  );
});
afterAll(() => house.close());

const filesOf = async (userId: string) =>
  (await staffPhone(house, userId).received()).filter(({ msgtype }) => msgtype === 'file' || msgtype === 'image');

/** Waits for a file by its name and fetches it from the platform, as a phone does. */
async function fileOf(userId: string, name: string) {
  const item = await waitFor(async () => (await filesOf(userId)).find(({ text }) => text?.includes(name)));
  const media = await house.emulator.control.media(String(item.payload['media_id']));
  return Buffer.from(media.base64, 'base64');
}

/** The rate of follow-ups as a file and as the chat tells it. */
async function rates(archive: Buffer, period: { from: string; to: string }) {
  const cells = readSheets(archive).get('汇总');
  const ask = (of: typeof period) =>
    runQuery(
      { db: house.database.client, storeId: 'main', now: house.clock.now() },
      { metric: 'followUpCoverage', filters: { round: ['threeDay'] }, period: of, wantList: false },
    );
  const now = (await ask(period)).value ?? '—';
  const before = (await ask(previousPeriod(period))).value ?? '—';
  return {
    file: [cells?.get('B5')?.value, cells?.get('C5')?.value],
    chat: [now, before],
    label: cells?.get('A5')?.value,
  };
}

test('in the evening the director receives the day as text, picture and sheet, with the chat’s figures', async () => {
  const lin = staffPhone(house, 'lin');
  await house.advance(7 * HOUR + 31 * MINUTE);
  const text = await lin.reads('【日报】2026年11月22日');
  expect(text.text).toContain('《3DC客户回访日报表》回访率');
  expect(text.text).toContain('《7DC客户回访日报表》没有到期的回访。');
  expect(text.text).toContain(`${house.url}/reports/main`);
  const sheet = await fileOf('lin', '3DC客户回访日报表-20261122.xlsx');
  const { file, chat, label } = await rates(sheet, { from: '2026-11-22', to: '2026-11-22' });
  expect(label).toBe('回访率');
  // A day that still runs is compared with none.
  expect(file[0]).toEqual(chat[0]);
  const picture = await fileOf('lin', '3DC客户回访日报表-20261122.png');
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  // In 7DC there is nothing to look at.
  expect((await filesOf('lin')).map(({ text: name }) => name).filter((name) => name?.includes('7DC'))).toEqual([]);
  // The general manager gets the week and the month.
  expect(await filesOf('fang')).toEqual([]);
});

test('on Monday morning the week comes without asking, to the general manager too, and the day’s brief', async () => {
  await house.advance(15 * HOUR + 10 * MINUTE);
  expect(dayOf(house.clock.now())).toBe('2026-11-23');
  for (const userId of ['lin', 'fang']) {
    const sheet = await fileOf(userId, '3DC客户回访周报表-20261116-20261122.xlsx');
    const { file, chat } = await rates(sheet, { from: '2026-11-16', to: '2026-11-22' });
    expect(file).toEqual(chat);
  }
  // One text for all of them: nobody complained that week, and no file says so.
  const week = await staffPhone(house, 'fang').reads('【周报】2026年11月16日至22日');
  expect(week.text).toContain('《3DC客户回访周报表》回访率');
  expect(week.text).toContain('《客户抱怨周报表》这段时间没有数据。');
  expect((await filesOf('fang')).map(({ text }) => text)).toEqual([
    '[image] 3DC客户回访周报表-20261116-20261122.png',
    '[file] 3DC客户回访周报表-20261116-20261122.xlsx',
  ]);
  expect((await staffPhone(house, 'lin').reads('【今日待办】')).text).toContain('· 回访：');
});

test('days without the service are made up for, once each', async () => {
  await house.advance(2 * 24 * HOUR + 10 * HOUR);
  const { client } = house.database;
  await waitUntil(async () => (await client.report.count({ where: { status: 'made', key: 'threeDayDaily' } })) === 4);
  // One member gets so many messages in a minute, and no more.
  for (let minute = 0; minute < 3; minute += 1) await house.advance(MINUTE);
  for (const day of ['20261123', '20261124']) await fileOf('lin', `3DC客户回访日报表-${day}.xlsx`);
  await staffPhone(house, 'lin').reads('【日报】2026年11月25日');
  const names = (await filesOf('lin')).map(({ text }) => text);
  expect(names).toEqual([...new Set(names)]);
  expect(await client.report.count({ where: { status: { not: 'made' } } })).toBe(0);
});

test('asked for in chat a report is made at once, for whoever may have it', async () => {
  const fang = staffPhone(house, 'fang');
  await fang.say('发一下10月客服中心工作月报');
  await fang.reads('正在生成《客服中心工作月报表》（2026年10月），稍后发给您');
  const sheets = readSheets(await fileOf('fang', '客服中心工作月报表-20261001-20261031.xlsx'));
  expect([...sheets.keys()]).toEqual(['汇总', '近6个月', '部门投诉', '人员工作量']);
  await fang.say('给我利润报表');
  await fang.reads('现有的报表：');
  const jiang = staffPhone(house, 'jiang');
  await jiang.say('把上周3DC周报发我');
  await jiang.reads('报表由总经理和客户关爱部查阅');
  expect(await filesOf('jiang')).toEqual([]);
});

test('a report’s file is a sheet by its type', async () => {
  const { client } = house.database;
  const [file] = await client.outgoingFile.findMany({ where: { fileName: { endsWith: '.xlsx' } }, take: 1 });
  expect(file?.contentType).toBe(SHEET);
});
