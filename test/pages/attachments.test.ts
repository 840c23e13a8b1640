import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/database/generated/client.ts';
import { handOverTicket } from '../../src/tickets/index.ts';
import { startSite, type Site } from './site.ts';
import { type Visitor, visitorAt } from './visitor.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 200 }, (_, index) => index));

let site: Site;
let ticket: Ticket;
let luo: Visitor;
beforeAll(async () => {
  site = await startSite();
  luo = visitorAt(site.url, 'luo');
});
afterAll(() => site.close());

const pathOf = () => `/tickets/${ticket.number}`;
const attach = async (visitor: Visitor, ...files: File[]) =>
  visitor.upload(await visitor.open(pathOf()), 'attach', {}, files);
const addressIn = (text: string) => /(?:src|href)="(\/tickets\/TS-[\d-]+\/attachments\/\d+)"/.exec(text)?.[1] ?? '';

async function download(visitor: Visitor, address: string, headers: Record<string, string> = {}): Promise<Response> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(new URL(address, site.url), { headers: { cookie, ...headers }, redirect: 'manual' });
}

test('a picture that staff add stands on the page and comes back byte by byte', async () => {
  ticket = await site.open('说好三天到货的配件，等了半个月还没消息');
  const page = await attach(luo, new File([JPEG], '配件 照片.jpg', { type: 'image/jpeg' }));
  expect(page.text).toContain('附件已保存');
  expect(page.text).toContain('补充附件');
  expect(page.text).toContain('alt="配件 照片.jpg"');
  const answer = await download(luo, addressIn(page.text));
  expect(answer.status).toBe(200);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(JPEG);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  const piece = await download(luo, addressIn(page.text), { range: 'bytes=0-3' });
  expect(piece.status).toBe(206);
  expect((await piece.arrayBuffer()).byteLength).toBe(4);
});

test('the same picture again is kept once, a form without a file says what is missing', async () => {
  const again = await attach(luo, new File([JPEG], 'b.jpg'));
  expect(again.text.match(/<img /g)).toHaveLength(1);
  const none = await attach(luo);
  expect(none.status).toBe(422);
  expect(none.text).toContain('请选择要上传的文件');
});

test('a page that calls itself a picture is a download, never a page of ours', async () => {
  const page = await attach(luo, new File(['<html><script>alert(1)</script>'], '<b>发票.jpg', { type: 'image/jpeg' }));
  const link = /<a\s+href="([^"]+)"\s+download/.exec(page.text.slice(page.text.indexOf('<h2>附件')))?.[1] ?? '';
  const answer = await download(luo, link);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(page.text).not.toContain('<b>发票');
});

test('files are for who may read the ticket with the owner’s data, in its own store', async () => {
  const address = addressIn((await luo.open(pathOf())).text);
  const qin = visitorAt(site.url, 'qin');
  await qin.open('/staff');
  expect((await download(qin, address)).status).toBe(403);
  expect((await download(visitorAt(site.url, 'nobody'), address)).status).toBe(302);
  const other = await site.open('配件一直缺货，订了一个月了');
  const id = address.split('/').at(-1) ?? '';
  expect((await download(luo, `/tickets/${other.number}/attachments/${id}`)).status).toBe(404);
  expect((await download(luo, `${pathOf()}/attachments/999999999`)).status).toBe(404);
  expect((await download(luo, `${pathOf()}/attachments/1e3`)).status).toBe(404);
  await site.desk.run('luo', (context, tx) =>
    handOverTicket(context, tx, { ticketId: ticket.id, department: 'sales' }),
  );
  const masked = await luo.open(pathOf());
  expect(masked.text).toContain('另有2个附件，已隐去');
  expect(masked.text).not.toContain('attachments/');
  expect((await download(luo, address)).status).toBe(404);
});
