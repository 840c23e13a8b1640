/**
 * JSON as PostgreSQL takes it: without NUL, and without halves of a character, which a cut text or a strange keyboard
 * leaves behind. It refuses the whole row otherwise.
 */
export function storableJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  ) as T;
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}
