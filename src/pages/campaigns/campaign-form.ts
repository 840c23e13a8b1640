import { addDays, dayOf } from '../../calendar.ts';
import {
  CAMPAIGN_KINDS,
  type CampaignInput,
  type CampaignKind,
  type CampaignPreview,
  wordChannels,
} from '../../outreach/index.ts';
import { fieldsOf } from '../fields.ts';
import type { Form } from '../form.ts';
import { type FramedPage, framed, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskName } from '../masking.ts';
import type { Visit } from '../visit.ts';

export interface CampaignPageInput {
  typed?: (name: string) => string;
  preview?: CampaignPreview;
  flash?: FramedPage['flash'];
  /** Series of the store's cars, the most frequent first. */
  series: readonly string[];
}

const list = (text: string) => text.split(/[,，、;；\s]+/).filter((part) => part !== '');

/** What the form says. The verb checks it. */
export function campaignOf(form: Form): CampaignInput {
  const series = list(form.field('series'));
  const tier = form.field('tier');
  const [since, notSince] = [form.field('visitedSince'), form.field('notVisitedSince')];
  return {
    kind: form.field('kind') as CampaignKind,
    title: form.field('title'),
    text: form.field('words'),
    plannedFor: form.field('plannedFor'),
    audience: {
      ...(series.length === 0 ? {} : { series }),
      ...(tier === 'vip' || tier === 'ordinary' ? { tier } : {}),
      ...(since === '' ? {} : { visitedSince: since }),
      ...(notSince === '' ? {} : { notVisitedSince: notSince }),
    },
  };
}

/** The form of a new campaign; below it, once asked for, who would read what. */
export function campaignPage(visit: Visit, { typed, preview, flash, series }: CampaignPageInput): string {
  const today = dayOf(visit.context.clock.now());
  const { words, input, choice } = fieldsOf('campaign', (name) => typed?.(name) || undefined);
  const plannedFor = typed?.('plannedFor') ?? '';
  return framed(visit, {
    title: '新建群发',
    kind: 'entry',
    flash,
    body: [
      html`<h1>新建群发</h1>`,
      html`<form class="card" method="post" action="${visit.path}">
        ${tokenOf(visit)}${preview !== undefined && html`<input type="hidden" name="previewed" value="${JSON.stringify(preview.plan)}" />`}
        <fieldset>
          <legend>内容</legend>
          ${choice('kind', '类型', Object.entries(CAMPAIGN_KINDS), { none: '请选择' })}
          <p class="note">
            恶劣天气发给所有在用车车主；节日问候每天每人最多一条；活动只发给同意接收的车主，由同事确认企业群发。
          </p>
          ${input('title', '标题', { hint: '如：明日暴雨提醒' })}${words('告诉车主的话', '如：明天有暴雨，请勿涉水行驶，需要救援请来电')}
          <label for="planned-for">发送日期</label>
          <input
            id="planned-for"
            name="plannedFor"
            type="date"
            required
            min="${today}"
            max="${addDays(today, 180)}"
            value="${plannedFor === '' ? today : plannedFor}"
          />
        </fieldset>
        <fieldset>
          <legend>发给谁 <span class="note">不填为全部</span></legend>
          ${input('series', '车系', { hint: '如：速派、柯迪亚克', isRequired: false })}
          ${series.length > 0 && html`<p class="note">档案里的车系：${series.join('、')}</p>`}
          ${choice(
            'tier',
            '客户级别',
            [
              ['vip', '重要客户'],
              ['ordinary', '一般客户'],
            ],
            { none: '全部', isRequired: false },
          )}
          <div class="grid">
            <div>${input('visitedSince', '此日之后到过店', { type: 'date', isRequired: false })}</div>
            <div>${input('notVisitedSince', '此日之后没到过店', { type: 'date', isRequired: false })}</div>
          </div>
        </fieldset>
        ${preview !== undefined && previewOf(preview)}
        <div class="pair">
          <button class="${preview === undefined ? 'primary' : 'plain'}" name="action" value="preview">
            ${preview === undefined ? '预览' : '重新预览'}</button
          >${
            preview !== undefined &&
            preview.targets > 0 &&
            html`<button class="primary" name="action" value="create">确认发给${preview.targets}位车主</button>`
          }
        </div>
        <p><a href="${visit.to('campaigns')}">返回</a></p>
      </form>`,
    ],
  });
}

function previewOf(preview: CampaignPreview): Html {
  const { targets, skipped, sample } = preview;
  const channels = wordChannels(preview);
  return html`<section class="match" aria-label="预览">
    <h2>将发给 ${targets} 位车主</h2>
    ${channels !== '' && html`<p class="note">现在发送：${channels}</p>`} ${skippedOf(skipped)}
    ${sample.map(
      ({ name, text }) =>
        html`<p class="note">${maskName(name)}会收到：</p>
          <pre class="words bubble">${text}</pre>`,
    )}
  </section>`;
}

function skippedOf(skipped: CampaignPreview['skipped']): Content {
  if (skipped.length === 0) return undefined;
  return html`<p class="note">不发送：${skipped.map(({ reason, count }) => `${reason}（${count}位）`).join('、')}</p>`;
}
