import type { Target } from './types.ts';

/** Whether a share reaches what the store's rules want. Pure. */
export function meetsTarget(share: number, target: Target): boolean {
  return 'atLeast' in target ? share >= target.atLeast : share < target.below;
}
