import { ENTRY_SOURCES } from '../../tickets/index.ts';
import { type Fields, fieldsOf } from '../fields.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html } from '../html.ts';
import type { Visit } from '../visit.ts';
import type { ArchiveMatch } from './find-match.ts';

export interface EntryPageInput {
  flash?: FramedPage['flash'];
  /** What was entered just now. */
  entered?: { number: string; isReadable: boolean } | undefined;
  /** What had been typed, when the form comes back. */
  typed?: (name: string) => string | undefined;
  /** What the archive says; absent: nobody has asked it. */
  match?: ArchiveMatch | undefined;
}

/** The form in which staff enter a complaint for an owner. */
export function entryPage(visit: Visit, input: EntryPageInput): string {
  const fields = fieldsOf('entry', input.typed ?? (() => undefined));
  return framed(visit, {
    title: '录入投诉',
    kind: 'entry',
    flash: input.flash,
    body: [
      enteredOf(visit, input),
      html`<h1>录入投诉</h1>`,
      html`<form class="card" method="post" action="${visit.path}" enctype="multipart/form-data">
        ${tokenOf(visit)}
        <fieldset>
          <legend>车主</legend>
          <div class="grid">${cluesOf(fields)}</div>
          <button class="plain" name="action" value="lookUp" formnovalidate>查档案</button>
          ${input.match !== undefined && matchOf(visit, input.match)}
        </fieldset>
        <fieldset>
          <legend>内容</legend>
          <div class="grid">
            <div>${fields.choice('source', '来源', Object.entries(ENTRY_SOURCES), { none: '请选择来源' })}</div>
            <div>${fields.input('externalNo', '厂家或热线编号（可不填）', { isRequired: false })}</div>
          </div>
          ${fields.words('车主反映的内容', '尽量用车主的原话')}
          <label for="entry-files">附件（可不选，20MB以内）</label
          ><input id="entry-files" name="files" type="file" multiple />
        </fieldset>
        <button class="primary" name="action" value="enter">提交</button>
        <p class="note">同一位车主的同一件事，会自动并入正在处理的工单。</p>
      </form>`,
    ],
  });
}

function cluesOf(fields: Fields): Content {
  return [
    ['plate', '车牌号', '沪A12345', 'text'],
    ['phone', '手机号', '', 'tel'],
    ['vin', '车架号（可不填）', '17位', 'text'],
    ['name', '称呼（可不填）', '王女士', 'text'],
  ].map(
    ([name = '', label = '', hint = '', type = 'text']) =>
      html`<div>${fields.input(name, label, { hint, type, isRequired: false })}</div>`,
  );
}

function enteredOf(visit: Visit, { entered }: EntryPageInput): Content {
  if (entered?.isReadable !== true) return undefined;
  return html`<p>
    <a class="button plain" href="${visit.to(`tickets/${entered.number}`)}">打开工单 ${entered.number}</a>
  </p>`;
}

function matchOf(visit: Visit, match: ArchiveMatch): Content {
  return html`<div class="match" role="status">
    <p>${match.sentence}</p>
    ${
      match.tickets.length > 0 &&
      html`<p class="note">正在处理的工单：</p>
        <ul>
          ${match.tickets.map(
            ({ number, summary, isReadable }) =>
              html`<li>
                ${isReadable ? html`<a href="${visit.to(`tickets/${number}`)}">${number}</a>` : number}
                ${isReadable && html` ${summary}`}
              </li>`,
          )}
        </ul>`
    }
  </div>`;
}
