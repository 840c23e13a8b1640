/** First segment, and what fits into each of several: six characters go to joining them. */
const SINGLE = 70;
const JOINED = 67;
/** Longer texts are refused. */
export const MAX_CHARACTERS = 500;

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** Names inside `${…}`, in order. */
export function placeholders(content: string): string[] {
  return [...content.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** The text as the phone shows it: signature first. */
export function renderSms(
  signature: string,
  content: string,
  valueOf: (name: string, index: number) => string,
): string {
  let index = 0;
  const body = content.replaceAll(PLACEHOLDER, (_, name: string) => {
    index += 1;
    return valueOf(name, index - 1);
  });
  return `【${signature}】${body}`;
}

/** What is billed: 70 characters, beyond that 67 a piece. */
export function countSegments(text: string): number {
  return text.length <= SINGLE ? 1 : Math.ceil(text.length / JOINED);
}
