export { type Binding, bindIdentity, bindIdentityToCustomer, bindIdentityToVehicle } from './bind-identity.ts';
export { bindingSceneOf, vehicleOfScene } from './binding-scene.ts';
export { insertRows, refreshStatistics, takeIds, updateRows } from './bulk.ts';
export {
  isMaskedPhone,
  isNewEnergyPlate,
  maskPhone,
  parseLandline,
  parseMobile,
  parsePlate,
  parseVin,
  vinCheckDigit,
} from './formats.ts';
export { knownNames } from './known-names.ts';
export {
  type Customer,
  findByPlate,
  findByVin,
  listByMobile,
  listVehicles,
  type Vehicle,
  type VehicleWithOwner,
} from './look-up.ts';
export { markMobile } from './mark-mobile.ts';
export { fillNameSounds } from './fill-name-sounds.ts';
export { loadNameSounds, type NameSounds } from './name-sounds.ts';
export {
  isPreferredChannel,
  parsePreferredChannel,
  PREFERRED_CHANNELS,
  type PreferredChannel,
  setPreferredChannel,
} from './preferred-channel.ts';
export { recordIdentityOptOut, recordOptIn, type Said } from './opt-out.ts';
export { salutationOf } from './salutation.ts';
export { type OwnerWithVehicles, searchOwners } from './search-owners.ts';
export { findSmsRefusals, recordSmsRefusal } from './sms-refusal.ts';
export { CONSENT_KINDS, type ConsentKind, setConsent } from './set-consent.ts';
export { setDeceased } from './set-deceased.ts';
export { setVehicleStatus, VEHICLE_STATUSES, type VehicleStatus } from './set-vehicle-status.ts';
