import { describe, expect, test } from 'vitest';
import { parseXml, xmlText } from '../../src/platform/callback.ts';

const BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
const message = (content: string) =>
  `<xml><FromUserName><![CDATA[o1]]></FromUserName><MsgType><![CDATA[text]]></MsgType><Content>${content}</Content></xml>`;

describe('what looks like a declaration', () => {
  test.each([
    '<!DOCTYPE html><html><body>打不开你们的链接</body></html>',
    '报错 <!ENTITY x "y"> 什么意思',
    '<!-- <!doctype html> -->',
  ])('is text where somebody wrote it: %s', (words) => {
    expect(xmlText(parseXml(message(`<![CDATA[${words}]]>`)), 'Content')).toBe(words);
  });

  test('is text in words that hold the end of CDATA, too', () => {
    const xml = message('<![CDATA[<!DOCTYPE a]]]]><![CDATA[> 之后]]>');
    expect(xmlText(parseXml(xml), 'Content')).toBe('<!DOCTYPE a]]> 之后');
  });

  test.each([
    ['before the message', `${BOMB}${message('&b;')}`],
    ['inside it', message(`${BOMB}&b;`)],
    ['between CDATA', `<xml><A><![CDATA[x]]></A>${BOMB}<Content>&b;</Content><C><![CDATA[y]]></C></xml>`],
    ['between comments that make it look like CDATA', `<!-- <![CDATA[ -->${BOMB}<!-- ]]> -->${message('&b;')}`],
    ['between instructions', `<?x <![CDATA[ ?>${BOMB}<?x ]]> ?>${message('&b;')}`],
    ['between attributes', `<xml a="> <![CDATA[">${BOMB}<Content b="]]>">&b;</Content></xml>`],
    ['after CDATA that never ends', `${BOMB}<xml><Content><![CDATA[x</Content></xml>`],
  ])('is refused %s', (_name, xml) => {
    expect(() => parseXml(xml)).toThrow('callback refused');
  });
});
