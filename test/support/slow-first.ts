import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes however short they are, longest first. */
const SLOW = ['test/crash/outreach.test.ts', 'test/crash/crash.test.ts'];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = SLOW.findIndex((file) => moduleId.endsWith(file));
  return rank === -1 ? SLOW.length : rank;
};

/** Where nothing is known of earlier runs, files start by size; one that takes minutes must not be the last alone. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
