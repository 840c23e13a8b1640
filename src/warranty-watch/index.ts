export { assess, type Assessment, faultLabel } from './assess.ts';
export { listWarrantyWarnings, warrantyNoteFor } from './warranty-note.ts';
export { watchWarranties } from './watch-warranties.ts';
