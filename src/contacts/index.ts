export { noteFollowing, noteUnfollowing } from './following.ts';
export { lookUpContact } from './look-up.ts';
export { type Asked, lookUpPerson } from './look-up-person.ts';
export { type ContactChange, noteContactChange } from './note-change.ts';
export { reconcileContacts } from './reconcile.ts';
export { identityKeys, reconcileIdentities } from './reconcile-identities.ts';
export { joinPerson } from './union-ids.ts';
