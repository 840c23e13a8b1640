import { carriesNoPromotion, closedForNotices, noticeData } from './account-notice.ts';
import { isUrgent } from '../priority.ts';
import { firstOpen, type Rung } from './rung.ts';

/** Template message of the service account: to followers, any time, service matters only. */
export const templateRung: Rung = {
  channel: 'officialAccountTemplate',
  check(reach, want) {
    const { templateKey } = want.wording;
    if (!want.connected.templateKeys.includes(templateKey)) return { obstacle: '服务号未配置此模板' };
    const unfit = carriesNoPromotion(want);
    if (unfit !== undefined) return { obstacle: unfit };
    return firstOpen(
      reach.identities.filter((identity) => identity.channel === 'officialAccount'),
      '未关注服务号',
      (identity) => {
        if (!identity.isSubscribed) return '未关注服务号';
        if (identity.refusedTemplates.includes(templateKey)) return '车主拒收此类服务号通知';
        return closedForNotices(identity, want);
      },
    );
  },
  send(_context, _tx, { subject: { reminder }, wording, way, notBeforeAt }) {
    const data = noticeData(wording.templateKey, wording.data);
    if (data === undefined) return { obstacle: '内容不符合模板格式' };
    return {
      message: {
        channel: 'officialAccountTemplate',
        accountId: way.accountId,
        recipient: way.recipient,
        reminderId: reminder.id,
        isBulk: !isUrgent(reminder),
        notBeforeAt,
        idempotencyKey: `rem-${reminder.id}-oa`,
        payload: { templateKey: wording.templateKey, data, ...(wording.url === undefined ? {} : { url: wording.url }) },
        preview: wording.text,
      },
    };
  },
};
