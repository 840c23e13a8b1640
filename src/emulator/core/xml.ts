import { XMLParser } from 'fast-xml-parser';
import { ControlError } from './platform-error.ts';

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
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
  return `<${name}>${value}</${name}>`;
}

// What XML 1.0 cannot carry at all, not even escaped.
const IMPOSSIBLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(IMPOSSIBLE, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/**
 * JSON from a control call as XML fields: null is left out, booleans become text.
 *
 * @throws {ControlError} 400 for a name that cannot be an element
 */
export function toXmlFields(json: Record<string, unknown>): XmlFields {
  const fields: XmlFields = {};
  for (const [name, value] of Object.entries(json)) {
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new ControlError(400, `${JSON.stringify(name)} is no element name`);
    fields[name] = toXmlValue(value);
  }
  return fields;
}

function toXmlValue(value: unknown): XmlValue {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(toXmlValue);
  if (typeof value === 'object') return toXmlFields(value as Record<string, unknown>);
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
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
