import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { databaseKinds, hasPostgres } from '../support/database.ts';
import { startSite, type Site } from './site.ts';
import { hiddenFields, type Page, type Visitor, visitorAt } from './visitor.ts';

describe.each(databaseKinds)('forms on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !hasPostgres())(`with a ${kind} database`, () => {
    let site: Site;
    beforeAll(async () => {
      site = await startSite(kind);
    });
    afterAll(() => site.close());

    async function start(userId = 'luo'): Promise<{ ticket: Ticket; path: string; visitor: Visitor; page: Page }> {
      const ticket = await site.open('说好三天到货的配件，等了半个月还没消息');
      const path = `/tickets/${ticket.number}`;
      const visitor = visitorAt(site.url, userId);
      return { ticket, path, visitor, page: await visitor.open(path) };
    }
    const typesOf = async (ticket: Ticket) => (await site.desk.events(ticket.id)).map((event) => event.type).slice(2);

    test('a form without the token of this session and this ticket changes nothing', async () => {
      const { ticket, path, visitor, page } = await start();
      const other = await start();
      const { seen } = hiddenFields(page);
      for (const token of ['', 'x', hiddenFields(other.page).token]) {
        const answer = await visitor.post(path, { action: 'acknowledge', seen, token, words: '写了一半的话' });
        expect(answer.status).toBe(403);
        expect(answer.text).toContain('写了一半的话');
      }
      const lin = visitorAt(site.url, 'lin');
      const foreign = hiddenFields(await lin.open(path)).token;
      expect((await visitor.post(path, { action: 'acknowledge', seen, token: foreign })).status).toBe(403);
      expect(await typesOf(ticket)).toEqual([]);
    });

    test('a form sent after the session ended gives the words back and changes nothing', async () => {
      const { ticket, path, visitor, page } = await start();
      const taken = await visitor.press(page, 'acknowledge');
      await site.advance(13 * 3600);
      const answer = await visitor.post(path, { ...hiddenFields(taken), action: 'note', words: '配件<今天>到店' });
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('配件&lt;今天&gt;到店');
      expect(answer.text).toContain(`href="${path}"`);
      expect(await typesOf(ticket)).toEqual(['acknowledged']);
    });

    test('a form sent twice, one after the other or at once, acts once', async () => {
      const { ticket, path, visitor, page } = await start();
      await visitor.press(page, 'acknowledge');
      const twice = await visitor.press(page, 'acknowledge');
      expect(twice.status).toBe(200);
      const taken = await visitor.open(path);
      const note = { ...hiddenFields(taken), action: 'note', words: '配件今天到店' };
      const answers = await Promise.all([visitor.post(path, note), visitor.post(path, note)]);
      expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
      expect(await typesOf(ticket)).toEqual(['acknowledged', 'tracked']);
      // Other words are another note, and the same words from a page that shows the first one too.
      await visitor.post(path, { ...note, words: '车主今天来换' });
      await visitor.press(await visitor.open(path), 'note', { words: '配件今天到店' });
      expect(await typesOf(ticket)).toEqual(['acknowledged', 'tracked', 'tracked', 'tracked']);
    });

    test('of two people who press at once one wins, and the other reads what the ticket is now', async () => {
      const { ticket, path, visitor, page } = await start();
      const fang = visitorAt(site.url, 'fang');
      const seenByFang = await fang.open(path);
      const answers = await Promise.all([visitor.press(page, 'acknowledge'), fang.press(seenByFang, 'acknowledge')]);
      expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
      const loser = answers.find((answer) => answer.status === 409);
      expect(loser?.text).toContain('您打开页面后工单有了变化');
      expect(loser?.text).toContain('已签收');
      expect(await typesOf(ticket)).toEqual(['acknowledged']);
    });

    test('a verdict on an earlier round is refused with the words kept; a note from an old page is taken', async () => {
      const { ticket, path, visitor, page } = await start();
      const taken = await visitor.press(page, 'acknowledge');
      const done = await visitor.press(taken, 'resolve', { words: '换件' });
      expect(done.text).toContain('待回访');
      const [xu, he] = [visitorAt(site.url, 'xu'), visitorAt(site.url, 'he')];
      const stale = await xu.open(path);
      await he.press(await he.open(path), 'dissatisfied', { words: '还是响' });
      const again = await visitor.press(await visitor.open(path), 'acknowledge');
      await visitor.press(again, 'resolve', { words: '再换' });
      const refused = await xu.press(stale, 'satisfied', { words: '车主说可以了' });
      expect(refused.status).toBe(409);
      expect(refused.text).toContain('车主说可以了');
      const late = await visitor.press(again, 'note', { words: '又试了车' });
      expect(late.status).toBe(200);
      expect((await site.desk.ticket(ticket.id)).result).toBe('再换；又试了车');
    });

    test('what a form lacks is named, and an unknown button does nothing', async () => {
      const { ticket, visitor, page } = await start();
      const taken = await visitor.press(page, 'acknowledge');
      for (const [action, words, message] of [
        ['note', ' \r\n', '请写明进展内容'],
        ['resolve', '', '请写明措施与结果'],
        ['handOver', '', '请选择要转派的部门'],
      ] as const) {
        const answer = await visitor.press(taken, action, { words });
        expect(answer.status).toBe(422);
        expect(answer.text).toContain(message);
      }
      expect((await visitor.press(taken, 'toString')).status).toBe(422);
      expect((await visitor.post(taken.address, { words: 'x'.repeat(40_000) })).status).toBe(413);
      expect(await typesOf(ticket)).toEqual(['acknowledged']);
    });

    test('退出 ends the session in this browser', async () => {
      const { path, visitor, page } = await start();
      const left = await visitor.press(page, 'signOut');
      expect(left.text).toContain('已退出');
      expect((await visitor.get(path)).status).toBe(302);
    });
  });
});
