import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulation } from '../emulation.ts';

const HEARTBEAT_MS = 15_000;

/** Server-sent events: every record entry and every change of an inbox, as they happen. */
export function streamRecord(emulation: Emulation, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write(': open\n\n');
  const unsubscribe = emulation.recorder.subscribe((change) => {
    if (change.type === 'record') {
      response.write(`id: ${change.entry.seq}\nevent: record\ndata: ${JSON.stringify(change.entry)}\n\n`);
    } else {
      response.write(`id: ${change.seq}\nevent: change\ndata: {"seq":${change.seq}}\n\n`);
    }
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  request.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
