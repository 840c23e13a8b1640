import type { World } from '../emulator/index.ts';
import type { SamplePerson, SampleStore } from '../sample-store/index.ts';
import { STAFF_ROLES } from '../stores/index.ts';
import { sampleAccounts } from './accounts.ts';
import { type SampleTemplate, sampleSmsTemplates, sampleSubscriptionTemplates, sampleTemplates } from './templates.ts';

/** The sample store as the emulated platform knows it: its corp, staff, service account, and people with WeChat. */
export function buildWorld(sample: SampleStore, options: { contacts: boolean } = { contacts: true }): World {
  const staff = sample.definition.staff ?? [];
  const departments = new Map((sample.definition.departments ?? []).map((entry) => [entry.key as string, entry.name]));
  return {
    corps: [
      {
        corpId: sampleAccounts.corpId,
        name: sample.definition.name,
        apps: [{ agentId: sampleAccounts.agentId, secret: sampleAccounts.agentSecret, name: '客户关爱' }],
        members: staff.map((person) => ({
          userId: person.userId,
          name: person.name,
          department: departments.get(person.departmentKey) ?? '总经办',
          title: STAFF_ROLES[person.role],
        })),
        kfAccounts: [
          {
            openKfId: sampleAccounts.openKfId,
            name: sample.definition.name,
            agentIds: [sampleAccounts.agentId],
            servicerUserIds: staff
              .filter((person) => person.departmentKey === 'customerCare')
              .map((person) => person.userId),
          },
        ],
      },
    ],
    officialAccounts: [
      {
        appId: sampleAccounts.appId,
        secret: sampleAccounts.appSecret,
        originalId: 'gh_00000000aa',
        name: `${sample.definition.name}服务号`,
        templates: sampleTemplates.map(asTemplate),
        subscriptionTemplates: sampleSubscriptionTemplates.map(asTemplate),
      },
    ],
    smsAccounts: [sampleSmsAccount],
    people: sample.people.map((person) => ({
      personId: person.personId,
      name: person.name,
      unionId: person.unionId,
      ...phoneOf(sample, person),
      externalUserId: person.externalUserId,
      openIds: { [sampleAccounts.appId]: person.openId },
      followsAppIds: person.follows ? [sampleAccounts.appId] : [],
      contactOf: options.contacts ? person.contactOf.map((userId) => ({ corpId: sampleAccounts.corpId, userId })) : [],
    })),
  };
}

/** At the vendor; where it pushes reports and answers is told once the service listens. */
export const sampleSmsAccount: NonNullable<World['smsAccounts']>[number] = {
  vendor: 'aliyun',
  keyId: sampleAccounts.smsKeyId,
  secret: sampleAccounts.smsSecret,
  signatures: [sampleAccounts.smsSignature],
  templates: sampleSmsTemplates.map(({ templateId, content }) => ({ templateId, content, kind: 'notification' })),
};

const asTemplate = ({ templateId, title, content }: SampleTemplate) => ({ templateId, title, content });

function phoneOf(sample: SampleStore, person: SamplePerson): { phone?: string } {
  const mobile = mobileOf(sample, person);
  return mobile === undefined ? {} : { phone: mobile };
}

/** The number that is in this person's pocket; undefined: one that the store does not know. */
export function mobileOf(sample: SampleStore, person: SamplePerson): string | undefined {
  return person.customer === undefined ? undefined : sample.customers[person.customer]?.mobile;
}
