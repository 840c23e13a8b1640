import type { World } from '../emulator/index.ts';
import type { SampleStore } from '../sample-store/index.ts';
import { STAFF_ROLES } from '../stores/index.ts';
import { sampleAccounts } from './accounts.ts';
import { sampleTemplates } from './templates.ts';

/** The sample store as the emulated platform knows it: its corp, staff, service account, and people with WeChat. */
export function buildWorld(sample: SampleStore): World {
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
        templates: sampleTemplates.map(({ templateId, title, content }) => ({ templateId, title, content })),
      },
    ],
    people: sample.people.map((person) => ({
      personId: person.personId,
      name: person.name,
      unionId: person.unionId,
      externalUserId: person.externalUserId,
      openIds: { [sampleAccounts.appId]: person.openId },
      followsAppIds: person.follows ? [sampleAccounts.appId] : [],
    })),
  };
}
