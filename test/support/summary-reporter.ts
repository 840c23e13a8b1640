import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with the names of what was left out or needed a second try, and one plain line of counts. With `NOTHING_MAY_BE_SKIPPED=1` (CI, where
 * PostgreSQL and Chromium are there) a skipped test fails the run.
 */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const lines: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test that never got its turn (its file's set-up failed) is no success either.
        const kind = state === 'passed' || state === 'skipped' ? state : 'failed';
        counts[kind] += 1;
        if (test.diagnostic()?.flaky === true)
          lines.push(`only at the second try: ${module.relativeModuleId} > ${test.fullName}`);
        if (kind === 'skipped') lines.push(`skipped: ${module.relativeModuleId} > ${test.fullName}`);
      }
      if (module.errors().length > 0) {
        counts.failed += 1;
        lines.push(`failed to run: ${module.relativeModuleId}`);
      }
    }
    counts.failed += unhandledErrors.length;
    if (counts.skipped > 0 && process.env['NOTHING_MAY_BE_SKIPPED'] === '1') {
      lines.push('nothing may be skipped here');
      process.exitCode = 1;
    }
    lines.push(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    // After the default reporter's own last words.
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
}
