import type { DirectoryMember } from '../ports.ts';
import type { Department } from '../understanding/index.ts';
import type { StaffRole } from './staff.ts';
import type { StoreDefinition } from './upsert-store.ts';

type StaffEntry = Omit<NonNullable<StoreDefinition['staff']>[number], 'onDuty'> & { onDuty: boolean };

/** What dealerships call their departments, the more particular first. */
const DEPARTMENT_WORDS: readonly [RegExp, Department][] = [
  [/客户关爱|客户关系|客关|客服|回访|crm|dcrc/i, 'customerCare'],
  [/索赔|保修|三包/, 'warranty'],
  [/配件|备件|零件/, 'parts'],
  [/保险|续保|理赔/, 'insurance'],
  [/金融|信贷|按揭/, 'finance'],
  [/市场|俱乐部|会员/, 'marketing'],
  [/前台|接待|服务顾问|预约/, 'serviceReception'],
  [/车间|钣金|喷漆|机修|维修/, 'workshop'],
  [/技术|质检|诊断|售后/, 'aftersalesTechnical'],
  [/销售|展厅|交车/, 'sales'],
];

/**
 * A first guess at a store's staff from the WeCom directory, for a store that nobody has set up: department by its name,
 * role by position and lead. An administrator corrects it with a store file.
 */
export function staffFromDirectory(members: readonly DirectoryMember[]): StaffEntry[] {
  return members.map((member) => {
    const words = `${member.department} ${member.position}`;
    const departmentKey = DEPARTMENT_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'management';
    return {
      userId: member.userId,
      name: member.name,
      departmentKey,
      role: roleOf(member, departmentKey),
      onDuty: true,
    };
  });
}

function roleOf(member: DirectoryMember, departmentKey: Department | 'management'): StaffRole {
  const { position } = member;
  if (/总经理|店总/.test(position) && !/助理|秘书/.test(position)) return 'generalManager';
  if (departmentKey === 'customerCare') {
    return /总监|经理|主管|部长|负责人/.test(position) || member.isLeader ? 'director' : 'careSpecialist';
  }
  if (member.isLeader || /总监|经理|主管|部长|主任|负责人/.test(position)) return 'departmentHead';
  if (/服务顾问|接待/.test(position)) return 'serviceAdvisor';
  return /信息员|数据/.test(position) ? 'dataClerk' : 'staff';
}
