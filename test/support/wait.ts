/** Polls until the condition holds; throws with the condition's text after `timeoutMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<void> {
  const deadline = Date.now() + (options.timeoutMs ?? 60_000);
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`gave up waiting until ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 15));
  }
}

/** Polls until the function returns something, and returns that. */
export async function waitFor<T>(
  find: () => T | undefined | Promise<T | undefined>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  let found: T | undefined;
  await waitUntil(async () => {
    found = await find();
    return found !== undefined;
  }, options);
  return found as T;
}
