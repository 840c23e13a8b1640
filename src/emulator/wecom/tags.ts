import { Fields, type WecomCall, type WecomRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';

/** Corp tags for customers, kept small: their changes by API call nobody back (C15). */
export function tagRoutes(emulation: Emulation): WecomRoute[] {
  return [
    { path: 'cgi-bin/externalcontact/add_corp_tag', method: 'POST', run: (call) => addTags(emulation, call) },
    { path: 'cgi-bin/externalcontact/edit_corp_tag', method: 'POST', run: (call) => editTag(emulation, call) },
    { path: 'cgi-bin/externalcontact/get_corp_tag_list', method: 'POST', run: (call) => listTags(emulation, call) },
    { path: 'cgi-bin/externalcontact/del_corp_tag', method: 'POST', run: (call) => deleteTags(emulation, call) },
  ];
}

interface Group {
  group_id: string;
  group_name: string;
  create_time: number;
  tag: Tag[];
}
interface Tag {
  id: string;
  name: string;
  create_time: number;
  order: number;
  /** The app that made it: only that one may change it (X8). */
  agentId?: number;
}

/** A tag of the corp with its group. */
export function findTag(
  emulation: Emulation,
  corpId: string,
  tagId: string,
): { tagName: string; groupName: string } | undefined {
  for (const group of groupsOf(emulation, corpId)) {
    const tag = group.tag.find((one) => one.id === tagId);
    if (tag !== undefined) return { tagName: tag.name, groupName: group.group_name };
  }
  return undefined;
}

function groupsOf(emulation: Emulation, corpId: string): Group[] {
  return (emulation.state.facts.get(`corp-tags/${corpId}`)?.['groups'] ?? []) as Group[];
}

function save(emulation: Emulation, corpId: string, groups: Group[]): void {
  emulation.state.facts.put(`corp-tags/${corpId}`, { groups });
}

function addTags(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const { corpId } = call.app;
  const names = fields.objects('tag').map((tag) => new Fields(tag).text('name'));
  const groupName = fields.text('group_name');
  if (names.length === 0 || names.includes('') || groupName === '')
    throw new PlatformError(40058, 'tag.name or group_name missing');
  const groups = groupsOf(emulation, corpId);
  const count = groups.reduce((sum, one) => sum + one.tag.length, 0);
  if (count + names.length > emulation.switches.corpTagCap) throw new PlatformError(40126, 'too many corp tags');
  let group = groups.find((one) => one.group_name === groupName);
  if (group === undefined) {
    group = {
      group_id: `et${emulation.ids.fresh('tag', 30)}`,
      group_name: groupName,
      create_time: emulation.clock.seconds(),
      tag: [],
    };
    groups.push(group);
  }
  for (const name of names) {
    if (group.tag.some((tag) => tag.name === name)) throw new PlatformError(40071, 'tag name already exists');
    group.tag.push({
      id: `et${emulation.ids.fresh('tag', 30)}`,
      name,
      create_time: emulation.clock.seconds(),
      order: 0,
      agentId: call.app.agentId,
    });
  }
  save(emulation, corpId, groups);
  return { tag_group: describeGroup({ ...group, tag: group.tag.filter((tag) => names.includes(tag.name)) }) };
}

function listTags(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  call.effect = false;
  return { tag_group: groupsOf(emulation, call.app.corpId).map(describeGroup) };
}

function describeGroup(group: Group): Record<string, unknown> {
  return { ...group, tag: group.tag.map(({ agentId: _maker, ...tag }) => tag) };
}

/** @throws {PlatformError} 40068 unknown, the switch's code for a tag of another app (X8) */
function editTag(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const groups = groupsOf(emulation, call.app.corpId);
  const tag = groups.flatMap((group) => group.tag).find((one) => one.id === fields.text('id'));
  if (tag === undefined) throw new PlatformError(40068, 'invalid tagid');
  checkMaker(emulation, call, [tag]);
  const name = fields.text('name');
  if (name !== '') tag.name = name;
  save(emulation, call.app.corpId, groups);
  return {};
}

function checkMaker(emulation: Emulation, call: WecomCall, tags: Tag[]): void {
  if (tags.every((tag) => tag.agentId === undefined || tag.agentId === call.app.agentId)) return;
  throw new PlatformError(emulation.switches.foreignTagErrcode, 'tag was not created by this app');
}

function deleteTags(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const tagIds = fields.texts('tag_id');
  const groupIds = fields.texts('group_id');
  if (tagIds.length + groupIds.length === 0) throw new PlatformError(40058, 'tag_id and group_id missing');
  const all = groupsOf(emulation, call.app.corpId);
  const doomed = all.flatMap((group) =>
    group.tag.filter((tag) => groupIds.includes(group.group_id) || tagIds.includes(tag.id)),
  );
  checkMaker(emulation, call, doomed);
  const groups = all
    .filter((group) => !groupIds.includes(group.group_id))
    .map((group) => ({ ...group, tag: group.tag.filter((tag) => !tagIds.includes(tag.id)) }))
    .filter((group) => group.tag.length > 0);
  save(emulation, call.app.corpId, groups);
  return {};
}
