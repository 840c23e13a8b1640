import type { Card } from '../../src/console/contract.ts';

/** The card of the mock dealership's only story. */
export function ticketCard(taskId: string, ownerName: string, text: string): Card {
  return {
    taskId,
    title: `新投诉 ${taskId}`,
    desc: '请在 30 分钟内签收并联系车主',
    quote: text,
    fields: [
      { label: '车主', value: ownerName },
      { label: '车辆', value: '沪A12345 明锐' },
      { label: '类别', value: '行驶安全、维修质量' },
      { label: '严重程度', value: 'P1 升级' },
      { label: '签收时限', value: '今天 10:00' },
    ],
    selection: {
      key: 'department',
      title: '转派给',
      options: [
        { id: 'workshop', text: '车间' },
        { id: 'serviceReception', text: '售后前台' },
        { id: 'parts', text: '配件' },
      ],
    },
    buttons: [
      { key: 'acknowledge', text: '签收', style: 1, disabled: false },
      { key: 'handOver', text: '转派', style: 2, disabled: false },
      { key: 'resolve', text: '处理完毕', style: 2, disabled: false },
    ],
    url: `/tickets/${taskId}`,
  };
}
