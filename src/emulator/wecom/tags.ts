import { Fields, type WecomCall, type WecomRoute } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';

/** Corp tags for customers, kept small: their changes by API call nobody back (C15). */
export function tagRoutes(emulation: Emulation): WecomRoute[] {
  return [
    { path: 'cgi-bin/externalcontact/add_corp_tag', method: 'POST', run: (call) => addTags(emulation, call) },
    { path: 'cgi-bin/externalcontact/get_corp_tag_list', method: 'POST', run: (call) => listTags(emulation, call) },
    { path: 'cgi-bin/externalcontact/del_corp_tag', method: 'POST', run: (call) => deleteTags(emulation, call) },
  ];
}

interface Group {
  group_id: string;
  group_name: string;
  create_time: number;
  tag: { id: string; name: string; create_time: number; order: number }[];
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
    });
  }
  save(emulation, corpId, groups);
  return { tag_group: { ...group, tag: group.tag.filter((tag) => names.includes(tag.name)) } };
}

function listTags(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  call.effect = false;
  return { tag_group: groupsOf(emulation, call.app.corpId) };
}

function deleteTags(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const tagIds = fields.texts('tag_id');
  const groupIds = fields.texts('group_id');
  if (tagIds.length + groupIds.length === 0) throw new PlatformError(40058, 'tag_id and group_id missing');
  const groups = groupsOf(emulation, call.app.corpId)
    .filter((group) => !groupIds.includes(group.group_id))
    .map((group) => ({ ...group, tag: group.tag.filter((tag) => !tagIds.includes(tag.id)) }))
    .filter((group) => group.tag.length > 0);
  save(emulation, call.app.corpId, groups);
  return {};
}
