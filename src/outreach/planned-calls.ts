/**
 * What calls are for that come by a plan and not by an owner's word: they are told in the day's lists, tried as often as the
 * store's rule says, and go to the next caller when theirs has left.
 */
export const PLANNED_CALLS = ['reminder', 'followUp', 'winBack'] as const;

export const isPlannedCall = (purpose: string): boolean => PLANNED_CALLS.some((one) => one === purpose);
