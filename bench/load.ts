import { connect, type Socket } from 'node:net';

export interface LoadResult {
  requests: number;
  seconds: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** A keep-alive HTTP connection that has one request under way at a time. */
class Connection {
  readonly #socket: Socket;
  #received = '';
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => this.#settle?.reject(new Error('connection closed')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  send(request: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    const status = this.#received.slice(9, 12);
    this.#received = '';
    const { resolve, reject } = this.#settle ?? {};
    this.#settle = undefined;
    if (status === '200') resolve?.();
    else reject?.(new Error(`answered ${status}`));
  }
}

/** As fast as the answers come: each connection sends its next request when the last one is answered. */
export async function closedLoop(port: number, connections: number, requests: readonly Buffer[]): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const times: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    open.map(async (connection) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        const sentAt = performance.now();
        await connection.send(request);
        times.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of open) connection.close();
  return summarize(times, seconds);
}

/** At a fixed rate whatever the answers do. Times count from when a request was due, so waiting for a connection counts. */
export async function openLoop(
  port: number,
  connections: number,
  requests: readonly Buffer[],
  perSecond: number,
): Promise<LoadResult> {
  const idle = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const all = [...idle];
  const times: number[] = [];
  const waiting: { request: Buffer; dueAt: number }[] = [];
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    let due = 0;
    const pump = (): void => {
      while (idle.length > 0 && waiting.length > 0) {
        const connection = idle.pop();
        const entry = waiting.shift();
        if (connection === undefined || entry === undefined) return;
        connection.send(entry.request).then(() => {
          times.push(performance.now() - entry.dueAt);
          idle.push(connection);
          if (times.length === requests.length) resolve();
          else pump();
        }, reject);
      }
    };
    const tick = (): void => {
      const reached = Math.min(((performance.now() - startedAt) / 1000) * perSecond, requests.length);
      for (; due < reached; due += 1) {
        const request = requests[due];
        if (request !== undefined) waiting.push({ request, dueAt: startedAt + (due / perSecond) * 1000 });
      }
      pump();
      if (due < requests.length) setTimeout(tick, 1);
    };
    tick();
  });
  for (const connection of all) connection.close();
  return summarize(times, (performance.now() - startedAt) / 1000);
}

export function summarize(timesMs: number[], seconds: number): LoadResult {
  return {
    requests: timesMs.length,
    seconds,
    perSecond: timesMs.length / seconds,
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
  };
}

/** Nearest rank. @param share 0–1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
