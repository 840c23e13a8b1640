import type { IncomingMessage } from 'node:http';
import { HttpError, readBody, readBytes } from '../http/body.ts';

/** A file that came with a form. */
export interface FormFile {
  name: string;
  contentType: string;
  content: Buffer;
}

/** What a form brought. */
export interface Form {
  /** One value, without the blanks around it; '' when there is none. */
  field(name: string): string;
  all(name: string): string[];
  files: readonly FormFile[];
}

/** More than the longest words with every character escaped. */
const MAX_FORM_BYTES = 32 * 1024;
/** The limit of one file, and some for the fields around it. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 64 * 1024;

/** Whether files come with a form. */
export function isUpload(request: IncomingMessage): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Reads a form. What is larger than allowed is never kept in memory.
 *
 * @param takesFiles whether this page has a field for files; else a multipart body is refused
 * @throws HttpError 413 above the limit, 415 for a body that is no form, 400 for a broken one
 */
export async function readForm(request: IncomingMessage, takesFiles: boolean): Promise<Form> {
  if (isUpload(request)) {
    if (!takesFiles) throw new HttpError(415, 'no files here');
    const type = request.headers['content-type'] ?? '';
    return readMultipart(await readBytes(request, MAX_UPLOAD_BYTES), type);
  }
  const fields = new URLSearchParams(await readBody(request, MAX_FORM_BYTES));
  return formOf((name) => fields.getAll(name), []);
}

async function readMultipart(body: Buffer, type: string): Promise<Form> {
  let data: FormData;
  try {
    // Node's own reader of forms: no parser of ours, no further library.
    data = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new HttpError(400, 'broken form');
  }
  const files: FormFile[] = [];
  for (const value of data.values()) {
    // A field for files that was left empty comes as a file without name and content.
    if (typeof value === 'string' || value.size === 0) continue;
    const content = Buffer.from(await value.arrayBuffer());
    if (content.length > MAX_FILE_BYTES) throw new HttpError(413, 'file too large');
    files.push({ name: value.name, contentType: value.type, content });
  }
  return formOf((name) => data.getAll(name).filter((value) => typeof value === 'string'), files);
}

function formOf(valuesOf: (name: string) => string[], files: readonly FormFile[]): Form {
  const all = (name: string) => valuesOf(name).map(clean);
  return { field: (name) => all(name)[0] ?? '', all, files };
}

/** Browsers send line feeds as CR LF, and no text in the database may hold a NUL. */
function clean(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\0', '').toWellFormed().trim();
}
