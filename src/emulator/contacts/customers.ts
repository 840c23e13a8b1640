import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { ContactRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { visibleMembers } from '../wecom/audience.ts';
import { findTag } from '../wecom/tags.ts';
import { contactsOf, personOf, requireVisibleMember } from './relations.ts';

export function listCustomers(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const userId = requireVisibleMember(emulation, call.app, call.query.get('userid') ?? '');
  call.effect = false;
  const found = contactsOf(emulation, call.app, { userId });
  if (found.length === 0) throw new PlatformError(84061, 'not external contact');
  return { external_userid: found.map((one) => one.externalUserId) };
}

export function listFollowUsers(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  call.effect = false;
  return { follow_user: visibleMembers(emulation, call.app).map((member) => member.userId) };
}

/** externalcontact/get: the customer and every member who has them. */
export function getCustomer(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const externalUserId = call.query.get('external_userid') ?? '';
  if (personOf(emulation, call.app.corpId, externalUserId) === undefined) {
    throw new PlatformError(40096, 'invalid external userid');
  }
  call.effect = false;
  const found = contactsOf(emulation, call.app, { externalUserId });
  const [first] = found;
  if (first === undefined) throw new PlatformError(84061, 'not external contact');
  const follow = found.map((one) => ({ ...describeFollow(one), tags: describeTags(emulation, one) }));
  return { external_contact: describeCustomer(emulation, first), follow_user: follow };
}

/** batch/get_by_user: one entry for each relation, with tag_id instead of tags. */
export function getByUser(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const users = fields.texts('userid_list');
  const limit = fields.number('limit') ?? 50;
  if (users.length < 1 || users.length > 100 || limit < 1 || limit > 100) {
    throw new PlatformError(40058, 'userid_list or limit out of range');
  }
  call.effect = false;
  const all = users.flatMap((one) => {
    const userId = requireVisibleMember(emulation, call.app, one);
    return contactsOf(emulation, call.app, { userId });
  });
  const from = Number(fields.text('cursor') || '0');
  const page = all.slice(from, from + limit);
  return {
    external_contact_list: page.map((one) => ({
      external_contact: describeCustomer(emulation, one),
      follow_info: { ...describeFollow(one), tag_id: one.tagIds },
    })),
    next_cursor: from + page.length < all.length ? String(from + page.length) : '',
  };
}

function describeCustomer(emulation: Emulation, contact: ContactRow): Record<string, unknown> {
  const person = emulation.state.people.get(contact.personId);
  const unionid = emulation.switches.kfUnionIdBound ? person?.unionId : undefined;
  return {
    external_userid: contact.externalUserId,
    name: person?.name ?? '',
    type: 1,
    avatar: '',
    gender: 0,
    ...(unionid === undefined ? {} : { unionid }),
  };
}

function describeFollow(contact: ContactRow): Record<string, unknown> {
  return {
    userid: contact.userId,
    remark: contact.remark ?? '',
    description: contact.description ?? '',
    createtime: Math.floor(contact.addedAt / 1000),
    remark_mobiles: contact.remarkMobiles ?? [],
    add_way: contact.addWay,
    ...(contact.state === undefined ? {} : { state: contact.state }),
    oper_userid: contact.userId,
  };
}

function describeTags(emulation: Emulation, contact: ContactRow): Record<string, unknown>[] {
  return contact.tagIds.flatMap((tagId) => {
    const found = findTag(emulation, contact.corpId, tagId);
    if (found === undefined) return [];
    return [{ group_name: found.groupName, tag_name: found.tagName, tag_id: tagId, type: 1 }];
  });
}
