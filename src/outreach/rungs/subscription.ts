import { reserveConsent } from '../subscription-consents.ts';
import { carriesNoPromotion, closedForNotices, noticeData } from './account-notice.ts';
import { isUrgent } from '../priority.ts';
import { firstOpen, type Reachable, type Rung } from './rung.ts';

const NONE = '未订阅此类通知';
const USED_UP = '订阅次数已用完';

/** One-time subscription notice: one message for each time the owner tapped "accept", also to those who do not follow. */
export const subscriptionRung: Rung = {
  channel: 'subscriptionNotice',
  check(reach, want) {
    const { templateKey } = want.wording;
    if (!want.connected.subscriptionKeys.includes(templateKey)) return { obstacle: '服务号未配置此订阅通知' };
    const unfit = carriesNoPromotion(want);
    if (unfit !== undefined) return { obstacle: unfit };
    return firstOpen(
      reach.identities.filter((identity) => identity.channel === 'officialAccount'),
      NONE,
      (identity) => {
        const consent = consentOf(identity, templateKey);
        if (consent === undefined) return NONE;
        if (consent.remaining <= 0) return consent.refusedAt === null ? USED_UP : '车主拒收此类订阅通知';
        // Whoever unfollowed still gets what they accepted; only the other codes close it.
        return identity.lastErrorCode !== null && FOLLOWERS_ONLY.has(identity.lastErrorCode)
          ? undefined
          : closedForNotices(identity, want);
      },
    );
  },
  async send(_context, tx, { subject: { reminder }, wording, way, notBeforeAt }) {
    const { templateKey } = wording;
    const data = noticeData(templateKey, wording.data);
    if (data === undefined || way.identity === undefined) return { obstacle: '内容不符合模板格式' };
    // Taken in the same transaction: two reminders of one morning can't both have the last one.
    if (!(await reserveConsent(tx, { identityId: way.identity.id, templateKey }))) return { obstacle: USED_UP };
    const consent = consentOf(way.identity, templateKey);
    if (consent !== undefined) consent.remaining -= 1;
    return {
      message: {
        channel: 'subscriptionNotice',
        accountId: way.accountId,
        recipient: way.recipient,
        reminderId: reminder.id,
        isBulk: !isUrgent(reminder),
        notBeforeAt,
        idempotencyKey: `rem-${reminder.id}-sub`,
        payload: { templateKey, data, ...(wording.url === undefined ? {} : { page: wording.url }) },
        preview: wording.text,
      },
    };
  },
};

/** "Not a follower": no matter here. */
const FOLLOWERS_ONLY = new Set([43_004, 50_005]);

function consentOf(identity: Reachable, templateKey: string): Reachable['subscriptions'][number] | undefined {
  return identity.subscriptions.find((consent) => consent.templateKey === templateKey);
}
