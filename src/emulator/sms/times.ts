const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;

/** `2026-11-22 09:00:00`, Shanghai time. */
export function shanghaiTime(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Hour of the Shanghai day, 0–23. */
export function shanghaiHour(instant: number): number {
  return new Date(instant + SHANGHAI_OFFSET_MS).getUTCHours();
}

/** `20261122`, Shanghai time. */
export function compactDay(instant: number): string {
  return shanghaiTime(instant).slice(0, 10).replaceAll('-', '');
}
