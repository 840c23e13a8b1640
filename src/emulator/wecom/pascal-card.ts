import { isRecord } from '../core/http.ts';

/** Element names whose snake_case twin is not the mechanical one. */
const NAMES: Record<string, string> = {
  CheckBox: 'checkbox',
  KeyName: 'keyname',
  UserId: 'userid',
  AppId: 'appid',
  PagePath: 'pagepath',
};
const LISTS = new Set([
  'horizontal_content_list',
  'vertical_content_list',
  'jump_list',
  'button_list',
  'select_list',
  'option_list',
  'action_list',
]);

/**
 * The card part of a passive reply in the wire form of message/send.
 *
 * @returns the new name of the button for `update_button`, else the card
 */
export function readPascalCard(reply: Record<string, unknown>, msgtype: string): string | Record<string, unknown> {
  if (msgtype === 'update_button') {
    const button = reply['Button'];
    return isRecord(button) && typeof button['ReplaceName'] === 'string' ? button['ReplaceName'] : '';
  }
  const card = convert(reply['TemplateCard']);
  return isRecord(card) ? card : {};
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const key = NAMES[name] ?? name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
      const converted = convert(inner);
      return [key, LISTS.has(key) && !Array.isArray(converted) ? [converted] : converted];
    }),
  );
}
