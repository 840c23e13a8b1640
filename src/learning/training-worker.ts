import { parentPort, workerData } from 'node:worker_threads';
import { readExamples } from '../understanding/training/examples.ts';
import { trainWithCorrections } from '../understanding/training/with-corrections.ts';
import type { LabelledCase } from '../understanding/index.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(trainWithCorrections(readExamples(), workerData as readonly LabelledCase[]));
