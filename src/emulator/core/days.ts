/** The platform's days change at midnight in Shanghai, which has no summer time. */
const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;

/** `YYYY-MM-DD` in Asia/Shanghai of an instant in milliseconds. */
export function dayOf(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}
