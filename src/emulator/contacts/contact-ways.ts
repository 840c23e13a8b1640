import { Fields, type WecomCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { ContactWayRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { requireVisibleMember } from './relations.ts';

const MAX_USERS = 100;

/** add_contact_way: a QR code with members behind it and a state that comes back with whoever scans it (X10). */
export function addContactWay(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const type = fields.number('type');
  const scene = fields.number('scene');
  if ((type !== 1 && type !== 2) || (scene !== 1 && scene !== 2))
    throw new PlatformError(40058, 'invalid type or scene');
  const configId = emulation.ids.fresh('contact-way', 32);
  const way: ContactWayRow = {
    configId,
    corpId: call.app.corpId,
    type,
    scene,
    ...readWay(emulation, call, type),
  };
  emulation.state.contactWays.put(configId, way);
  return { config_id: configId, ...(scene === 2 ? { qr_code: qrCode(way) } : {}) };
}

export function getContactWay(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const way = requireWay(emulation, call);
  call.effect = false;
  return {
    contact_way: {
      config_id: way.configId,
      type: way.type,
      scene: way.scene,
      remark: way.remark,
      skip_verify: way.skipVerify,
      state: way.state,
      user: way.userIds,
      party: [],
      ...(way.scene === 2 ? { qr_code: qrCode(way) } : {}),
    },
  };
}

export function listContactWays(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  call.effect = false;
  const own = emulation.state.contactWays.values().filter((way) => way.corpId === call.app.corpId);
  return { contact_way: own.map((way) => ({ config_id: way.configId })), next_cursor: '' };
}

export function updateContactWay(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  const way = requireWay(emulation, call);
  const changed = readWay(emulation, call, way.type, way);
  emulation.state.contactWays.put(way.configId, { ...way, ...changed });
  return {};
}

export function deleteContactWay(emulation: Emulation, call: WecomCall): Record<string, unknown> {
  emulation.state.contactWays.delete(requireWay(emulation, call).configId);
  return {};
}

/** @throws {PlatformError} 40058 type 1 without exactly one member or fields too long, 41041 too many members */
function readWay(
  emulation: Emulation,
  call: WecomCall,
  type: number,
  known?: ContactWayRow,
): Pick<ContactWayRow, 'remark' | 'state' | 'skipVerify' | 'userIds'> {
  const fields = new Fields(call.body);
  const given = (name: string, before: string | undefined): string =>
    call.body[name] === undefined ? (before ?? '') : fields.text(name);
  const users = fields.list('user') === undefined ? (known?.userIds ?? []) : fields.texts('user');
  if (users.length > MAX_USERS) throw new PlatformError(41041, 'too many users of a contact way');
  if (users.length === 0 || (type === 1 && users.length !== 1))
    throw new PlatformError(40058, 'invalid user list size');
  const [remark, state] = [given('remark', known?.remark), given('state', known?.state)];
  if (Array.from(remark).length > 30 || Array.from(state).length > 30) {
    throw new PlatformError(40058, 'remark or state too long');
  }
  const userIds = users.map((userId) => requireVisibleMember(emulation, call.app, userId));
  const skipVerify =
    call.body['skip_verify'] === undefined ? (known?.skipVerify ?? true) : call.body['skip_verify'] === true;
  return { remark, state, skipVerify, userIds };
}

/** @throws {PlatformError} 41044 unknown */
function requireWay(emulation: Emulation, call: WecomCall): ContactWayRow {
  const way = emulation.state.contactWays.get(new Fields(call.body).text('config_id'));
  if (way === undefined || way.corpId !== call.app.corpId)
    throw new PlatformError(41044, 'invalid contact way config id');
  return way;
}

function qrCode(way: ContactWayRow): string {
  return `https://wework.qpic.cn/wwpic/${way.configId}/0`;
}
