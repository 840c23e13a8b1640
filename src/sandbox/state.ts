import type { SandboxState } from '../console/contract.ts';
import type { Context } from '../context.ts';
import type { SampleStore } from '../sample-store/index.ts';
import { STAFF_ROLES } from '../stores/index.ts';
import { sampleAccounts } from './accounts.ts';
import { listDue } from './due.ts';
import { sampleSubscriptionTemplates } from './templates.ts';

/** First things to say on each phone. */
const STAFF_SUGGESTIONS = ['我的工单', '已联系车主，约好明天上午到店检查', '帮助'];
const CARE_SUGGESTIONS = ['我的工单', '待处理有哪些', '帮助'];
const MANAGER_SUGGESTIONS = ['今天有多少投诉', '本月关闭率', '哪个部门超时最多', '待处理有哪些'];

/** Everything the page needs to draw itself. */
export async function sandboxState(context: Context, sample: SampleStore): Promise<SandboxState> {
  const db = context.database.client;
  const { storeId } = context;
  const [store, next, openTickets, reminders, callTasks, outboxPending, identities] = await Promise.all([
    db.store.findUniqueOrThrow({ where: { id: storeId } }),
    listDue(context),
    db.ticket.count({ where: { storeId, status: { notIn: ['closed', 'merged', 'dismissed'] } } }),
    db.reminder.count({ where: { storeId, status: { in: ['sent', 'delivered'] } } }),
    db.callTask.count({ where: { storeId, status: 'open' } }),
    db.outboxMessage.count({ where: { storeId, status: { in: ['pending', 'sending', 'unknown'] } } }),
    db.channelIdentity.findMany({
      where: { storeId, channel: 'officialAccount', accountId: sampleAccounts.appId },
      select: { externalId: true, isSubscribed: true, subscriptions: true },
    }),
  ]);
  const identityOf = new Map(identities.map((identity) => [identity.externalId, identity]));
  const departments = new Map((sample.definition.departments ?? []).map((entry) => [entry.key as string, entry.name]));
  const staff = (sample.definition.staff ?? []).map((person) => ({
    userId: person.userId,
    name: person.name,
    title: STAFF_ROLES[person.role],
    department: departments.get(person.departmentKey) ?? '总经办',
    suggestions:
      person.role === 'generalManager' || person.role === 'director'
        ? MANAGER_SUGGESTIONS
        : person.departmentKey === 'customerCare'
          ? CARE_SUGGESTIONS
          : STAFF_SUGGESTIONS,
  }));
  const manager = staff.find((person) => person.title === STAFF_ROLES.generalManager) ?? staff[0];
  const [due] = next;
  return {
    now: context.clock.now().toISOString(),
    clockRuns: true,
    store: { name: store.name },
    siteUrl: context.publicUrl,
    owners: sample.demoOwners.map((owner) => ({
      personId: owner.personId,
      name: owner.name,
      hint: owner.hint,
      suggestions: owner.suggestions,
      follows: identityOf.get(owner.openId)?.isSubscribed === true,
      notices: sampleSubscriptionTemplates.map(({ key, templateId, title }) => ({
        templateId,
        title,
        left: identityOf.get(owner.openId)?.subscriptions.find((one) => one.templateKey === key)?.remaining ?? 0,
      })),
    })),
    staff,
    managerUserId: manager?.userId ?? '',
    nextDue: due === undefined ? null : { at: due.at.toISOString(), what: due.what },
    counts: { openTickets, reminders, callTasks, outboxPending },
    sampleImportUrl: '/sandbox/api/sample-import.csv',
  };
}
