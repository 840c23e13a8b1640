import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultInput } from '../control-types.ts';

/** Whether the call does its work in spite of the fault. */
export function isWorking(fault: FaultInput | undefined): boolean {
  return fault === undefined || fault.kind === 'slow' || fault.kind === 'lostAnswer' || fault.kind === 'cut';
}

export interface WholeAnswer {
  status: number;
  contentType: string;
  bytes: Buffer;
  headers?: Record<string, string>;
}

/** Sends an answer as the fault wants it: whole, half, not at all, or as a gateway's error. */
export function answerWithFault(
  request: IncomingMessage,
  response: ServerResponse,
  fault: FaultInput | undefined,
  answer: WholeAnswer,
): void {
  if (fault?.kind === 'timeout') return;
  if (fault?.kind === 'lostAnswer') {
    request.socket.destroy();
  } else if (fault?.kind === 'status') {
    response.writeHead(fault.status ?? 502, { 'content-type': 'text/html' });
    response.end('<html><body>Bad Gateway</body></html>');
  } else {
    const { status, contentType, bytes, headers } = answer;
    response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length, ...headers });
    // Announces the whole, sends half of it, and hangs up.
    if (fault?.kind === 'cut') {
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
    } else response.end(bytes);
  }
}
