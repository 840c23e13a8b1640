import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false });

/** A callback as it arrived. */
export interface Received {
  path: string;
  query: URLSearchParams;
  body: string;
  /** undefined when signature, key or receiveid did not fit: answered 403. */
  inner: Record<string, unknown> | undefined;
  /** Children of the body's own `<xml>`. */
  outer: Record<string, unknown>;
  at: number;
}

export interface Answer {
  status?: number;
  body?: string;
  /** Wall milliseconds before answering. */
  delayMs?: number;
}

export interface ReceiverKeys {
  token: string;
  aesKey: string;
  receiveId: string;
}

/** A minimal service: checks signatures for real, keeps what came, answers as told. */
export class Receiver {
  readonly url: string;
  readonly received: Received[] = [];
  /** How the n-th POST (from 0) is answered. */
  answer: (received: Received, index: number) => Answer = () => ({});
  /** What a GET verification answers, given the right plaintext. */
  verify: (plain: string) => Answer = (plain) => ({ body: plain });
  readonly close: () => Promise<void>;

  constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.close = close;
  }

  /** Accepted callbacks. */
  get events(): Record<string, unknown>[] {
    return this.received.flatMap(({ inner }) => (inner === undefined ? [] : [inner]));
  }
}

export async function startReceiver(keys: Record<string, ReceiverKeys>): Promise<Receiver> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readAll(request);
      const url = new URL(request.url ?? '/', 'http://receiver');
      const key = keys[url.pathname];
      const answer = request.method === 'GET' ? answerGet(url, key) : answerPost(url, body, key);
      if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      response.writeHead(answer.status ?? 200).end(answer.body ?? '');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver = new Receiver(`http://127.0.0.1:${port}`, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return receiver;

  function answerGet(url: URL, key: ReceiverKeys | undefined): Answer {
    const echostr = url.searchParams.get('echostr') ?? '';
    if (key === undefined) return { status: 404 };
    if (url.searchParams.has('signature')) return plainFits(url, key) ? receiver.verify(echostr) : { status: 403 };
    const opened = open(url, echostr, key);
    return opened === undefined ? { status: 403 } : receiver.verify(opened);
  }

  function answerPost(url: URL, body: string, key: ReceiverKeys | undefined): Answer {
    const outer = readXml(body);
    const plain = outer['Encrypt'] === undefined && key !== undefined && plainFits(url, key);
    const text = key === undefined ? undefined : plain ? body : open(url, String(outer['Encrypt']), key);
    const inner = text === undefined ? undefined : readXml(text);
    const received = { path: url.pathname, query: url.searchParams, body, inner, outer, at: performance.now() };
    receiver.received.push(received);
    if (inner === undefined) return { status: 403 };
    return receiver.answer(received, receiver.received.length - 1);
  }
}

/** An encrypted passive reply, as the documents want it. */
export function sealReply(keys: ReceiverKeys, inner: string, timestamp = '1750000000', nonce = '77'): string {
  const sealed = encrypt(keys.aesKey, inner, keys.receiveId);
  const signature = getSignature(keys.token, timestamp, nonce, sealed);
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
}

function open(url: URL, sealed: string, key: ReceiverKeys): string | undefined {
  const { searchParams } = url;
  const expected = getSignature(
    key.token,
    searchParams.get('timestamp') ?? '',
    searchParams.get('nonce') ?? '',
    sealed,
  );
  if (expected !== searchParams.get('msg_signature')) return undefined;
  try {
    const opened = decrypt(key.aesKey, sealed);
    return opened.id === key.receiveId ? opened.message : undefined;
  } catch {
    return undefined;
  }
}

function plainFits(url: URL, key: ReceiverKeys): boolean {
  const { searchParams } = url;
  const parts = [key.token, searchParams.get('timestamp') ?? '', searchParams.get('nonce') ?? ''].sort();
  return createHash('sha1').update(parts.join('')).digest('hex') === searchParams.get('signature');
}

function readXml(text: string): Record<string, unknown> {
  const parsed = parser.parse(text) as { xml?: Record<string, unknown> };
  return parsed.xml ?? {};
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
