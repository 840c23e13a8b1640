import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OauthCodeRow } from './core/state.ts';
import type { Emulation } from './emulation.ts';

const COOKIE = 'emulator_user';

/** Who is looking at the page: named in the address, or remembered from the last time. */
export function chosenVisitor(request: IncomingMessage, url: URL, parameter: string): string | undefined {
  const named = url.searchParams.get(parameter);
  if (named !== null && named !== '') return named;
  const cookie = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
  return cookie === undefined ? undefined : decodeURIComponent(cookie);
}

/** Sends the visitor back with a fresh code. */
export function redirectWithCode(
  emulation: Emulation,
  response: ServerResponse,
  redirect: URL,
  state: string,
  row: OauthCodeRow,
  visitor: string,
): void {
  const code = emulation.ids.fresh('oauth-code', 43);
  emulation.state.oauthCodes.put(code, row);
  emulation.commit();
  const target = new URL(redirect);
  target.searchParams.set('code', code);
  target.searchParams.set('state', state);
  response.writeHead(302, {
    location: target.href,
    'set-cookie': `${COOKIE}=${encodeURIComponent(visitor)}; Path=/; HttpOnly; SameSite=Lax`,
  });
  response.end();
}

/** A page that asks who is visiting. */
export function sendChoicePage(
  response: ServerResponse,
  url: URL,
  parameter: string,
  choices: { id: string; name: string; detail: string }[],
): void {
  const links = choices.map(({ id, name, detail }) => {
    const target = new URL(url);
    target.searchParams.set(parameter, id);
    return `<li><a href="${escapeHtml(target.pathname + target.search)}">${escapeHtml(name)}</a> ${escapeHtml(detail)}</li>`;
  });
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>选择登录身份</title><body style="font-family:sans-serif;max-width:30em;margin:2em auto">
<h1>选择登录身份</h1><p>这是模拟的企业微信授权页。</p><ul>${links.join('')}</ul></body></html>`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
