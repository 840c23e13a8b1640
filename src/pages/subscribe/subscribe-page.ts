import { randomBytes } from 'node:crypto';
import { renderSVG } from 'uqr';
import { type Content, Html, html } from '../html.ts';
import { documentOf } from '../layout.ts';
import type { JsSdkConfig } from './js-sdk.ts';

/** Of the client's own components; only WeChat itself runs them. */
const SDK = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';

/** A page and the policy it is served under: the client's SDK, this page's own script, nothing else. */
export interface OwnerPage {
  body: string;
  policy: string;
}

/** Of a page without a script. */
const PLAIN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

const style = new Html(`<style>
body{margin:0;background:#f5f6f8;color:#1d2129;font:16px/1.6 -apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:26em;margin:0 auto;padding:24px 16px}
section{background:#fff;border-radius:12px;padding:24px 20px}
h1{font-size:22px;margin:0 0 8px}h2{font-size:18px;margin:24px 0 8px}p{margin:8px 0;color:#4e5969}ul{padding-left:1.2em;margin:12px 0 20px}
.done{color:#00855a;font-weight:600}.book{display:block;width:100%;height:48px;border:0;border-radius:8px;background:#07c160;color:#fff;font-size:17px}
.refuse{display:block;width:100%;height:44px;border:0;background:none;color:#4e5969;font-size:15px}
.qr{display:block;margin:16px auto;width:220px;height:220px}.link{word-break:break-all;font-size:13px}
</style>`);

const BUTTON =
  '<style>.book{display:block;width:100%;height:48px;border:0;border-radius:8px;background:#07c160;color:#fff;font-size:17px}</style>' +
  '<button class="book">一键预约提醒</button>';

/** What an owner sees inside WeChat: which notices they can book, and one button for all of them. */
export function subscribePage(input: {
  storeName: string;
  who: string;
  notices: readonly { templateId: string; title: string; booked: number }[];
  /** The owner's own link for each car, with its masked plate. */
  calendars: readonly { car: string; address: string }[];
  /** Absent: the client would not run its button now. */
  config?: JsSdkConfig;
  /** Outside WeChat: where a form asks instead of the client's own prompt. */
  prompt?: string;
}): OwnerPage {
  const { notices, calendars, config, storeName, who, prompt } = input;
  const nonce = randomBytes(16).toString('base64');
  const ids = notices.map(({ templateId }) => templateId).join(',');
  const canBook = prompt !== undefined || config !== undefined;
  const script = new Html(
    `<script src="${SDK}"></script><script nonce="${nonce}">
wx.config(${inScript({ debug: false, ...config, jsApiList: ['hideOptionMenu'], openTagList: ['wx-open-subscribe'] })});
(function(){var tag=document.getElementById('book'),said=document.getElementById('said');
function say(text){said.textContent=text;said.className='done';}
tag.addEventListener('success',function(event){var details=event.detail&&event.detail.subscribeDetails;
say(details&&JSON.stringify(details).indexOf('accept')>=0?'预约好了，到期前我们会提醒您。':'您没有勾选提醒，随时可以再来预约。');});
tag.addEventListener('error',function(){say('没有预约成功，请稍后再试，或联系门店。');});
wx.error(function(){say('页面没有加载成功，请关闭后重新打开。');});})();
</script>`,
  );
  const body = html`<h1>预约下次提醒</h1>
    <p>
      ${who}您好，${canBook ? '点一下按钮，到期前会在微信里提醒您一次：' : '预约功能暂时用不了，请稍后再打开这个链接。可以预约的提醒：'}
    </p>
    <ul>
      ${notices.map(({ title, booked }) => html`<li>${title}${booked > 0 ? `（已预约 ${booked} 次）` : ''}</li>`)}
    </ul>
    ${prompt !== undefined ? standIn(prompt, ids) : canBook && ownTag(ids)}
    <p id="said" role="status"></p>
    <p>只发服务通知，不发广告。</p>
    ${calendarsOf(calendars)}`;
  const title = `${storeName}·预约提醒`;
  if (prompt !== undefined) return { body: pageOf(title, body), policy: `${PLAIN_POLICY}; form-action 'self'` };
  if (config === undefined) return { body: pageOf(title, body), policy: `${PLAIN_POLICY}; form-action 'none'` };
  return {
    body: pageOf(title, body, script),
    policy: `default-src 'none'; script-src 'nonce-${nonce}' https://res.wx.qq.com; style-src 'unsafe-inline'; img-src data: https:; connect-src https:; frame-src https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

/** The client's own button and prompt. */
const ownTag = (ids: string): Content =>
  html`<wx-open-subscribe template="${ids}" id="book">
    ${new Html(`<script type="text/wxtag-template">${BUTTON}</script>`)}
  </wx-open-subscribe>`;

const standIn = (address: string, ids: string): Content =>
  html`<form method="post" action="${address}">
    <input type="hidden" name="templates" value="${ids}" />
    <button class="book" name="answer" value="accept">一键预约提醒</button>
    <button class="refuse" name="answer" value="reject">暂不预约</button>
    <p class="link">在微信里，这里由微信弹出授权窗口。</p>
  </form>`;

/** A file for the phone's own calendar: it reminds without WeChat. */
function calendarsOf(calendars: readonly { car: string; address: string }[]): Content {
  if (calendars.length === 0) return undefined;
  return html`<h2>把保养、年检日期加入手机日历</h2>
    ${calendars.map(({ car, address }) => html`<p><a href="${address}">${car} 的日历</a></p>`)}
    <p class="link">点开后选择“添加”。打不开时，请点右上角“…”用浏览器打开。链接半年内有效，请不要转发。</p>`;
}

/** What everybody else sees: how to get there, or why not. */
export function sayingPage(input: { storeName: string; title: string; text: string; address?: string }): OwnerPage {
  const body = html`<h1>${input.title}</h1>
    <p>${input.text}</p>
    ${
      input.address !== undefined &&
      html`<img class="qr" alt="二维码" src="${pictureOf(input.address)}" />
        <p class="link">${input.address}</p>`
    }`;
  return {
    body: pageOf(`${input.storeName}·${input.title}`, body),
    policy: `${PLAIN_POLICY}; form-action 'none'`,
  };
}

/** A QR code of an address, as a picture in the page itself. */
function pictureOf(address: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(renderSVG(address)).toString('base64')}`;
}

function pageOf(title: string, body: Content, script?: Content): string {
  return documentOf(
    title,
    html`<main><section>${body}</section></main>
      ${script}`,
    style,
  );
}

/** JSON that can't end the script it stands in. */
function inScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
