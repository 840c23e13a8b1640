import type { AttachmentInfo } from '../../attachments/index.ts';
import { type Content, html, type Html } from '../html.ts';

/** The files of a message, or of the ticket. @param path of the ticket's page */
export function filesOf(files: readonly AttachmentInfo[], path: string): Content {
  if (files.length === 0) return undefined;
  return html`<ul class="files">
    ${files.map((file) => html`<li>${fileOf(file, `${path}/attachments/${file.id}`)}</li>`)}
  </ul>`;
}

function fileOf(file: AttachmentInfo, address: string): Html {
  if (file.status === 'pending') return html`<span class="note">${file.kindLabel}正在下载，请稍后刷新</span>`;
  if (file.status === 'lost') return html`<span class="note">${file.kindLabel}没能取到，请联系车主补发</span>`;
  if (!file.isInline) return linkTo(file, address);
  const name = file.fileName;
  switch (file.kind) {
    case 'image':
      return html`<a href="${address}"><img src="${address}" alt="${name}" loading="lazy" /></a>`;
    case 'voice':
      return html`<audio controls preload="none" src="${address}" aria-label="${name}"></audio>`;
    case 'video':
      return html`<video controls preload="metadata" src="${address}" aria-label="${name}"></video>`;
    case 'file':
      return linkTo(file, address);
    default:
      return file.kind satisfies never;
  }
}

function linkTo(file: AttachmentInfo, address: string): Html {
  return html`<a href="${address}" download>${file.fileName}（${sizeOf(file.byteLength)}）</a>`;
}

function sizeOf(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  return megabytes >= 1 ? `${megabytes.toFixed(1)}MB` : `${Math.max(1, Math.round(bytes / 1024))}KB`;
}
