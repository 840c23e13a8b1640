import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Day } from '../../src/calendar.ts';
import { waitUntil } from '../support/wait.ts';
import type { OutreachProgress } from './progress.ts';
import type { FromService, ServiceProcessSettings, ToService } from './service-process.ts';
import type { Strike } from './strikes.ts';

/** A process of the service that is started again each time it is killed. */
export class Victim {
  readonly #settings: ServiceProcessSettings;
  readonly #cacheDir: string;
  readonly #onDeath: (() => void) | undefined;
  #child: ChildProcess | undefined;
  #isReady = false;
  #isLaidDown = false;
  kills = 0;

  /**
   * @param cacheDir where the runtime keeps compiled code, so that it starts faster the next time
   * @param onDeath called when it has died by SIGKILL, whoever sent that; then it is started again, until `layDown`.
   *   Absent: only `start` starts it
   */
  constructor(settings: ServiceProcessSettings, cacheDir: string, onDeath?: () => void) {
    this.#settings = settings;
    this.#cacheDir = cacheDir;
    this.#onDeath = onDeath;
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
    // From its first moment on: it may die before it is ready.
    child.once('exit', (_, signal) => {
      if (signal !== 'SIGKILL') return;
      this.kills += 1;
      if (this.#onDeath === undefined || this.#isLaidDown) return;
      this.#isReady = false;
      this.#onDeath();
      this.start();
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
    // It may have died by its own hand just now.
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Kills it for the last time. */
  async layDown(): Promise<void> {
    this.#isLaidDown = true;
    await this.kill();
  }

  /** A process that has just died hears nothing; it is started with what it was to be told. */
  tell(message: { advance: number } | { arm: readonly Strike[] }): void {
    if (this.#child?.connected === true) this.#child.send(message, () => undefined);
  }

  /** What is due and not done, by its database. */
  async waiting(): Promise<number> {
    const answer = await this.#ask({ ask: 'waiting' }, (said) => 'waiting' in said);
    return 'waiting' in answer ? answer.waiting : Number.NaN;
  }

  /** How far a day's reminders are. @throws {Error} when the process dies over it */
  async progress(day: Day): Promise<OutreachProgress> {
    const answer = await this.#ask({ ask: 'progress', day }, (said) => 'progress' in said);
    if (!('progress' in answer)) throw new Error('no answer');
    return answer.progress;
  }

  /** @throws {Error} when the process dies over it */
  async #ask(question: ToService, isAnswer: (said: FromService) => boolean): Promise<FromService> {
    const child = this.#child;
    if (child === undefined) throw new Error('not started');
    const over = new AbortController();
    const onExit = () => over.abort(new Error('it died'));
    child.once('exit', onExit);
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(60_000)]);
    child.send(question, () => undefined);
    try {
      for (;;) {
        const [answer] = (await once(child, 'message', { signal })) as [FromService];
        if (isAnswer(answer)) return answer;
      }
    } finally {
      child.off('exit', onExit);
    }
  }
}
