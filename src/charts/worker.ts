import { parentPort } from 'node:worker_threads';
import { drawPng } from './png.ts';
import type { PictureSpec } from './spec.ts';

parentPort?.on('message', ({ id, spec }: { id: number; spec: PictureSpec }) => {
  try {
    const png = drawPng(spec);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage({ id, png }, [png.buffer]);
  } catch (error) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
