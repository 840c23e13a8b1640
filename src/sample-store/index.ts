export { buildSampleStore } from './build.ts';
export { buildSampleImport } from './sample-import.ts';
export { type SampleAccounts, seedSampleStore } from './seed.ts';
export type { DemoOwner, SampleCustomer, SamplePerson, SampleStore, SampleVehicle, SampleVisit } from './types.ts';
export { seedPast } from './seed-past.ts';
