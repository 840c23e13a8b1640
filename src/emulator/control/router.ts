import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fields } from '../api.ts';
import { parseJsonObject, readBody, sendJson } from '../core/http.ts';
import { ControlError, PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';

/** One control call: path parameters, query and JSON body. */
export interface ControlCall {
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  fields: Fields;
}

export interface ControlRoute {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `/_control`, with `:name` for parameters. */
  path: string;
  run: (call: ControlCall) => unknown;
}

interface CompiledRoute extends ControlRoute {
  parts: string[];
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Finds and runs control routes; whatever they changed is on disk before the answer. */
export class ControlRouter {
  readonly #emulation: Emulation;
  readonly #routes: CompiledRoute[];

  constructor(emulation: Emulation, routes: ControlRoute[]) {
    this.#emulation = emulation;
    this.#routes = routes.map((route) => ({ ...route, parts: route.path.split('/') }));
  }

  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      sendJson(response, 200, await this.#run(path, request));
    } catch (error) {
      if (error instanceof ControlError) sendJson(response, error.status, { error: error.message });
      else if (error instanceof PlatformError || error instanceof RangeError || error instanceof URIError) {
        sendJson(response, 400, { error: error.message });
      } else throw error;
    }
  }

  async #run(path: string, request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://emulator');
    const segments = path.split('/');
    const fitting = this.#routes.flatMap((route) => {
      const params = match(route.parts, segments);
      return params === undefined ? [] : [{ route, params }];
    });
    if (fitting.length === 0) throw new ControlError(404, `no control call ${path}`);
    const found = fitting.find(({ route }) => route.method === request.method);
    if (found === undefined)
      throw new ControlError(405, `${path} takes ${fitting.map(({ route }) => route.method).join(', ')}`);
    const bytes = await readBody(request, MAX_BODY_BYTES);
    if (bytes === undefined) throw new ControlError(413, 'body too large');
    const text = bytes.toString('utf8');
    const body = text === '' ? {} : parseJsonObject(text);
    if (body === undefined) throw new ControlError(400, 'the body is not a JSON object');
    try {
      const answer = found.route.run({ params: found.params, query: url.searchParams, body, fields: new Fields(body) });
      return (await answer) ?? {};
    } finally {
      this.#emulation.commit();
    }
  }
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return params;
}
