import type { RouterContext } from '@koa/router';
import { isDeepStrictEqual } from 'node:util';
import { formatInstant } from '../../calendar.ts';
import { CareError } from '../../errors.ts';
import {
  changeRules,
  currentRulesVersion,
  getRulesVersion,
  leadsTheHouse,
  listRulesVersions,
  type RulesVersion,
} from '../../stores/index.ts';
import type { Form } from '../form.ts';
import { framed, type FramedPage, tokenOf } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { seeOther } from '../login.ts';
import { STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { fieldOfRule } from './rule-fields.ts';
import { ruleGroups, valueAt } from './rule-groups.ts';

const MOST_VERSIONS = 50;

/** `GET /rules/history`: every version, with what changed in it. */
export async function showRulesHistory(ctx: RouterContext, visit: Visit): Promise<void> {
  const restored = queryOf(ctx, 'restored');
  const flash = /^\d{1,6}$/.test(restored) ? { text: `已恢复并生效：第${restored}版。` } : undefined;
  await show(ctx, visit, flash);
}

/** `POST /rules/history`: puts an older version in force again, as a new one. */
export async function submitRulesHistory(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  const { context } = visit;
  const version = Number.parseInt(form.field('version'), 10) || 0;
  const seen = Number.parseInt(form.field('seen'), 10) || 0;
  try {
    const restored = await context.database.transaction(async (tx) => {
      const older = await getRulesVersion(tx, context.storeId, version);
      const rules = older.rules as Record<string, unknown>;
      return changeRules(context, tx, { rules, note: `恢复第${version}版`, seen });
    });
    seeOther(ctx, `${visit.path}?restored=${restored?.version ?? seen}`);
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    await show(ctx, visit, { text: error.userMessage, isError: true });
  }
}

async function show(ctx: RouterContext, visit: Visit, flash: FramedPage['flash']): Promise<void> {
  const { client } = visit.context.database;
  const versions = await listRulesVersions(client, visit.context.storeId, MOST_VERSIONS);
  const current = await currentRulesVersion(client, visit.context.storeId);
  ctx.body = framed(visit, {
    title: '规则修改记录',
    kind: 'rules',
    flash,
    body: [
      html`<h1>规则修改记录</h1>`,
      versions.length === 0 && html`<section class="empty"><p>规则还没有改过，全部为默认值。</p></section>`,
      versions.map((version, index) => versionOf(visit, version, versions[index + 1], current)),
      html`<p><a href="${visit.to('rules')}">返回门店规则</a></p>`,
    ],
  });
}

function versionOf(visit: Visit, version: RulesVersion, before: RulesVersion | undefined, current: number): Html {
  const isCurrent = version.version === current;
  return html`<section aria-label="第${version.version}版">
    <h2>第${version.version}版${isCurrent && html` <span class="tag yes">生效中</span>`}</h2>
    <p class="note">
      ${formatInstant(version.changedAt)} · ${version.changedBy}${version.note !== '' && ` · ${version.note}`}
    </p>
    ${before !== undefined && differencesOf(before.rules, version.rules)}
    ${
      !isCurrent &&
      leadsTheHouse(visit.staff) &&
      html`<form method="post" action="${visit.path}">
        ${tokenOf(visit)}<input type="hidden" name="version" value="${version.version}" /><input
          type="hidden"
          name="seen"
          value="${current}"
        /><button class="plain" name="action" value="restore">恢复到第${version.version}版</button>
      </form>`
    }
  </section>`;
}

/** Every rule whose value is another one, old and new. Defaults stand in for what a version does not name. */
function differencesOf(before: unknown, after: unknown): Content {
  const rows = ruleGroups.flatMap(({ label, rules }) =>
    rules.flatMap(({ path, rule }) => {
      const [old, now] = [valueAt(before, path) ?? rule.value, valueAt(after, path) ?? rule.value];
      if (isDeepStrictEqual(old, now)) return [];
      const { words } = fieldOfRule(path, rule);
      return [
        html`<li>
          <span class="note">${label}</span> ${rule.label}：<del>${words(old)}</del> →
          <ins>${words(now)}</ins>
        </li>`,
      ];
    }),
  );
  if (rows.length === 0) return html`<p class="note">内容没有变化。</p>`;
  return html`<ol class="differences">
    ${rows}
  </ol>`;
}
