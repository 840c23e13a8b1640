import { AGENT, type Answer, type Platform } from './platform.ts';

export const sendCard = ({ wecom }: Platform, card: object, touser = 'wang'): Promise<Answer> =>
  wecom('message/send', { touser, agentid: AGENT, msgtype: 'template_card', template_card: card });

export const buttons = (taskId: string): Record<string, unknown> => ({
  card_type: 'button_interaction',
  main_title: { title: '新工单', desc: '张先生 / 沪A12345' },
  task_id: taskId,
  button_list: [
    { text: '签收', key: 'take', style: 1 },
    { text: '转派', key: 'hand', style: 2 },
  ],
});

export const notice = {
  card_type: 'text_notice',
  main_title: { title: '提醒' },
  card_action: { type: 1, url: 'https://example.com' },
};

export const vote = {
  card_type: 'vote_interaction',
  main_title: { title: '今天可接单?' },
  task_id: 'v1',
  checkbox: {
    question_key: 'slots',
    mode: 1,
    option_list: [
      { id: 'am', text: '上午', is_checked: true },
      { id: 'pm', text: '下午' },
    ],
  },
  submit_button: { text: '提交', key: 'submit' },
};

export const multiple = {
  card_type: 'multiple_interaction',
  main_title: { title: '分类' },
  task_id: 'm1',
  select_list: [
    {
      question_key: 'kind',
      selected_id: 's',
      option_list: [
        { id: 's', text: '保养' },
        { id: 'r', text: '维修' },
      ],
    },
    { question_key: 'prio', option_list: [{ id: 'n', text: '普通' }] },
  ],
  submit_button: { text: '提交', key: 'submit' },
};

export const replace = (code: unknown, userids = ['wang'], name = '已签收'): Record<string, unknown> => ({
  userids,
  agentid: AGENT,
  response_code: code,
  button: { replace_name: name },
});
