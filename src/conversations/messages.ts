/** What the bot says to owners outside a ticket's own life. */
export const say = {
  welcome: (store: string) =>
    `您好，这里是${store}客户关爱部，很高兴为您服务！用车问题、预约保养、投诉建议都可以直接跟我说；想找人工，回复“转人工”就行。`,
  askVehicle: '方便的话，请把车牌号和在店里登记的手机号发给我们，便于核对车辆信息。',
  /** Each is asked once; the second one only when the first brought no answer. */
  askWhat: [
    '非常抱歉让您有不好的感受。能简单说说是哪方面的问题吗（比如车辆故障、维修、费用或服务）？我们马上为您安排。',
    '为了尽快帮您处理，请告诉我们具体是什么事、什么时候发生的；不方便打字的话，回复“转人工”，同事马上联系您。',
  ],
  booking: '好的，您的预约需求收到了，服务顾问会尽快打电话和您确认时间。',
  question: '您的问题收到了，已转给同事，会尽快回复您。',
  progressNone: '好的，已请服务顾问为您核实进度，会尽快回复您。',
  progress: (number: string, where: string) => `您反映的问题（${number}）${where}，有进展会第一时间告诉您。`,
  praise: '谢谢您的认可！我们会转告同事，继续努力把服务做好。',
  suggestion: '谢谢您的建议，我们会认真研究改进。',
  survey: '谢谢您的反馈！',
  human: '好的，正在为您转接人工，请稍等。',
  humanLater: '好的，已通知同事，会尽快与您联系。',
  optedOut: '好的，已为您取消提醒和活动消息，不再打扰。维修进度等服务通知还会照常告诉您。',
  optedOutUnknown: '好的，今后不再给您发送提醒和活动消息。',
  bound: (salutation: string, plate: string) => `绑定成功！${salutation}，您的爱车 ${plate} 已关联。`,
  notBound: '没有查到匹配的车辆，请核对一下车牌号和登记的手机号；稍后同事也会帮您核实。',
  thanks: '好的，有需要随时联系我们。',
  media: '您发的内容收到了。请简单说一下是什么情况，我们好为您安排。',
  unreadable: '您好，请问有什么可以帮您？用车问题、预约保养、投诉建议都可以直接跟我说；想找人工，回复“转人工”就行。',
};

/** Where a ticket stands, in words for its owner; staff have their own. */
export const whereItStands = {
  triage: () => '已经收到，客户关爱部正在安排负责的同事',
  routed: (department: string) => `已转${department}，正在安排同事处理`,
  acknowledged: (department: string, name: string) => `由${department}${name}负责，会尽快与您联系`,
  tracking: (department: string, name: string) => `正在处理中，由${department}${name}负责`,
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
