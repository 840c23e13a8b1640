/** How wide a text is in ems of its font: Chinese and other wide characters are square. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfOne(character.codePointAt(0) ?? 0);
  return width;
}

function widthOfOne(code: number): number {
  // Signs like ≥ are square too.
  if (code >= 0x2e80 || (code >= 0x2100 && code < 0x2700)) return 1;
  if (code >= 0x2000 && code < 0x2070) return 0.8;
  if ((code >= 0x41 && code <= 0x5a) || code === 0x25 || code === 0x40) return 0.68;
  return 0.56;
}

/** At most so many ems wide, with … where something is missing. */
export function cutToWidth(text: string, ems: number): string {
  if (widthOf(text) <= ems) return text;
  let cut = '';
  let width = 1;
  for (const character of text) {
    width += widthOfOne(character.codePointAt(0) ?? 0);
    if (width > ems) break;
    cut += character;
  }
  return `${cut}…`;
}

/** Broken into lines of at most so many ems; what does not fit into `maxLines` is cut. */
export function wrap(text: string, ems: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    const own = widthOfOne(character.codePointAt(0) ?? 0);
    // A mark that closes never begins a line.
    if (width + own > ems && !'，。；：、）”》％%'.includes(character)) {
      lines.push(line);
      line = '';
      width = 0;
    }
    line += character;
    width += own;
  }
  lines.push(line);
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), cutToWidth(lines.slice(maxLines - 1).join(''), ems)];
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
