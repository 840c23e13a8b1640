export { lookUpContact } from './look-up.ts';
export { type ContactChange, contactKey, noteContactChange } from './note-change.ts';
export { reconcileContacts } from './reconcile.ts';
export { endRelation } from './relations.ts';
