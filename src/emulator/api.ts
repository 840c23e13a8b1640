import { isRecord } from './core/http.ts';
import { PlatformError } from './core/platform-error.ts';
import type { AppRow, OfficialAccountRow } from './core/state.ts';

export type Platform = 'wecom' | 'official-account';

/** One API call as its handler sees it: authorised, parsed, atomic. */
export interface ApiCall {
  query: URLSearchParams;
  body: Record<string, unknown>;
  rawBody: Buffer;
  contentType: string;
  ip: string;
  /** Host and port under which the caller reached us. */
  host: string;
  /** Handlers set it to false when errcode 0 changed nothing (A3, A5, O3). */
  effect: boolean;
}
export interface WecomCall extends ApiCall {
  app: AppRow;
}
export interface OfficialCall extends ApiCall {
  account: OfficialAccountRow;
}

/** An answer that is not JSON: a media file. */
export class BinaryAnswer {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly fileName: string;

  constructor(bytes: Buffer, contentType: string, fileName: string) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.fileName = fileName;
  }
}

/** Fields beside errcode 0 and errmsg ok, or a file. Throwing a PlatformError answers its errcode. */
export type ApiAnswer = Record<string, unknown> | BinaryAnswer;

interface RouteBase {
  /** Path after the base URL, as `cgi-bin/message/send`. */
  path: string;
  method: 'GET' | 'POST' | 'ANY';
  /** Outside the base quota table: it has limits of its own. */
  ownQuota?: boolean;
  /** The body is not JSON. */
  rawBody?: boolean;
}
export type WecomRoute = RouteBase & { run: (call: WecomCall) => ApiAnswer };
export type OfficialRoute = RouteBase & { run: (call: OfficialCall) => ApiAnswer };
export type OpenRoute = RouteBase & { run: (call: ApiCall) => ApiAnswer };

/** Routes of one platform: with its access_token, and without any. */
export interface ApiTable<Route> {
  routes: Map<string, Route>;
  open: Map<string, OpenRoute>;
}

/** Path as people write it: without `cgi-bin/`. */
export function shortPath(path: string): string {
  return path.startsWith('cgi-bin/') ? path.slice('cgi-bin/'.length) : path;
}

/**
 * Typed access to a JSON body. A field of the wrong type is answered like malformed JSON (G5).
 */
export class Fields {
  readonly #body: Record<string, unknown>;

  constructor(body: Record<string, unknown>) {
    this.#body = body;
  }

  /** '' when absent. */
  text(name: string): string {
    const value = this.#body[name];
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string') throw wrongType(name);
    return value;
  }

  /** Numbers may come as decimal strings, as the platform accepts them. */
  number(name: string): number | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null || value === '') return undefined;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw wrongType(name);
    return number;
  }

  object(name: string): Record<string, unknown> | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    if (!isRecord(value)) throw wrongType(name);
    return value;
  }

  /** undefined when absent. */
  list(name: string): unknown[] | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw wrongType(name);
    return value as unknown[];
  }

  texts(name: string): string[] {
    return (this.list(name) ?? []).map((one) => {
      if (typeof one !== 'string') throw wrongType(name);
      return one;
    });
  }

  objects(name: string): Record<string, unknown>[] {
    return (this.list(name) ?? []).map((one) => {
      if (!isRecord(one)) throw wrongType(name);
      return one;
    });
  }
}

function wrongType(name: string): PlatformError {
  return new PlatformError(WRONG_TYPE, `field ${name} has a wrong type. Warning: wrong json format. `);
}

/** WeCom: invalid parameter; the Official Account door turns it into 47001. */
export const WRONG_TYPE = 40058;

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
