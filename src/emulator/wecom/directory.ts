import { Fields, type WecomCall, type WecomRoute } from '../api.ts';
import { memberKey } from '../core/inboxes.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { DepartmentRow, MemberRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { findMember, isVisible, visibleMembers } from './audience.ts';

/** The directory of a corp, and the small address calls. Contacts changed by API call nobody back (C15). */
export function directoryRoutes(emulation: Emulation): WecomRoute[] {
  return [
    { path: 'cgi-bin/department/list', method: 'GET', run: (call) => listDepartments(emulation, call, false) },
    { path: 'cgi-bin/department/simplelist', method: 'GET', run: (call) => listDepartments(emulation, call, true) },
    { path: 'cgi-bin/user/get', method: 'GET', run: (call) => getUser(emulation, call) },
    { path: 'cgi-bin/user/simplelist', method: 'GET', run: (call) => listUsers(emulation, call) },
    { path: 'cgi-bin/user/list_id', method: 'POST', run: (call) => listIds(emulation, call) },
    { path: 'cgi-bin/user/update', method: 'POST', run: (call) => updateUser(emulation, call) },
    { path: 'cgi-bin/getcallbackip', method: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
    { path: 'cgi-bin/get_api_domain_ip', method: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
  ];
}

const ROOT = 1;

export function departmentsOf(emulation: Emulation, corpId: string): DepartmentRow[] {
  return emulation.state.departments.values().filter((row) => row.corpId === corpId);
}

function departmentId(emulation: Emulation, member: MemberRow): number {
  return departmentsOf(emulation, member.corpId).find((row) => row.name === member.department)?.id ?? ROOT;
}

function listDepartments(emulation: Emulation, call: WecomCall, simple: boolean): Record<string, unknown> {
  call.effect = false;
  const { corpId } = call.app;
  const root = { id: ROOT, name: emulation.state.corps.get(corpId)?.name ?? '', parentid: 0, order: 1 };
  const rest = departmentsOf(emulation, corpId).map((row) => ({
    id: row.id,
    name: row.name,
    parentid: ROOT,
    order: row.id,
  }));
  const wanted = Number(call.query.get('id') ?? ROOT);
  const all = [root, ...rest].filter((one) => one.id === wanted || (wanted === ROOT && one.parentid === ROOT));
  if (all.length === 0) throw new PlatformError(60003, 'department not found');
  if (simple) return { department_id: all.map(({ id, parentid, order }) => ({ id, parentid, order })) };
  return { department: all.map((one) => ({ ...one, name_en: '', department_leader: [] })) };
}

function getUser(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const userId = call.query.get('userid') ?? '';
  if (userId === '') throw new PlatformError(41009, 'userid missing');
  const member = findMember(emulation, call.app.corpId, userId);
  if (member === undefined || !isVisible(call.app, userId)) throw new PlatformError(60111, 'userid not found');
  call.effect = false;
  const department = departmentId(emulation, member);
  return {
    userid: member.userId,
    name: member.name,
    department: [department],
    main_department: department,
    position: member.title ?? '',
    status: 1,
    is_leader_in_dept: [0],
    direct_leader: [],
  };
}

function listUsers(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  call.effect = false;
  const wanted = Number(call.query.get('department_id') ?? '');
  const known = wanted === ROOT || departmentsOf(emulation, call.app.corpId).some((row) => row.id === wanted);
  if (!known) throw new PlatformError(60003, 'department not found');
  const members = visibleMembers(emulation, call.app).filter((member) => departmentId(emulation, member) === wanted);
  return { userlist: members.map((member) => ({ userid: member.userId, name: member.name, department: [wanted] })) };
}

function listIds(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const limit = fields.number('limit') ?? 10_000;
  if (limit < 1 || limit > 10_000) throw new PlatformError(40058, 'limit out of range');
  call.effect = false;
  const from = Number(fields.text('cursor') || '0');
  const all = visibleMembers(emulation, call.app);
  const page = all.slice(from, from + limit);
  return {
    next_cursor: from + page.length < all.length ? String(from + page.length) : '',
    dept_user: page.map((member) => ({ userid: member.userId, department: departmentId(emulation, member) })),
  };
}

function updateUser(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const member = findMember(emulation, call.app.corpId, fields.text('userid'));
  if (member === undefined) throw new PlatformError(60111, 'userid not found');
  const name = fields.text('name') || member.name;
  const title = fields.text('position') || member.title;
  emulation.state.members.put(memberKey(member.corpId, member.userId), {
    ...member,
    name,
    ...(title === undefined ? {} : { title }),
  });
  return {};
}
