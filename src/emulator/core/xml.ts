import { XMLParser } from 'fast-xml-parser';

/** strings become CDATA, numbers and bigints stand plain, arrays repeat the element, objects nest. */
export type XmlValue = string | number | bigint | XmlFields | XmlValue[] | undefined;
export interface XmlFields {
  [name: string]: XmlValue;
}

/** `<xml>…</xml>` in one line, as the platform writes it. */
export function buildXml(fields: XmlFields): string {
  return `<xml>${children(fields)}</xml>`;
}

function children(fields: XmlFields): string {
  return Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  if (typeof value === 'object') return `<${name}>${children(value)}</${name}>`;
  if (typeof value === 'string') return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
  return `<${name}>${value}</${name}>`;
}

// Values stay strings: MsgId exceeds 2^53.
const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true, trimValues: true, processEntities: true });

/** The children of the `<xml>` root; undefined when the text is not such a document. */
export function parseXml(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = parser.parse(text, true);
    const root = (parsed as { xml?: unknown }).xml;
    return typeof root === 'object' && root !== null ? (root as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
