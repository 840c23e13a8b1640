import type { OutreachChannel } from '../../stores/index.ts';
import { callTaskRung } from './call-task.ts';
import { groupSendRung } from './group-send.ts';
import { kfRung } from './kf.ts';
import type { Rung } from './rung.ts';
import { smsRung } from './sms.ts';
import { subscriptionRung } from './subscription.ts';
import { templateRung } from './template.ts';

export type {
  Carrier,
  OutreachContext,
  Reach,
  Reachable,
  Rung,
  Sending,
  Sent,
  Subject,
  Verdict,
  Want,
  Way,
} from './rung.ts';

export const rungs: Record<OutreachChannel, Rung> = {
  officialAccountTemplate: templateRung,
  subscriptionNotice: subscriptionRung,
  kf: kfRung,
  groupSend: groupSendRung,
  sms: smsRung,
  callTask: callTaskRung,
};
