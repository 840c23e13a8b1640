/** What the bot says to owners outside a ticket's own life. */
export const say = {
  welcome: (store: string) =>
    `您好，这里是${store}客户关爱部，很高兴为您服务！用车问题、预约保养、投诉建议都可以直接跟我说；想找人工，回复“转人工”就行。`,
  askVehicle: '方便的话，请把车牌号和在店里登记的手机号发给我们，便于核对车辆信息。',
  askPhone: '方便的话，请再发一下在店里登记的手机号，便于核对车辆信息。',
  askPlate: '方便的话，请再发一下车牌号，便于核对车辆信息。',
  askPhoneAndPlace: '请回复您的手机号和所在位置，方便同事马上联系您。',
  askNumber: '请回复您的手机号，方便同事马上联系您。',
  askPlace: '请回复您的所在位置，方便同事马上联系您。',
  phoneNoted: (number: string) => `好的，手机号已转告负责的同事（工单 ${number}），请留意来电。`,
  askWhichCar: (plates: readonly string[]) =>
    plates.length === 0
      ? '请问是您的哪辆车？点一下车牌就行。'
      : `请问是您的哪辆车（${plates.join('、')}）？回复车牌就行。`,
  whichCarNoted: (plate: string, number: string) => `好的，已记下是 ${plate}（工单 ${number}）。`,
  /** Each is asked once; the second one only when the first brought no answer. */
  askWhat: [
    '非常抱歉让您有不好的感受。能简单说说是哪方面的问题吗（比如车辆故障、维修、费用或服务）？我们马上为您安排。',
    '为了尽快帮您处理，请告诉我们具体是什么事、什么时候发生的；不方便打字的话，回复“转人工”，同事马上联系您。',
  ],
  booking: '好的，您的预约需求收到了，服务顾问会尽快打电话和您确认时间。',
  question: '您的问题收到了，已转给同事，会尽快回复您。',
  /** Of what was wanted beside something else; these follow its answer. */
  alsoBooked: '另外，您的预约需求收到了，服务顾问会尽快打电话和您确认时间。',
  alsoAsked: '另外，您问的问题已转给同事，会尽快回复您。',
  alsoAnswered: '您问的问题，也会一并答复您。',
  alsoChecked: '另外，您问的进度已请服务顾问核实，会尽快回复您。',
  progressNone: '好的，已请服务顾问为您核实进度，会尽快回复您。',
  progress: (number: string, where: string) => `您反映的问题（${number}）${where}，有进展会第一时间告诉您。`,
  praise: '谢谢您的认可！我们会转告同事，继续努力把服务做好。',
  suggestion: '谢谢您的建议，我们会认真研究改进。',
  survey: '谢谢您的反馈！',
  human: '好的，正在为您转接人工，请稍等。',
  humanLater: '好的，已通知同事，会尽快与您联系。',
  humanWhenOpen: (when: string) =>
    `现在不是上班时间，人工客服${when}上班后会尽快联系您。您也可以先把情况发给我们；如遇紧急情况，请直接说明，马上有人处理。`,
  humanFailed: '抱歉，人工暂时没有接通，已请同事尽快给您打电话。您也可以继续在这里留言。',
  humanWaited: '抱歉让您久等了，同事暂时没能接上，已请同事尽快给您打电话。您也可以直接留言，我先帮您处理。',
  optedOut: '好的，已为您取消提醒和活动消息，不再打扰。维修进度等服务通知还会照常告诉您。',
  optedIn: '好的，已为您恢复提醒。以后不想收到时，回复“退订”即可。',
  notOptedOut: '您的提醒一直是开启的，到期前会提前告诉您。',
  optedOutUnknown: '好的，今后不再给您发送提醒和活动消息。',
  bound: (salutation: string, plate: string) => `绑定成功！${salutation}，您的爱车 ${plate} 已关联。`,
  alreadyBound: (plate: string) => `${plate} 已经绑定好了，有需要随时联系我们。`,
  bindingLater: '今天核对的次数比较多，已请同事帮您人工核实，稍后与您联系。',
  withdrawn: (number: string) => `好的，已转告负责的同事。稍后会再跟您确认一下，没有问题就为您结束工单 ${number}。`,
  alreadyKnown: (number: string, where: string) =>
    `您反映的这件事我们已经有记录（工单 ${number}），${where}。刚才说的会一起转告，有进展会第一时间告诉您。`,
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
  /** The rest of what was written goes to others, or stands in a ticket. */
  alsoSaid: '车主同时还说了别的事，已另行处理。',
  human: (who: string, text: string) => `【转人工】${who}：${text}\n请在微信客服接待，或电话联系车主。`,
  humanCall: (who: string, text: string) => `【转人工】${who}：${text}\n请电话联系车主。`,
  waited: (who: string, long: string) =>
    `【车主久等】${who}在微信客服等人工，超过${long}没有同事回复，已由机器人恢复接待。\n请安排同事尽快联系车主。`,
  beside: (who: string, text: string) => `【车主留言】${who}：${text}\n车主在等人工联系，请尽快回复。`,
  sms: (who: string, text: string) => `【短信回复】${who}：${text}\n请联系车主。`,
  tellInSession: (who: string, text: string) =>
    `【请转告】您正在微信客服接待${who}，系统消息发不进会话，请方便时转告：${text}`,
  mentionInSession: (who: string, text: string) =>
    `【供参考】您正在微信客服接待${who}，有一条提醒没能发进会话：${text}\n系统会改用其他方式通知，不必重复。`,
  withdrawn: (who: string, text: string) =>
    `【车主说不用处理了】${who}：“${text}”\n请跟车主核实；情况属实的，由责任人标记处理完毕，回访确认后关闭。`,
  binding: (who: string, text: string) => `【绑定未成功】${who}：${text}\n请核对车辆信息。`,
};
