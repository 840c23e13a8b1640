import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { MockDealership } from './mock-dealership.ts';

const builtPage = join(import.meta.dirname, '../../dist/console');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface MockServer {
  url: string;
  port: number;
  dealership: MockDealership;
  /** The next API request (not the reading ones) is refused with this text. */
  failNext: (error: string) => void;
  close: () => Promise<void>;
}

/**
 * Serves the built page with a scripted dealership behind it.
 *
 * @param port 0 = any free one
 * @param pageRoot folder of the built page
 */
export async function startMockServer(port = 0, pageRoot = builtPage): Promise<MockServer> {
  const listeners = new Set<ServerResponse>();
  const dealership = new MockDealership(() => {
    for (const listener of listeners) listener.write('data: {"type":"changed"}\n\n');
  });
  let failure: string | undefined;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/sandbox/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': hello\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    if (!url.pathname.startsWith('/sandbox/api/')) {
      void servePage(join(pageRoot, normalize(url.pathname === '/' ? '/index.html' : url.pathname)), response);
      return;
    }
    void readBody(request).then((bytes) => {
      const body = bytes.toString('utf8');
      if (request.method === 'POST' && failure !== undefined) {
        const error = failure;
        failure = undefined;
        return json(response, 409, { error });
      }
      const path = url.pathname.slice('/sandbox/api/'.length).split('/').map(decodeURIComponent);
      if (path[0] === 'media') {
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end(dealership.media.get(path[1] ?? ''));
        return undefined;
      }
      if (path[2] === 'files') {
        const [kind, name] = [request.headers['x-file-kind'], request.headers['x-file-name']].map(String);
        dealership.takesFile(path[0] ?? '', path[1] ?? '', kind as 'image', decodeURIComponent(name ?? ''), bytes);
        return json(response, 200, {});
      }
      const answer = answerTo(dealership, `${request.method} ${path[0]}`, path, url, body);
      if (answer instanceof MockError) return json(response, answer.status, { error: answer.message });
      return json(response, 200, answer);
    });
  });
  const actualPort = await listen(server, port);
  return {
    url: `http://127.0.0.1:${actualPort}`,
    port: actualPort,
    dealership,
    failNext: (error) => {
      failure = error;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class MockError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function answerTo(dealership: MockDealership, route: string, path: string[], url: URL, body: string): unknown {
  const [, id = '', what = ''] = path;
  const input = () =>
    JSON.parse(body) as {
      text?: string;
      id?: string;
      key?: string;
      kind?: string;
      seconds?: number;
      follow?: boolean;
      days?: number;
      templateId?: string;
      accept?: boolean;
    };
  switch (route) {
    case 'GET state':
      return dealership.state();
    case 'GET trace': {
      const after = Number(url.searchParams.get('after') ?? 0);
      return { items: dealership.trace.filter((item) => Number(item.id) > after) };
    }
    case 'GET owners':
      return { items: dealership.ownerInbox(id) };
    case 'GET staff':
      return { items: dealership.staffInbox(id) };
    case 'POST owners':
      if (what === 'messages') dealership.ownerWrites(id, input().text ?? '');
      else if (what === 'notices')
        dealership.outreach.answersNotice(id, input().templateId ?? '', input().accept === true);
      else if (what === 'menu') dealership.ownerChooses(id, input().id ?? '');
      else dealership.follow(id, input().follow === true);
      return {};
    case 'POST staff': {
      if (what === 'messages') {
        dealership.staffWrites(id, input().text ?? '');
        return {};
      }
      if (what === 'group-sends') {
        dealership.outreach.answersGroupSend(id, path[4] === 'confirm' ? 'confirm' : 'ignore');
        return {};
      }
      const problem = dealership.clickCard(id, path[3] ?? '', input().key ?? '');
      return problem === undefined ? {} : new MockError(409, problem);
    }
    case 'POST clock':
      dealership.advance(id === 'next' ? 24 * 3600 : (input().seconds ?? 0));
      return {};
    case 'POST journey':
      if (id === 'stop') dealership.outreach.stopsJourney();
      else dealership.outreach.startsJourney(input().days ?? 0);
      return {};
    case 'GET calls':
      return { items: dealership.outreach.calls };
    case 'POST calls':
      dealership.outreach.calls.splice(0, 1);
      return {};
    case 'GET trouble':
      return { items: dealership.trouble };
    case 'POST trouble':
      dealership.makeTrouble(input().kind ?? '');
      return {};
    case 'GET import':
      return { sample: true };
    case 'POST import':
      return importAnswer(id, body);
    default:
      return new MockError(404, '没有这个地址');
  }
}

function importAnswer(step: string, body: string): unknown {
  if (step === 'apply') return { summary: [{ label: '新增客户', value: 4 }] };
  if (body.trim() === '') return new MockError(422, '文件是空的，没有可以导入的内容');
  return {
    token: 'preview-1',
    summary: [
      { label: '读到的行', value: 6 },
      { label: '新增客户', value: 4 },
      { label: '更新车辆', value: 1 },
      { label: '没有变化', value: 0 },
    ],
    problems: [{ line: 5, reason: '车架号 LSVAA000000000005 只有 17 位中的 16 位' }],
  };
}

async function servePage(path: string, response: ServerResponse): Promise<void> {
  try {
    const content = await readFile(path);
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(content);
  } catch {
    // Whatever cannot be read is not there for the browser.
    response.writeHead(404).end();
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

// `node test/console/mock-server.ts 3100` to look at the page by hand.
if (process.argv[1] === import.meta.filename) {
  const { url } = await startMockServer(Number(process.argv[2] ?? 3100));
  process.stdout.write(`${url}\n`);
}
