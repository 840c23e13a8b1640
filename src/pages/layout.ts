import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Content, Html, html } from './html.ts';

const css = ['pages.css', 'care.css'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n');

/** Our own text, the only one that enters a page as it is. */
const style = new Html(`<style>${css}</style>`);

/** Nothing but this very style sheet and our own files are loaded, no script runs, forms go home, no other site frames the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "img-src 'self' data:",
  "media-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every page: what an owner said is kept in no cache and shown in no frame. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** A whole page. */
export function documentOf(title: string, body: Content, ownStyle: Content = style): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        ${ownStyle}
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}

export interface PageMessage {
  title: string;
  text: string;
  /** What the member had typed: shown, so that it is not lost. */
  typed?: string;
  link?: { href: string; text: string };
}

/** A page that only says something, politely. */
export function messagePage(message: PageMessage): string {
  return documentOf(
    message.title,
    html`<main class="message">
      <section>
        <h1>${message.title}</h1>
        <p class="summary">${message.text}</p>
        ${
          message.typed !== undefined &&
          message.typed !== '' &&
          html`<p class="note">您刚才填写的内容：</p>
            <pre class="words">${message.typed}</pre>`
        }
        ${message.link !== undefined && html`<p class="summary"><a class="button" href="${message.link.href}">${message.link.text}</a></p>`}
      </section>
    </main>`,
  );
}
