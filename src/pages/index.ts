export type { PageOptions } from './options.ts';
export { staffPages } from './staff-pages.ts';
export { subscribePageOf } from './subscribe/address.ts';
export { subscribePages } from './subscribe/subscribe-pages.ts';
