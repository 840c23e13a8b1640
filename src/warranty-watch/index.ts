export { type Assessment } from './assess.ts';
export { warrantyNoteFor } from './warranty-note.ts';
export { watchWarranties } from './watch-warranties.ts';
