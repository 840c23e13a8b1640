import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { findTag } from '../wecom/tags.ts';
import { requireContact, saveContact } from './relations.ts';

/** externalcontact/remark: absent fields stay, `remark_mobiles` replaces, `[""]` clears. */
export function setRemark(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const contact = requireContact(emulation, call.app, fields.text('userid'), fields.text('external_userid'));
  const [remark, description] = [fields.text('remark'), fields.text('description')];
  if (Array.from(remark).length > 20 || Array.from(description).length > 150) {
    throw new PlatformError(40058, 'remark or description too long');
  }
  if (remark !== '') contact.remark = remark;
  if (description !== '') contact.description = description;
  const mobiles = fields.list('remark_mobiles') === undefined ? undefined : fields.texts('remark_mobiles');
  if (mobiles !== undefined) contact.remarkMobiles = mobiles.filter((one) => one !== '');
  saveContact(emulation, contact);
  return {};
}

/** externalcontact/mark_tag. @throws {PlatformError} 40058 nothing to do, 40068 unknown tag */
export function markTag(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const contact = requireContact(emulation, call.app, fields.text('userid'), fields.text('external_userid'));
  const [added, removed] = [fields.texts('add_tag'), fields.texts('remove_tag')];
  if (added.length + removed.length === 0) throw new PlatformError(40058, 'add_tag and remove_tag missing');
  if (added.some((tagId) => findTag(emulation, contact.corpId, tagId) === undefined)) {
    throw new PlatformError(40068, 'invalid tagid');
  }
  contact.tagIds = [...new Set([...contact.tagIds, ...added])].filter((tagId) => !removed.includes(tagId));
  saveContact(emulation, contact);
  return {};
}
