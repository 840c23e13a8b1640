import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dayToDate, instantAt } from '../../src/calendar.ts';
import { addOwner } from '../reminders/support.ts';
import { startSite, type Site } from '../pages/site.ts';
import { visitorAt } from '../pages/visitor.ts';
import { calls, empty, followUps, handBack, ownerOf, passDay, TODAY } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  await empty(site.desk);
  await ownerOf(site.desk, addDays(TODAY, -3));
  await passDay(site.desk, TODAY, ['07:35']);
  site.desk.clock.set(instantAt(TODAY, '10:00'));
});

test('a care specialist sees whom to ask today, opens one and records it', async () => {
  const xu = visitorAt(site.url, 'xu');
  const list = await xu.open('/followups');
  expect(list.text).toContain('回访');
  expect(list.text).toMatch(/赵样甲 沪ACS\d+/);
  expect(list.text).toContain('待打电话');
  const [{ id } = { id: 0 }] = await followUps(site.desk);
  const page = await xu.open(`/followups/${id}`);
  expect(page.text).toContain('我是明达汽车（示例）客户关爱部');
  expect(page.text).toContain('服务顾问：江顾问');
  const done = await xu.press(page, 'record', { score: '9', fixed: 'yes', words: '技师很耐心' });
  expect(done.text).toContain('已登记，谢谢。');
  expect(done.text).toContain('技师很耐心');
  expect(await followUps(site.desk)).toMatchObject([
    { status: 'done', score: 9, isFixed: true, channel: 'page', doneBy: 'xu' },
  ]);
  expect(await calls(site.desk)).toMatchObject([{ status: 'done', outcome: 'reached' }]);
  expect((await xu.open('/followups')).text).toContain('没有要做的回访，辛苦了');
});

test('few points are told as a complaint, with its number on the page', async () => {
  const he = visitorAt(site.url, 'he');
  const page = await he.open('/followups/1');
  const done = await he.press(page, 'record', { score: '4', words: '发动机还是异响' });
  expect(done.text).toContain('投诉已经转给负责的部门');
  expect(done.text).toMatch(/已登记投诉.*TS-20261123-0001/s);
});

test('a form without anything is given back with what is missing', async () => {
  const xu = visitorAt(site.url, 'xu');
  const back = await xu.press(await xu.open('/followups/1'), 'record', {});
  expect(back.status).toBe(422);
  expect(back.text).toContain('请登记车主的评价');
});

test('nobody answered: put off to the next day from the same page', async () => {
  const xu = visitorAt(site.url, 'xu');
  const [task] = await calls(site.desk);
  const page = await xu.open('/followups/1');
  const done = await xu.press(page, 'reportCall', {
    call: String(task?.id),
    heard: '0',
    result: 'noAnswer',
    words: '',
  });
  expect(done.text).toContain('已登记通话结果');
  expect(await calls(site.desk)).toMatchObject([{ status: 'open', dueOn: dayToDate(addDays(TODAY, 1)), attempts: 1 }]);
});

test('the start page leads from the call to the form', async () => {
  const [task] = await calls(site.desk);
  const start = await visitorAt(site.url, task?.assigneeUserId ?? '').open('/staff');
  expect(start.text).toContain('登记车主的评价');
  expect(start.text).toContain('/followups/1');
});

test('other departments see their own alone, and nobody else’s', async () => {
  const jiang = visitorAt(site.url, 'jiang');
  expect((await jiang.open('/followups/1')).status).toBe(403);
  expect((await jiang.open('/followups?list=all')).text).toContain('没有要做的回访');
  await site.desk.database.client.followUp.updateMany({ data: { assigneeUserId: 'jiang' } });
  expect((await jiang.open('/followups')).text).toContain('赵样甲');
});

test('a day shows the proof that every hand-back is accounted for, and filters narrow the list', async () => {
  const { vehicle } = await addOwner(site.desk);
  await handBack(site.desk, vehicle, addDays(TODAY, -3));
  const lin = visitorAt(site.url, 'lin');
  const day = addDays(TODAY, -3);
  expect((await lin.open(`/followups?list=all&day=${day}`)).text).toContain('应回访2，1位还没有安排');
  await passDay(site.desk, TODAY, ['10:05']);
  const page = await lin.open(`/followups?list=all&day=${day}`);
  expect(page.text).toContain('应回访2，全部有着落');
  expect(page.text).toContain('3DC回访 应回访2：待打电话2');
  expect((await lin.open('/followups?list=all&round=sevenDay')).text).toContain('没有符合条件的回访');
  expect((await lin.open('/followups?list=all&status=callTask')).text).toContain('2位');
});
