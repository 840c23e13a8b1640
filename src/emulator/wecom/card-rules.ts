import { byteLength, Fields } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { AppRow } from '../core/state.ts';

const CARD_TYPES = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'];
export const BUTTON_CARDS = ['button_interaction', 'vote_interaction', 'multiple_interaction'];

/** The card raises events: its answer carries a response_code (A6). */
export function canCallBack(card: Record<string, unknown>): boolean {
  return BUTTON_CARDS.includes(String(card['card_type'])) || card['action_menu'] !== undefined;
}

/**
 * Validates a template card as the platform does (A8).
 *
 * @throws {PlatformError} one of 42014–42051, or 43012 when it can call back and the app has no callback URL (A9)
 */
export function checkCard(app: AppRow, card: Record<string, unknown>, update = false): void {
  const fields = new Fields(card);
  const cardType = fields.text('card_type');
  if (!CARD_TYPES.includes(cardType)) throw invalid(42031, 'card_type');
  if (canCallBack(card) && app.callback === undefined) throw new PlatformError(43012, 'callback url not configured');
  checkTaskId(fields.text('task_id'), canCallBack(card) && !update);
  const title = new Fields(fields.object('main_title') ?? {}).text('title');
  checkActions(fields, cardType);
  checkLists(fields);
  switch (cardType) {
    case 'text_notice':
      if (title === '' && fields.text('sub_title_text') === '') throw invalid(42033, 'main_title.title');
      break;
    case 'news_notice':
      if (title === '') throw invalid(42033, 'main_title.title');
      checkNews(fields);
      break;
    case 'button_interaction':
      checkButtons(fields);
      break;
    case 'vote_interaction':
      if (title === '') throw invalid(42033, 'main_title.title');
      checkQuestion(fields.object('checkbox'), 20);
      checkSubmit(fields);
      break;
    default:
      if (title === '') throw invalid(42033, 'main_title.title');
      checkSelects(fields);
      checkSubmit(fields);
  }
}

function checkTaskId(taskId: string, required: boolean): void {
  if (taskId === '' && !required) return;
  if (!/^[0-9A-Za-z_\-@]+$/.test(taskId) || byteLength(taskId) > 128) throw invalid(42014, 'task_id');
}

function checkActions(fields: Fields, cardType: string): void {
  const action = fields.object('card_action');
  const needed = cardType === 'text_notice' || cardType === 'news_notice';
  const type = new Fields(action ?? {}).number('type') ?? 0;
  if (needed && (action === undefined || (type !== 1 && type !== 2))) throw invalid(42045, 'card_action');
  if (action !== undefined) checkLink(new Fields(action), type);
  const menu = fields.object('action_menu');
  if (menu === undefined) return;
  const actions = new Fields(menu).objects('action_list').map((one) => new Fields(one));
  if (actions.length < 1 || actions.length > 3) throw invalid(42051, 'action_menu.action_list');
  checkKeys(
    actions.map((one) => one.text('key')),
    42051,
    'action_menu.action_list.key',
  );
}

function checkLists(fields: Fields): void {
  const lines = fields.objects('horizontal_content_list').map((one) => new Fields(one));
  if (lines.length > 6) throw invalid(42035, 'horizontal_content_list');
  for (const line of lines) {
    if (line.text('keyname') === '') throw invalid(42027, 'horizontal_content_list.keyname');
    const type = line.number('type') ?? 0;
    if (type === 1 && line.text('url') === '') throw invalid(42028, 'horizontal_content_list.url');
    if (type === 2 && line.text('media_id') === '') throw invalid(42029, 'horizontal_content_list.media_id');
    if (type === 3 && line.text('userid') === '') throw invalid(42050, 'horizontal_content_list.userid');
  }
  const jumps = fields.objects('jump_list').map((one) => new Fields(one));
  if (jumps.length > 3) throw invalid(42042, 'jump_list');
  for (const jump of jumps) {
    if (jump.text('title') === '') throw invalid(42033, 'jump_list.title');
    checkLink(jump, jump.number('type') ?? 0);
  }
}

function checkLink(link: Fields, type: number): void {
  if (type === 1 && link.text('url') === '') throw invalid(42028, 'url');
  if (type === 2 && link.text('appid') === '') throw invalid(42030, 'appid');
}

function checkNews(fields: Fields): void {
  const image = fields.object('card_image');
  if (image === undefined && fields.object('image_text_area') === undefined) throw invalid(42044, 'card_image');
  if (image !== undefined && new Fields(image).text('url') === '') throw invalid(42044, 'card_image.url');
  const lines = fields.objects('vertical_content_list');
  if (lines.length > 4) throw invalid(42036, 'vertical_content_list');
  for (const line of lines)
    if (new Fields(line).text('title') === '') throw invalid(42033, 'vertical_content_list.title');
}

function checkButtons(fields: Fields): void {
  const buttons = fields.objects('button_list').map((one) => new Fields(one));
  // The table lists no code for the length of button_list; the neighbours' is used.
  if (buttons.length < 1 || buttons.length > 6) throw invalid(42038, 'button_list');
  for (const button of buttons) if (button.text('text') === '') throw invalid(42038, 'button_list.text');
  const callbacks = buttons.filter((button) => (button.number('type') ?? 0) === 0);
  checkKeys(
    callbacks.map((button) => button.text('key')),
    42039,
    'button_list.key',
  );
  const selection = fields.object('button_selection');
  if (selection !== undefined) checkQuestion(selection, 10);
}

function checkSelects(fields: Fields): void {
  const selects = fields.objects('select_list');
  if (selects.length < 1 || selects.length > 3) throw invalid(42047, 'select_list');
  for (const select of selects) checkQuestion(select, 10);
}

function checkQuestion(question: Record<string, unknown> | undefined, maxOptions: number): void {
  const fields = new Fields(question ?? {});
  const key = fields.text('question_key');
  if (key === '' || byteLength(key) > 1024) throw invalid(42043, 'question_key');
  const options = fields.objects('option_list').map((one) => new Fields(one));
  if (options.length < 1 || options.length > maxOptions) throw invalid(42037, 'option_list');
  const ids = options.map((option) => option.text('id'));
  if (ids.some((id) => id === '' || byteLength(id) > 128) || new Set(ids).size < ids.length)
    throw invalid(42040, 'option_list.id');
  if (options.some((option) => option.text('text') === '')) throw invalid(42041, 'option_list.text');
}

function checkSubmit(fields: Fields): void {
  const submit = new Fields(fields.object('submit_button') ?? {});
  if (submit.text('text') === '') throw invalid(42049, 'submit_button.text');
  const key = submit.text('key');
  if (key === '' || byteLength(key) > 1024) throw invalid(42046, 'submit_button.key');
}

function checkKeys(keys: string[], errcode: number, name: string): void {
  if (keys.some((key) => key === '' || byteLength(key) > 1024)) throw invalid(errcode, name);
  if (new Set(keys).size < keys.length) throw invalid(errcode, name);
}

function invalid(errcode: number, name: string): PlatformError {
  return new PlatformError(errcode, `template_card ${name} missing or invalid`);
}
