import type { Context } from '../context.ts';
import { nudgeOverdue } from './nudge.ts';
import { reviewWeek } from './review-week.ts';

/** Every morning: the week is reviewed when that is not done yet, then what is late is nudged. */
export async function watchRectifications(context: Context): Promise<void> {
  await reviewWeek(context);
  await nudgeOverdue(context);
}
