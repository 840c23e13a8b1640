import { ControlError } from '../core/platform-error.ts';
import type { FollowerRow, OfficialAccountRow, PersonRow } from '../core/state.ts';
import type { XmlFields } from '../core/xml.ts';
import type { Emulation } from '../emulation.ts';
import { publishOfficialEvent } from './events.ts';
import { relationOf } from './followers.ts';

/** What a person answered to one template of a prompt. */
export interface SubscriptionChoice {
  templateId: string;
  accept: boolean;
}

/** Templates that one prompt may ask for. */
const MAX_TEMPLATES = 5;

/**
 * The person answers the prompt of a page or an article: each accept is one message to come (O8). Following is not needed.
 *
 * @throws {ControlError} 400 for no choice or more than five, 404 for an unknown subscription template
 */
export function personAnswersPrompt(
  emulation: Emulation,
  person: PersonRow,
  account: OfficialAccountRow,
  prompt: { choices: SubscriptionChoice[]; scene: string },
): Record<string, number> {
  const { choices, scene } = prompt;
  if (choices.length === 0 || choices.length > MAX_TEMPLATES) throw new ControlError(400, 'a prompt asks for 1 to 5');
  for (const { templateId } of choices) requireSubscriptionTemplate(account, templateId);
  const relation = relationOf(emulation, person, account.appId);
  for (const { templateId, accept } of choices) if (accept) addConsent(emulation, relation, templateId, 1);
  publishList(
    emulation,
    account,
    relation,
    'subscribe_msg_popup_event',
    choices.map(({ templateId, accept }) => ({
      TemplateId: templateId,
      SubscribeStatusString: accept ? 'accept' : 'reject',
      PopupScene: scene,
    })),
  );
  return Object.fromEntries(choices.map((one) => [one.templateId, consentsOf(emulation, relation, one.templateId)]));
}

/** The person switches notices off in the settings: what was accepted is gone too. */
export function personRefusesTemplates(
  emulation: Emulation,
  person: PersonRow,
  account: OfficialAccountRow,
  templateIds: string[],
): void {
  if (templateIds.length === 0) throw new ControlError(400, 'templateIds is empty');
  for (const templateId of templateIds) requireSubscriptionTemplate(account, templateId);
  const relation = relationOf(emulation, person, account.appId);
  for (const templateId of templateIds) emulation.state.facts.delete(consentKey(relation, templateId));
  publishList(
    emulation,
    account,
    relation,
    'subscribe_msg_change_event',
    templateIds.map((templateId) => ({ TemplateId: templateId, SubscribeStatusString: 'reject' })),
  );
}

/** One entry stands as an object, several as a list: the element repeats (O9). */
export function publishList(
  emulation: Emulation,
  account: OfficialAccountRow,
  relation: FollowerRow,
  event: 'subscribe_msg_popup_event' | 'subscribe_msg_change_event' | 'subscribe_msg_sent_event',
  list: XmlFields[],
): void {
  const holder = { popup: 'SubscribeMsgPopupEvent', change: 'SubscribeMsgChangeEvent', sent: 'SubscribeMsgSentEvent' };
  const kind = event.split('_')[2] as keyof typeof holder;
  publishOfficialEvent(emulation, account, relation, { Event: event, [holder[kind]]: { List: list } });
}

export function consentsOf(emulation: Emulation, relation: FollowerRow, templateId: string): number {
  return Number(emulation.state.facts.get(consentKey(relation, templateId))?.['count'] ?? 0);
}

export function addConsent(emulation: Emulation, relation: FollowerRow, templateId: string, change: 1 | -1): void {
  const count = consentsOf(emulation, relation, templateId) + change;
  emulation.state.facts.put(consentKey(relation, templateId), { count });
}

function consentKey(relation: FollowerRow, templateId: string): string {
  return `consent/${relation.appId}/${relation.openId}/${templateId}`;
}

function requireSubscriptionTemplate(account: OfficialAccountRow, templateId: string): void {
  if ((account.subscriptionTemplates ?? []).some((one) => one.templateId === templateId)) return;
  throw new ControlError(404, `${account.appId} has no subscription template ${templateId}`);
}
