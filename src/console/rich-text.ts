/** A piece of a message: plain text, or a link that is safe to open. */
export interface Segment {
  text: string;
  href?: string;
}

const ANCHOR = /<a\s[^>]*?href\s*=\s*["']?([^"'\s>]*)["']?[^>]*>(.*?)<\/a>/gis;
// Chinese text runs on without a blank: only ASCII that may stand in an address belongs to it.
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/g;

/**
 * Splits a message as WeChat shows it: `<a href="…">` and bare addresses become links, all else stays text.
 * Links that are neither http(s) nor of this site keep their text only.
 */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ANCHOR)) {
    pushPlain(segments, text.slice(end, match.index));
    const [whole, address = '', label = ''] = match;
    const href = safeHref(address);
    if (label !== '') segments.push(href === undefined ? { text: label } : { text: label, href });
    end = match.index + whole.length;
  }
  pushPlain(segments, text.slice(end));
  return segments;
}

/** The address when it may be opened from the page, else undefined. */
export function safeHref(address: string): string | undefined {
  if (/^https?:\/\//i.test(address)) return address;
  return /^\/(?![/\\])/.test(address) ? address : undefined;
}

function pushPlain(segments: Segment[], text: string): void {
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    // A closing mark at the end belongs to the sentence, not to the address.
    const address = match[0].replace(/[.,;:!?)\]']+$/, '');
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    segments.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
}
