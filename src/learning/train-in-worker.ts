import { Worker } from 'node:worker_threads';
import type { Retrained, Train } from './learn.ts';

/** Trains on a thread of its own: the service goes on answering. */
export const trainInWorker: Train = (corrections) =>
  new Promise<Retrained>((resolve, reject) => {
    const worker = new Worker(new URL('training-worker.ts', import.meta.url), { workerData: corrections });
    // A service that stops does not wait for it: next week's training learns the same.
    worker.unref();
    worker.once('message', (retrained: Retrained) => resolve(retrained));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`training ended with code ${code} and without a model`)));
  });
