/** Enough of a wrong value to find it. */
export function short(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

/** Messages are shown around: of a number only its ends. */
export function shortNumber(text: string): string {
  return short(text.replaceAll(/(\d{3})\d{2,}(\d{2})/g, '$1…$2'));
}
