import { assert, property, string, uint8Array } from '../support/property.ts';
import { expect, test } from 'vitest';
import { contentHeaders, sniff } from '../../src/attachments/index.ts';
import { safeFileName } from '../../src/attachments/file-name.ts';
import { bytes } from './files.ts';

const about = { id: 7, kind: 'file' } as const;
const latin = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['image/jpeg', bytes.jpeg(), true],
  ['image/png', bytes.png(), true],
  ['image/gif', latin('GIF89a…'), true],
  ['image/webp', latin('RIFF\x10\0\0\0WEBPVP8 '), true],
  ['image/heic', latin('\0\0\0\x18ftypheic'), false],
  ['audio/amr', bytes.amr(), false],
  ['audio/silk', latin('\x02#!SILK_V3'), false],
  ['audio/mpeg', latin('ID3\x04'), true],
  ['audio/wav', latin('RIFF\x10\0\0\0WAVEfmt '), true],
  ['video/mp4', bytes.mp4(), true],
  ['video/quicktime', latin('\0\0\0\x14ftypqt  '), false],
  ['application/pdf', bytes.pdf(), false],
  ['application/zip', latin('PK\x03\x04'), false],
  ['text/plain; charset=utf-8', bytes.html(), false],
  ['text/plain; charset=utf-8', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), false],
  ['application/octet-stream', Buffer.from([0, 1, 2, 3]), false],
  ['application/octet-stream', Buffer.alloc(0), false],
])('%s is known by its content', (contentType, content, isInlineSafe) => {
  expect(sniff(content)).toMatchObject({ contentType, isInlineSafe });
  const { 'content-disposition': disposition = '' } = contentHeaders({ contentType, fileName: 'a' });
  expect(disposition.startsWith('inline')).toBe(isInlineSafe);
});

test.each([
  ['../../etc/passwd', bytes.pdf(), 'passwd.pdf'],
  ['C:\\temp\\报告.pdf', bytes.pdf(), '报告.pdf'],
  ['发票\u202Egpj.exe', bytes.jpeg(), '发票gpj.jpg'],
  ['照片.JPEG', bytes.jpeg(), '照片.jpeg'],
  ['价格表.xlsx', latin('PK\x03\x04'), '价格表.xlsx'],
  ['setup.exe', Buffer.from([0x4d, 0x5a, 0, 1]), 'setup.bin'],
  ['', bytes.amr(), '文件7.amr'],
  ['"; filename=evil.html', bytes.png(), '; filename=evil.png'],
])('the name %j becomes one that is safe on any disk', (given, content, name) => {
  expect(safeFileName(given, sniff(content), about)).toBe(name);
});

test('whatever the sender calls a file, its headers stay one line each and its name has no folder', () => {
  assert(
    property(string({ unit: 'binary' }), uint8Array(), (given, content) => {
      const type = sniff(content);
      const fileName = safeFileName(given, type, about);
      expect(fileName).not.toMatch(/[/\\\p{Cc}]/u);
      for (const value of Object.values(contentHeaders({ contentType: type.contentType, fileName }))) {
        expect(value).toMatch(/^[\x20-\x7E]+$/);
      }
    }),
  );
});
