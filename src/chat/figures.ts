import type { Context } from '../context.ts';

export async function answerFigures(_context: Context, _userId: string, _text: string): Promise<string | undefined> {
  return undefined;
}
