import type { IncomingMessage } from 'node:http';

/** Callbacks are a few kilobytes; more than this is no callback. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What Koa's error handling turns into a status. */
export class HttpError extends Error {
  readonly status: number;
  readonly expose = true;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
  }
}

/**
 * Reads a UTF-8 body.
 *
 * @throws HttpError 413 above `maxBytes`, 400 when the sender breaks off
 */
export function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<string> {
  return readBytes(request, maxBytes).then((bytes) => bytes.toString('utf8'));
}

export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isTooLarge = Number(request.headers['content-length'] ?? 0) > maxBytes;
    if (isTooLarge) reject(new HttpError(413, 'body too large'));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // The rest is read and dropped, so that the sender can hear the answer.
      if (size > maxBytes && !isTooLarge) {
        isTooLarge = true;
        chunks.length = 0;
        reject(new HttpError(413, 'body too large'));
      }
      if (!isTooLarge) chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new HttpError(400, 'body broke off')));
    request.on('aborted', () => reject(new HttpError(400, 'body broke off')));
  });
}
