import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ComplaintForm, FormLine } from '../../documents/index.ts';
import { type Content, Html, html } from '../html.ts';
import type { Visit } from '../visit.ts';

const css = readFileSync(new URL('./print.css', import.meta.url), 'utf8');
const style = new Html(`<style>${css}</style>`);

/** The only script of the pages: a button that prints. */
const PRINT = "document.getElementById('print').addEventListener('click', () => window.print());";
const script = new Html(`<script>${PRINT}</script>`);

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but this very style sheet and this very script. */
export const PRINT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(css)}`,
  `script-src ${hashOf(PRINT)}`,
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The form as it comes out of the printer: A4, black on white. */
export function printPage(visit: Visit, form: ComplaintForm, number: string): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${form.title} ${number}</title>
        ${style}
      </head>
      <body>
        <nav aria-label="操作">
          <a href="${visit.to(`tickets/${number}`)}">返回工单</a>
          <button id="print" type="button">打印</button>
          <a href="${visit.to(`tickets/${number}/sheet`)}" download>下载Excel</a>
        </nav>
        <main>
          <h1>${form.title}</h1>
          <table>
            <colgroup>
              <col class="label" />
              <col />
              <col class="label" />
              <col />
            </colgroup>
            <tbody>
              ${form.lines.map(lineOf)}
            </tbody>
          </table>
        </main>
        ${script}
      </body>
    </html> `.text;
}

function lineOf(line: FormLine): Content {
  switch (line.kind) {
    case 'heading':
      return html`<tr class="heading">
        <th colspan="4" scope="colgroup">${line.text}</th>
      </tr>`;
    case 'pair':
      return html`<tr>
        ${line.fields.map(
          ({ label, value }) =>
            html`<th scope="row">${label}</th>
              <td>${value}</td>`,
        )}
      </tr>`;
    case 'wide':
      return html`<tr class="lines${line.minLines}">
        <th scope="row">${line.field.label}</th>
        <td colspan="3">${line.field.value}</td>
      </tr>`;
    default:
      return line satisfies never;
  }
}
