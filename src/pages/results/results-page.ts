import { addMonths } from '../../calendar.ts';
import { type Effect, isDatedService, type Outcomes, reminderKinds } from '../../reminders/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { channelLabel, kindLabel } from '../reminder-words.ts';
import type { Visit } from '../visit.ts';
import { funnelOf, type FunnelStep, percentOf } from './funnel.ts';

export interface ResultsPageInput {
  /** `YYYY-MM` */
  month: string;
  /** Whether its last day is over: else the numbers still grow. */
  isOver: boolean;
  outcomes: readonly Outcomes[];
  /** Of those whose insurance ends, in percent. */
  renewalTarget: number;
}

/** What became of all that fell due in a month: a funnel for each kind, the renewal rate, and what the reminders bring. */
export function resultsPage(visit: Visit, input: ResultsPageInput): string {
  const { month, isOver, outcomes } = input;
  const around = (months: number) => addMonths(`${month}-01`, months).slice(0, 7);
  const link = (to: string, text: string) => html`<a class="button plain" href="${visit.path}?month=${to}">${text}</a>`;
  const order = Object.keys(reminderKinds);
  const sorted = outcomes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return framed(visit, {
    title: `${month} 提醒成效`,
    kind: 'coverage',
    body: [
      html`<section aria-label="月份">
        <div class="head"><h1>${Number(month.slice(0, 4))}年${Number(month.slice(5))}月 提醒成效</h1></div>
        <p class="note">
          按到期日计：同一到期日提醒几次也只算一次，对照组另算。到店与续保以档案为准；微信不告知已读，“已读”指车主之后回过话。${!isOver && '本月还没有过完，数字还会变化。'}
        </p>
        <nav class="pager" aria-label="前后一月">${link(around(-1), '上一月')}${link(around(1), '下一月')}</nav>
      </section>`,
      renewalOf(input),
      outcomes.length === 0 && html`<section class="empty"><p>这个月没有到期的提醒。</p></section>`,
      html`<div class="charts">${sorted.map(kindOf)}</div>`,
      html`<p class="tools">
        <a class="button plain" href="${visit.to('reminders')}?month=${month}">提醒覆盖月历</a>
      </p>`,
    ],
  });
}

function renewalOf({ outcomes, renewalTarget }: ResultsPageInput): Content {
  const renewal = outcomes.find(({ kind }) => kind === 'insuranceRenewal');
  if (renewal === undefined || renewal.over.due === 0) return undefined;
  const { due, renewed } = renewal.over;
  const ahead = renewal.due - due;
  const isMet = renewed * 100 >= renewalTarget * due;
  return html`<section aria-label="续保率">
    <div class="head">
      <h2>续保率 ${((renewed / due) * 100).toFixed(1)}%</h2>
      <span class="tag ${isMet ? 'yes' : 'no'}">目标${renewalTarget}%，${isMet ? '已达到' : '未达到'}</span>
    </div>
    <svg class="rate" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="2" width="${((renewed / due) * 1000).toFixed(1)}" height="20" class="${isMet ? 'met' : 'unmet'}" />
      <rect x="${(renewalTarget * 10 - 2).toFixed(1)}" y="0" width="4" height="24" class="target" />
    </svg>
    <p class="note">已到期${due}，其中续保${renewed}${ahead > 0 && `，另有${ahead}未到期、不计入`}。竖线为目标。</p>
  </section>`;
}

/** What the end is called, for the kinds whose end the archive tells. */
const ENDS: Partial<Record<string, { label: string; count: (of: Outcomes) => number }>> = {
  firstMaintenance: { label: '到店', count: ({ cameIn }) => cameIn },
  regularMaintenance: { label: '到店', count: ({ cameIn }) => cameIn },
  insuranceRenewal: { label: '续保', count: ({ renewed }) => renewed },
  vehicleTax: { label: '办理', count: ({ renewed }) => renewed },
  annualInspection: { label: '年检', count: ({ renewed }) => renewed },
  licenceRenewal: { label: '换证', count: ({ renewed }) => renewed },
};

function kindOf(of: Outcomes): Html {
  const { kind, due, reached, byChannel, read, replied, booked } = of;
  // News and greetings ask nobody to come.
  const asksToCome = isDatedService(kind);
  const end = ENDS[kind];
  const steps: FunnelStep[] = [
    { label: '应提醒', count: due },
    { label: '已触达', count: reached },
    { label: '已读', count: read },
    { label: '回复', count: replied },
    ...(asksToCome ? [{ label: '预约', count: booked }] : []),
    ...(end === undefined ? [] : [{ label: end.label, count: end.count(of) }]),
  ];
  const channels = Object.entries(byChannel).toSorted((a, b) => b[1] - a[1]);
  return html`<section aria-label="${kindLabel(kind)}">
    <h2>${kindLabel(kind)}</h2>
    ${funnelOf(steps)}
    <p>
      ${channels.map(([channel, count]) => html`<span class="tag">${channelLabel(channel)} ${count}</span> `)}
      ${channels.length === 0 && html`<span class="note">还没有触达</span>`}
    </p>
    ${end !== undefined && comparisonOf(of, end.label)}
  </section>`;
}

function comparisonOf({ effect, undecided }: Outcomes, end: string): Content {
  if (effect !== undefined) return effectOf(effect, undecided);
  return (
    undecided > 0 && html`<p class="note">对照组未提醒${undecided}，到期满一段时间、看得出是否${end}后再比较。</p>`
  );
}

/** How much more of those who were told came in or renewed than of those who, on purpose, were not. */
function effectOf({ told, heldOut, points, from, to }: Effect, undecided: number): Html {
  const verdict = from > 0 ? '提醒有效' : to < 0 ? '提醒后反而更少，请查原因' : '还看不出差别，需要更多样本';
  const at = (value: number) => (500 + value * 5).toFixed(1);
  return html`<div class="effect" role="group" aria-label="对照组">
    <h3>提醒带来的差别：${signed(points)}个百分点</h3>
    <svg class="interval" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">
      <rect x="499" y="0" width="2" height="24" class="zero" />
      <rect x="${at(from)}" y="8" width="${((to - from) * 5).toFixed(1)}" height="8" class="span" />
      <rect x="${(500 + points * 5 - 4).toFixed(1)}" y="3" width="8" height="18" class="point" />
    </svg>
    <p class="note">
      95%区间 ${signed(from)} 至 ${signed(to)}，竖线为零：${verdict}。已提醒
      ${told.fulfilled}/${told.owners}（${percentOf(told.fulfilled, told.owners)}），对照组未提醒
      ${heldOut.fulfilled}/${heldOut.owners}（${percentOf(heldOut.fulfilled, heldOut.owners)}）。只比较按计划可以提醒、且已见分晓的${undecided > 0 && `，对照组另有${undecided}还要等`}。
    </p>
  </div>`;
}

const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
