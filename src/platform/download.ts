import { CareError } from '../errors.ts';

/** A file as the platform hands it out. `fileName` as it names it, '' when it does not. */
export interface DownloadedFile {
  content: Uint8Array<ArrayBuffer>;
  fileName: string;
}

/** A file, or JSON in its place: an errcode, or the address of a video. */
export type Download = { file: DownloadedFile } | { answer: Record<string, unknown> };

/**
 * Reads a body that may be large, and no further than allowed.
 *
 * @throws {CareError} `LIMIT_EXCEEDED` as soon as it is known to be larger than `maxBytes`
 * @throws {Error} when the connection breaks before the announced end
 */
export async function readDownload(response: Response, maxBytes: number): Promise<Download> {
  const disposition = response.headers.get('content-disposition') ?? '';
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop closes the connection: what is too large is not read to its end.
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const content = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    content.set(chunk, offset);
    offset += chunk.length;
  }
  // Errors come with status 200 too; only a file has a disposition. A file may be JSON itself.
  const answer = disposition === '' ? jsonOf(content) : undefined;
  return answer === undefined ? { file: { content, fileName: nameIn(disposition) } } : { answer };
}

const tooLarge = (maxBytes: number) => new CareError('LIMIT_EXCEEDED', `the file is larger than ${maxBytes} bytes`);

function jsonOf(content: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(content));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // No JSON: a file that the platform did not name.
    return undefined;
  }
}

/** The platforms write the name percent-encoded, as raw UTF-8 (which headers deliver as Latin-1), or by RFC 5987. */
function nameIn(disposition: string): string {
  const extended = /filename\*=(?:UTF-8|utf-8)''([^;]+)/.exec(disposition)?.[1];
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1] ?? /filename=([^;]+)/i.exec(disposition)?.[1];
  const name = extended ?? plain ?? '';
  try {
    if (/%[0-9a-f]{2}/i.test(name)) return decodeURIComponent(name);
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(name, 'latin1'));
  } catch {
    return name;
  }
}
