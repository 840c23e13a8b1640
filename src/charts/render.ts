import { Worker } from 'node:worker_threads';
import type { PictureSpec } from './spec.ts';

/** A picture takes a fraction of a second; one that takes this long never ends. */
const TIMEOUT_MS = 30_000;
/** Nobody asks: the thread and its memory go. */
const IDLE_MS = 120_000;

interface Waiting {
  resolve: (png: Uint8Array<ArrayBuffer>) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

let thread: { worker: Worker; waiting: Map<number, Waiting>; idle?: NodeJS.Timeout } | undefined;
let counter = 0;

/**
 * Draws a picture as PNG, 750 pixels wide, on a thread of its own: it costs 100 to 250 ms in which the service goes on
 * answering.
 *
 * @throws {Error} when it can't be drawn, or not within 30 s
 */
export function renderPicture(spec: PictureSpec): Promise<Uint8Array<ArrayBuffer>> {
  const { worker, waiting, idle } = (thread ??= start());
  clearTimeout(idle);
  counter += 1;
  const id = counter;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(worker, new Error('a picture took too long')), TIMEOUT_MS);
    waiting.set(id, { resolve, reject, timer });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage({ id, spec });
  });
}

function start(): NonNullable<typeof thread> {
  const worker = new Worker(new URL('worker.ts', import.meta.url));
  const waiting = new Map<number, Waiting>();
  worker.on('message', (answer: { id: number; png?: Uint8Array<ArrayBuffer>; error?: string }) => {
    const one = waiting.get(answer.id);
    if (one === undefined) return;
    waiting.delete(answer.id);
    clearTimeout(one.timer);
    if (answer.png === undefined) one.reject(new Error(answer.error ?? 'no picture'));
    else one.resolve(answer.png);
    if (waiting.size === 0 && thread?.worker === worker)
      thread.idle = setTimeout(() => stop(worker, new Error('idle')), IDLE_MS).unref();
  });
  worker.on('error', (error: Error) => stop(worker, error));
  worker.on('exit', () => stop(worker, new Error('the thread that draws pictures has ended')));
  // A service or command that ends does not wait for it; who waits for a picture is kept by its timer. Listening takes hold
  // of the thread, so this comes last.
  worker.unref();
  return { worker, waiting };
}

/** The next picture starts a new thread. */
function stop(worker: Worker, reason: Error): void {
  if (thread?.worker !== worker) return;
  const { waiting } = thread;
  thread = undefined;
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer);
    reject(reason);
  }
  void worker.terminate();
}
