import type { FileKind } from './kinds.ts';
import { FILE_KINDS } from './kinds.ts';
import type { FileType } from './sniff.ts';

const MAX_CHARACTERS = 120;

/** Endings that say more than the content's signature does: office files are ZIP or OLE containers. */
const CONTAINER_ENDINGS: Record<string, readonly string[]> = {
  zip: ['docx', 'xlsx', 'pptx', 'zip'],
  doc: ['doc', 'xls', 'ppt', 'msg'],
  txt: ['csv', 'txt', 'log', 'json', 'xml'],
  jpg: ['jpeg', 'jpg'],
};

/**
 * A name that is safe on any disk and ends as the content does: no folders, no control or direction characters, and no
 * picture that turns out to be a program.
 *
 * @param given what the platform calls the file; '' gives a name by kind and number
 */
export function safeFileName(given: string, type: FileType, about: { id: number; kind: FileKind }): string {
  const base = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?]/gu, '')
    .trim();
  const dot = base.lastIndexOf('.');
  const stem = (dot > 0 ? base.slice(0, dot) : base).replace(/[. ]+$/, '');
  const ending = dot > 0 ? base.slice(dot + 1).toLowerCase() : '';
  const name = stem === '' ? `${FILE_KINDS[about.kind].label}${about.id}` : stem;
  const isFitting = CONTAINER_ENDINGS[type.extension]?.includes(ending) ?? ending === type.extension;
  const extension = isFitting ? ending : type.extension === '' ? 'bin' : type.extension;
  return `${Array.from(name).slice(0, MAX_CHARACTERS).join('')}.${extension}`;
}
