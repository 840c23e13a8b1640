import { CareError, PlatformError, PlatformUnreachableError } from '../errors.ts';
import { type Download, readDownload } from './download.ts';

/** What a token fetch yields. `expires_in` in seconds. */
export interface TokenGrant {
  token: string;
  expiresInSeconds: number;
}

export interface PlatformApi {
  /** Calls with an access token; the answer's errcode is 0. @throws PlatformError | PlatformUnreachableError */
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  get(path: string, query: Record<string, string>): Promise<Record<string, unknown>>;
  /**
   * Sends a file by POST. What arrived although its answer was lost is forgotten by the platform, so
   * `PlatformUnreachableError` never says that it may have worked.
   */
  upload(path: string, query: Record<string, string>, form: FormData): Promise<Record<string, unknown>>;
  /**
   * A file by GET, or the JSON object that stands in its place when its errcode is 0.
   *
   * @throws {CareError} `LIMIT_EXCEEDED` when it is larger; and what `get` throws
   */
  download(path: string, query: Record<string, string>, maxBytes: number): Promise<Download>;
}

/** A call that takes longer has no answer: the outbox decides what that means. */
const CALL_TIMEOUT_MS = 8_000;
/** For a file of twenty megabytes over a slow line. */
const FILE_TIMEOUT_MS = 60_000;
/** Renew this long before the platform would refuse the token. */
const TOKEN_MARGIN_MS = 120_000;

/**
 * JSON over HTTP as WeCom and the Official Account speak it: status 200 with an errcode, token in the query. Fetches
 * the token once for all callers, and once more when the platform calls it invalid in mid-life.
 *
 * @param options.invalidTokenCodes errcodes that mean "fetch a new token" on this host (they differ: see the platform pages)
 */
export function createPlatformApi(options: {
  baseUrl: string;
  fetchToken: (call: (path: string, init: RequestInit) => Promise<Record<string, unknown>>) => Promise<TokenGrant>;
  invalidTokenCodes: readonly number[];
  now: () => Date;
}): PlatformApi {
  let cached: { token: string; renewAt: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function call(path: string, init: RequestInit, isTokenFetch = false): Promise<Record<string, unknown>> {
    const method = path.split('?')[0] ?? path;
    let answer: Record<string, unknown>;
    try {
      const response = await fetch(`${options.baseUrl}/cgi-bin/${path}`, {
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
        ...init,
      });
      if (response.status !== 200) throw new Error(`HTTP status ${response.status}`);
      answer = parseJson(await response.text());
    } catch (error) {
      throw new PlatformUnreachableError(method, error, !isTokenFetch && !wasRefused(error));
    }
    const errcode = Number(answer['errcode'] ?? 0);
    if (errcode !== 0) throw new PlatformError(method, errcode, textOf(answer['errmsg']));
    return answer;
  }

  async function upload(path: string, form: FormData): Promise<Record<string, unknown>> {
    try {
      return await call(path, { method: 'POST', body: form, signal: AbortSignal.timeout(FILE_TIMEOUT_MS) });
    } catch (error) {
      if (!(error instanceof PlatformUnreachableError)) throw error;
      throw new PlatformUnreachableError(path.split('?')[0] ?? path, error.cause, false);
    }
  }

  async function download(path: string, maxBytes: number): Promise<Download> {
    const method = path.split('?')[0] ?? path;
    let result: Download;
    try {
      const response = await fetch(`${options.baseUrl}/cgi-bin/${path}`, {
        signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
      });
      if (response.status !== 200) throw new Error(`HTTP status ${response.status}`);
      result = await readDownload(response, maxBytes);
    } catch (error) {
      if (error instanceof CareError) throw error;
      throw new PlatformUnreachableError(method, error);
    }
    const errcode = 'answer' in result ? Number(result.answer['errcode'] ?? 0) : 0;
    if ('answer' in result && errcode !== 0) {
      throw new PlatformError(method, errcode, textOf(result.answer['errmsg']));
    }
    return result;
  }

  function token(): Promise<string> {
    if (cached !== undefined && cached.renewAt > options.now().getTime()) return Promise.resolve(cached.token);
    fetching ??= (async () => {
      try {
        const grant = await options.fetchToken((path, init) => call(path, init, true));
        const life = Math.max(grant.expiresInSeconds * 1000 - TOKEN_MARGIN_MS, 1000);
        cached = { token: grant.token, renewAt: options.now().getTime() + life };
        return grant.token;
      } finally {
        fetching = undefined;
      }
    })();
    return fetching;
  }

  async function withToken<T>(
    path: string,
    query: Record<string, string>,
    run: (address: string) => Promise<T>,
  ): Promise<T> {
    const used = await token();
    const address = (value: string) => `${path}?${new URLSearchParams({ ...query, access_token: value }).toString()}`;
    try {
      return await run(address(used));
    } catch (error) {
      if (!(error instanceof PlatformError) || !options.invalidTokenCodes.includes(error.errcode)) throw error;
      // Another caller may have renewed it already: only the token that failed is dropped.
      if (cached?.token === used) cached = undefined;
      return run(address(await token()));
    }
  }

  return {
    post: (path, body) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return withToken(path, {}, (address) => call(address, init));
    },
    get: (path, query) => withToken(path, query, (address) => call(address, { method: 'GET' })),
    upload: (path, query, form) => withToken(path, query, (address) => upload(address, form)),
    download: (path, query, maxBytes) => withToken(path, query, (address) => download(address, maxBytes)),
  };
}

/** Without a connection nothing was sent. */
function wasRefused(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return (
    typeof cause?.code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(cause.code)
  );
}

/** Message ids may exceed 2^53: integers that a double can't hold stay strings. */
export function parseJson(text: string): Record<string, unknown> {
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  const parsed: unknown = JSON.parse(text, keepDigits);
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('the answer is no JSON object');
  return parsed as Record<string, unknown>;
}

/** A field that should be text or a number, as text; '' for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Union ids in a list of people, by the field that names each; who has none is left out. */
export function unionIdsOf(people: unknown, idField: string): Map<string, string> {
  const entries = Array.isArray(people) ? (people as Record<string, unknown>[]) : [];
  return new Map(
    entries
      .map((entry) => [textOf(entry[idField]), textOf(entry['unionid'])] as const)
      .filter(([id, unionId]) => id !== '' && unionId !== ''),
  );
}
