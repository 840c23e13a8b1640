import { expect } from 'vitest';

/** A browser reduced to what matters here: cookies, forms, and redirects that are followed by hand. */
export interface Visitor {
  cookies: Map<string, string>;
  /** One request, no redirect followed. */
  get(address: string): Promise<Page>;
  post(address: string, fields: Record<string, string>): Promise<Page>;
  /** A form with several fields of one name. */
  postAll(address: string, fields: URLSearchParams): Promise<Page>;
  /** Sends a form with files, as browsers do; follows to where the browser is sent. */
  upload(page: Page, action: string, fields: Record<string, string>, files?: readonly File[]): Promise<Page>;
  /** Opens a page of the service, signing in on the way as this visitor where the platform asks who it is. */
  open(path: string): Promise<Page>;
  /** Presses a button of the form on a page that was opened; follows to where the browser is sent. */
  press(page: Page, action: string, fields?: Record<string, string>): Promise<Page>;
}

export interface Page {
  status: number;
  address: string;
  /** '' when the browser is sent nowhere. */
  location: string;
  headers: Headers;
  text: string;
}

/** @param asUser member id, or person id of somebody who is no member; @param userAgent default: inside WeCom */
export function visitorAt(siteUrl: string, asUser: string, userAgent = 'Mozilla/5.0 wxwork/4.1.0'): Visitor {
  const cookies = new Map<string, string>();
  async function request(address: string, init: RequestInit): Promise<Page> {
    const url = new URL(address, siteUrl);
    const isOurs = url.origin === new URL(siteUrl).origin;
    const cookie = isOurs ? [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') : '';
    const headers = new Headers({ 'user-agent': userAgent, ...(cookie === '' ? {} : { cookie }) });
    if (typeof init.body === 'string') headers.set('content-type', 'application/x-www-form-urlencoded');
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of isOurs ? response.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return {
      status: response.status,
      address: url.pathname,
      location: response.headers.get('location') ?? '',
      headers: response.headers,
      text: await response.text(),
    };
  }
  const get = (address: string) => request(address, { method: 'GET' });
  const postAll = (address: string, fields: URLSearchParams) =>
    request(address, { method: 'POST', body: fields.toString() });
  const post = (address: string, fields: Record<string, string>) => postAll(address, new URLSearchParams(fields));
  async function follow(first: Page): Promise<Page> {
    let page = first;
    for (let step = 0; page.location !== ''; step += 1) {
      expect(step, 'redirects without end').toBeLessThan(6);
      const next = new URL(page.location, siteUrl);
      if (next.pathname.endsWith('/wecom-oauth/authorize')) next.searchParams.set('as_user', asUser);
      page = await get(next.href);
    }
    return page;
  }
  return {
    cookies,
    get,
    post,
    postAll,
    open: async (path) => follow(await get(path)),
    upload: async (page, action, fields, files = []) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...hiddenFields(page), action, ...fields })) body.set(name, value);
      for (const file of files) body.append('files', file);
      return follow(await request(page.address, { method: 'POST', body }));
    },
    press: async (page, action, fields = {}) =>
      follow(await post(page.address, { ...hiddenFields(page), action, ...fields })),
  };
}

/** Token and newest event, as the first form of the page holds them. */
export function hiddenFields(page: Page): { token: string; seen: string } {
  const valueOf = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page.text)?.[1] ?? '';
  return { token: valueOf('token'), seen: valueOf('seen') };
}

/** The values of the buttons on a page, in order, without 退出 and what belongs to a call. */
export function buttonsOn(page: Page): string[] {
  return [...page.text.matchAll(/<button[^>]* value="(\w+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((value) => value !== 'signOut' && value !== 'reportCall');
}
