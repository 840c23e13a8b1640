import type { Context } from './context.ts';

/**
 * Does one piece of work after the other. What fails keeps nothing else from being done.
 *
 * @throws the first failure, after all have run
 */
export async function runEach(
  context: Context,
  works: readonly ((context: Context) => Promise<unknown>)[],
): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works) {
    try {
      await work(context);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
