import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';

export interface Listener {
  /** Without a trailing slash; names the loopback address when listening everywhere. */
  url: string;
  close(): Promise<void>;
}

/** Opens a port before there is an application for it: an address is often needed to build one. */
export async function listen(options: { port: number; host: string }): Promise<Listener & { serve(app: Koa): void }> {
  const server = createServer();
  // Whoever comes before the application is told to come again: an answer that never came would look like a fault.
  const comeAgain = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(503, { 'Retry-After': '5', 'Content-Type': 'text/plain; charset=utf-8' }).end('starting');
  };
  server.on('request', comeAgain);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host === '0.0.0.0' || options.host === '127.0.0.1' ? 'localhost' : options.host;
  return {
    url: `http://${host}:${port}`,
    serve: (app) => {
      const handle = app.callback();
      server.off('request', comeAgain);
      server.on('request', (request, response) => void handle(request, response));
    },
    close: () => closeServer(server),
  };
}

/** Lets requests under way finish for a moment, then closes what is left (event streams never end by themselves). */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 2000);
  await closed;
  clearTimeout(timer);
}
