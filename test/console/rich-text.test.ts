import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import { safeHref, segmentsOf } from '../../src/console/rich-text.ts';

describe('rich text', () => {
  test('plain text is one piece', () => {
    expect(segmentsOf('您好，\n请稍候')).toEqual([{ text: '您好，\n请稍候' }]);
    expect(segmentsOf('')).toEqual([]);
  });

  test('an anchor becomes a link with its own words', () => {
    expect(segmentsOf('请看<a href="/tickets/7">工单</a>。')).toEqual([
      { text: '请看' },
      { text: '工单', href: '/tickets/7' },
      { text: '。' },
    ]);
  });

  test('a bare address ends before the Chinese that follows it', () => {
    expect(segmentsOf('见 http://localhost:3000/t/7?a=1，谢谢')).toEqual([
      { text: '见 ' },
      { text: 'http://localhost:3000/t/7?a=1', href: 'http://localhost:3000/t/7?a=1' },
      { text: '，谢谢' },
    ]);
  });

  test('a full stop after an address stays outside of the link', () => {
    expect(segmentsOf('http://a.example/b.')).toEqual([
      { text: 'http://a.example/b', href: 'http://a.example/b' },
      { text: '.' },
    ]);
  });

  test.each([
    'javascript:alert(1)',
    'weixin://bizmsgmenu?id=1',
    '//evil.example',
    '/\\evil.example',
    'data:text/html,x',
  ])('%s is never a link', (address) => {
    expect(safeHref(address)).toBeUndefined();
    expect(segmentsOf(`<a href="${address}">这里</a>`)).toEqual([{ text: '这里' }]);
  });

  const plain = fc
    .array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('您好，', '\n', '🚗', 'http://', 'https://a.example/b?c=d', '<b>', '</a>', '&lt;'),
      ),
    )
    .map((pieces) => pieces.join(''))
    .filter((text) => !/<a\s/i.test(text));

  test('text without markup or addresses comes back unchanged, whatever it holds', () => {
    fc.assert(
      fc.property(plain, (text) => {
        const joined = segmentsOf(text)
          .map((segment) => segment.text)
          .join('');
        expect(joined).toBe(text);
      }),
    );
  });

  test('no text whatever makes a link that leaves http, https or this site', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<a href="', '">', '</a>', 'javascript:', 'https://', 'http://x', '//', '/', "'", ' href='),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const links = segmentsOf(pieces.join('')).flatMap(({ href }) => href ?? []);
        expect(links.filter((href) => !/^(https?:\/\/|\/(?![/\\]))/i.test(href))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
