const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Cuts to at most `bytes` UTF-8 bytes, never inside a character; a cut text ends in "…". */
export function cutBytes(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let used = 3;
  let result = '';
  for (const character of text) {
    used += byteLength(character);
    if (used > bytes) break;
    result += character;
  }
  return `${result}…`;
}

/** Cuts to at most `count` characters; a cut text ends in "…". */
export function cutCharacters(text: string, count: number): string {
  const characters = Array.from(text);
  return characters.length <= count ? text : `${characters.slice(0, count - 1).join('')}…`;
}

/** Splits into parts of at most `bytes` UTF-8 bytes, at line ends where possible. */
export function splitBytes(text: string, bytes: number): string[] {
  if (byteLength(text) <= bytes) return [text];
  const parts: string[] = [];
  let current = '';
  for (const piece of text.split(/(?<=\n)/)) {
    for (const chunk of byteLength(piece) > bytes ? Array.from(piece) : [piece]) {
      if (byteLength(current + chunk) > bytes) {
        parts.push(current);
        current = '';
      }
      current += chunk;
    }
  }
  if (current !== '') parts.push(current);
  return parts;
}
