import { dateToDay, formatInstant } from '../../calendar.ts';
import { CAMPAIGN_KINDS, type CampaignKind, type ListedCampaign, type ViolationsResult } from '../../outreach/index.ts';
import { fieldsOf } from '../fields.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { statusOf } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';

export interface CampaignListInput {
  campaigns: readonly ListedCampaign[];
  nameOf: (userId: string) => string;
  mayRun: boolean;
  mayTellViolations: boolean;
  violations?: { result: ViolationsResult; isDryRun: boolean; typed: string } | undefined;
  flash?: FramedPage['flash'];
}

/** What was sent to many owners at once, and how far it has come. */
export function campaignListPage(visit: Visit, input: CampaignListInput): string {
  return framed(visit, {
    title: '群发与违章',
    kind: 'list',
    flash: input.flash,
    body: [
      html`<h1>群发与违章</h1>`,
      input.mayRun && html`<p class="tools"><a class="button" href="${visit.to('campaigns/new')}">新建群发</a></p>`,
      input.mayTellViolations && violationsOf(visit, input.violations),
      input.campaigns.length === 0 &&
        html`<section class="empty">
          <p>还没有群发过。${input.mayRun && '天气提醒、节日问候和活动都从“新建群发”开始，先预览再发送。'}</p>
        </section>`,
      input.campaigns.map((campaign) => campaignOf(visit, campaign, input)),
    ],
  });
}

function campaignOf(visit: Visit, campaign: ListedCampaign, { nameOf, mayRun }: CampaignListInput): Html {
  const { counts } = campaign;
  const isCancelled = campaign.status === 'cancelled';
  const canCancel = mayRun && !isCancelled && ((counts['planned'] ?? 0) > 0 || (counts['sending'] ?? 0) > 0);
  return html`<section aria-label="${campaign.title}">
    <div class="top">
      <strong>${campaign.title}</strong
      ><span class="tag">${CAMPAIGN_KINDS[campaign.kind as CampaignKind] ?? campaign.kind}</span
      >${isCancelled && html`<span class="tag no">已取消</span>`}<time class="end"
        >${dateToDay(campaign.plannedFor)}</time
      >
    </div>
    <p class="summary">${campaign.text}</p>
    <p class="note">
      ${nameOf(campaign.createdBy)} · ${formatInstant(campaign.createdAt)} · 计划发给${campaign.targets}位
    </p>
    <p>
      ${Object.entries(counts).map(
        ([status, count]) =>
          html`<span class="tag ${statusOf(status).tag}">${statusOf(status).label} ${count ?? 0}</span> `,
      )}
    </p>
    ${
      canCancel &&
      html`<details>
        <summary>取消未发出的</summary>
        <form method="post" action="${visit.path}">
          ${tokenOf(visit)}<input type="hidden" name="campaign" value="${campaign.id}" />
          <p class="note">已经发出的无法收回。</p>
          <button class="danger" name="action" value="cancel">确认取消</button>
        </form>
      </details>`
    }
  </section>`;
}

function violationsOf(visit: Visit, shown: CampaignListInput['violations']): Html {
  const { words } = fieldsOf('violations', () => shown?.typed);
  return html`<section class="actions" aria-label="违章提醒">
    <h2>违章提醒</h2>
    ${shown !== undefined && resultOf(shown)}
    <details ${shown !== undefined && html`open`}>
      <summary>导入违章名单</summary>
      <form method="post" action="${visit.path}" enctype="multipart/form-data">
        ${tokenOf(visit)}
        <label for="violation-file">名单文件（CSV：车牌，违章情况）</label>
        <input id="violation-file" name="files" type="file" accept=".csv,.txt,text/csv,text/plain" />
        ${words('或直接粘贴，每行一条', '沪A12345 11月20日闯红灯 记6分', 'words', false)}
        <div class="pair">
          <button class="plain" name="action" value="checkViolations">先核对</button
          ><button class="primary" name="action" value="tellViolations">导入并提醒</button>
        </div>
        <p class="note">同一条违章只提醒一次；重复导入不会重复发送。</p>
      </form>
    </details>
  </section>`;
}

const MOST_REFUSED = 50;

function resultOf({ result, isDryRun }: NonNullable<CampaignListInput['violations']>): Content {
  const { planned, repeated, refused } = result;
  return html`<div class="match">
    <p>
      <b>${isDryRun ? '核对结果' : '已导入'}</b>：${planned}条${isDryRun ? '可以' : '将'}提醒车主${
        repeated > 0 && `，${repeated}条之前提醒过`
      }${refused.length > 0 && `，${refused.length}条没有导入`}。
    </p>
    ${
      refused.length > 0 &&
      html`<ul>
        ${refused.slice(0, MOST_REFUSED).map(({ row, plate, reason }) => html`<li>第${row}行 ${plate}：${reason}</li>`)}
      </ul>`
    }
  </div>`;
}
