import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { waitUntil } from '../support/wait.ts';
import type { FromService, ServiceProcessSettings, ToService } from './service-process.ts';

/** A process of the service that is started again each time it is killed. */
export class Victim {
  readonly #settings: ServiceProcessSettings;
  readonly #cacheDir: string;
  #child: ChildProcess | undefined;
  #isReady = false;
  kills = 0;

  /** @param cacheDir where the runtime keeps compiled code, so that it starts faster the next time */
  constructor(settings: ServiceProcessSettings, cacheDir: string) {
    this.#settings = settings;
    this.#cacheDir = cacheDir;
  }

  start(): void {
    const child = fork(new URL('service-process.ts', import.meta.url), [JSON.stringify(this.#settings)], {
      env: { ...process.env, NODE_COMPILE_CACHE: this.#cacheDir },
    });
    this.#child = child;
    this.#isReady = false;
    child.on('message', (message: FromService) => {
      if ('readyOn' in message) this.#isReady = true;
    });
  }

  async ready(): Promise<void> {
    await waitUntil(
      () => {
        if (this.#child?.exitCode != null) throw new Error(`the service ended by itself: ${this.#child.exitCode}`);
        return this.#isReady;
      },
      { timeoutMs: 120_000 },
    );
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.kills += 1;
  }

  /** What is due and not done, by its database. */
  async waiting(): Promise<number> {
    const child = this.#child;
    if (child === undefined) throw new Error('not started');
    const question: ToService = { ask: 'waiting' };
    child.send(question);
    for (;;) {
      const [answer] = (await once(child, 'message', { signal: AbortSignal.timeout(60_000) })) as [FromService];
      if ('waiting' in answer) return answer.waiting;
    }
  }
}
