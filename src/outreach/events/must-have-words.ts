import { CareError } from '../../errors.ts';

const LONGEST = 300;

/** @throws {CareError} `VALIDATION` with the hint when there are none, or too many for a message */
export function mustHaveWords(note: string, hint: string): void {
  if (note === '') throw new CareError('VALIDATION', 'news without words', { userMessage: hint });
  if (Array.from(note).length > LONGEST) {
    throw new CareError('VALIDATION', 'news too long', { userMessage: `内容请控制在${LONGEST}字以内。` });
  }
}
