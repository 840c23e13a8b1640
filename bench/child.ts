import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process that is measured. */
export interface Child {
  port: number;
  pid: number;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  /** Throws away what was stored, where anything is. */
  clear(): Promise<void>;
  tell(message: object): void;
  stop(): Promise<void>;
}

/** Starts a script that says on which port it listens when it is ready. */
export async function startChild(script: URL, argument?: object): Promise<Child> {
  const child = fork(script, argument === undefined ? [] : [JSON.stringify(argument)]);
  const { readyOn } = await messageOf<{ readyOn: number }>(child);
  return {
    port: readyOn,
    pid: child.pid ?? 0,
    memory: async () => {
      const answer = messageOf<{ residentBytes: number }>(child);
      child.send({ ask: 'memory' });
      return (await answer).residentBytes;
    },
    clear: async () => {
      const answer = messageOf(child);
      child.send({ ask: 'clear' });
      await answer;
    },
    tell: (message) => void child.send(message),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const aborted = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: aborted.signal }).then(([message]) => message as T),
      once(child, 'exit', { signal: aborted.signal }).then(([code]) => {
        throw new Error(`a measured process ended with ${String(code)} before it answered`);
      }),
    ]);
  } finally {
    aborted.abort();
  }
}
