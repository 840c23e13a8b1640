import type { RouterContext } from '@koa/router';
import { type OwnerWithVehicles, searchOwners } from '../../customers/index.ts';
import { framed } from '../frame.ts';
import { type Content, html, type Html } from '../html.ts';
import { maskName, maskPhone } from '../masking.ts';
import { queryOf } from '../query.ts';
import { scopeOf } from '../scope.ts';
import type { Visit } from '../visit.ts';
import { plateOf } from './owner-forms.ts';

const MOST_OWNERS = 30;

/** `GET /owners?q=…`: by mobile number, plate, VIN or name. An adviser finds their own owners. */
export async function showOwners(ctx: RouterContext, visit: Visit): Promise<void> {
  const { context, staff } = visit;
  const words = queryOf(ctx, 'q').trim().slice(0, 60);
  const { owners, seesAll } = await context.database.transaction(async (tx) => {
    const { seesAll } = await scopeOf(tx, staff);
    const owners = await searchOwners(tx, context.storeId, words, {
      limit: MOST_OWNERS,
      ...(seesAll ? {} : { advisorUserId: staff.userId }),
    });
    return { owners, seesAll };
  });
  if (words !== '') {
    // What was looked for may be a number or a name: the log keeps that somebody looked, and what was shown.
    context.logger.info(
      { storeId: context.storeId, userId: staff.userId, customerIds: owners.map(({ id }) => id) },
      'owners searched',
    );
  }
  ctx.body = framed(visit, {
    title: '车主',
    kind: 'list',
    body: [
      html`<h1>车主</h1>`,
      html`<form class="filters" method="get" action="${visit.path}" role="search">
        <label for="q">查找车主</label>
        <div class="search">
          <input
            id="q"
            name="q"
            type="search"
            value="${words}"
            maxlength="60"
            placeholder="手机号、车牌、车架号、姓名"
          /><button class="primary">查找</button>
        </div>
        ${!seesAll && html`<p class="note">您可以查找自己名下的车主。</p>`}
      </form>`,
      resultOf(visit, owners, words),
    ],
  });
}

function resultOf(visit: Visit, owners: readonly OwnerWithVehicles[], words: string): Content {
  if (words === '') {
    return html`<section class="empty">
      <p>车牌可以只输几位，姓名可以用拼音。找到后可查看联系渠道、到期日和提醒记录。</p>
    </section>`;
  }
  if (owners.length === 0) {
    const hint = words.length < 2 ? '请至少输入两个字。' : '没有找到，请换手机号、完整车牌或车架号再试。';
    return html`<section class="empty"><p>${hint}</p></section>`;
  }
  return [
    html`<ol class="rows">
      ${owners.map((owner) => rowOf(visit, owner))}
    </ol>`,
    owners.length === MOST_OWNERS && html`<p class="note">只显示前${MOST_OWNERS}位，请输入更完整的内容。</p>`,
  ];
}

function rowOf(visit: Visit, owner: OwnerWithVehicles): Html {
  const cars = owner.vehicles.map((vehicle) => `${plateOf(vehicle, true)} ${vehicle.series ?? ''}`.trim());
  return html`<li>
    <a href="${visit.to(`owners/${owner.id}`)}">
      <span class="top"
        ><strong>${maskName(owner.name)}</strong
        >${owner.tier === 'vip' && html`<span class="tag warning">重要客户</span>`}${
          owner.optedOutAt !== null && html`<span class="tag no">已退订</span>`
        }</span
      >
      <span class="note"
        >${[owner.mobiles[0] === undefined ? '' : maskPhone(owner.mobiles[0]), ...cars].filter((part) => part !== '').join(' · ')}</span
      >
    </a>
  </li>`;
}
