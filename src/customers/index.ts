export { type Binding, bindIdentity } from './bind-identity.ts';
export { insertRows, refreshStatistics, takeIds, updateRows } from './bulk.ts';
export {
  isMaskedPhone,
  isNewEnergyPlate,
  parseLandline,
  parseMobile,
  parsePlate,
  parseVin,
  vinCheckDigit,
} from './formats.ts';
export {
  type Customer,
  customerOfIdentity,
  findByPlate,
  findByVin,
  listByMobile,
  listVehicles,
  type Vehicle,
  type VehicleWithOwner,
} from './look-up.ts';
export { recordOptIn, recordOptOut } from './opt-out.ts';
export { salutationOf } from './salutation.ts';
