import { z } from 'zod';
import { rule } from './rule.ts';

const switched = z.boolean();
const days = z.int().min(0).max(60);

/** When owners are asked after a visit and a delivery. Days count from the hand-back, the delivery or the invoice. */
export const followUpRuleDefinitions = {
  threeDay: {
    enabled: rule(true, switched, '3DC回访(维修交车后)', 'D1', 'D3', 'D4'),
    fromDays: rule(3, days, '3DC回访从维修交车后第几天开始', 'D1', 'D3', 'D4'),
    toDays: rule(5, days, '3DC回访最迟在维修交车后第几天', 'D1', 'D3', 'D4'),
  },
  sevenDay: {
    enabled: rule(true, switched, '7DC回访(新车交车后)', 'D3'),
    days: rule(7, days, '7DC回访在交车后第几天', 'D3'),
    secondaryDays: rule(10, days, '二级网点7DC回访在开票后第几天', 'D3'),
  },
  oneMonth: {
    enabled: rule(true, switched, '新车满月回访', 'D3'),
    months: rule(1, z.int().min(1).max(11), '满月回访在交车后几个月', 'D3'),
    withinDays: rule(3, days, '满月回访最多延后几天完成', 'P'),
  },
  oneYear: {
    enabled: rule(true, switched, '新车周年回访', 'D3'),
    months: rule(12, z.int().min(6).max(60), '周年回访在交车后几个月', 'D3'),
    withinDays: rule(7, days, '周年回访最多延后几天完成', 'P'),
  },
  inChat: rule(true, switched, '能发微信时先用微信问卷回访', 'P'),
  byNotice: rule(true, switched, '3DC发不了微信会话时，用服务号通知邀请车主评分', 'P'),
  callFrom: rule(
    '14:00',
    z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm'),
    '当天到期的问卷几点还没答复就改打电话',
    'P',
  ),
  lowScore: rule(6, z.int().min(1).max(9), '回访评分不高于几分自动转投诉', 'P'),
  lateDays: rule(7, z.int().min(0).max(60), '超过最迟日多少天后不再回访', 'P'),
  catchUpDays: rule(60, z.int().min(7).max(366), '维修或交车资料晚到多少天内仍登记回访', 'P'),
} as const;
