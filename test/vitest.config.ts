import { defineConfig } from 'vitest/config';
import { SlowFirst } from './support/slow-first.ts';
import { SummaryReporter } from './support/summary-reporter.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/each-file.ts'],
    reporters: ['default', new SummaryReporter()],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // A worker keeps its modules from file to file, and with them what the engine has compiled: the embedded database and
    // the client are a large part of the time of a fresh process. No module of ours keeps state that a test could see.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    // For two cores. A third of a worker's time it waits: for the PostgreSQL server, a browser, processes that it kills.
    maxWorkers: 3,
    // In CI, where other work shares the machine, a test has a second try; the summary names whoever needed it.
    retry: process.env['NOTHING_MAY_BE_SKIPPED'] === '1' ? 1 : 0,
  },
});
