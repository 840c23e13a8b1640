/** What the bot says to owners outside a ticket's own life. */
export const say = {
  welcome: (store: string) =>
    `您好，欢迎联系${store}客户关爱部！用车问题、预约保养、投诉建议都可以直接告诉我，回复“转人工”可找同事。`,
  askVehicle: '方便的话，请回复您的车牌号和登记手机号，便于我们核对车辆信息。',
  askWhat: '请问您遇到了什么问题？简单说一下是哪方面的情况（车辆、维修、费用、服务等），我们马上安排。',
  booking: '收到您的预约需求，服务顾问会尽快与您电话确认时间。',
  question: '您的问题已转给专人，会尽快回复您。',
  progressNone: '已请服务顾问为您核实进度，会尽快回复您。',
  progress: (number: string, status: string, who: string) =>
    `您的工单 ${number} 目前${status}${who}，有进展会第一时间告诉您。`,
  praise: '感谢您的认可，我们会转告相关同事，继续努力！',
  suggestion: '感谢您的建议，已转给客户关爱部认真研究。',
  survey: '感谢您的反馈！',
  human: '好的，正在为您转接人工，请稍候。',
  humanLater: '好的，已通知同事，会尽快与您联系。',
  optedOut: '已为您取消提醒和活动消息，今后不再打扰。维修进度等服务通知仍会告知您。',
  optedOutUnknown: '好的，今后不再向您发送提醒和活动消息。',
  bound: (name: string, plate: string) => `绑定成功，${name}，您的爱车 ${plate} 已关联。`,
  notBound: '没有查到匹配的车辆，请核对车牌号和登记手机号；同事稍后也会帮您核实。',
  thanks: '好的，有需要随时联系我们。',
  unreadable: '您好，请问有什么可以帮您？用车问题、预约保养、投诉建议都可以直接告诉我，回复“转人工”可找同事。',
};

/** What staff read when something is passed on to them. */
export const passOn = {
  question: (who: string, text: string) => `【咨询】${who}：${text}\n请尽快回复车主。`,
  booking: (who: string, text: string) => `【预约】${who}：${text}\n请电话确认到店时间。`,
  progress: (who: string, text: string) => `【问进度】${who}：${text}\n请核实后回复车主。`,
  praise: (who: string, text: string) => `【表扬】${who}：${text}`,
  suggestion: (who: string, text: string) => `【建议】${who}：${text}`,
  human: (who: string, text: string) => `【转人工】${who}：${text}\n请在微信客服接待，或电话联系车主。`,
  binding: (who: string, text: string) => `【绑定未成功】${who}：${text}\n请核对车辆信息。`,
};
