import { isWithin, type Occurrence, type VehicleFacts, type Window } from '../occurrence.ts';

const NAMES = { compulsory: '交强险', commercial: '商业险', both: '交强险和商业险' } as const;

/** Insurances that end in a window: one reminder when both end on one day, else one each. */
export function insuranceRenewal(car: VehicleFacts, window: Window): Occurrence[] {
  const { compulsoryInsuranceExpiresOn: compulsory, commercialInsuranceExpiresOn: commercial } = car;
  const ends =
    compulsory === commercial
      ? ([['both', compulsory]] as const)
      : ([
          ['compulsory', compulsory],
          ['commercial', commercial],
        ] as const);
  return ends.flatMap(([item, dueOn]) =>
    isWithin(dueOn, window)
      ? [
          {
            kind: 'insuranceRenewal',
            item,
            dueOn,
            reason: `${NAMES[item]}于 ${dueOn} 到期`,
            detail: { items: item === 'both' ? ['compulsory', 'commercial'] : [item] },
          },
        ]
      : [],
  );
}
