import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { CardRow } from '../core/state.ts';
import type { CardView, MemberItem } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { BUTTON_CARDS, canCallBack, checkCard } from './card-rules.ts';
import { cardText } from './message-content.ts';

/** A code for one update of the card, good for 72 h (A6). */
export function issueResponseCode(emulation: Emulation, key: string): string {
  const code = emulation.ids.fresh('response-code', 43);
  const expiresAt = emulation.clock.now() + emulation.switches.responseCodeHours * 3_600_000;
  emulation.state.responseCodes.put(code, { cardKey: key, expiresAt });
  return code;
}

/** message/update_template_card (A6, A10). */
export function updateTemplateCard(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const { app } = call;
  const agentId = fields.number('agentid');
  if (agentId === undefined) throw new PlatformError(40056, 'invalid agentid');
  if (agentId !== app.agentId) throw new PlatformError(301002, 'not allow to use this agentid');
  checkSizes(fields);
  const code = emulation.state.responseCodes.get(fields.text('response_code'));
  if (code === undefined || code.used === true || code.expiresAt <= emulation.clock.now()) {
    throw new PlatformError(60140, 'invalid response_code');
  }
  const card = emulation.state.cards.get(code.cardKey);
  if (card === undefined) throw new PlatformError(42016, 'task_id not found');
  if (card.corpId !== app.corpId || card.agentId !== app.agentId) throw new PlatformError(42015, 'app mismatch');
  const { receivers, invaliduser } = chooseReceivers(emulation, card, fields);
  const views = receivers.flatMap((userId) => {
    const item = emulation.inboxes.memberItem(card.views[userId] ?? '');
    return item?.card === undefined ? [] : [{ item, view: item.card }];
  });
  const button = fields.object('button');
  const replacement = fields.object('template_card');
  if (replacement !== undefined) {
    checkCard(app, replacement, true);
    for (const { item, view } of views) replaceCard(item, view, replacement);
  } else {
    const name = new Fields(button ?? {}).text('replace_name');
    if (name === '') throw new PlatformError(42020, 'button.replace_name missing');
    // A notice has no button to replace (A10).
    if (views.some(({ view }) => !BUTTON_CARDS.includes(view.cardType)))
      throw new PlatformError(42031, 'card_type has no button');
    for (const { view } of views) replaceButton(view, name);
  }
  for (const { item } of views) emulation.inboxes.memberItemChanged(item);
  emulation.state.responseCodes.put(fields.text('response_code'), { ...code, used: true });
  call.effect = views.length > 0;
  return { invaliduser };
}

export function replaceButton(view: CardView, name: string): void {
  view.replacedWith = name;
  view.clickable = false;
  view.updates += 1;
}

export function replaceCard(item: MemberItem, view: CardView, card: Record<string, unknown>): void {
  const fields = new Fields(card);
  const replaceText = fields.text('replace_text');
  view.card = card;
  view.cardType = fields.text('card_type');
  view.updates += 1;
  if (replaceText === '') delete view.replacedWith;
  else view.replacedWith = replaceText;
  view.clickable = canCallBack(card) && replaceText === '';
  item.payload = card;
  item.text = cardText(card);
}

function checkSizes(fields: Fields): void {
  if (fields.texts('userids').length > 1000) throw new PlatformError(40032, 'invalid userid list size');
  if ((fields.list('partyids') ?? []).length > 100) throw new PlatformError(82002, 'invalid party list size');
  if ((fields.list('tagids') ?? []).length > 100) throw new PlatformError(82003, 'invalid tag list size');
}

/** Lower-cased userids of the original audience that the update names; the others are reported. */
function chooseReceivers(
  emulation: Emulation,
  card: CardRow,
  fields: Fields,
): { receivers: string[]; invaliduser: string[] } {
  const audience = Object.keys(card.views);
  if (fields.number('atall') === 1) return { receivers: audience, invaliduser: [] };
  const users = fields.texts('userids').map((user) => user.toLowerCase());
  const parties = (fields.list('partyids') ?? []).map(String);
  if (users.length + parties.length + (fields.list('tagids') ?? []).length === 0) {
    throw new PlatformError(82001, 'userids, partyids, tagids all empty');
  }
  const names = emulation.state.departments
    .values()
    .filter((row) => row.corpId === card.corpId && parties.includes(String(row.id)))
    .map((row) => row.name);
  const inParties = audience.filter((userId) => {
    const department = emulation.state.members.get(`${card.corpId}/${userId}`)?.department;
    return parties.includes('1') || (department !== undefined && names.includes(department));
  });
  const known = users.filter((user) => audience.includes(user));
  return {
    receivers: [...new Set([...known, ...inParties])],
    invaliduser: users.filter((user) => !audience.includes(user)),
  };
}
