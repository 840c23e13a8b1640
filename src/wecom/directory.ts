import { PlatformError } from '../errors.ts';
import { type PlatformApi, textOf } from '../platform/platform-api.ts';
import type { DirectoryMember, StaffDirectory } from '../ports.ts';

const ROOT_DEPARTMENT = 1;
/** Of user/get: 1 active. */
const ACTIVE = 1;
/** Left, or not to be seen any more, since the list was read. */
const GONE = [60111, 60011];

/** The members that the app may see. @see https://developer.work.weixin.qq.com/document/path/90208 (department), 90196 (user) */
export function createStaffDirectory(api: PlatformApi): StaffDirectory {
  return {
    async list() {
      const answer = await api.get('department/list', {});
      const names = new Map(objects(answer['department']).map((entry) => [Number(entry['id']), textOf(entry['name'])]));
      const userIds = new Set<string>();
      for (const id of names.size === 0 ? [ROOT_DEPARTMENT] : names.keys()) {
        const page = await api.get('user/simplelist', { department_id: String(id) });
        for (const member of objects(page['userlist'])) userIds.add(textOf(member['userid']));
      }
      const members: DirectoryMember[] = [];
      for (const userId of userIds) {
        const member = await find(api, userId);
        if (member === undefined) continue;
        if (member['status'] !== undefined && Number(member['status']) !== ACTIVE) continue;
        const departments = Array.isArray(member['department']) ? member['department'].map(Number) : [];
        const main = Number(member['main_department'] ?? departments[0]);
        const leads = Array.isArray(member['is_leader_in_dept']) ? member['is_leader_in_dept'].map(Number) : [];
        members.push({
          userId,
          name: textOf(member['name']) || userId,
          department: names.get(main) ?? '',
          position: textOf(member['position']),
          isLeader: leads.includes(1),
        });
      }
      return members;
    },
  };
}

async function find(api: PlatformApi, userId: string): Promise<Record<string, unknown> | undefined> {
  try {
    return await api.get('user/get', { userid: userId });
  } catch (error) {
    if (error instanceof PlatformError && GONE.includes(error.errcode)) return undefined;
    throw error;
  }
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}
