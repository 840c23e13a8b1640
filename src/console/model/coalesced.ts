/**
 * Keeps a task from running beside itself. Calls during a run share one further run after it, so that every
 * caller's promise settles with a run that started after the call.
 */
export function coalesced(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = task().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (following !== undefined) return following;
    if (running === undefined) return start();
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    following = settled.then(() => {
      following = undefined;
      return start();
    });
    return following;
  };
}
