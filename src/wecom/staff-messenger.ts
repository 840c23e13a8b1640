import { CareError } from '../errors.ts';
import { type PlatformApi, textOf } from '../platform/platform-api.ts';
import { cutBytes, cutCharacters } from '../platform/text.ts';
import type { StaffCard, StaffMessenger, StaffReceipt } from '../ports.ts';

/** The platform cuts a longer text by itself, without a sign. */
const TEXT_BYTES = 2048;
/** An equal message to the same member within this time is the same message, sent again after a lost answer. It can't be longer. */
const DUPLICATE_CHECK_SECONDS = 14_400;
const BUTTON_STYLES = { primary: 1, danger: 3, plain: 2 } as const;

/** Messages to staff by the WeCom app. @see https://developer.work.weixin.qq.com/document/path/90236, files: 90253 */
export function createStaffMessenger(api: PlatformApi, agentId: number): StaffMessenger {
  async function send(userIds: readonly string[], body: Record<string, unknown>): Promise<StaffReceipt> {
    const answer = await api.post('message/send', {
      touser: userIds.join('|'),
      agentid: agentId,
      enable_duplicate_check: 1,
      duplicate_check_interval: DUPLICATE_CHECK_SECONDS,
      ...body,
    });
    const responseCode = answer['response_code'];
    return {
      platformMessageId: textOf(answer['msgid']),
      ...(typeof responseCode === 'string' && responseCode !== '' ? { responseCode } : {}),
      // "|"-joined and lower-cased by the platform; a member without a licence is not reached either.
      invalidUserIds: `${textOf(answer['invaliduser'])}|${textOf(answer['unlicenseduser'])}`
        .split('|')
        .filter((userId) => userId !== ''),
    };
  }
  return {
    sendText: ({ userIds, text }) => send(userIds, { msgtype: 'text', text: { content: cutBytes(text, TEXT_BYTES) } }),
    sendCard: ({ userIds, card }) => send(userIds, { msgtype: 'template_card', template_card: toTemplateCard(card) }),
    updateCard: async ({ userIds, card, responseCode }) => {
      await api.post('message/update_template_card', {
        userids: userIds,
        agentid: agentId,
        response_code: responseCode,
        template_card: toTemplateCard(card),
      });
    },
    uploadFile: async ({ kind, fileName, contentType, content }) => {
      const form = new FormData();
      form.append('media', new Blob([content], { type: contentType }), fileName);
      const mediaId = textOf((await api.upload('media/upload', { type: kind }, form))['media_id']);
      if (mediaId === '') throw new CareError('UPSTREAM', 'media/upload answered without a media_id');
      return mediaId;
    },
    sendFile: ({ userIds, kind, mediaId }) => send(userIds, { msgtype: kind, [kind]: { media_id: mediaId } }),
  };
}

/** Our card as a button card, or as a notice when it has no buttons. Limits of wecom doc 90236, section template cards. */
function toTemplateCard(card: StaffCard): Record<string, unknown> {
  const common = {
    source: { desc: '客户关爱', desc_color: 0 },
    main_title: { title: cutCharacters(card.title, 36), desc: cutCharacters(card.subtitle, 44) },
    ...(card.quote === undefined ? {} : { quote_area: { type: 0, quote_text: cutCharacters(card.quote, 160) } }),
    horizontal_content_list: card.fields.slice(0, 6).map((field) => ({
      keyname: cutCharacters(field.label, 5),
      value: cutCharacters(field.value === '' ? '—' : field.value, 30),
    })),
    card_action: { type: 1, url: card.url },
    task_id: card.taskId,
  };
  if (card.buttons.length === 0) return { card_type: 'text_notice', ...common };
  return {
    card_type: 'button_interaction',
    ...common,
    ...(card.selection === undefined
      ? {}
      : {
          button_selection: {
            question_key: card.selection.key,
            title: card.selection.title,
            option_list: card.selection.options
              .slice(0, 10)
              .map((option) => ({ id: option.id, text: cutCharacters(option.text, 16) })),
            ...(card.selection.selectedId === undefined ? {} : { selected_id: card.selection.selectedId }),
          },
        }),
    button_list: card.buttons.map((button) => ({
      type: 0,
      text: button.text,
      style: BUTTON_STYLES[button.style],
      key: button.key,
    })),
  };
}
