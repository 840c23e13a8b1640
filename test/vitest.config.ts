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
  },
});
