import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './support/summary-reporter.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', new SummaryReporter()],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // Two shared cores: more workers only make PGlite instances fight each other.
    maxWorkers: 2,
    // In CI, where other work shares the machine, a test has a second try; the summary names whoever needed it.
    retry: process.env['NOTHING_MAY_BE_SKIPPED'] === '1' ? 1 : 0,
  },
});
