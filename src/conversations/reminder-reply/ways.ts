/** What a yes to a reminder leads to. */
export type Way = 'pickUp' | 'visit' | 'insurance' | 'thanks';

const WAYS: Readonly<Record<string, Way>> = {
  plateReady: 'pickUp',
  repairProgress: 'pickUp',
  firstMaintenance: 'visit',
  regularMaintenance: 'visit',
  warrantyEnd: 'visit',
  annualInspection: 'visit',
  promotion: 'visit',
  insuranceRenewal: 'insurance',
};
/** Whoever waits for something answers that first; a visit before a call. */
const ORDER: readonly Way[] = ['pickUp', 'visit', 'insurance', 'thanks'];

/**
 * Something is fetched, is done in the store, or is seen to by a call of the insurance department. Licence, weather, a
 * greeting and their like are the owner's own: a yes is thanked for.
 */
export const wayOf = (kind: string): Way => WAYS[kind] ?? 'thanks';

/** For sorting: what a yes books first. */
export const rankOf = (kind: string): number => ORDER.indexOf(wayOf(kind));
