import { PGlite } from '@electric-sql/pglite';
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { Client } from 'pg';

/** Where a process of the service is to die: it kills itself, as nobody from outside could hit so short a moment. */
export interface Strike {
  name: string;
  /** `sql`: before such a statement. `during`: while it runs. `call`: before such a request. `answer`: after it worked. */
  on: 'sql' | 'during' | 'call' | 'answer';
  /** What its text with its values, or its address, holds: every one of them, in ASCII. */
  holds: readonly string[];
  /** The nth time that this process gets there; default the first. */
  nth?: number;
}

/** Long enough for a statement to have begun. */
const DURING_SECONDS = 0.008;

interface Armed extends Strike {
  left: number;
}
let armed: Armed[] = [];
let toldIn = '';

/**
 * Watches this process's statements and requests.
 *
 * @param file gets the name of the strike that hits, as the last thing this process does
 */
export function watchForStrikes(file: string): void {
  toldIn = file;
  watchPostgres();
  watchPglite();
  watchRequests();
}

/** In place of those that were armed before. */
export function arm(strikes: readonly Strike[]): void {
  armed = strikes.map((strike) => ({ ...strike, left: strike.nth ?? 1 }));
}

function watchPostgres(): void {
  const prototype = Client.prototype as unknown as { query: (...input: unknown[]) => unknown };
  const query = prototype.query;
  prototype.query = function watched(...input: unknown[]) {
    const [config, values] = input as [string | { text?: string; values?: unknown }, unknown];
    const text = typeof config === 'string' ? config : (config.text ?? '');
    const given = typeof config === 'string' ? values : (config.values ?? values);
    onStatement(() => `${text}\n${JSON.stringify(Array.isArray(given) ? given : [])}`);
    return query.apply(this, input);
  };
}

/** The embedded database gets a statement's text and, maybe much later and often, its values. */
function watchPglite(): void {
  const prototype = PGlite.prototype as unknown as {
    execProtocolStream: (message: Uint8Array, ...rest: unknown[]) => unknown;
  };
  const execProtocolStream = prototype.execProtocolStream;
  const PARSE = 'P';
  const BIND = 'B';
  /** By the name it was prepared under. */
  const texts = new Map<string, string>();
  prototype.execProtocolStream = function watched(message, ...rest) {
    for (const { type, words } of messagesIn(message)) {
      if (type === PARSE) texts.set(words[0] ?? '', words[1] ?? '');
      if (type === BIND) onStatement(() => `${texts.get(words[1] ?? '')}\n${words.slice(2).join('')}`);
    }
    return execProtocolStream.call(this, message, ...rest);
  };
}

/** A letter, the length of what follows with its own four bytes, and words that end with a zero. */
function messagesIn(bytes: Uint8Array): { type: string; words: string[] }[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: { type: string; words: string[] }[] = [];
  for (let start = 0; start + 5 <= buffer.length;) {
    const end = start + 1 + buffer.readUInt32BE(start + 1);
    const words = buffer.toString('latin1', start + 5, end).split('\0');
    messages.push({ type: String.fromCharCode(buffer[start] ?? 0), words });
    start = end;
  }
  return messages;
}

function watchRequests(): void {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    find('call', address, die);
    const answer = await send(input, init);
    find('answer', address, die);
    return answer;
  };
}

function onStatement(textOf: () => string): void {
  if (armed.length === 0) return;
  const text = textOf();
  find('sql', text, die);
  find('during', text, (name) => {
    note(name);
    spawn('sh', ['-c', `sleep ${DURING_SECONDS}; kill -9 ${process.pid}`], { stdio: 'ignore', detached: true });
  });
}

function find(on: Strike['on'], text: string, strike: (name: string) => void): void {
  for (const one of armed) {
    if (one.on !== on || !one.holds.every((part) => text.includes(part))) continue;
    one.left -= 1;
    if (one.left === 0) strike(one.name);
  }
}

function die(name: string): void {
  note(name);
  process.kill(process.pid, 'SIGKILL');
}

const note = (name: string): void => appendFileSync(toldIn, `${name}\n`);
